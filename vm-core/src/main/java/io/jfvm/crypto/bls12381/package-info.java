// SPDX-License-Identifier: Apache-2.0
/**
 * BLS12-381: its two groups, pairing, maps and hashes to points, and the signatures of Filecoin.
 *
 * <p>Start reading at {@link io.jfvm.crypto.bls12381.Bls}, {@link io.jfvm.crypto.bls12381.G1} and
 * {@link io.jfvm.crypto.bls12381.Pairing}.
 */
package io.jfvm.crypto.bls12381;
