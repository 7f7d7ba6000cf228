// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DAILY_FEES;
import static io.jfvm.builtin.miner.ProvingFixture.FAULT_FEE;
import static io.jfvm.builtin.miner.ProvingFixture.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import org.junit.jupiter.api.Test;

class ProvingDeadlineTest {
  private final ProvingFixture fixture = new ProvingFixture();
  private final MockRuntime rt = fixture.rt;

  @Test
  void aMissedProofCostsPowerAtOnceAndAFeeFromTheNextPeriodOn() {
    fixture.proveAll();
    fixture.closeWindow(0, DAILY_FEES);
    fixture.openWindow();
    fixture.prove(0, partition(0));
    fixture.closeWindow(-BYTES, DAILY_FEES);
    assertThat(fixture.deadline().loadPartition(rt.store(), 1).faults()).isEqualTo(BitField.of(3));
    fixture.openWindow();
    fixture.prove(0, partition(0));
    fixture.closeWindow(0, FAULT_FEE + DAILY_FEES);
  }

  @Test
  void unprovenSectorsThatAreMissedBecomeFaultyWithoutLossOfPower() {
    fixture.closeWindow(0, DAILY_FEES);
    assertThat(fixture.deadline().faultyPower().raw().longValueExact()).isEqualTo(3 * BYTES);
  }

  @Test
  void sectorsTooLongFaultyEndEarlyAndPayAtOnce() {
    fixture.closeWindow(0, DAILY_FEES);
    long faultAge = ProvingPeriod.FAULT_MAX_AGE / Epochs.IN_DAY;
    for (int day = 1; day < faultAge; day++) {
      fixture.closeWindow(0, 3 * FAULT_FEE + DAILY_FEES);
    }
    rt.setOrigin(ActorId.SYSTEM);
    long last = fixture.window().last().value();
    rt.setEpoch(last);
    // Sectors that leave the deadline owe no daily fee any more.
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, TokenAmount.ofAtto(3 * FAULT_FEE));
    fixture.miner.expectEnrolled(last + ProvingPeriod.CHALLENGE_WINDOW);
    fixture.expectSettled(TokenAmount.ofAtto(3 * (FAULT_FEE * 105 / 100)), 1, 2, 3);
    fixture.cron(CronEventPayload.PROVING_DEADLINE);
    fixture.miner.verify();
    assertThat(fixture.miner.state().initialPledge()).isEqualTo(TokenAmount.ZERO);
    assertThat(fixture.miner.state().earlyTerminations().isEmpty()).isTrue();
  }

  @Test
  void aMinerWithNothingLockedIsNotCalledAgain() {
    MinerHarness empty = new MinerHarness().constructed();
    MinerEditor editor = new MinerEditor(empty.state(), empty.rt.store());
    editor.unlockVestedFunds(new ChainEpoch(ProvingFixture.EXPIRATION));
    editor.setDeadlineCronActive(true);
    empty.rt.replaceState(MinerState.CODEC, editor.state());
    ProvingFixture.cron(
        empty.rt, RawBytes.of(CronEventPayload.CODEC, CronEventPayload.PROVING_DEADLINE));
    empty.verify();
    assertThat(empty.state().deadlineCronActive()).isFalse();
  }

  @Test
  void unknownEventsChangeNothing() {
    MinerState before = fixture.miner.state();
    fixture.cron(new CronEventPayload(3));
    fixture.miner.verify();
    assertThat(fixture.miner.state()).isEqualTo(before);
  }

  @Test
  void nothingIsSettledIfNothingEndedEarly() {
    fixture.cron(CronEventPayload.PROCESS_EARLY_TERMINATIONS);
    fixture.miner.verify();
  }

  @Test
  void anEventThatIsNoneIsAnIllegalState() {
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_STATE, () -> fixture.cron(new RawBytes(new byte[] {1})));
    rt.reset();
  }

  @Test
  void onlyPowerCalls() {
    rt.setCaller(MinerHarness.WORKER, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.POWER);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            fixture.miner.call(
                MinerHarness.WORKER,
                DeferredCronEventParams.METHOD.value(),
                DeferredCronEventParams.CODEC,
                ProvingFixture.event(RawBytes.EMPTY)));
    rt.reset();
  }
}
