// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.curve.FieldLaws;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FpTest {
  private final FieldLaws<Fp> laws = new FieldLaws<>(Fp.P, Fp::of, 1);

  @Test
  void agreesWithBigInteger() {
    laws.agreesWithBigInteger();
  }

  @Test
  void invertsAndTakesRoots() {
    laws.invertsAndTakesRoots();
  }

  @Test
  void towerIsAField() {
    laws.towerIsAField();
    laws.towerIsBuiltOnXi();
    laws.sparseProductsAreProducts();
  }

  @Test
  void frobeniusAndCyclotomicSquaringArePowers() {
    laws.frobeniusAndCyclotomicSquaringArePowers(Pairing.FROBENIUS);
  }

  @Test
  void pIsThePrimeOfTheParameter() {
    BigInteger x = new BigInteger(Long.toUnsignedString(Pairing.X)).negate();
    BigInteger oneLess = x.subtract(BigInteger.ONE);
    assertThat(oneLess.pow(2).multiply(Pairing.ORDER).divide(BigInteger.valueOf(3)).add(x))
        .isEqualTo(Fp.P);
    assertThat(Fp.P.isProbablePrime(50)).isTrue();
    assertThat(Pairing.ORDER.isProbablePrime(50)).isTrue();
  }

  @Test
  void encodingIsBigEndianAndBelowP() throws Exception {
    byte[] bytes = new byte[Fp.BYTES + 1];
    Fp.of(-1).encode(bytes, 1);
    byte[] number = Arrays.copyOfRange(bytes, 1, bytes.length);
    assertThat(new BigInteger(1, number)).isEqualTo(Fp.P.subtract(BigInteger.ONE));
    assertThat(Fp.decode(bytes, 1)).isEqualTo(Fp.of(-1));
    bytes[Fp.BYTES]++;
    assertThatThrownBy(() -> Fp.decode(bytes, 1)).isInstanceOf(DecodeException.class);
    Arrays.fill(bytes, (byte) 0xff);
    assertThatThrownBy(() -> Fp.decode(bytes, 0)).isInstanceOf(DecodeException.class);
    assertThat(Fp.decode(new byte[Fp.BYTES], 0).isZero()).isTrue();
  }

  @Test
  void wideNumbersAreReduced() {
    byte[] bytes = new byte[65];
    for (int i = 0; i < 20; i++) {
      Arrays.fill(bytes, 0, 64, (byte) (255 - 13 * i));
      BigInteger number = new BigInteger(1, Arrays.copyOf(bytes, 64));
      assertThat(Fp.reduce(bytes, 0).toBigInteger()).isEqualTo(number.mod(Fp.P));
    }
  }
}
