// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.engine.ActorExit;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SendOps.Sent;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages and calls as they were in network version 17. */
class CallsInNv17Test {
  private static final ActorId A = new ActorId(101);
  private static final ActorId B = new ActorId(102);
  private static final TokenAmount ONE = TokenAmount.ofAtto(1);
  private static final Address KEY = Address.ofBlsKey(new byte[48]);
  private static final Address ETH = Address.ofDelegated(ActorId.EAM, new byte[20]);

  /** 38863 + 1300 * (36 + 100). */
  private static final long INCLUSION = 215_663;

  private static final long CREATE = 1_108_454 + 1300 * 76;
  private static final long INVOKE = 29_233 - 5377;

  private final TestNetwork network =
      new TestNetwork().config(NetworkConfig.of(NetworkVersion.NV17, 0));

  @Test
  void callHasOnePriceByValueAndMethod() {
    network.actor(101, (kernel, params) -> 0);
    assertThat(gasOf(message(A).build())).isEqualTo(29_233);
    assertThat(gasOf(message(A).value(ONE).build())).isEqualTo(29_233 + 27_500 + 159_672);
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE);
    assertThat(gasOf(message(A).method(METHOD).value(ONE).build())).isEqualTo(INVOKE + 27_500);
  }

  @Test
  void accessesOfActorsAreFree() {
    network.actor(102, (kernel, params) -> 0);
    network.actor(
        101,
        script(
            (kernel, params) -> {
              send(kernel, B);
              return 0;
            }));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(2 * INVOKE);
  }

  @Test
  void accountOfANewKeyIsCreatedBeforeTheCallIsPaidFor() {
    List<Long> codecs = new ArrayList<>();
    network.builtin(
        ActorType.ACCOUNT,
        script(
            (kernel, params) -> {
              codecs.add(kernel.statBlock(params).codec());
              return kernel.createBlock(Multicodec.DAG_CBOR, new byte[1]);
            }));
    // The constructor's return costs its making, 10.5 a byte, but is no message's.
    assertThat(gasOf(message(KEY).build())).isEqualTo(CREATE + INVOKE + 11 + 29_233);
    assertThat(codecs).containsExactly(Multicodec.DAG_CBOR);
  }

  @Test
  void refusedZeroKeyIsPaidForAllTheSame() {
    byte[] zero = new byte[48];
    zero[0] = (byte) 0xc0;
    ApplyResult result = apply(message(Address.ofBlsKey(zero)).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.receipt().gasUsed()).isEqualTo(INCLUSION + CREATE);
  }

  @Test
  void ethereumAddressesHaveNoPlaceholdersAndTheirAccountsDoNotSend() {
    assertThat(apply(message(ETH).value(ONE).build()).receipt().exitCode())
        .isEqualTo(ExitCode.SYS_INVALID_RECEIVER);
    for (ActorType type : List.of(ActorType.ETH_ACCOUNT, ActorType.PLACEHOLDER)) {
      network.put(B, ActorState.ofNew(TestNetwork.codeOf(type), Optional.of(ETH)).withBalance(ONE));
      Message message = Message.from(B.address()).to(A.address()).gasLimit(1_000_000).build();
      assertThat(apply(message).receipt().exitCode()).isEqualTo(ExitCode.SYS_SENDER_INVALID);
    }
  }

  @Test
  void parametersAreDagCborWhateverTheMethod() {
    List<Long> codecs = new ArrayList<>();
    network.actor(
        101,
        script(
            (kernel, params) -> {
              codecs.add(kernel.statBlock(params).codec());
              return 0;
            }));
    apply(message(A).method(METHOD).params(new byte[] {0}).build());
    assertThat(codecs).containsExactly(Multicodec.DAG_CBOR);
  }

  @Test
  void returnIsChargedByByte() {
    network.actor(
        101, script((kernel, params) -> kernel.createBlock(Multicodec.DAG_CBOR, new byte[2])));
    assertThat(gasOf(message(A).method(METHOD).build())).isEqualTo(INVOKE + 21 + 2 * 1300);
  }

  @Test
  void whatAFailingActorGivesBackIsLost() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              int block = kernel.createBlock(Multicodec.DAG_CBOR, new byte[2]);
              throw ActorExit.of(ExitCode.USR_FORBIDDEN, block, "");
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              Sent sent = send(kernel, B);
              assertThat(sent.exitCode()).isEqualTo(ExitCode.USR_FORBIDDEN);
              assertThat(sent.blockId()).isEqualTo(Kernel.NO_BLOCK);
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
    ApplyResult failed = apply(message(B).method(METHOD).build());
    assertThat(failed.receipt().returnData()).isEmpty();
    assertThat(failed.receipt().gasUsed()).isEqualTo(INCLUSION + INVOKE + 21);
  }

  @Test
  void messageItselfIsNoneOf1024Calls() {
    int[] entered = new int[1];
    List<ErrorNumber> refused = new ArrayList<>();
    network.actor(
        101,
        script(
            (kernel, params) -> {
              entered[0]++;
              refusal(() -> send(kernel, A)).ifPresent(refused::add);
              return 0;
            }));
    apply(message(A).method(METHOD).build());
    assertThat(entered[0]).isEqualTo(1025);
    assertThat(refused).containsExactly(ErrorNumber.LIMIT_EXCEEDED);
  }

  @Test
  void messageThatGotBackMoreThanItUsedUsesNothing() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.chargeGas("back", -1_000_000);
              return 0;
            }));
    assertThat(apply(message(A).method(METHOD).build()).receipt().gasUsed()).isZero();
  }

  /** Gas without inclusion. */
  private long gasOf(Message message) {
    ApplyResult result = apply(message);
    assertThat(result.receipt().exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
    return result.receipt().gasUsed() - INCLUSION;
  }

  private ApplyResult apply(Message message) {
    return network.executor().applyExplicit(message, CHAIN_LENGTH);
  }
}
