// SPDX-License-Identifier: Apache-2.0
/**
 * Runs actors written in Java on a kernel, with the syscalls that the official actors' runtime
 * makes.
 *
 * <p>Start reading at {@link io.jfvm.engine.jvm.JvmEngine}, then {@link
 * io.jfvm.engine.jvm.KernelRuntime}.
 */
package io.jfvm.engine.jvm;
