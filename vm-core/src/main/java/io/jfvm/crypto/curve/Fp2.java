// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.util.Optional;

/**
 * c0 + c1·i, where i² = -1.
 *
 * @param <P> the elements of the prime field
 */
public record Fp2<P extends PrimeElement<P>>(P c0, P c1) implements FieldElement<Fp2<P>> {

  /** An element of the prime field. */
  public static <P extends PrimeElement<P>> Fp2<P> of(P c0) {
    return new Fp2<>(c0, c0.zero());
  }

  @Override
  public Fp2<P> zero() {
    return of(c0.zero());
  }

  @Override
  public Fp2<P> one() {
    return of(c0.one());
  }

  @Override
  public Fp2<P> plus(Fp2<P> b) {
    return new Fp2<>(c0.plus(b.c0), c1.plus(b.c1));
  }

  @Override
  public Fp2<P> minus(Fp2<P> b) {
    return new Fp2<>(c0.minus(b.c0), c1.minus(b.c1));
  }

  @Override
  public Fp2<P> times(Fp2<P> b) {
    return new Fp2<>(c0.timesPlus(b.c0, c1.negate(), b.c1), c0.timesPlus(b.c1, c1, b.c0));
  }

  public Fp2<P> times(P b) {
    return new Fp2<>(c0.times(b), c1.times(b));
  }

  @Override
  public Fp2<P> square() {
    return new Fp2<>(c0.plus(c1).times(c0.minus(c1)), c0.twice().times(c1));
  }

  @Override
  public Fp2<P> twice() {
    return new Fp2<>(c0.twice(), c1.twice());
  }

  @Override
  public Fp2<P> negate() {
    return new Fp2<>(c0.negate(), c1.negate());
  }

  /** c0 - c1·i, which is this to the power of the prime. */
  public Fp2<P> conjugate() {
    return new Fp2<>(c0, c1.negate());
  }

  /** c0² + c1², this times its conjugate. */
  public P norm() {
    return c0.timesPlus(c0, c1, c1);
  }

  @Override
  public Fp2<P> inverse() {
    return conjugate().times(norm().inverse());
  }

  /** This times ξ = k + i. */
  public Fp2<P> timesXi() {
    return new Fp2<>(c0.timesXi().minus(c1), c1.timesXi().plus(c0));
  }

  @Override
  public boolean isOdd() {
    return c0.isZero() ? c1.isOdd() : c0.isOdd();
  }

  @Override
  public Optional<Fp2<P>> squareRoot() {
    return norm().squareRoot().map(this::squareRoot);
  }

  /**
   * One of the two roots of this square, from a root s of its norm: x + c1/2x·i where x² = (c0 +
   * s)/2, or the same with -s. Its own norm is s or -s.
   */
  public Fp2<P> squareRoot(P s) {
    P d = c0.plus(s).half();
    if (d.isZero()) {
      // c1 is 0, and c0 is -s: any root of this is one of the prime field or i times one.
      d = c0;
    }
    P t = d.inverseRoot();
    P root = t.times(d);
    P other = t.times(c1).half();
    // t² d is 1, or -1 if d is no square; then the roles change.
    return root.times(t).equals(d.one()) ? new Fp2<>(root, other) : new Fp2<>(other, root.negate());
  }

  @Override
  public boolean isZero() {
    return c0.isZero() && c1.isZero();
  }

  @Override
  public Fp2<P> self() {
    return this;
  }
}
