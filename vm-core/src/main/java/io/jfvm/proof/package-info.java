// SPDX-License-Identifier: Apache-2.0
/**
 * What proofs of storage state, and the faults of consensus: the arguments of the VM's proof
 * syscalls. Verifying them is the node's affair.
 *
 * <p>Start reading at {@link io.jfvm.proof.SealProof}.
 */
package io.jfvm.proof;
