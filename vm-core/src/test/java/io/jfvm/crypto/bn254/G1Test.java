// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class G1Test {
  private static byte[] multiple(long scalar) {
    return G1.GENERATOR.times(BigInteger.valueOf(scalar)).encode();
  }

  /** The double of (1, 2), computed by hand: the slope is 3/4. */
  @Test
  void twiceTheGenerator() {
    BigInteger p = Fp.P;
    BigInteger slope = BigInteger.valueOf(3).multiply(BigInteger.valueOf(4).modInverse(p)).mod(p);
    BigInteger x = slope.pow(2).subtract(BigInteger.TWO).mod(p);
    BigInteger y = slope.multiply(BigInteger.ONE.subtract(x)).subtract(BigInteger.TWO).mod(p);
    byte[] expected = new byte[G1.BYTES];
    Fp.of(x).encode(expected, 0);
    Fp.of(y).encode(expected, 32);
    assertThat(multiple(2)).isEqualTo(expected);
    assertThat(HexFormat.of().formatHex(expected))
        .startsWith("030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3");
  }

  @Test
  void additionIsThatOfAGroupOfOrderR() throws Exception {
    G1 a = G1.decode(multiple(5));
    G1 b = G1.decode(multiple(8));
    assertThat(a.plus(b).encode()).isEqualTo(multiple(13));
    assertThat(a.plus(a).encode()).isEqualTo(multiple(10));
    assertThat(a.plus(a.negate()).isInfinity()).isTrue();
    assertThat(a.plus(G1.INFINITY).encode()).isEqualTo(multiple(5));
    assertThat(G1.INFINITY.plus(a).encode()).isEqualTo(multiple(5));
    assertThat(a.times(Pairing.ORDER).encode()).isEqualTo(new byte[G1.BYTES]);
    assertThat(a.times(Pairing.ORDER.add(BigInteger.ONE)).encode()).isEqualTo(multiple(5));
    assertThat(G1.decode(new byte[G1.BYTES]).isInfinity()).isTrue();
  }

  @Test
  void badPointsAreRefused() {
    byte[] offCurve = multiple(3);
    offCurve[63] ^= 1;
    assertThatThrownBy(() -> G1.decode(offCurve)).hasMessage("point is not on the curve of G1");
    byte[] xIsP = multiple(3);
    byte[] p = Fp.P.toByteArray();
    System.arraycopy(p, 0, xIsP, 0, 32);
    assertThatThrownBy(() -> G1.decode(xIsP)).hasMessage("field element is p or more");
    byte[] pAndZero = new byte[G1.BYTES];
    System.arraycopy(p, 0, pAndZero, 32, 32);
    assertThatThrownBy(() -> G1.decode(pAndZero)).hasMessage("field element is p or more");
    assertThatThrownBy(() -> G1.decode(new byte[63])).isInstanceOf(DecodeException.class);
  }
}
