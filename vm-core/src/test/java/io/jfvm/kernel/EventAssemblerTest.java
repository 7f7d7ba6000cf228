// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventAssemblerTest {
  private static final byte[] NOTHING = {};

  @Test
  void entriesAreCutFromTheBuffers() throws SyscallException {
    List<EventEntry> entries =
        EventAssembler.entries(
            List.of(
                new EventHeader(3, Multicodec.RAW, 2, 1),
                new EventHeader(0, Multicodec.CBOR, 0, 0),
                new EventHeader(1, Multicodec.RAW, 2, 2)),
            utf8("abß"),
            new byte[] {1, 2, 3});
    assertThat(entries)
        .containsExactly(
            new EventEntry(3, "ab", Multicodec.RAW, new byte[] {1}),
            new EventEntry(0, "", Multicodec.CBOR, NOTHING),
            new EventEntry(1, "ß", Multicodec.RAW, new byte[] {2, 3}));
  }

  @Test
  void eventWithoutEntriesIsLegal() throws SyscallException {
    assertThat(EventAssembler.entries(List.of(), NOTHING, NOTHING)).isEmpty();
  }

  @Test
  void at255EntriesItEnds() throws SyscallException {
    EventHeader empty = new EventHeader(0, Multicodec.RAW, 0, 0);
    assertThat(EventAssembler.entries(Collections.nCopies(255, empty), NOTHING, NOTHING))
        .hasSize(255);
    assertRefused(ErrorNumber.LIMIT_EXCEEDED, Collections.nCopies(256, empty), NOTHING, NOTHING);
  }

  @Test
  void valuesEndAt8192Bytes() throws SyscallException {
    List<EventHeader> headers = List.of(new EventHeader(0, Multicodec.RAW, 0, 8192));
    assertThat(EventAssembler.entries(headers, NOTHING, new byte[8192])).hasSize(1);
    assertRefused(ErrorNumber.LIMIT_EXCEEDED, headers, NOTHING, new byte[8193]);
    // More than the limit in the header of one entry is an illegal argument, whatever follows.
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT,
        List.of(new EventHeader(0, Multicodec.RAW, 0, 8193)),
        NOTHING,
        new byte[8192]);
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT,
        List.of(new EventHeader(0, Multicodec.RAW, 0, -1)),
        NOTHING,
        new byte[8192]);
  }

  @Test
  void keysEndAt31Bytes() throws SyscallException {
    byte[] keys = utf8("k".repeat(32));
    assertThat(
            EventAssembler.entries(
                List.of(
                    new EventHeader(0, Multicodec.RAW, 31, 0),
                    new EventHeader(0, Multicodec.RAW, 1, 0)),
                keys,
                NOTHING))
        .hasSize(2);
    assertRefused(
        ErrorNumber.LIMIT_EXCEEDED,
        List.of(new EventHeader(0, Multicodec.RAW, 32, 0)),
        keys,
        NOTHING);
    assertRefused(
        ErrorNumber.LIMIT_EXCEEDED,
        List.of(new EventHeader(0, Multicodec.RAW, -1, 0)),
        keys,
        NOTHING);
  }

  @Test
  void keysMustBeUtf8AndCutBetweenCharacters() {
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT,
        List.of(new EventHeader(0, Multicodec.RAW, 1, 0)),
        new byte[] {(byte) 0xff},
        NOTHING);
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT,
        List.of(new EventHeader(0, Multicodec.RAW, 1, 0), new EventHeader(0, Multicodec.RAW, 1, 0)),
        utf8("ß"),
        NOTHING);
  }

  @Test
  void checksOfOneEntryComeInOrder() {
    // Flags before the key's length, that before the value's, that before the codec.
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT,
        List.of(new EventHeader(4, 0x71, 32, 9000)),
        NOTHING,
        NOTHING);
    assertRefused(
        ErrorNumber.LIMIT_EXCEEDED, List.of(new EventHeader(3, 0x71, 32, 9000)), NOTHING, NOTHING);
    assertRefused(
        ErrorNumber.ILLEGAL_ARGUMENT, List.of(new EventHeader(3, 0x71, 0, 1)), NOTHING, NOTHING);
    assertRefused(
        ErrorNumber.ILLEGAL_CODEC, List.of(new EventHeader(3, 0x71, 0, 0)), NOTHING, NOTHING);
  }

  @Test
  void buffersMustBeUsedUp() {
    List<EventHeader> headers = List.of(new EventHeader(0, Multicodec.RAW, 1, 1));
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, headers, utf8("kk"), new byte[1]);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, headers, utf8("k"), new byte[2]);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, headers, NOTHING, new byte[1]);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, List.of(), utf8("k"), NOTHING);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(
      ErrorNumber error, List<EventHeader> headers, byte[] keys, byte[] values) {
    assertThatThrownBy(() -> EventAssembler.entries(headers, keys, values))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
