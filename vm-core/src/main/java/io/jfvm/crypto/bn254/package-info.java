// SPDX-License-Identifier: Apache-2.0
/**
 * alt_bn128, the pairing-friendly curve of EIP-196 and EIP-197: its two groups and the pairing.
 *
 * <p>Start reading at {@link io.jfvm.crypto.bn254.G1} and {@link io.jfvm.crypto.bn254.Pairing}.
 */
package io.jfvm.crypto.bn254;
