// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.Asm;
import io.jfvm.evm.word.Word;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of EIP-3529, with a cold slot (2100 more): code, gas, refund, original value of slot 0.
 */
class StorageGasTest {
  @ParameterizedTest
  @CsvSource({
    "60006000556000600055, 2312, 0, 0",
    "60006000556001600055, 22212, 0, 0",
    "60016000556000600055, 22212, 19900, 0",
    "60016000556002600055, 22212, 0, 0",
    "60016000556001600055, 22212, 0, 0",
    "60006000556000600055, 5112, 4800, 1",
    "60006000556001600055, 5112, 2800, 1",
    "60006000556002600055, 5112, 0, 1",
    "60026000556000600055, 5112, 4800, 1",
    "60026000556003600055, 5112, 0, 1",
    "60026000556001600055, 5112, 2800, 1",
    "60026000556002600055, 5112, 0, 1",
    "60016000556000600055, 5112, 4800, 1",
    "60016000556002600055, 5112, 0, 1",
    "60016000556001600055, 2312, 0, 1",
    "600160005560006000556001600055, 42218, 19900, 0",
    "600060005560016000556000600055, 8018, 7600, 1"
  })
  void gasAndRefundOfEip3529(String code, long gas, long refund, long original) {
    TestHost host = new TestHost();
    if (original != 0) {
      host.original.put(Word.ZERO, Word.of(original));
      host.storage.put(Word.ZERO, Word.of(original));
    }
    Run run = Run.under(EthereumSchedules.CANCUN).host(host).code(Asm.code("0x" + code));
    assertThat(run.used()).isEqualTo(gas);
    assertThat(run.result().refund()).isEqualTo(refund);
  }

  @ParameterizedTest
  @CsvSource({"2306, OUT_OF_GAS", "2307, OUT_OF_GAS", "2406, OUT_OF_GAS", "22106, STOP"})
  void storeNeedsMoreThanTheSentryAndItsPrice(long gas, Halt halt) {
    Run run = Run.under(EthereumSchedules.CANCUN).gas(gas).code("PUSH1 0x01 PUSH1 0x00 SSTORE");
    assertThat(run.halt()).isEqualTo(halt);
  }

  @ParameterizedTest
  @CsvSource({"SLOAD, 2100, 100", "BALANCE, 2600, 100", "EXTCODESIZE, 2600, 100"})
  void firstAccessIsColdLaterOnesWarm(String op, long cold, long warm) {
    String once = "PUSH1 0x07 " + op + " POP ";
    assertThat(Run.under(EthereumSchedules.CANCUN).code(once).used()).isEqualTo(5 + cold);
    assertThat(Run.under(EthereumSchedules.CANCUN).code(once + once).used())
        .isEqualTo(10 + cold + warm);
  }
}
