// SPDX-License-Identifier: Apache-2.0
/**
 * One invocation's view of the VM: what each syscall means, costs and refuses.
 *
 * <p>Start reading at {@link io.jfvm.kernel.Kernel}, which is the sum of one role interface a
 * syscall namespace.
 */
package io.jfvm.kernel;
