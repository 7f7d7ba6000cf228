// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DAILY_FEES;
import static io.jfvm.builtin.miner.ProvingFixture.EXPIRATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.proving.ProvingParams.ExpirationExtension;
import io.jfvm.builtin.miner.proving.ProvingParams.ExtendSectorExpiration2;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorClaims;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.verifreg.Claim;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsFound;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
  private static final long EXTEND = 32;
  private static final long LATER = EXPIRATION + 30 * Epochs.IN_DAY;

  private ProvingFixture fixture;
  private MockRuntime rt;

  @BeforeEach
  void start() {
    start(0);
  }

  /** Sector 1 holds verified deals of so many bytes. */
  private void start(long verifiedBytes) {
    fixture = new ProvingFixture(verifiedBytes);
    rt = fixture.rt;
    fixture.proveAll();
    fixture.closeWindow(0, DAILY_FEES);
  }

  private ExtendSectorExpiration2 extension(
      long partition, BitField sectors, List<SectorClaims> claimed, long expiration) {
    return new ExtendSectorExpiration2(
        List.of(
            new ExpirationExtension(
                fixture.deadline, partition, sectors, claimed, new ChainEpoch(expiration))));
  }

  private ExtendSectorExpiration2 plain(long expiration, long... sectors) {
    return extension(0, BitField.of(sectors), List.of(), expiration);
  }

  private ExtendSectorExpiration2 claimed(List<Long> maintain, List<Long> drop) {
    return extension(0, BitField.EMPTY, List.of(new SectorClaims(1, maintain, drop)), LATER);
  }

  private void expectClaims(Claim... claims) {
    List<Long> ids = List.of(7L, 8L).subList(0, claims.length);
    OwnerIds question = new OwnerIds(MinerHarness.SELF, ids);
    rt.expectSend(
        ActorId.VERIFIED_REGISTRY.address(),
        VerifregActor.GET_CLAIMS,
        Optional.of(IpldBlock.ofCbor(OwnerIds.CODEC, question)),
        TokenAmount.ZERO,
        MinerHarness.returned(
            ClaimsFound.CODEC, new ClaimsFound(BatchReturn.ok(claims.length), List.of(claims))));
  }

  private static Claim claim(ActorId provider, long sector, long size, long end) {
    return new Claim(
        provider,
        MinerHarness.STRANGER,
        ProvingFixture.SEALED_CID,
        size,
        0,
        end - MinerHarness.EPOCH,
        new ChainEpoch(MinerHarness.EPOCH),
        sector);
  }

  private static Claim claim(long size) {
    return claim(MinerHarness.SELF, 1, size, LATER);
  }

  private void refuse(ExitCode code, ExtendSectorExpiration2 params) {
    fixture.miner.refuse(code, MinerHarness.WORKER, EXTEND, ExtendSectorExpiration2.CODEC, params);
  }

  private void refuseLate(ExitCode code, ExtendSectorExpiration2 params) {
    fixture.miner.expectControllers();
    refuse(code, params);
  }

  private void extend(ExtendSectorExpiration2 params) {
    fixture.call(EXTEND, ExtendSectorExpiration2.CODEC, params);
  }

  private Sector sector(long number) {
    return fixture.miner.state().sector(rt.store(), number).orElseThrow();
  }

  @Test
  void aSectorLivesLongerAtTheSamePowerAndFee() {
    Sector before = sector(1);
    extend(plain(LATER, 1));
    assertThat(sector(1).expiration()).isEqualTo(new ChainEpoch(LATER));
    assertThat(sector(1).powerBaseEpoch()).isEqualTo(rt.epoch());
    assertThat(sector(1).dailyFee()).isEqualTo(before.dailyFee());
    assertThat(sector(2).expiration()).isEqualTo(new ChainEpoch(EXPIRATION));
  }

  @Test
  void livesAreNotShortenedAndHaveALimit() {
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, plain(EXPIRATION - 1, 1));
    long tooLate = rt.epoch().value() + MinerPolicy.MAX_SECTOR_EXTENSION + 1;
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, plain(tooLate, 1));
  }

  @Test
  void anExpiredSectorIsNotRevived() {
    rt.setEpoch(EXPIRATION + 1);
    refuseLate(ExitCode.USR_FORBIDDEN, plain(LATER, 1));
  }

  @Test
  void missingSectorsAndPartitionsAreNotFound() {
    refuseLate(ExitCode.USR_NOT_FOUND, plain(LATER, 4));
    refuseLate(ExitCode.USR_NOT_FOUND, extension(4, BitField.of(1), List.of(), LATER));
  }

  @Test
  void aFaultySectorCannotBeExtended() {
    fixture.expectPower(-BYTES);
    fixture.declare(ProvingFixture.DECLARE_FAULTS, fixture.sectors(0, 1));
    refuseLate(ExitCode.USR_ILLEGAL_STATE, plain(LATER, 1));
  }

  @Test
  void aDeadlineThatIsNoneIsRefusedBeforeTheCaller() {
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        new ExtendSectorExpiration2(
            List.of(
                new ExpirationExtension(48, 0, BitField.of(1), List.of(), new ChainEpoch(LATER)))));
  }

  @Test
  void claimsMustBeThereAndOfTheSectorAndTheProvider() {
    ExtendSectorExpiration2 params = claimed(List.of(7L), List.of());
    expectClaims(claim(MinerHarness.STRANGER, 1, 64, LATER));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, params);
    expectClaims(claim(MinerHarness.SELF, 2, 64, LATER));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, params);
  }

  @Test
  void aMaintainedClaimMustLastAsLong() {
    expectClaims(claim(MinerHarness.SELF, 1, 64, LATER - 1));
    refuse(ExitCode.USR_FORBIDDEN, claimed(List.of(7L), List.of()));
  }

  // --- sectors with verified deals

  @Test
  void allClaimsOfASectorMustBeNamed() {
    start(128);
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, plain(LATER, 1));
    expectClaims(claim(64));
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, claimed(List.of(7L), List.of()));
  }

  @Test
  void claimsAreDroppedOnlyNearTheEnd() {
    start(128);
    expectClaims(claim(64), claim(64));
    refuseLate(ExitCode.USR_FORBIDDEN, claimed(List.of(7L), List.of(8L)));
  }

  @Test
  void maintainedClaimsKeepTheirWeight() {
    start(128);
    expectClaims(claim(64), claim(64));
    extend(claimed(List.of(7L, 8L), List.of()));
    long duration = LATER - rt.epoch().value();
    assertThat(sector(1).verifiedDealWeight().longValueExact()).isEqualTo(128 * duration);
  }

  @Test
  void droppedClaimsCostPowerAndLowerTheFee() {
    start(128);
    rt.setEpoch(EXPIRATION - MinerPolicy.CLAIM_DROP_PERIOD);
    expectClaims(claim(64), claim(64));
    fixture.expectPower(0, -64 * ProvingFixture.VERIFIED_BONUS);
    extend(claimed(List.of(7L), List.of(8L)));
    long duration = LATER - rt.epoch().value();
    assertThat(sector(1).verifiedDealWeight().longValueExact()).isEqualTo(64 * duration);
    assertThat(sector(1).dailyFee()).isEqualTo(TokenAmount.ofAtto(5));
  }

  @Test
  void noDeadlineChangesForNothing() {
    Deadlines before = fixture.miner.state().loadDeadlines(rt.store());
    extend(new ExtendSectorExpiration2(List.of()));
    assertThat(fixture.miner.state().loadDeadlines(rt.store())).isEqualTo(before);
  }
}
