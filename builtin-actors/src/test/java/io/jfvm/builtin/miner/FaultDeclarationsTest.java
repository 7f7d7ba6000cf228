// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DAILY_FEES;
import static io.jfvm.builtin.miner.ProvingFixture.DECLARE_FAULTS;
import static io.jfvm.builtin.miner.ProvingFixture.DECLARE_RECOVERIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclaration;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultDeclarationsTest {
  private final ProvingFixture fixture = new ProvingFixture();
  private final MockRuntime rt = fixture.rt;

  @BeforeEach
  void proveAndClose() {
    fixture.proveAll();
    fixture.closeWindow(0, DAILY_FEES);
  }

  private Partition partition(long index) {
    return fixture.deadline().loadPartition(rt.store(), index);
  }

  private void refuse(ExitCode code, long method, SectorDeclarations sectors) {
    fixture.miner.refuse(code, MinerHarness.WORKER, method, SectorDeclarations.CODEC, sectors);
  }

  private void owe(TokenAmount debt) {
    MinerEditor editor = new MinerEditor(fixture.miner.state(), rt.store());
    editor.funds().applyPenalty(debt);
    rt.replaceState(MinerState.CODEC, editor.state());
  }

  @Test
  void faultySectorsDoNotCount() {
    fixture.expectPower(-BYTES);
    fixture.declare(DECLARE_FAULTS, fixture.sectors(0, 2));
    assertThat(partition(0).faults()).isEqualTo(BitField.of(2));
  }

  @Test
  void aSecondDeclarationChangesNothing() {
    fixture.expectPower(-BYTES);
    fixture.declare(DECLARE_FAULTS, fixture.sectors(0, 2));
    MinerState before = fixture.miner.state();
    fixture.declare(DECLARE_FAULTS, fixture.sectors(0, 2));
    assertThat(fixture.miner.state()).isEqualTo(before);
  }

  @Test
  void recoveriesPayTheDebtAndDoNotCountBeforeTheProof() {
    fixture.expectPower(-BYTES);
    fixture.declare(DECLARE_FAULTS, fixture.sectors(0, 2));
    TokenAmount debt = TokenAmount.ofAtto(500);
    owe(debt);
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, debt);
    fixture.declare(DECLARE_RECOVERIES, fixture.sectors(0, 2));
    assertThat(partition(0).recoveries()).isEqualTo(BitField.of(2));
    assertThat(fixture.miner.state().feeDebt()).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void aDebtThatCannotBePaidIsSeenBeforeTheCaller() {
    owe(TokenAmount.ofFil(1000));
    fixture.miner.refuse(
        ExitCode.USR_INSUFFICIENT_FUNDS,
        MinerHarness.STRANGER,
        DECLARE_RECOVERIES,
        SectorDeclarations.CODEC,
        fixture.sectors(0, 2));
  }

  @Test
  void aMinerBarredByAConsensusFaultRecoversNothing() {
    MinerEditor editor = new MinerEditor(fixture.miner.state(), rt.store());
    MinerInfoEditor info = editor.info().edit();
    info.consensusFaultElapsed = rt.epoch();
    editor.replaceInfo(info.info());
    rt.replaceState(MinerState.CODEC, editor.state());
    fixture.miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, DECLARE_RECOVERIES, fixture.sectors(0, 2));
  }

  @Test
  void declarationsComeBeforeTheCutoff() {
    rt.setEpoch(fixture.window().faultCutoff().value());
    for (long method : new long[] {DECLARE_FAULTS, DECLARE_RECOVERIES}) {
      fixture.miner.expectControllers();
      refuse(ExitCode.USR_ILLEGAL_ARGUMENT, method, fixture.sectors(0, 2));
    }
  }

  @Test
  void aMissingPartitionIsNotFoundAndASectorOfAnotherIsIllegal() {
    fixture.miner.expectControllers();
    refuse(ExitCode.USR_NOT_FOUND, DECLARE_FAULTS, fixture.sectors(5, 2));
    fixture.miner.expectControllers();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, DECLARE_FAULTS, fixture.sectors(0, 3));
  }

  @Test
  void deadlinesAndAmountsAreCheckedBeforeTheCaller() {
    BitField many = BitField.ofRange(0, 25_001);
    for (long method : new long[] {DECLARE_FAULTS, DECLARE_RECOVERIES}) {
      refuse(ExitCode.USR_ILLEGAL_ARGUMENT, method, declared(48, BitField.of(1)));
      refuse(ExitCode.USR_ILLEGAL_ARGUMENT, method, declared(fixture.deadline, many));
    }
  }

  private static SectorDeclarations declared(long deadline, BitField sectors) {
    return new SectorDeclarations(List.of(new SectorDeclaration(deadline, 0, sectors)));
  }
}
