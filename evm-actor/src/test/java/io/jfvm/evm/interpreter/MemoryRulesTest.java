// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Word;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets, sizes and growth, under a schedule that prices none of it. */
class MemoryRulesTest {
  private static final GasSchedule FREE =
      GasSchedule.flat("free", 0).memoryLimitBytes(1 << 16).build();

  private static Run run(String code) {
    return Run.under(FREE).code(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH5 0x0100000000 MLOAD",
        "PUSH4 0xffffffe0 MLOAD", // ends at 2^32
        "PUSH0 NOT MLOAD",
        "PUSH0 PUSH9 0x010000000000000000 MSTORE",
        "PUSH0 PUSH4 0xffffffff MSTORE8",
        "PUSH5 0x0100000000 PUSH0 RETURN",
        "PUSH1 0x01 PUSH5 0x0100000000 REVERT",
        "PUSH0 NOT PUSH0 KECCAK256",
        "PUSH1 0x01 PUSH0 NOT LOG0",
        "PUSH1 0x01 PUSH0 PUSH0 NOT CALLDATACOPY",
        "PUSH1 0x01 PUSH0 PUSH0 NOT PUSH0 EXTCODECOPY",
        "PUSH1 0x01 PUSH0 NOT PUSH0 CREATE"
      })
  void beyond32BitsIsIllegal(String code) {
    assertThat(run(code).halt()).isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH0 PUSH0 NOT RETURN",
        "PUSH0 PUSH0 NOT KECCAK256",
        "PUSH0 PUSH0 NOT LOG0",
        "PUSH0 PUSH0 NOT PUSH0 NOT CALLDATACOPY",
        "PUSH0 PUSH0 PUSH0 NOT RETURNDATACOPY",
        "PUSH0 PUSH0 NOT PUSH0 CREATE",
        "PUSH0 PUSH0 NOT PUSH0 PUSH0 NOT PUSH0 PUSH0 PUSH0 CALL"
      })
  void nothingMayBeAnywhere(String code) {
    assertThat(run(code).halt().isSuccess()).as("%s", run(code).result()).isTrue();
  }

  @Test
  void limitIsAHaltOfItsOwn() {
    assertThat(run("PUSH2 0xffe0 MLOAD").halt()).isEqualTo(Halt.STOP);
    assertThat(run("PUSH2 0xffe1 MLOAD").halt()).isEqualTo(Halt.MEMORY_LIMIT);
    assertThat(run("PUSH4 0xffffffdf MLOAD").halt()).isEqualTo(Halt.MEMORY_LIMIT);
  }

  @ParameterizedTest
  @CsvSource({"00, 32", "01, 64", "1f, 64", "20, 64", "21, 96"})
  void growsByWholeWords(String offset, long size) {
    Run run = run("PUSH1 0x" + offset + " MLOAD MSIZE PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN");
    assertThat(run.word()).isEqualTo(Word.of(size));
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "32, 3", "33, 6", "704, 66", "1024, 98", "23168, 3195", "65536, 14336"})
  void ethereumPricesGrowthQuadratically(int bytes, long price) {
    String code = "PUSH1 0x00 PUSH3 0x%06x MSTORE8".formatted(bytes - 1);
    assertThat(Run.under(EthereumSchedules.CANCUN).code(code).used()).isEqualTo(9 + price);
  }

  @Test
  void hostSeesGrowthWithExactGasAndMayCharge() {
    TestHost host =
        new TestHost() {
          @Override
          public void growingMemory(Frame frame, int fromBytes, int toBytes) {
            super.growingMemory(frame, fromBytes, toBytes);
            frame.setGas(frame.gas() - 10);
          }
        };
    GasSchedule one = GasSchedule.flat("one", 1).build();
    Run run = Run.under(one).host(host).gas(100).code("PUSH0 MLOAD PUSH1 0x40 MLOAD POP POP");
    assertThat(host.seen).containsExactly("memory 0..32 gas 98", "memory 32..96 gas 86");
    assertThat(run.used()).isEqualTo(26);
    Run poor = Run.under(one).host(host).gas(13).code("PUSH0 MLOAD PUSH1 0x40 MLOAD POP POP");
    assertThat(poor.halt()).isEqualTo(Halt.OUT_OF_GAS);
    assertThat(poor.result().pc()).isEqualTo(4);
  }

  @Test
  void returnDataMayNotBeReadBeyondItsEnd() {
    String call = "PUSH0 PUSH0 PUSH1 0x05 PUSH0 PUSH0 PUSH1 0x07 PUSH0 CALL POP ";
    assertThat(run(call + "PUSH1 0x05 PUSH0 PUSH0 RETURNDATACOPY").halt()).isEqualTo(Halt.STOP);
    assertThat(run(call + "PUSH0 PUSH1 0x05 PUSH0 RETURNDATACOPY").halt()).isEqualTo(Halt.STOP);
    for (String region :
        new String[] {"PUSH1 0x06 PUSH0", "PUSH0 PUSH1 0x06", "PUSH1 0x05 PUSH1 0x01"}) {
      assertThat(run(call + region + " PUSH0 RETURNDATACOPY").halt())
          .as(region)
          .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    }
    assertThat(run(call + "PUSH0 PUSH0 NOT PUSH0 RETURNDATACOPY").halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
  }

  @Test
  void copiesPadWithZeros() {
    String code =
        "PUSH0 NOT PUSH0 MSTORE PUSH1 0x04 PUSH1 0x01 PUSH1 0x01 CALLDATACOPY "
            + "PUSH1 0x20 PUSH0 RETURN";
    byte[] input = HexFormat.of().parseHex("aabbcc");
    assertThat(Run.under(FREE).input(input).code(code).word())
        .isEqualTo(new Word(-1, -1, -1, 0xffbbcc0000ffffffL));
  }

  @Test
  void inputLoadsPadWithZeros() {
    String code = " CALLDATALOAD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN";
    byte[] input = new byte[33];
    input[31] = 7;
    input[32] = 9;
    assertThat(Run.under(FREE).input(input).code("PUSH0" + code).word()).isEqualTo(Word.of(7));
    assertThat(Run.under(FREE).input(input).code("PUSH1 0x01" + code).word())
        .isEqualTo(Word.of(0x0709));
    assertThat(Run.under(FREE).input(input).code("PUSH1 0x1f" + code).word())
        .isEqualTo(new Word(0, 0, 0, 0x0709000000000000L));
    assertThat(Run.under(FREE).input(input).code("PUSH1 0x21" + code).word()).isEqualTo(Word.ZERO);
    assertThat(Run.under(FREE).input(input).code("PUSH0 NOT" + code).word()).isEqualTo(Word.ZERO);
  }
}
