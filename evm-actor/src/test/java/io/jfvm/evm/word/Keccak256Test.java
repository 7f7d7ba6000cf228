// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  @Test
  void agreesWithBouncyCastleAtEveryLengthAndOffset() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[700];
    random.nextBytes(bytes);
    long[] state = new long[Keccak256.STATE_LIMBS];
    long[] out = new long[6];
    for (int length = 0; length <= 600; length++) {
      int offset = random.nextInt(100);
      Arrays.fill(state, -1); // what an earlier use left
      Keccak256.hash(bytes, offset, length, state, out, 1);
      byte[] input = Arrays.copyOfRange(bytes, offset, offset + length);
      Word expected = Word.of(new Keccak.Digest256().digest(input));
      assertThat(Word.load(out, 1)).as("%d bytes", length).isEqualTo(expected);
      assertThat(Keccak256.hash(input)).isEqualTo(expected);
    }
  }

  @Test
  void hashOfNothingIsTheWellKnownOne() {
    assertThat(Keccak256.hash(new byte[0]))
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }
}
