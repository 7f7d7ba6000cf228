// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.evm.Asm;
import io.jfvm.evm.perf.EvmLoop;
import io.jfvm.evm.word.Word;
import org.junit.jupiter.api.Test;

class EvmTest {
  private static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Evm evm = new Evm(EthereumSchedules.CANCUN, EvmLoop::run);

  private static Invocation invocation(long gas) {
    return new Invocation(Word.ONE, Word.ONE, Word.ZERO, new byte[0], false, gas);
  }

  private ExecutionResult run(Host host, String code) {
    return evm.execute(host, evm.analyze(Asm.code(code)), invocation(1_000_000));
  }

  @Test
  void exceptionOfTheHostGoesThroughAndLeavesNothingBehind() {
    TestHost host =
        new TestHost() {
          @Override
          public void loadStorage(Frame frame, long[] limbs, int key) {
            throw new Abort();
          }
        };
    String dirty = "PUSH1 0x00 NOT PUSH2 0x0100 MSTORE PUSH1 0x07 SLOAD";
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> run(host, dirty)).isInstanceOf(Abort.class);
      ExecutionResult clean = run(host, "PUSH2 0x0120 PUSH1 0x00 RETURN");
      assertThat(clean.output()).hasSize(0x120).containsOnly(0);
    }
  }

  @Test
  void frameMayBeEnteredAgainFromTheHost() {
    TestHost nested =
        new TestHost() {
          private int depth;

          @Override
          public boolean call(Frame frame, CallRequest request) {
            if (depth++ < 100) {
              frame.setReturnData(EvmTest.this.run(this, caller()).output());
            } else {
              frame.setReturnData(new byte[32]);
            }
            return true;
          }
        };
    assertThat(Word.of(run(nested, caller()).output())).isEqualTo(Word.of(101));
  }

  /** Calls, and returns the word returned plus one, with other things in memory meanwhile. */
  private static String caller() {
    return "PUSH1 0xff PUSH1 0x40 MSTORE "
        + "PUSH1 0x20 PUSH1 0x00 PUSH1 0x00 DUP1 DUP1 PUSH1 0x07 GAS CALL POP "
        + "PUSH1 0x00 MLOAD PUSH1 0x01 ADD PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN";
  }

  @Test
  void codeOfAnotherScheduleIsRefused() {
    CodeAnalysis other = CodeAnalysis.of(new byte[1], EthereumSchedules.OSAKA);
    assertThatThrownBy(() -> evm.execute(new TestHost(), other, invocation(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code analysed for Osaka, run under Cancun");
    assertThatThrownBy(() -> evm.execute(new TestHost(), evm.analyze(new byte[1]), invocation(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void largestGasIsCountedExactly() {
    ExecutionResult result =
        evm.execute(
            new TestHost(), evm.analyze(Asm.code("PUSH1 0x01")), invocation(Long.MAX_VALUE));
    assertThat(result.gasLeft()).isEqualTo(Long.MAX_VALUE - 3);
  }

  @Test
  void analysisSaysWhereJumpsMayGo() {
    CodeAnalysis code = evm.analyze(Asm.code("JUMPDEST PUSH1 0x5b JUMPDEST"));
    assertThat(code.isJumpDestination(0)).isTrue();
    assertThat(code.isJumpDestination(2)).isFalse();
    assertThat(code.isJumpDestination(3)).isTrue();
    assertThat(code.isJumpDestination(4)).isFalse();
    assertThat(code.isJumpDestination(-1)).isFalse();
  }
}
