// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.abort;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.Actors.transfer;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.Hash;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.kernel.SendOps.Sent;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallGasTest extends CallFixture {

  // --- what is charged

  @Test
  void senderAndReceiverAreAlreadyPaidForInTheirOwnMessage() {
    network.actor(101, (kernel, params) -> 0);
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE);
    // The sender's update is part of inclusion; the receiver's is not, though its lookup is.
    assertThat(gasOf(message(A).value(ONE).build())).isEqualTo(TRANSFER + UPDATE);
    assertThat(gasOf(message(SENDER).value(ONE).build())).isEqualTo(TRANSFER);
    assertThat(gasOf(message(A).build())).isZero();
  }

  @Test
  void preloadedActorsAreFree() {
    for (long id : new long[] {0, 1, 2, 99}) {
      assertThat(gasOf(message(new ActorId(id)).value(ONE).build())).isEqualTo(TRANSFER);
    }
  }

  @Test
  void firstSendToAnotherActorPaysItsLookupOnce() {
    network.actor(102, (kernel, params) -> 0);
    network.actor(
        101,
        script(
            (kernel, params) -> {
              send(kernel, B);
              send(kernel, B);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(3 * INVOKE + LOOKUP);
  }

  /** Whatever FIP-0057 says, the price lists have no price for it. */
  @Test
  void resolvingAddressesIsFree() {
    network.actor(102, (kernel, params) -> 0);
    network.address(KEY, B);
    network.actor(
        101,
        script(
            (kernel, params) -> {
              assertThat(kernel.resolveAddress(KEY)).isEqualTo(B);
              assertThat(refusal(() -> kernel.resolveAddress(ETH))).contains(ErrorNumber.NOT_FOUND);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE);
    assertThat(gasOf(message(KEY).method(METHOD).build())).isEqualTo(INVOKE);
  }

  /** The receiver is only paid for beforehand if it was there beforehand. */
  @Test
  void receiverMadeByItsOwnMessageIsPaidFor() {
    assertThat(gasOf(message(ETH).value(ONE).build()))
        .isEqualTo(CREATE + LOOKUP + UPDATE + TRANSFER);
  }

  /** Where the gas runs out, the last charge is the one that was too much. */
  @Test
  void transferPaysForLookupThenValueThenUpdates() {
    long all = LOOKUP + TRANSFER + UPDATE + UPDATE;
    network.tracing();
    network.actor(102, (kernel, params) -> 0);
    network.actor(
        101,
        TokenAmount.ofAtto(10),
        script(
            (kernel, params) -> {
              for (long gas : new long[] {LOOKUP - 1, LOOKUP, LOOKUP + TRANSFER, all - 1, all}) {
                kernel.send(B.address(), MethodNum.SEND, 0, ONE, gas, 0);
              }
              return 0;
            }));
    ApplyResult result = apply(message(A).method(METHOD).build());
    assertThat(result.trace().orElseThrow().calls().getFirst().calls())
        .extracting(CallFrame::milligasByCharge)
        .containsExactly(
            Map.of("OnActorLookup", 1000 * LOOKUP),
            Map.of("OnActorLookup", 1000 * LOOKUP, "OnValueTransfer", 1000 * TRANSFER),
            paid(UPDATE),
            paid(2 * UPDATE),
            paid(2 * UPDATE));
  }

  private static Map<String, Long> paid(long updates) {
    return Map.of(
        "OnActorLookup",
        1000 * LOOKUP,
        "OnValueTransfer",
        1000 * TRANSFER,
        "OnActorUpdate",
        1000 * updates);
  }

  @Test
  void transferToOneselfPaysNoUpdates() {
    network.actor(
        101,
        TokenAmount.ofAtto(10),
        script(
            (kernel, params) -> {
              long before = kernel.milligasAvailable();
              transfer(kernel, A.address(), ONE);
              assertThat(before - kernel.milligasAvailable()).isEqualTo(1000 * TRANSFER);
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void accessesOfAFailedCallArePaidAgain() {
    network.actor(103, (kernel, params) -> 0);
    network.actor(
        102,
        script(
            (kernel, params) -> {
              send(kernel, C);
              throw abort();
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              send(kernel, B);
              send(kernel, C);
              return 0;
            }));
    // B and C in the first call; C again in the second.
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(4 * INVOKE + 3 * LOOKUP);
  }

  @Test
  void accountOfANewKeyIsCreatedAndConstructed() {
    List<String> constructed = new ArrayList<>();
    network.builtin(
        ActorType.ACCOUNT,
        script(
            (kernel, params) -> {
              constructed.add(
                  kernel.messageContext().caller()
                      + " "
                      + kernel.messageContext().method()
                      + " "
                      + kernel.statBlock(params).codec()
                      + " "
                      + kernel.statBlock(params).size());
              return 0;
            }));
    long gas = gasOf(message(KEY).value(ONE).build());
    assertThat(gas).isEqualTo(CREATE + LOOKUP + UPDATE + INVOKE + TRANSFER);
    assertThat(constructed).containsExactly("f00 1 " + Multicodec.CBOR + " 51");
    ActorState account = actor(200).orElseThrow();
    assertThat(account.code()).isEqualTo(TestNetwork.codeOf(ActorType.ACCOUNT));
    assertThat(account.balance()).isEqualTo(ONE);
    assertThat(account.head()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertThat(executor.machine().stateTree().resolve(KEY)).contains(new ActorId(200));
    assertThat(executor.machine().stateTree().initState().nextId()).isEqualTo(201);
  }

  @Test
  void implicitConstructorThatFailsLeavesWhatItDid() {
    List<Cid> root = new ArrayList<>();
    network.builtin(
        ActorType.ACCOUNT,
        script(
            (kernel, params) -> {
              int id = kernel.createBlock(Multicodec.DAG_CBOR, new byte[] {1});
              root.add(kernel.linkBlock(id, Hash.BLAKE2B_256.code(), 32));
              kernel.setRoot(root.getFirst());
              throw abort();
            }));
    ApplyResult result = apply(message(KEY).value(ONE).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(actor(200).orElseThrow().head()).isEqualTo(root.getFirst());
  }

  @Test
  void returnOfTheImplicitConstructorIsChargedAtTheDepthOfTheCall() {
    network.builtin(
        ActorType.ACCOUNT,
        script((kernel, params) -> kernel.createBlock(Multicodec.RAW, new byte[10])));
    long constructed = CREATE + LOOKUP + UPDATE + INVOKE;
    assertThat(gasOf(message(KEY).build())).isEqualTo(constructed + 100 + 13_000);
    network.actor(
        101,
        script(
            (kernel, params) -> {
              transfer(kernel, KEY, TokenAmount.ZERO);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE + constructed + 100);
  }

  @Test
  void placeholderOfANewEthereumAddressRunsNothing() {
    assertThat(gasOf(message(ETH).value(ONE).build()))
        .isEqualTo(CREATE + LOOKUP + UPDATE + TRANSFER);
    ActorState placeholder = actor(200).orElseThrow();
    assertThat(placeholder.code()).isEqualTo(TestNetwork.codeOf(ActorType.PLACEHOLDER));
    assertThat(placeholder.delegatedAddress()).contains(ETH);
  }

  @Test
  void failedFirstSendCreatesNoActor() {
    apply(message(KEY).value(TokenAmount.ofFil(100_000)).build());
    assertThat(actor(200)).isEmpty();
    assertThat(executor.machine().stateTree().resolve(KEY)).isEmpty();
  }

  // --- limits

  @Test
  void gasLimitOfACallThatRunsOutIsAnExitForTheCaller() {
    long limit = 1_000_000;
    network.actor(
        102,
        (kernel, params) -> {
          kernel.chargeGas("work", 2_000_000);
          return 0;
        });
    network.actor(
        101,
        script(
            (kernel, params) -> {
              Sent sent = kernel.send(B.address(), METHOD, 0, TokenAmount.ZERO, limit, 0);
              assertThat(sent.exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
              assertThat(sent.blockId()).isZero();
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE + limit);
  }

  @Test
  void outOfGasGoesOnWhileTheCallerHasNothingLeftEither() {
    network.actor(
        102,
        (kernel, params) -> {
          kernel.chargeGas("work", Long.MAX_VALUE);
          return 0;
        });
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.send(B.address(), METHOD, 0, TokenAmount.ZERO, 5_000_000_000L, 0);
              throw new AssertionError("the caller has no gas to go on");
            }));
    ApplyResult result = apply(message(A).method(METHOD).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
    assertThat(result.receipt().gasUsed()).isEqualTo(1_000_000_000);
  }

  @Test
  void innermostLimitDecidesWhichCallerGoesOn() {
    network.actor(
        103,
        (kernel, params) -> {
          kernel.chargeGas("work", 50_000_000);
          return 0;
        });
    network.actor(
        102,
        script(
            (kernel, params) -> {
              send(kernel, C);
              throw new AssertionError("the limit of this call is gone with that of C");
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              assertThat(
                      kernel
                          .send(B.address(), METHOD, 0, TokenAmount.ZERO, 10_000_000, 0)
                          .exitCode())
                  .isEqualTo(ExitCode.SYS_OUT_OF_GAS);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE + 10_000_000);
  }

  @Test
  void limitOfZeroGasRunsOutAtOnceAndLeavesTheCallerItsGas() {
    network.actor(102, (kernel, params) -> 0);
    network.actor(
        101,
        script(
            (kernel, params) -> {
              Sent sent = kernel.send(B.address(), METHOD, 0, TokenAmount.ZERO, 0, 0);
              assertThat(sent.exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE);
  }

  @Test
  void memoryIsGivenBackWhenACallEnds() {
    network.actor(
        102,
        (kernel, params) -> {
          assertThat(kernel.memory().grow(1L << 30)).isTrue();
          assertThat(kernel.memory().grow(1L << 30)).isFalse();
          return 0;
        });
    network.actor(
        101,
        script(
            (kernel, params) -> {
              assertThat(kernel.memory().grow(512L << 20)).isTrue();
              send(kernel, B);
              send(kernel, B);
              assertThat(kernel.memory().used()).isEqualTo(512L << 20);
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
  }
}
