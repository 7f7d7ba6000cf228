// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jfvm.encoding.Codecs;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedEventTest {

  @Test
  void anyFlagsAreKept() throws Exception {
    List<EventEntry> entries = List.of(entry(-1L, "key", Multicodec.RAW, 1));
    assertThat(EncodedEvent.entries(encode(entries))).isEqualTo(entries);
  }

  @Test
  void entriesEndAt256() throws Exception {
    EventEntry empty = entry(0, "", Multicodec.RAW, 0);
    assertThat(EncodedEvent.entries(encode(Collections.nCopies(256, empty)))).hasSize(256);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, encode(Collections.nCopies(257, empty)));
  }

  @Test
  void keysEndAt32BytesAndValuesAt8192InAll() throws Exception {
    EventEntry longest = entry(0, "ß".repeat(16), Multicodec.RAW, 4096);
    assertThat(EncodedEvent.entries(encode(List.of(longest, longest)))).hasSize(2);
    EventEntry more = entry(0, "", Multicodec.RAW, 1);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, encode(List.of(longest, longest, more)));
    EventEntry longer = entry(0, "ß".repeat(16) + "a", Multicodec.RAW, 0);
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, encode(List.of(longer)));
  }

  @Test
  void valuesAreRawAndThatIsFoundOutBeforeTheirSize() {
    assertRefused(ErrorNumber.ILLEGAL_CODEC, encode(List.of(entry(0, "", Multicodec.CBOR, 9000))));
  }

  @Test
  void onlyEventsUpToOneMebibyteAreDecoded() {
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, new byte[] {(byte) 0x81});
    assertRefused(ErrorNumber.ILLEGAL_ARGUMENT, new byte[(1 << 20) + 1]);
  }

  private static EventEntry entry(long flags, String key, long codec, int size) {
    return new EventEntry(flags, key, codec, new byte[size]);
  }

  private static byte[] encode(List<EventEntry> entries) {
    return Codecs.listOf(EventEntry.CODEC).toBytes(entries);
  }

  private static void assertRefused(ErrorNumber error, byte[] event) {
    SyscallException refusal =
        catchThrowableOfType(SyscallException.class, () -> EncodedEvent.entries(event));
    assertThat(refusal.error()).isEqualTo(error);
  }
}
