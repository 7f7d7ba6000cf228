// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DAILY_FEES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.proving.ProvingParams.DisputeWindowedPost;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisputesTest {
  private static final long DISPUTE = 24;
  private static final TokenAmount REWARD = TokenAmount.ofFil(4);

  /** Twenty FIL, and what the power would have earned. */
  private static final TokenAmount PENALTY = TokenAmount.ofFil(20).plus(MinerHarness.DEPOSIT);

  private final ProvingFixture fixture = new ProvingFixture();
  private final MockRuntime rt = fixture.rt;
  private DeadlineWindow proven;

  @BeforeEach
  void proveAndClose() {
    fixture.proveAll();
    proven = fixture.window();
    fixture.closeWindow(0, DAILY_FEES);
  }

  private DisputeWindowedPost post(long index) {
    return new DisputeWindowedPost(fixture.deadline, index);
  }

  private void expectQuestions() {
    rt.expectValidateCallerAny();
    fixture.miner.expectReward();
    fixture.miner.expectPower();
  }

  private void expectLoss() {
    expectQuestions();
    fixture.expectVerified(proven, false, 1, 2, 3);
    fixture.expectPower(-3 * BYTES);
  }

  private void dispute() {
    fixture.miner.call(MinerHarness.STRANGER, DISPUTE, DisputeWindowedPost.CODEC, post(0));
    fixture.miner.verify();
  }

  private void refuse(ExitCode code, DisputeWindowedPost post) {
    fixture.miner.refuse(code, MinerHarness.STRANGER, DISPUTE, DisputeWindowedPost.CODEC, post);
  }

  @Test
  void anInvalidProofCostsPowerAndAPenaltyOfWhichTheReporterHasAShare() {
    expectLoss();
    fixture.miner.expectPayment(MinerHarness.STRANGER, REWARD);
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, PENALTY);
    dispute();
    assertThat(fixture.deadline().loadPartition(rt.store(), 0).faults())
        .isEqualTo(BitField.of(1, 2));
    expectQuestions();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, post(0));
  }

  @Test
  void aRewardThatIsNotAcceptedIsBurnt() {
    expectLoss();
    rt.expectSend(
        MinerHarness.STRANGER.address(),
        MethodNum.SEND,
        Optional.empty(),
        REWARD,
        new SendResult.Refused(ErrorNumber.NOT_FOUND));
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, PENALTY.plus(REWARD));
    dispute();
  }

  @Test
  void aMinerThatCannotPayAllOwesTheRest() {
    TokenAmount unlocked = TokenAmount.ofFil(1);
    rt.setBalance(unlocked.plus(fixture.miner.state().initialPledge()));
    expectLoss();
    fixture.miner.expectPayment(MinerHarness.STRANGER, unlocked);
    dispute();
    assertThat(fixture.miner.state().feeDebt()).isEqualTo(PENALTY.plus(REWARD).minus(unlocked));
  }

  @Test
  void aValidProofStands() {
    expectQuestions();
    fixture.expectVerified(proven, true, 1, 2, 3);
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, post(0));
  }

  @Test
  void aProofThatIsNotThereCannotBeDisputed() {
    expectQuestions();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, post(1));
  }

  @Test
  void disputesComeSoonAfterTheWindow() {
    rt.setEpoch(proven.close().value() + ProvingPeriod.DISPUTE_WINDOW);
    expectQuestions();
    refuse(ExitCode.USR_FORBIDDEN, post(0));
  }

  @Test
  void theDeadlineIsCheckedBeforeAnybodyIsAsked() {
    rt.expectValidateCallerAny();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, new DisputeWindowedPost(ProvingPeriod.DEADLINES, 0));
  }
}
