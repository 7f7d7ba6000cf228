// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class WordTest {
  @Test
  void bytesLimbsAndIntegersAgree() {
    for (BigInteger value : WordSamples.edges()) {
      Word word = Word.of(value);
      assertThat(word.toBigInteger()).isEqualTo(value);
      assertThat(Word.of(word.toBytes())).isEqualTo(word).hasSameHashCodeAs(word);
      assertThat(word.isZero()).isEqualTo(value.signum() == 0);
      assertThat(word.isU64()).isEqualTo(value.bitLength() <= 64);
      assertThat(word.toString()).isEqualTo("0x%064x", value);
    }
  }

  @Test
  void shortBytesAreLowBytes() {
    assertThat(Word.of(new byte[] {1, 0})).isEqualTo(Word.of(256));
    assertThat(Word.of(new byte[0])).isEqualTo(Word.ZERO);
    assertThatThrownBy(() -> Word.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("33");
  }

  @Test
  void addressIsTheLowTwentyBytes() {
    Word word = new Word(0x1122334455667788L, -1, -1, -1);
    assertThat(word.toAddress())
        .hasSize(20)
        .startsWith(0xff, 0xff)
        .endsWith(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88);
    assertThat(word.asAddressWord()).isEqualTo(new Word(0x1122334455667788L, -1, 0xffffffffL, 0));
  }

  @Test
  void valuesAboveU64Saturate() {
    assertThat(Word.of(5).saturatedU64()).isEqualTo(5);
    assertThat(new Word(5, 0, 0, 1).saturatedU64()).isEqualTo(-1L);
  }
}
