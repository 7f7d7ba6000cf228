// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class G2Test {

  /** P2 of EIP-197. */
  private static final String GENERATOR =
      "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
          + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
          + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
          + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

  static G2 generator() {
    try {
      return G2.decode(HexFormat.of().parseHex(GENERATOR));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** A point of the curve that is not in the subgroup. */
  static G2 outsideSubgroup() throws DecodeException {
    for (int i = 1; ; i++) {
      Fp2<Fp> x = new Fp2<>(Fp.of(i), Fp.ZERO);
      Optional<Fp2<Fp>> y = x.square().times(x).plus(G2.B).squareRoot();
      if (y.isPresent()) {
        byte[] bytes = new byte[G2.BYTES];
        x.c0().encode(bytes, 32);
        y.get().c1().encode(bytes, 64);
        y.get().c0().encode(bytes, 96);
        return G2.decode(bytes);
      }
    }
  }

  @Test
  void generatorHasOrderR() {
    G2 generator = generator();
    assertThat(generator.isInSubgroup()).isTrue();
    assertThat(generator.times(Pairing.ORDER).isInfinity()).isTrue();
    assertThat(HexFormat.of().formatHex(generator.encode())).isEqualTo(GENERATOR);
  }

  @Test
  void membershipIsHavingOrderR() throws Exception {
    G2 outside = outsideSubgroup();
    assertThat(outside.isInSubgroup()).isFalse();
    assertThat(outside.times(Pairing.ORDER).isInfinity()).isFalse();
    assertThat(outside.times(Pairing.ORDER).isInSubgroup()).isFalse();
    assertThat(generator().plus(outside).isInSubgroup()).isFalse();
    assertThat(generator().times(BigInteger.TEN).isInSubgroup()).isTrue();
    assertThat(generator().plus(generator().negate()).isInSubgroup()).isTrue();
  }

  @Test
  void zerosAreInfinity() throws Exception {
    assertThat(G2.decode(new byte[G2.BYTES]).isInfinity()).isTrue();
    assertThat(G2.decode(new byte[G2.BYTES]).encode()).isEqualTo(new byte[G2.BYTES]);
  }

  @Test
  void badPointsAreRefused() {
    byte[] offCurve = generator().encode();
    offCurve[127] ^= 1;
    assertThatThrownBy(() -> G2.decode(offCurve)).hasMessage("point is not on the curve of G2");
    for (int part = 0; part < 4; part++) {
      byte[] large = generator().encode();
      Arrays.fill(large, 32 * part, 32 * part + 32, (byte) 0xff);
      assertThatThrownBy(() -> G2.decode(large)).hasMessage("field element is p or more");
    }
    assertThatThrownBy(() -> G2.decode(new byte[127])).isInstanceOf(DecodeException.class);
  }
}
