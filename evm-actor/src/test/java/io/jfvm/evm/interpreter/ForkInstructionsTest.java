// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instructions of the last forks: undefined before, then gas, values, failure. */
class ForkInstructionsTest {
  private static final String RETURN_TOP = " PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN";

  private static Run osaka(String code) {
    return new Run().code(code);
  }

  @ParameterizedTest
  @CsvSource({
    "PUSH0, PARIS, SHANGHAI",
    "MCOPY, SHANGHAI, CANCUN",
    "TLOAD, SHANGHAI, CANCUN",
    "TSTORE, SHANGHAI, CANCUN",
    "CLZ, CANCUN, OSAKA"
  })
  void undefinedBeforeItsFork(Opcode opcode, String before, String since) {
    String code = "PUSH1 0x00 ".repeat(opcode.popped()) + opcode;
    Run old = Run.under(schedule(before)).code(code);
    assertThat(old.halt()).isEqualTo(Halt.UNDEFINED_OPCODE);
    assertThat(old.result().pc()).isEqualTo(2 * opcode.popped());
    assertThat(old.used()).isEqualTo(3L * opcode.popped());
    assertThat(Run.under(schedule(since)).code(code).halt()).isEqualTo(Halt.STOP);
  }

  private static GasSchedule schedule(String fork) {
    return switch (fork) {
      case "PARIS" -> EthereumSchedules.PARIS;
      case "SHANGHAI" -> EthereumSchedules.SHANGHAI;
      case "CANCUN" -> EthereumSchedules.CANCUN;
      case "OSAKA" -> EthereumSchedules.OSAKA;
      default -> throw new AssertionError(fork);
    };
  }

  // EIP-3855

  @Test
  void push0PushesZeroForTwoGas() {
    assertThat(osaka("PUSH0").used()).isEqualTo(2);
    assertThat(osaka("PUSH1 0x07 PUSH0" + RETURN_TOP).word()).isEqualTo(Word.ZERO);
  }

  @Test
  void push0OverflowsAFullStack() {
    assertThat(osaka("PUSH0 ".repeat(1024)).halt()).isEqualTo(Halt.STOP);
    Run run = osaka("PUSH0 ".repeat(1025));
    assertThat(run.halt()).isEqualTo(Halt.STACK_OVERFLOW);
    assertThat(run.result().pc()).isEqualTo(1024);
  }

  // EIP-5656: cases and prices of its examples

  @ParameterizedTest
  @CsvSource({
    "00, 20, 20, 6", // one word, nothing grows
    "00, 00, 20, 6",
    "00, 01, 08, 6",
    "01, 00, 08, 6",
    "00, 00, 00, 3"
  })
  void mcopyCostsThreeAndThreeAWord(String to, String from, String size, long price) {
    String setup = "PUSH1 0x01 PUSH1 0x40 MSTORE ";
    String copy = "PUSH1 0x%s PUSH1 0x%s PUSH1 0x%s MCOPY".formatted(size, from, to);
    assertThat(osaka(setup + copy).used() - osaka(setup).used()).isEqualTo(9 + price);
  }

  @Test
  void mcopyMovesOverlappingRegionsBothWays() {
    String bytes = "PUSH9 0x000102030405060708 PUSH0 MSTORE "; // at 23 to 31
    String up = "PUSH1 0x08 PUSH1 0x17 PUSH1 0x18 MCOPY PUSH0 MLOAD" + RETURN_TOP;
    String down = "PUSH1 0x08 PUSH1 0x18 PUSH1 0x17 MCOPY PUSH0 MLOAD" + RETURN_TOP;
    assertThat(osaka(bytes + up).word().l0()).isEqualTo(0x0001020304050607L);
    assertThat(osaka(bytes + down).word().l0()).isEqualTo(0x0203040506070808L);
  }

  @Test
  void mcopyGrowsMemoryForItsSourceToo() {
    assertThat(osaka("PUSH1 0x01 PUSH1 0x3f PUSH0 MCOPY MSIZE" + RETURN_TOP).word())
        .isEqualTo(Word.of(64));
    assertThat(osaka("PUSH0 PUSH0 NOT PUSH0 NOT MCOPY MSIZE" + RETURN_TOP).word())
        .isEqualTo(Word.ZERO);
  }

  @Test
  void mcopyBeyond32BitsIsIllegal() {
    assertThat(osaka("PUSH1 0x01 PUSH0 PUSH5 0x0100000000 MCOPY").halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    assertThat(osaka("PUSH1 0x01 PUSH4 0xffffffff PUSH0 MCOPY").halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    assertThat(osaka("PUSH5 0x0100000000 PUSH0 PUSH0 MCOPY").halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
  }

  // EIP-1153

  @Test
  void transientStorageCostsAHundred() {
    assertThat(osaka("PUSH0 TLOAD").used()).isEqualTo(102);
    assertThat(osaka("PUSH0 PUSH0 TSTORE").used()).isEqualTo(104);
  }

  @Test
  void transientStorageKeepsItsValuesApartFromStorage() {
    TestHost host = new TestHost();
    String code = "PUSH1 0x2a PUSH1 0x01 TSTORE PUSH1 0x01 SLOAD PUSH1 0x01 TLOAD ADD";
    assertThat(new Run().host(host).code(code + RETURN_TOP).word()).isEqualTo(Word.of(42));
    assertThat(host.storage).isEmpty();
    assertThat(osaka("PUSH1 0x09 TLOAD" + RETURN_TOP).word()).isEqualTo(Word.ZERO);
  }

  @Test
  void transientStoreFailsInAStaticFrameAndLoadDoesNot() {
    assertThat(new Run().readOnly().code("PUSH0 PUSH0 TSTORE").halt()).isEqualTo(Halt.READ_ONLY);
    assertThat(new Run().readOnly().code("PUSH0 TLOAD").halt()).isEqualTo(Halt.STOP);
  }

  // EIP-7939

  @ParameterizedTest
  @CsvSource({
    "00, 256",
    "8000000000000000000000000000000000000000000000000000000000000000, 0",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 0",
    "4000000000000000000000000000000000000000000000000000000000000000, 1",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 1",
    "0000000000000000000000000000000000000000000000000000000000000001, 255"
  })
  void clzCountsLeadingZeros(String word, long zeros) {
    String code = "PUSH" + word.length() / 2 + " 0x" + word + " CLZ" + RETURN_TOP;
    assertThat(osaka(code).word()).isEqualTo(Word.of(zeros));
  }

  @Test
  void clzCostsFiveAndNeedsAWord() {
    assertThat(osaka("PUSH0 CLZ").used()).isEqualTo(7);
    assertThat(osaka("CLZ").halt()).isEqualTo(Halt.STACK_UNDERFLOW);
  }
}
