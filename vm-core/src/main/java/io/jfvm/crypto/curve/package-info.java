// SPDX-License-Identifier: Apache-2.0
/**
 * What pairing-friendly curves of embedding degree 12 have in common: the tower of extension
 * fields, points, lines of the Miller loop, sums of multiples.
 *
 * <p>Start reading at {@link io.jfvm.crypto.curve.PrimeElement} and {@link
 * io.jfvm.crypto.curve.Point}.
 */
package io.jfvm.crypto.curve;
