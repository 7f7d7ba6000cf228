// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.curve.FieldElement;
import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Point;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The maps against RFC 9380 6.6.2 and E.2, E.3 word for word. */
class SimplifiedSwuTest {
  private static final long SEED = 20261128;
  private static final int RANDOM = 60;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private Fp element() {
    byte[] bytes = new byte[56];
    random.nextBytes(bytes);
    return Fp.of(new BigInteger(1, bytes));
  }

  private static <F extends FieldElement<F>> Point<F> plain(SimplifiedSwu<F> map, F u) {
    F tv1 = map.z().square().times(u.square().square()).plus(map.z().times(u.square())).inverse();
    F x = map.b().negate().times(map.a().inverse()).times(tv1.plus(u.one()));
    if (tv1.isZero()) {
      x = map.b().times(map.z().times(map.a()).inverse());
    }
    F gx = x.square().times(x).plus(map.a().times(x)).plus(map.b());
    if (gx.squareRoot().isEmpty()) {
      x = map.z().times(u.square()).times(x);
      gx = x.square().times(x).plus(map.a().times(x)).plus(map.b());
    }
    F y = gx.squareRoot().orElseThrow();
    return image(map.isogeny(), x, y.isOdd() == u.isOdd() ? y : y.negate());
  }

  private static <F extends FieldElement<F>> Point<F> image(Isogeny<F> isogeny, F x, F y) {
    F imageX = value(isogeny.xNumerator(), x).times(value(isogeny.xDenominator(), x).inverse());
    F imageY = value(isogeny.yNumerator(), x).times(value(isogeny.yDenominator(), x).inverse());
    return Point.of(imageX, y.times(imageY));
  }

  private static <F extends FieldElement<F>> F value(List<F> polynomial, F x) {
    F sum = x.zero();
    for (int i = 0; i < polynomial.size(); i++) {
      sum = sum.plus(polynomial.get(i).times(x.power(BigInteger.valueOf(i))));
    }
    return sum;
  }

  private static <F extends FieldElement<F>> void isPlain(SimplifiedSwu<F> map, F u) {
    assertThat(map.map(u).isSame(plain(map, u))).as("%s, seed %d", u, SEED).isTrue();
  }

  @Test
  void mapOfG1IsThatOfTheStandard() {
    isPlain(SwuG1.MAP, Fp.ZERO);
    isPlain(SwuG1.MAP, Fp.ONE);
    isPlain(SwuG1.MAP, Fp.of(-1));
    for (int i = 0; i < RANDOM; i++) {
      isPlain(SwuG1.MAP, element());
    }
  }

  /** Where z²u⁴ + zu² is 0 though u is not. */
  @Test
  void exceptionalElementsOfG1AreMapped() {
    Fp u = SwuG1.MAP.z().negate().inverse().squareRoot().orElseThrow();
    isPlain(SwuG1.MAP, u);
    isPlain(SwuG1.MAP, u.negate());
  }

  @Test
  void mapOfG2IsThatOfTheStandard() {
    isPlain(SwuG2.MAP, Fp2.of(Fp.ZERO));
    for (int i = 0; i < RANDOM; i++) {
      isPlain(SwuG2.MAP, new Fp2<>(element(), element()));
      isPlain(SwuG2.MAP, Fp2.of(element()));
      isPlain(SwuG2.MAP, new Fp2<>(Fp.ZERO, element()));
    }
  }

  /** So that no y is 0. */
  @Test
  void ordersOfTheCurvesAreOdd() {
    BigInteger trace = BigInteger.ONE.subtract(new BigInteger(Long.toUnsignedString(Pairing.X)));
    assertThat(Fp.P.add(BigInteger.ONE).subtract(trace).testBit(0)).isTrue();
    assertThat(G2Test.curveOrder().testBit(0)).isTrue();
  }
}
