// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallGasTest {
  private static final GasSchedule FLAT = GasSchedule.flat("flat", 1).build();

  /** Keeps what it is asked, and answers with five bytes. */
  private static final class Callee extends TestHost {
    final List<CallRequest> calls = new ArrayList<>();
    final List<CreateRequest> creations = new ArrayList<>();
    final List<Long> gasAtCall = new ArrayList<>();
    boolean leaveNothing;

    @Override
    public boolean call(Frame frame, CallRequest request) {
      calls.add(request);
      gasAtCall.add(frame.gas());
      frame.setReturnData(new byte[] {1, 2, 3, 4, 5});
      if (leaveNothing) {
        frame.setGas(-1);
      }
      return true;
    }

    @Override
    public Word create(Frame frame, CreateRequest request) {
      creations.add(request);
      gasAtCall.add(frame.gas());
      return Word.of(0xc0de);
    }
  }

  private final Callee callee = new Callee();

  private static String call(String value, String gas) {
    return "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x" + value + " PUSH1 0x07 PUSH8 0x" + gas + " CALL";
  }

  @Test
  void calleeGetsAtMostAllButOne64th() {
    Run run =
        Run.under(EthereumSchedules.CANCUN)
            .host(callee)
            .gas(100_000)
            .code(call("00", "00000000ffffffff"));
    long left = 100_000 - 4 * 2 - 3 * 3 - 2_600;
    assertThat(callee.calls.get(0).gas()).isEqualTo(left - left / 64);
    assertThat(callee.gasAtCall).containsExactly(left / 64);
    assertThat(run.result().gasLeft()).isEqualTo(left / 64);
  }

  @Test
  void calleeGetsWhatItAsksForIfThatIsLess() {
    Run.under(EthereumSchedules.CANCUN)
        .host(callee)
        .gas(100_000)
        .code(call("00", "0000000000000400"));
    assertThat(callee.calls.get(0).gas()).isEqualTo(0x400);
    assertThat(callee.gasAtCall).containsExactly(100_000L - 4 * 2 - 3 * 3 - 2_600 - 0x400);
  }

  @Test
  void valueCostsAndBringsTheStipend() {
    Run.under(EthereumSchedules.CANCUN)
        .host(callee)
        .gas(100_000)
        .code(call("01", "0000000000000400"));
    assertThat(callee.calls.get(0).gas()).isEqualTo(0x400 + 2_300);
    assertThat(callee.calls.get(0).value()).isEqualTo(Word.ONE);
    assertThat(callee.gasAtCall).containsExactly(100_000L - 17 - 2_600 - 9_000 - 0x400);
  }

  @Test
  void valueToAnEmptyAccountCostsMore() {
    String code = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x01 PUSH1 0x06 PUSH0 CALL";
    Run.under(EthereumSchedules.CANCUN).host(callee).gas(100_000).code(code);
    assertThat(callee.gasAtCall).containsExactly(100_000L - 16 - 2_600 - 9_000 - 25_000);
  }

  @Test
  void hostDecidesUnderTheFlatSchedule() {
    Run.under(FLAT).host(callee).gas(1_000).code(call("01", "ffffffffffffffff"));
    assertThat(callee.calls.get(0).gas()).isEqualTo(-1L);
    assertThat(callee.gasAtCall).containsExactly(1_000L - 8);
  }

  @Test
  void requestedGasAboveU64Saturates() {
    String code = "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x07 PUSH0 NOT CALL";
    Run.under(FLAT).host(callee).code(code);
    assertThat(callee.calls.get(0).gas()).isEqualTo(-1L);
  }

  @Test
  void hostThatTakesAllGasEndsTheFrame() {
    callee.leaveNothing = true;
    Run run = Run.under(FLAT).host(callee).gas(1_000).code(call("00", "0000000000000001"));
    assertThat(run.halt()).isEqualTo(Halt.OUT_OF_GAS);
    assertThat(run.result().gasLeft()).isZero();
  }

  @Test
  void gasTheHostTakesInsideABlockIsMissedByTheNextInstruction() {
    TestHost greedy =
        new TestHost() {
          @Override
          public void loadStorage(Frame frame, long[] limbs, int key) {
            assertThat(frame.gas()).isEqualTo(8);
            frame.setGas(1);
          }
        };
    Run run = Run.under(FLAT).host(greedy).gas(10).code("PUSH0 SLOAD POP PUSH0 PUSH0 STOP");
    assertThat(run.halt()).isEqualTo(Halt.OUT_OF_GAS);
    assertThat(run.result().pc()).isEqualTo(3);
    assertThat(run.result().gasLeft()).isZero();
  }

  @Test
  void gasTheHostGivesInsideABlockIsSpent() {
    TestHost generous =
        new TestHost() {
          @Override
          public void loadStorage(Frame frame, long[] limbs, int key) {
            frame.setGas(100);
          }
        };
    Run run = Run.under(FLAT).host(generous).gas(2).code("PUSH0 SLOAD POP PUSH0 PUSH0 STOP");
    assertThat(run.halt()).isEqualTo(Halt.STOP);
    assertThat(run.result().gasLeft()).isEqualTo(96);
  }

  @Test
  void outputRegionTakesWhatFitsAndTheBufferKeepsAll() {
    String code =
        "PUSH1 0x03 PUSH1 0x02 PUSH0 PUSH0 PUSH0 PUSH1 0x07 PUSH0 CALL "
            + "RETURNDATASIZE PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 RETURN";
    Run run = Run.under(FLAT).host(callee).code(code);
    assertThat(run.words()[0])
        .hasToString("0x0000010203000000000000000000000000000000000000000000000000000000");
    assertThat(run.words()[1]).isEqualTo(Word.of(5));
  }

  @Test
  void outputRegionIsClaimedBeforeTheCallOnlyUnderEip150() {
    String code = "PUSH1 0x01 PUSH5 0x0100000000 PUSH0 PUSH0 PUSH0 PUSH1 0x07 PUSH0 CALL";
    assertThat(Run.under(FLAT).host(callee).code(code).halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    assertThat(callee.calls).hasSize(1);
    assertThat(Run.under(EthereumSchedules.CANCUN).host(callee).code(code).halt())
        .isEqualTo(Halt.ILLEGAL_MEMORY_ACCESS);
    assertThat(callee.calls).hasSize(1);
  }

  @Test
  void staticFrameRefusesValueBeforeItLooksAtMemory() {
    String code = "PUSH0 PUSH0 PUSH0 NOT PUSH0 PUSH1 0x01 PUSH1 0x07 PUSH0 CALL";
    assertThat(Run.under(FLAT).host(callee).readOnly().code(code).halt()).isEqualTo(Halt.READ_ONLY);
    assertThat(callee.calls).isEmpty();
  }

  @Test
  void targetIsCutToAnAddress() {
    Run.under(FLAT).host(callee).code("PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 NOT PUSH0 STATICCALL");
    assertThat(callee.calls.get(0).target()).isEqualTo(Word.MAX.asAddressWord());
    assertThat(callee.calls.get(0).kind()).isEqualTo(CallKind.STATICCALL);
  }

  @Test
  void creationPaysItsInitcodeAndGivesAllButOne64th() {
    Run run =
        Run.under(EthereumSchedules.CANCUN)
            .host(callee)
            .gas(100_000)
            .code("PUSH1 0x09 PUSH1 0x21 PUSH0 PUSH0 CREATE2 PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN");
    long left = 100_000 - 10 - 32_000 - 2 * 3 - 2 * 2 - 2 * 6;
    CreateRequest request = callee.creations.get(0);
    assertThat(request.gas()).isEqualTo(left - left / 64);
    assertThat(request.salt()).contains(Word.of(9));
    assertThat(request.initcode()).hasSize(33);
    assertThat(run.word()).isEqualTo(Word.of(0xc0de));
  }

  @Test
  void creationWithTooLongAnInitcodeHalts() {
    String code = "PUSH2 0xc001 PUSH0 PUSH0 CREATE";
    assertThat(Run.under(EthereumSchedules.CANCUN).host(callee).code(code).halt())
        .isEqualTo(Halt.INITCODE_TOO_LONG);
    assertThat(
            Run.under(EthereumSchedules.PARIS.change("p").cost(Opcode.PUSH0, 2).build())
                .host(callee)
                .code(code)
                .halt())
        .isEqualTo(Halt.STOP);
  }
}
