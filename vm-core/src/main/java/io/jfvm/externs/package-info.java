// SPDX-License-Identifier: Apache-2.0
/**
 * What the VM asks of the node around it: the chain's randomness, and what is drawn from it;
 * tipsets, consensus faults, and the answers for signatures and proofs.
 *
 * <p>Start reading at {@link io.jfvm.externs.Externs} and {@link io.jfvm.externs.ProofPolicy}.
 */
package io.jfvm.externs;
