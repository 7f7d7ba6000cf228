// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.curve.Fp12;
import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Fp6;
import io.jfvm.crypto.curve.Line;
import io.jfvm.crypto.curve.MillerPair;
import io.jfvm.crypto.curve.Point;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final G1 P = G1.GENERATOR;
  private static final G2 Q = G2.GENERATOR;

  private static BigInteger scalar(SplittableRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes);
  }

  private static Fp12<Fp> pairing(G1 p, G2 q) {
    Pairing pairing = new Pairing();
    pairing.add(p, q);
    return pairing.product();
  }

  @Test
  void isBilinear() {
    long seed = 77;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5; i++) {
      BigInteger a = scalar(random);
      BigInteger b = scalar(random);
      Pairing pairing = new Pairing();
      pairing.add(P.times(a), Q.times(b));
      assertThat(pairing.isOne()).as("seed %d", seed).isFalse();
      pairing.add(P.times(a.multiply(b).mod(Pairing.ORDER)).negate(), Q);
      assertThat(pairing.isOne()).as("seed %d", seed).isTrue();
      assertThat(pairing.size()).isEqualTo(2);
    }
  }

  @Test
  void isAPowerOfThatOfTheGenerators() {
    Fp12<Fp> e = pairing(P, Q);
    assertThat(e.isOne()).isFalse();
    assertThat(e.power(Pairing.ORDER).isOne()).isTrue();
    BigInteger five = BigInteger.valueOf(5);
    assertThat(pairing(P.times(five), Q)).isEqualTo(e.power(five));
    assertThat(pairing(P, Q.times(five))).isEqualTo(e.power(five));
    assertThat(pairing(P, Q.negate())).isEqualTo(e.conjugate());
  }

  @Test
  void productIsOfThePairings() {
    Pairing pairing = new Pairing();
    Fp12<Fp> product = Fp12.one(Fp.ONE);
    for (int i = 1; i < 5; i++) {
      G1 p = P.times(BigInteger.valueOf(i));
      G2 q = Q.times(BigInteger.valueOf(i * i + 3));
      pairing.add(p, q);
      product = product.times(pairing(p, q));
      assertThat(pairing.product()).isEqualTo(product);
    }
  }

  /** The loop and the exponent as they are defined, on the plain field. */
  @Test
  void isThePlainLoopToThePlainPower() {
    BigInteger exponent =
        Fp.P.pow(12).subtract(BigInteger.ONE).divide(Pairing.ORDER).multiply(BigInteger.valueOf(3));
    Pairing pairing = new Pairing();
    Fp12<Fp> loop = Fp12.one(Fp.ONE);
    SplittableRandom random = new SplittableRandom(78);
    for (int i = 0; i < 3; i++) {
      G1 p = P.times(scalar(random));
      G2 q = Q.times(scalar(random));
      pairing.add(p, q);
      loop = loop.times(plainLoop(p, q));
      assertThat(pairing.product()).isEqualTo(loop.power(exponent));
    }
  }

  private static Fp12<Fp> plainLoop(G1 p, G2 q) {
    Point<Fp2<Fp>> twisted = q.point().toAffine();
    MillerPair<Fp> pair = new MillerPair<>(p.point().toAffine(), twisted);
    Fp12<Fp> f = Fp12.one(Fp.ONE);
    for (int bit = Long.SIZE - 2; bit >= 0; bit--) {
      f = f.square().times(value(pair.twice()));
      if ((Pairing.X >>> bit & 1) == 1) {
        f = f.times(value(pair.plus(twisted)));
      }
    }
    return f.conjugate();
  }

  /** Of a line, where (x, y) of the twist stands for (x/w², y/w³). */
  private static Fp12<Fp> value(Line<Fp> line) {
    Fp2<Fp> zero = line.slope().zero();
    return new Fp12<>(
        new Fp6<>(line.constant(), line.slope(), zero), new Fp6<>(zero, line.height(), zero));
  }

  @Test
  void infinityChangesNothing() {
    Pairing pairing = new Pairing();
    assertThat(pairing.isOne()).isTrue();
    pairing.add(G1.INFINITY, Q);
    pairing.add(P, Q.times(Pairing.ORDER));
    assertThat(pairing.isOne()).isTrue();
    assertThat(pairing.size()).isZero();
    pairing.add(P, Q);
    assertThat(pairing.isOne()).isFalse();
  }
}
