// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.SENDER_BALANCE;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.engine.ActorExit;
import io.jfvm.engine.Executable;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final MethodNum METHOD = new MethodNum(2);
  private static final long INVOCATION_GAS = 75_000;

  private final TestNetwork network = new TestNetwork();

  @Test
  void returnIsChargedByByteAndKept() {
    ApplyResult result = run((kernel, params) -> create(kernel, new byte[] {1, 2, 3}));
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.receipt().returnData()).containsExactly(1, 2, 3);
    assertThat(result.returnCodec()).hasValue(Multicodec.RAW);
    // Making the block: 10 a byte; giving it back: 1300 a byte.
    assertThat(result.receipt().gasUsed()).isEqualTo(INCLUSION_GAS + INVOCATION_GAS + 3 * 1310);
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void returnIsKeptAndChargedOnFailureToo() {
    ApplyResult result =
        run(
            (kernel, params) -> {
              throw ActorExit.of(new ExitCode(33), create(kernel, new byte[] {7}), "no");
            });
    assertThat(result.receipt().exitCode()).isEqualTo(new ExitCode(33));
    assertThat(result.receipt().returnData()).containsExactly(7);
    assertThat(result.receipt().gasUsed()).isEqualTo(INCLUSION_GAS + INVOCATION_GAS + 1310);
    assertThat(result.failure().orElseThrow()).isEqualTo("00: f0101 (method 2) -- no (33)");
  }

  @Test
  void returnThatCannotBePaidRunsOutOfGas() {
    long enoughToRun = INCLUSION_GAS + INVOCATION_GAS + 30;
    network.actor(101, (kernel, params) -> create(kernel, new byte[3]));
    ApplyResult result =
        apply(message(new ActorId(101)).method(METHOD).gasLimit(enoughToRun + 3899).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
    assertThat(result.receipt().gasUsed()).isEqualTo(enoughToRun + 3899);
    assertThat(result.receipt().returnData()).isEmpty();
    result = apply(message(new ActorId(101)).method(METHOD).gasLimit(enoughToRun + 3900).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void unknownReturnedBlockIsMissingReturn() {
    ApplyResult result = run((kernel, params) -> 17);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_MISSING_RETURN);
    assertThat(result.receipt().gasUsed()).isEqualTo(INCLUSION_GAS + INVOCATION_GAS);
  }

  @Test
  void exitWithSystemCodeIsIllegalExitCodeAndKeepsItsBlock() {
    for (int code = 1; code <= 15; code++) {
      ExitCode forbidden = new ExitCode(code);
      ApplyResult result =
          run(
              (kernel, params) -> {
                throw ActorExit.of(forbidden, create(kernel, new byte[] {5}), "");
              });
      assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ILLEGAL_EXIT_CODE);
      assertThat(result.receipt().returnData()).containsExactly(5);
    }
  }

  @Test
  void exitWithSuccessIsSuccess() {
    ApplyResult result =
        run(
            (kernel, params) -> {
              throw ActorExit.of(ExitCode.OK, create(kernel, new byte[] {5}), "");
            });
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.receipt().returnData()).containsExactly(5);
  }

  @Test
  void trapAndMissingEntryPointHaveSystemCodes() {
    assertThat(
            run((kernel, params) -> {
                  throw ActorExit.trap("unreachable");
                })
                .receipt()
                .exitCode())
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION);
    assertThat(
            run((kernel, params) -> {
                  throw ActorExit.missingEntryPoint("none");
                })
                .receipt()
                .exitCode())
        .isEqualTo(ExitCode.SYS_INVALID_RECEIVER);
  }

  @Test
  void exitWithUnknownBlockIsFatal() {
    assertFatal(
        (kernel, params) -> {
          throw ActorExit.of(new ExitCode(16), 9, "");
        });
  }

  @Test
  void fatalErrorUsesTheWholeLimit() {
    ApplyResult result =
        assertFatal(
            (kernel, params) -> {
              throw new FatalError("state is gone");
            });
    assertThat(result.failure().orElseThrow())
        .isEqualTo("00: f0101 (method 2) -- fatal error (10)\n--> caused by: fatal: state is gone");
  }

  @Test
  void codeThatDoesNotExistIsFatal() {
    network.put(
        new ActorId(101),
        ActorState.ofNew(Cid.ofBlock(Multicodec.RAW, new byte[] {9}), Optional.empty()));
    ApplyResult result = apply(message(new ActorId(101)).method(METHOD).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.receipt().gasUsed()).isEqualTo(1_000_000_000);
  }

  @Test
  void codeNoEngineRunsIsUnsupportedAndChangesNothing() {
    Cid code = network.store().put(Multicodec.RAW, new byte[] {9});
    network.put(new ActorId(101), ActorState.ofNew(code, Optional.empty()));
    assertThrowsAndChangesNothing(UnsupportedFeatureException.class);
  }

  @Test
  void messageThatThrowsChangesNothing() {
    network.actor(
        101,
        (kernel, params) -> {
          sendValue(kernel, ActorId.BURNT_FUNDS, TokenAmount.ofAtto(1));
          throw new HostException("disk on fire");
        });
    assertThrowsAndChangesNothing(HostException.class);
    network.actor(
        101,
        (kernel, params) -> {
          throw new StackOverflowError();
        });
    assertThrowsAndChangesNothing(StackOverflowError.class);
  }

  private void assertThrowsAndChangesNothing(Class<? extends Throwable> type) {
    Executor executor = network.executor();
    Message message = message(new ActorId(101)).method(METHOD).value(TokenAmount.ofFil(1)).build();
    assertThatThrownBy(() -> executor.applyExplicit(message, CHAIN_LENGTH)).isInstanceOf(type);
    assertThat(executor.flush()).isEqualTo(executor.machine().context().initialStateRoot());
  }

  @Test
  void refusedDispatchesHaveTheirExitCodes() {
    assertThat(exitOf(message(new ActorId(999)).build())).isEqualTo(ExitCode.SYS_INVALID_RECEIVER);
    assertThat(exitOf(message(Address.ofActor(new byte[] {1})).build()))
        .isEqualTo(ExitCode.SYS_INVALID_RECEIVER);
    assertThat(exitOf(message(SENDER).value(TokenAmount.ofFil(5000)).build()))
        .isEqualTo(ExitCode.SYS_INSUFFICIENT_FUNDS);
    assertThat(exitOf(message(SENDER).value(TokenAmount.ofAtto(-1)).build()))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    assertThat(exitOf(message(Address.ofBlsKey(infinity)).build()))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
  }

  @Test
  void valueComesFromWhatTheDepositLeaves() {
    TokenAmount deposit = TokenAmount.ofAtto(200L * 1_000_000_000);
    network.actor(101, (kernel, params) -> 0);
    TokenAmount all = SENDER_BALANCE.minus(deposit);
    assertThat(exitOf(message(new ActorId(101)).value(all).build())).isEqualTo(ExitCode.OK);
    assertThat(exitOf(message(new ActorId(101)).value(all.plus(TokenAmount.ofAtto(1))).build()))
        .isEqualTo(ExitCode.SYS_INSUFFICIENT_FUNDS);
  }

  @Test
  void feesAreSharedOutAfterFailureToo() {
    network.actor(
        101,
        (kernel, params) -> {
          throw ActorExit.of(ExitCode.USR_FORBIDDEN, 0, "");
        });
    Executor executor = network.executor();
    long limit = 2_000_000;
    ApplyResult result =
        executor.applyExplicit(
            message(new ActorId(101)).method(METHOD).gasLimit(limit).build(), CHAIN_LENGTH);
    long used = INCLUSION_GAS + INVOCATION_GAS;
    assertThat(result.receipt().gasUsed()).isEqualTo(used);
    // Over: 2000000 - 842229 (11 used / 10) is more than used, so all that is left burns.
    long burned = limit - used;
    assertThat(result.gasBurned()).isEqualTo(burned);
    assertThat(result.gasRefund()).isZero();
    assertThat(result.baseFeeBurn()).isEqualTo(TokenAmount.ofAtto(100 * used));
    assertThat(result.overEstimationBurn()).isEqualTo(TokenAmount.ofAtto(100 * burned));
    assertThat(result.minerTip()).isEqualTo(TokenAmount.ofAtto(10 * limit));
    assertThat(result.refund()).isEqualTo(TokenAmount.ofAtto(90 * limit));
    assertThat(balance(executor, ActorId.BURNT_FUNDS)).isEqualTo(TokenAmount.ofAtto(100 * limit));
    assertThat(balance(executor, SENDER))
        .isEqualTo(SENDER_BALANCE.minus(TokenAmount.ofAtto(110 * limit)));
  }

  @Test
  void premiumActorsSeeIsWhatTheFeeCapLeaves() {
    assertThat(premiumSeen(200, 10)).isEqualTo(10);
    assertThat(premiumSeen(105, 10)).isEqualTo(5);
    assertThat(premiumSeen(90, 10)).isZero();
  }

  private long premiumSeen(long feeCap, long premium) {
    long[] seen = new long[1];
    network.actor(
        101,
        (kernel, params) -> {
          seen[0] = kernel.messageContext().gasPremium().atto().longValueExact();
          return 0;
        });
    apply(
        message(new ActorId(101))
            .method(METHOD)
            .gasFeeCap(TokenAmount.ofAtto(feeCap))
            .gasPremium(TokenAmount.ofAtto(premium))
            .build());
    return seen[0];
  }

  @Test
  void parametersOfMessagesAreOpaqueCbor() {
    long[] codec = new long[1];
    network.actor(
        101,
        (kernel, params) -> {
          codec[0] = params == 0 ? 0 : stat(kernel, params);
          return 0;
        });
    apply(message(new ActorId(101)).method(METHOD).params(new byte[] {1}).build());
    assertThat(codec[0]).isEqualTo(Multicodec.CBOR);
    apply(message(new ActorId(101)).method(METHOD).build());
    assertThat(codec[0]).isZero();
  }

  @Test
  void messagesAreAppliedOneAfterTheOther() {
    network.actor(101, (kernel, params) -> 0);
    Executor executor = network.executor();
    for (long nonce = 0; nonce < 3; nonce++) {
      ApplyResult result =
          executor.applyExplicit(
              message(new ActorId(101)).sequence(nonce).value(TokenAmount.ofAtto(5)).build(),
              CHAIN_LENGTH);
      assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    }
    assertThat(balance(executor, new ActorId(101))).isEqualTo(TokenAmount.ofAtto(15));
  }

  @Test
  void flushedStateCanBeLoadedAgain() {
    network.actor(101, (kernel, params) -> 0);
    Executor executor = network.executor();
    executor.applyExplicit(
        message(new ActorId(101)).value(TokenAmount.ofAtto(5)).build(), CHAIN_LENGTH);
    Cid root = executor.flush();
    assertThat(root).isNotEqualTo(executor.machine().context().initialStateRoot());
    assertThat(
            StateTree.load(network.store(), root).actor(new ActorId(101)).orElseThrow().balance())
        .isEqualTo(TokenAmount.ofAtto(5));
    assertThat(executor.flush()).isEqualTo(root);
  }

  private ApplyResult assertFatal(Executable executable) {
    network.actor(
        101,
        (kernel, params) -> {
          sendValue(kernel, ActorId.BURNT_FUNDS, TokenAmount.ofAtto(1));
          return executable.invoke(kernel, params);
        });
    Executor executor = network.executor();
    ApplyResult result =
        executor.applyExplicit(
            message(new ActorId(101)).method(METHOD).value(TokenAmount.ofFil(1)).build(),
            CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.receipt().gasUsed()).isEqualTo(1_000_000_000);
    assertThat(result.receipt().returnData()).isEmpty();
    assertThat(balance(executor, new ActorId(101))).isEqualTo(TokenAmount.ZERO);
    assertThat(balance(executor, SENDER))
        .isEqualTo(SENDER_BALANCE.minus(TokenAmount.ofAtto(110L * 1_000_000_000)));
    assertThat(balance(executor, ActorId.BURNT_FUNDS))
        .isEqualTo(TokenAmount.ofAtto(100L * 1_000_000_000));
    return result;
  }

  private ApplyResult run(Executable executable) {
    network.actor(101, executable);
    return apply(message(new ActorId(101)).method(METHOD).build());
  }

  private ApplyResult apply(Message message) {
    return network.executor().applyExplicit(message, CHAIN_LENGTH);
  }

  private ExitCode exitOf(Message message) {
    return apply(message).receipt().exitCode();
  }

  private static TokenAmount balance(Executor executor, ActorId actor) {
    return executor.machine().stateTree().actor(actor).orElseThrow().balance();
  }

  private static int create(Kernel kernel, byte[] data) {
    try {
      return kernel.createBlock(Multicodec.RAW, data);
    } catch (SyscallException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long stat(Kernel kernel, int id) {
    try {
      return kernel.statBlock(id).codec();
    } catch (SyscallException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sendValue(Kernel kernel, ActorId to, TokenAmount value) {
    try {
      kernel.send(to.address(), MethodNum.SEND, 0, value, Kernel.NO_GAS_LIMIT, 0);
    } catch (SyscallException e) {
      // Its outcome is not what the test is about.
    }
  }
}
