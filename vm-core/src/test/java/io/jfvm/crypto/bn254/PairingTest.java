// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.curve.Fp12;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final G1 P = G1.GENERATOR;
  private static final G2 Q = G2Test.generator();

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
