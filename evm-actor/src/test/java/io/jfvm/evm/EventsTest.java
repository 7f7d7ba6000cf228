// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.evm.ContractFixture.word;

import io.jfvm.types.EventEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final long RAW = 0x55;
  private static final long INDEXED = 3;

  private static EventEntry entry(String key, byte... value) {
    return new EventEntry(INDEXED, key, RAW, value);
  }

  private static void expect(String source, List<EventEntry> entries) {
    ContractFixture contract = ContractFixture.of(source);
    contract.rt.expectEmit(entries);
    contract.invoke();
  }

  @Test
  void topicsAndDataAreEntries() {
    String data = "PUSH1 0x07 PUSH1 0x00 MSTORE8 ";
    expect(data + "PUSH1 0x01 PUSH0 LOG0", List.of(entry("d", (byte) 7)));
    expect(
        data + "PUSH1 0x11 PUSH1 0x01 PUSH0 LOG1",
        List.of(entry("t1", word(0x11)), entry("d", (byte) 7)));
    expect(
        data + "PUSH1 0x44 PUSH1 0x33 PUSH1 0x22 PUSH1 0x11 PUSH1 0x01 PUSH0 LOG4",
        List.of(
            entry("t1", word(0x11)),
            entry("t2", word(0x22)),
            entry("t3", word(0x33)),
            entry("t4", word(0x44)),
            entry("d", (byte) 7)));
  }

  @Test
  void noDataIsNoEntry() {
    expect("PUSH0 PUSH0 LOG0", List.of());
    expect(
        "PUSH1 0x22 PUSH1 0x11 PUSH0 PUSH0 LOG2",
        List.of(entry("t1", word(0x11)), entry("t2", word(0x22))));
  }
}
