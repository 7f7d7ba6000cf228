// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.curve.Fp12;
import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Fp6;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The field in place against the plain one. */
class MutableFp12Test {
  private static final long SEED = 20261128;
  private static final Fp2<Fp> ZERO = Fp2.of(Fp.ZERO);

  private final SplittableRandom random = new SplittableRandom(SEED);

  private Fp element() {
    byte[] bytes = new byte[56];
    random.nextBytes(bytes);
    return switch (random.nextInt(8)) {
      case 0 -> Fp.ZERO;
      case 1 -> Fp.of(-1);
      case 2 -> Fp.of(-2);
      default -> Fp.of(new BigInteger(1, bytes));
    };
  }

  private Fp2<Fp> element2() {
    return new Fp2<>(element(), element());
  }

  private Fp6<Fp> element6() {
    return new Fp6<>(element2(), element2(), element2());
  }

  private Fp12<Fp> element12() {
    return new Fp12<>(element6(), element6());
  }

  private static void isSame(MutableFp12 actual, Fp12<Fp> expected) {
    assertThat(actual.toFp12()).as("seed %d", SEED).isEqualTo(expected);
  }

  @Test
  void elementsComeBack() {
    Fp12<Fp> f = element12();
    MutableFp12 g = new MutableFp12(f);
    isSame(g, f);
    MutableFp12 copy = g.copy();
    g.square();
    isSame(copy, f);
  }

  @Test
  void operationsAreThoseOfThePlainField() {
    for (int i = 0; i < 50; i++) {
      Fp12<Fp> f = element12();
      Fp12<Fp> g = element12();
      isSame(new MutableFp12(f).square(), f.square());
      isSame(new MutableFp12(f).multiply(new MutableFp12(g)), f.times(g));
      isSame(new MutableFp12(f).conjugate(), f.conjugate());
      isSame(new MutableFp12(f).frobenius(), Pairing.FROBENIUS.apply(f));
    }
  }

  @Test
  void productWithALineIsAProduct() {
    for (int i = 0; i < 50; i++) {
      Fp12<Fp> f = element12();
      Fp2<Fp> a = element2();
      Fp2<Fp> b = element2();
      Fp2<Fp> c = element2();
      isSame(
          new MutableFp12(f)
              .multiply(new MutableFp2().set(a), new MutableFp2().set(b), new MutableFp2().set(c)),
          f.times(new Fp12<>(new Fp6<>(a, b, ZERO), new Fp6<>(ZERO, c, ZERO))));
    }
  }

  /** Numbers not fully reduced stay in their range however long a chain is. */
  @Test
  void longChainsStayExact() {
    Fp12<Fp> f = element12();
    Fp12<Fp> factor = element12();
    Fp2<Fp> a = element2();
    MutableFp12 g = new MutableFp12(f);
    MutableFp12 mutableFactor = new MutableFp12(factor);
    MutableFp2 b = new MutableFp2().set(a);
    Fp12<Fp> line = new Fp12<>(new Fp6<>(a, a, ZERO), new Fp6<>(ZERO, a, ZERO));
    for (int i = 0; i < 300; i++) {
      g.square().multiply(b, b, b).conjugate().multiply(mutableFactor);
      f = f.square().times(line).conjugate().times(factor);
    }
    isSame(g, f);
  }

  @Test
  void cyclotomicPowersArePowers() {
    for (int i = 0; i < 5; i++) {
      Fp12<Fp> f = element12().toCyclotomic(Pairing.FROBENIUS);
      MutableFp12 g = new MutableFp12(f);
      isSame(g.copy().cyclotomicSquare(), f.square());
      long exponent = i == 0 ? Pairing.X : random.nextLong() | 1;
      isSame(g.cyclotomicPower(exponent), f.power(new BigInteger(Long.toUnsignedString(exponent))));
      isSame(g, f);
    }
    isSame(new MutableFp12(Fp12.one(Fp.ONE)).cyclotomicPower(Pairing.X), Fp12.one(Fp.ONE));
  }
}
