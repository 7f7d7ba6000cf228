// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

/**
 * A line of the Miller loop, up to factors the final exponentiation removes. With slope s through
 * (x, y) of the twist, and evaluated at (p, q) of the curve, its parts are s·x - y, -s·p and q.
 *
 * @param <P> the elements of the prime field
 */
public record Line<P extends PrimeElement<P>>(Fp2<P> constant, Fp2<P> slope, Fp2<P> height) {

  /** f times the line, where the twist is y² = x³ + b/ξ: (x, y) stands for (x·w², y·w³). */
  public Fp12<P> multiply(Fp12<P> f) {
    return f.times013(height, slope, constant);
  }
}
