// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.word.Word;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvmStateTest {
  private static final Cid CODE = Cid.ofBlock(Multicodec.RAW, new byte[0]);
  private static final Cid STORAGE = Cid.ofDagCbor(new byte[] {(byte) 0x82, 0x40, (byte) 0x80});

  private static String link(Cid cid) {
    return "d82a582700" + HexFormat.of().formatHex(cid.toBytes());
  }

  @Test
  void isATupleOfSix() throws DecodeException {
    EvmState fresh = new EvmState(CODE, Word.of(1), STORAGE, Optional.empty(), 1, Optional.empty());
    String hash = "5820" + "00".repeat(31) + "01";
    assertThat(HexFormat.of().formatHex(EvmState.CODEC.toBytes(fresh)))
        .isEqualTo("86" + link(CODE) + hash + link(STORAGE) + "f6" + "01" + "f6");

    Lifespan lifespan = new Lifespan(new ActorId(1000), 24);
    EvmState used =
        new EvmState(
            CODE,
            Word.of(1),
            STORAGE,
            Optional.of(new TransientData(STORAGE, lifespan)),
            256,
            Optional.of(lifespan));
    byte[] encoded = EvmState.CODEC.toBytes(used);
    assertThat(HexFormat.of().formatHex(encoded))
        .isEqualTo(
            "86"
                + link(CODE)
                + hash
                + link(STORAGE)
                + "82"
                + link(STORAGE)
                + "821903e81818"
                + "190100"
                + "821903e81818");
    assertThat(EvmState.CODEC.fromBytes(encoded)).isEqualTo(used);
  }

  @Test
  void theFormOfOlderBundlesIsRefused() {
    EvmState state = new EvmState(CODE, Word.of(1), STORAGE, Optional.empty(), 1, Optional.empty());
    byte[] five = EvmState.CODEC.toBytes(state);
    five[0] = (byte) 0x85;
    assertThatThrownBy(() -> EvmState.CODEC.fromBytes(five)).isInstanceOf(DecodeException.class);
    byte[] cut = Arrays.copyOf(EvmState.CODEC.toBytes(state), 40);
    assertThatThrownBy(() -> EvmState.CODEC.fromBytes(cut)).isInstanceOf(DecodeException.class);
  }

  @Test
  void wordsAreTrimmedByteStrings() throws DecodeException {
    assertThat(Words.CODEC.toBytes(Word.ZERO)).containsExactly(0x40);
    assertThat(Words.CODEC.toBytes(Word.of(0x4d2))).containsExactly(0x42, 4, 0xd2);
    assertThat(Words.CODEC.fromBytes(new byte[] {0x43, 0, 4, (byte) 0xd2}))
        .isEqualTo(Word.of(0x4d2));
    byte[] long33 = new byte[35];
    long33[0] = 0x58;
    long33[1] = 33;
    assertThatThrownBy(() -> Words.CODEC.fromBytes(long33)).isInstanceOf(DecodeException.class);
  }
}
