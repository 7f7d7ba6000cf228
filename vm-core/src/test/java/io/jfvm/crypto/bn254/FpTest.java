// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.curve.FieldLaws;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FpTest {
  private final FieldLaws<Fp> laws = new FieldLaws<>(Fp.P, Fp::of, 9);

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
    assertThat(Fp.P)
        .isEqualTo(
            new BigInteger(
                "218882428718392752222464057452572750886963111572978236626"
                    + "89037894645226208583"));
    assertThat(Pairing.ORDER)
        .isEqualTo(
            new BigInteger(
                "218882428718392752222464057452572750885483644004160343436"
                    + "98204186575808495617"));
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
}
