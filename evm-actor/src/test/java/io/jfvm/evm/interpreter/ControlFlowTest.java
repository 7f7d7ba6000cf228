// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.Asm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlFlowTest {
  private static Run run(String code) {
    return Run.under(EthereumSchedules.CANCUN).code(code);
  }

  @Test
  void emptyCodeStopsAtOnce() {
    Run run = run("");
    assertThat(run.halt()).isEqualTo(Halt.STOP);
    assertThat(run.used()).isZero();
  }

  @Test
  void codeThatRunsOffItsEndStopsThere() {
    Run run = run("PUSH1 0x01");
    assertThat(run.halt()).isEqualTo(Halt.STOP);
    assertThat(run.result().pc()).isEqualTo(2);
  }

  @Test
  void immediateCutOffByTheEndIsPaddedOnTheRight() {
    byte[] code = Asm.code("PUSH3 0x40");
    Program program = CodeAnalysis.of(code, EthereumSchedules.CANCUN).program();
    assertThat(program.args()).contains(0x400000L);
    assertThat(run("PUSH3 0x40").halt()).isEqualTo(Halt.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH1 0x03 JUMP STOP", // not a JUMPDEST
        "PUSH1 0x04 JUMP PUSH1 0x5b", // inside an immediate
        "PUSH1 0x63 JUMP", // beyond the end
        "PUSH0 NOT JUMP JUMPDEST",
        "PUSH9 0x010000000000000000 JUMP",
        "PUSH1 0x02 PUSH1 0x01 ADD JUMP", // computed
        "PUSH1 0x01 PUSH1 0x00 JUMPI",
        "PUSH1 0x01 PUSH1 0x01 DUP1 JUMPI"
      })
  void jumpsGoToJumpDestinationsOnly(String code) {
    assertThat(run(code).halt()).isEqualTo(Halt.BAD_JUMP);
  }

  @Test
  void jumpNotTakenMayHaveAnyTarget() {
    assertThat(run("PUSH0 PUSH0 NOT JUMPI").halt()).isEqualTo(Halt.STOP);
    assertThat(run("PUSH1 0x01 ISZERO PUSH1 0x77 JUMPI").halt()).isEqualTo(Halt.STOP);
  }

  @ParameterizedTest
  @CsvSource({"03, 16", "04, 15", "05, 14", "06, 13"})
  void jumpIntoARunOfJumpDestinationsPaysForTheRest(String target, long gas) {
    Run run = run("PUSH1 0x%s JUMP JUMPDEST JUMPDEST JUMPDEST JUMPDEST POP".formatted(target));
    assertThat(run.halt()).isEqualTo(Halt.STACK_UNDERFLOW);
    assertThat(run.used()).isEqualTo(gas - 1);
    assertThat(run.result().pc()).isEqualTo(7);
  }

  @Test
  void outOfGasIsFoundAtItsInstruction() {
    String code = "PUSH1 0x01 PUSH1 0x02 ADD PUSH1 0x03 MUL JUMPDEST JUMPDEST JUMPDEST STOP";
    int[] pcs = {0, 2, 4, 5, 7, 8, 9, 10};
    int[] paid = {0, 3, 6, 9, 12, 17, 18, 19, 20};
    for (int gas = 0; gas < 20; gas++) {
      Run run = Run.under(EthereumSchedules.CANCUN).gas(gas).code(code);
      int at = 0;
      while (paid[at + 1] <= gas) {
        at++;
      }
      assertThat(run.halt()).isEqualTo(Halt.OUT_OF_GAS);
      assertThat(run.result().pc()).as("gas %d", gas).isEqualTo(pcs[at]);
      assertThat(run.used()).isEqualTo(paid[at]);
    }
    assertThat(Run.under(EthereumSchedules.CANCUN).gas(20).code(code).halt()).isEqualTo(Halt.STOP);
  }

  @Test
  void haltInTheMiddleOfABlockGivesBackWhatIsPaidAhead() {
    Run run = run("PUSH1 0x01 PUSH1 0x07 PUSH1 0x09 RETURNDATACOPY POP POP POP");
    assertThat(run.halt()).isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    assertThat(run.used()).isEqualTo(3 * 3 + 3 + 3);
    assertThat(run.result().pc()).isEqualTo(6);
  }

  @Test
  void gasInstructionSeesTheExactCounter() {
    Run run = run("GAS PUSH1 0x00 MSTORE GAS PUSH1 0x20 MSTORE PUSH1 0x40 PUSH1 0x00 RETURN");
    assertThat(run.words()[0].l0()).isEqualTo(1_000_000 - 2);
    assertThat(run.words()[1].l0()).isEqualTo(1_000_000 - 2 - 3 - 3 - 3 - 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUSH0 PUSH0 SSTORE",
        "PUSH0 PUSH0 LOG0",
        "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 LOG4",
        "PUSH0 PUSH0 PUSH0 CREATE",
        "PUSH0 PUSH0 PUSH0 PUSH0 CREATE2",
        "PUSH0 SELFDESTRUCT"
      })
  void staticFrameRefusesStateChanges(String code) {
    TestHost host = new TestHost();
    Run run = Run.under(EthereumSchedules.CANCUN).host(host).readOnly().code(code);
    assertThat(run.halt()).isEqualTo(Halt.READ_ONLY);
    assertThat(host.seen).isEmpty();
  }
}
