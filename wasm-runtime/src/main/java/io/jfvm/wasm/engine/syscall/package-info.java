// SPDX-License-Identifier: Apache-2.0
/**
 * What Wasm actors may call: names and signatures, how arguments and results lie in the guest's
 * memory, and which operation of the kernel answers. One file a namespace.
 *
 * <p>Start reading at {@link io.jfvm.wasm.engine.syscall.SyscallTable}. Gas is charged by the
 * kernel and around the call by the engine, never here. Only the engine may import this package.
 * Source: ref-fvm {@code fvm/src/syscalls/}, {@code sdk/src/sys/}.
 */
package io.jfvm.wasm.engine.syscall;
