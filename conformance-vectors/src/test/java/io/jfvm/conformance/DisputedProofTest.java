// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisputedProofTest {
  private static final ActorId MINER = new ActorId(1000);
  private static final ActorId MULTISIG = new ActorId(1001);
  private static final MethodNum DISPUTE = DisputedProof.DISPUTE_WINDOWED_POST;

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final Cid root = state();

  private Cid state() {
    StateTree state =
        StateTree.load(store, Genesis.of(BundleManifest.V18_DEVNET, "test").build(store).root());
    state.setActor(MINER, ActorState.ofNew(code(ActorType.MINER), Optional.empty()));
    state.setActor(MULTISIG, ActorState.ofNew(code(ActorType.MULTISIG), Optional.empty()));
    return state.flush();
  }

  private static Cid code(ActorType type) {
    return BundleManifest.V18_DEVNET.codeOf(type);
  }

  @Test
  void disputeOfAMinersProofThatSucceededShowsItInvalid() throws DecodeException {
    assertThat(wasInvalid(MINER, DISPUTE, ExitCode.OK)).isTrue();
  }

  @Test
  void disputeThatFailedShowsNothing() throws DecodeException {
    assertThat(wasInvalid(MINER, DISPUTE, ExitCode.USR_ILLEGAL_ARGUMENT)).isFalse();
  }

  @Test
  void otherMethodsAndOtherActorsJudgeNoProof() throws DecodeException {
    assertThat(wasInvalid(MINER, new MethodNum(23), ExitCode.OK)).isFalse();
    assertThat(wasInvalid(MULTISIG, DISPUTE, ExitCode.OK)).isFalse();
    assertThat(wasInvalid(new ActorId(1002), DISPUTE, ExitCode.OK)).isFalse();
  }

  private boolean wasInvalid(ActorId to, MethodNum method, ExitCode expected)
      throws DecodeException {
    Message message =
        Message.from(new ActorId(100).address())
            .to(to.address())
            .method(method)
            .gasLimit(1)
            .gasFeeCap(TokenAmount.ZERO)
            .gasPremium(TokenAmount.ZERO)
            .build();
    Receipt receipt = new Receipt(expected, new byte[0], 1, Optional.empty());
    MessageVector vector =
        new MessageVector(
            "dispute",
            "",
            Map.of(),
            new byte[0],
            List.of(),
            root,
            new Surroundings(
                BigInteger.ZERO,
                BigInteger.ZERO,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of()),
            List.of(Application.of(Message.CODEC.toBytes(message))),
            root,
            List.of(new ExpectedReceipt(receipt, false, Optional.empty())));
    return DisputedProof.wasInvalid(vector, store);
  }
}
