// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Laws a prime field and its tower obey, tried on edges of limbs and on random numbers. */
public final class FieldLaws<P extends PrimeElement<P>> {
  private static final BigInteger TWO = BigInteger.TWO;
  private final BigInteger p;
  private final Function<BigInteger, P> of;
  private final long xi;
  private final long seed = 20261121;
  private final SplittableRandom random = new SplittableRandom(seed);

  public FieldLaws(BigInteger p, Function<BigInteger, P> of, long xi) {
    this.p = p;
    this.of = of;
    this.xi = xi;
  }

  private List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    for (int bit = 0; bit <= p.bitLength(); bit += 32) {
      BigInteger power = TWO.pow(bit);
      for (int offset = -1; offset <= 1; offset++) {
        edges.add(power.add(BigInteger.valueOf(offset)).mod(p));
        edges.add(power.add(BigInteger.valueOf(offset)).negate().mod(p));
      }
    }
    edges.add(p.shiftRight(1));
    edges.add(p.shiftRight(1).add(BigInteger.ONE));
    return edges;
  }

  private BigInteger number() {
    byte[] bytes = new byte[p.bitLength() / 8 + 8];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(p);
  }

  private P element() {
    return of.apply(number());
  }

  private Fp2<P> element2() {
    return new Fp2<>(element(), element());
  }

  private Fp6<P> element6() {
    return new Fp6<>(element2(), element2(), element2());
  }

  private Fp12<P> element12() {
    return new Fp12<>(element6(), element6());
  }

  public void agreesWithBigInteger() {
    List<BigInteger> numbers = edges();
    for (int i = 0; i < 20; i++) {
      numbers.add(number());
    }
    for (BigInteger a : numbers) {
      P x = of.apply(a);
      same(x, a);
      same(x.negate(), a.negate());
      same(x.square(), a.multiply(a));
      same(x.twice(), a.multiply(TWO));
      same(x.half().twice(), a);
      same(x.timesXi(), a.multiply(BigInteger.valueOf(xi)));
      assertThat(x.isOdd()).isEqualTo(a.testBit(0));
      assertThat(x.isZero()).isEqualTo(a.signum() == 0);
      for (BigInteger b : numbers) {
        P y = of.apply(b);
        same(x.plus(y), a.add(b));
        same(x.minus(y), a.subtract(b));
        same(x.times(y), a.multiply(b));
        same(x.timesPlus(y, y, y), a.multiply(b).add(b.multiply(b)));
        same(x.timesPlus(x, y, x), a.multiply(a).add(b.multiply(a)));
      }
    }
  }

  private void same(P actual, BigInteger expected) {
    assertThat(actual.toBigInteger()).as("seed %d", seed).isEqualTo(expected.mod(p));
  }

  public void invertsAndTakesRoots() {
    assertThat(of.apply(BigInteger.ZERO).inverse().isZero()).isTrue();
    for (int i = 0; i < 30; i++) {
      BigInteger a = number();
      P x = of.apply(a);
      same(x.inverse(), a.modInverse(p));
      same(x.power(BigInteger.valueOf(i)), a.modPow(BigInteger.valueOf(i), p));
      BigInteger exponent = number().shiftRight(8 * i);
      same(x.power(exponent), a.modPow(exponent, p));
      assertThat(x.squareRoot().isPresent())
          .isEqualTo(a.modPow(p.shiftRight(1), p).equals(BigInteger.ONE));
      hasRoot(x.square());
      hasRoot(element2().square());
      hasRoot(Fp2.of(x));
      hasRoot(new Fp2<>(x.zero(), x));
      // ξ is no square, so neither is ξ times a square.
      assertThat(element2().square().timesXi().squareRoot()).isEmpty();
    }
    hasRoot(of.apply(BigInteger.ZERO));
    hasRoot(Fp2.of(of.apply(BigInteger.ZERO)));
  }

  private static <F extends FieldElement<F>> void hasRoot(F square) {
    Optional<F> root = square.squareRoot();
    assertThat(root.map(FieldElement::square)).contains(square);
  }

  public void towerIsAField() {
    for (int i = 0; i < 10; i++) {
      Fp12<P> a = element12();
      Fp12<P> b = element12();
      Fp12<P> c = element12();
      assertThat(a.times(b)).isEqualTo(b.times(a)).isNotEqualTo(a.times(c));
      assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
      assertThat(a.square()).isEqualTo(a.times(a));
      assertThat(a.times(a.inverse()).isOne()).isTrue();
      Fp12<P> sum = new Fp12<>(b.c0().plus(c.c0()), b.c1().plus(c.c1()));
      Fp12<P> ab = a.times(b);
      Fp12<P> ac = a.times(c);
      assertThat(a.times(sum)).isEqualTo(new Fp12<>(ab.c0().plus(ac.c0()), ab.c1().plus(ac.c1())));
    }
  }

  /** w⁶ = v³ = ξ = k + i, and i² = -1. */
  public void towerIsBuiltOnXi() {
    P one = of.apply(BigInteger.ONE);
    Fp2<P> zero = Fp2.of(one.zero());
    Fp2<P> k = new Fp2<>(of.apply(BigInteger.valueOf(xi)), one);
    Fp6<P> zero6 = new Fp6<>(zero, zero, zero);
    Fp12<P> w = new Fp12<>(zero6, new Fp6<>(zero.one(), zero, zero));
    assertThat(w.power(BigInteger.valueOf(6)))
        .isEqualTo(new Fp12<>(new Fp6<>(k, zero, zero), zero6));
    Fp2<P> i = new Fp2<>(one.zero(), one);
    assertThat(i.square()).isEqualTo(Fp2.of(one.negate()));
    assertThat(i.timesXi()).isEqualTo(i.times(k));
  }

  public void sparseProductsAreProducts() {
    Fp12<P> f = element12();
    Fp2<P> a = element2();
    Fp2<P> b = element2();
    Fp2<P> c = element2();
    Fp2<P> zero = a.zero();
    assertThat(f.times013(a, b, c))
        .isEqualTo(f.times(new Fp12<>(new Fp6<>(a, zero, zero), new Fp6<>(b, c, zero))));
  }

  public void frobeniusAndCyclotomicSquaringArePowers(Frobenius<P> frobenius) {
    Fp12<P> f = element12();
    assertThat(frobenius.apply(f)).isEqualTo(f.power(p));
    assertThat(f.conjugate()).isEqualTo(f.power(p.pow(6)));
    Fp12<P> unit = f.toCyclotomic(frobenius);
    assertThat(unit)
        .isEqualTo(
            f.power(p.pow(6).subtract(BigInteger.ONE).multiply(p.pow(2).add(BigInteger.ONE))));
    assertThat(unit.cyclotomicSquare()).isEqualTo(unit.square());
    assertThat(unit.cyclotomicPower(0xd001)).isEqualTo(unit.power(BigInteger.valueOf(0xd001)));
    assertThat(unit.times(unit.conjugate()).isOne()).isTrue();
  }
}
