// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import static io.jfvm.builtin.verifreg.VerifregHarness.CLIENT;
import static io.jfvm.builtin.verifreg.VerifregHarness.EPOCH;
import static io.jfvm.builtin.verifreg.VerifregHarness.EXPIRATION;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINER;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINER2;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINIMUM;
import static io.jfvm.builtin.verifreg.VerifregHarness.REGISTRY;
import static io.jfvm.builtin.verifreg.VerifregHarness.SIZE;
import static io.jfvm.builtin.verifreg.VerifregHarness.STRANGER;
import static io.jfvm.builtin.verifreg.VerifregHarness.TERM_MAX;
import static io.jfvm.builtin.verifreg.VerifregHarness.TERM_MIN;
import static io.jfvm.builtin.verifreg.VerifregHarness.claimOf;
import static io.jfvm.builtin.verifreg.VerifregHarness.claimed;
import static io.jfvm.builtin.verifreg.VerifregHarness.data;
import static io.jfvm.builtin.verifreg.VerifregHarness.event;
import static io.jfvm.builtin.verifreg.VerifregHarness.request;
import static io.jfvm.builtin.verifreg.VerifregHarness.sector;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsFound;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.ExtendClaimTerms;
import io.jfvm.builtin.verifreg.VerifregParams.Extension;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimedDataTest {
  private final VerifregHarness registry = new VerifregHarness();
  private final MockRuntime rt = registry.rt;

  private static BatchReturn batch(ExitCode... codes) {
    return BatchReturn.of(List.of(codes));
  }

  // --- claiming

  @Test
  void allocationsBecomeClaimsAndTheirDataCapIsBurnt() {
    for (int name = 1; name <= 3; name++) {
      registry.allocate(request(name));
    }
    rt.expectEmit(event("claim", 2, claimed(2, 7)));
    rt.expectEmit(event("claim", 1, claimed(1, 7)));
    rt.expectEmit(event("claim", 3, claimed(3, 8)));
    registry.expectBurn(MINIMUM.multiply(BigInteger.valueOf(3)));
    assertThat(
            registry.callClaim(
                MINER,
                true,
                sector(7, claimOf(2, 2), claimOf(1, 1)),
                sector(8, claimOf(3, 3)),
                sector(9)))
        .isEqualTo(
            new AllocationsClaimed(
                BatchReturn.ok(3), List.of(MINIMUM.shiftLeft(1), MINIMUM, BigInteger.ZERO)));
    registry.verify();
    for (long id = 1; id <= 3; id++) {
      assertThat(registry.allocation(id)).isEmpty();
      assertThat(registry.claim(id)).isPresent();
    }
    assertThat(registry.claim(2)).contains(claimed(2, 7));
  }

  @Test
  void aSectorWithOneWrongClaimClaimsNone() {
    registry.allocate(request(1));
    registry.allocate(request(2));
    rt.expectEmit(event("claim", 2, claimed(2, 8)));
    registry.expectBurn(MINIMUM);
    assertThat(
            registry.callClaim(
                MINER,
                false,
                sector(7, claimOf(1, 1), claimOf(5, 5)),
                sector(8, claimOf(2, 2)),
                sector(9, claimOf(1, 2))))
        .isEqualTo(
            new AllocationsClaimed(
                batch(ExitCode.USR_NOT_FOUND, ExitCode.OK, ExitCode.USR_FORBIDDEN),
                List.of(MINIMUM)));
    registry.verify();
    assertThat(registry.allocation(1)).isPresent();
    assertThat(registry.claim(1)).isEmpty();
  }

  @Test
  void allOrNothingMeansNothingIfOneFails() {
    registry.allocate(request(1));
    rt.expectEmit(event("claim", 1, claimed(1, 7)));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> registry.callClaim(MINER, true, sector(7, claimOf(1, 1)), sector(8, claimOf(5, 5))));
    registry.verify();
    assertThat(registry.allocation(1)).isPresent();
    assertThat(registry.claim(1)).isEmpty();
  }

  @Test
  void anAllocationClaimedTwiceInASectorFailsAll() {
    registry.allocate(request(1));
    rt.expectEmit(event("claim", 1, claimed(1, 7)));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> registry.callClaim(MINER, false, sector(7, claimOf(1, 1), claimOf(1, 1))));
    registry.verify();
    assertThat(registry.allocation(1)).isPresent();
  }

  private void refuseClaim(ExitCode code, ActorId provider, SectorClaims sector) {
    assertThat(registry.callClaim(provider, false, sector))
        .isEqualTo(new AllocationsClaimed(batch(code), List.of()));
    registry.verify();
    assertThat(registry.allocation(1)).isPresent();
  }

  private static SectorClaims until(long epoch) {
    return new SectorClaims(7, new ChainEpoch(epoch), List.of(claimOf(1, 1)));
  }

  @Test
  void aClaimMustBeTheProvidersOwnAndOfThatData() {
    registry.allocate(request(1));
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER2, sector(7, claimOf(1, 1)));
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER, sector(7, claimOf(1, 2)));
    AllocationClaim tooLarge = new AllocationClaim(CLIENT, 1, data(1), SIZE + 1);
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER, sector(7, tooLarge));
    AllocationClaim ofAnother = new AllocationClaim(STRANGER, 1, data(1), SIZE);
    refuseClaim(ExitCode.USR_NOT_FOUND, MINER, sector(7, ofAnother));
  }

  @Test
  void aSectorMustLiveAsLongAsTheTermsSay() {
    registry.allocate(request(1));
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER, until(EPOCH + TERM_MIN - 1));
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER, until(EPOCH + TERM_MAX + 1));
    rt.expectEmit(event("claim", 1, claimed(1, 7)));
    registry.expectBurn(MINIMUM);
    assertThat(registry.callClaim(MINER, false, until(EPOCH + TERM_MAX)).sectorResults().allOk())
        .isTrue();
    registry.verify();
  }

  @Test
  void allocationsCanBeClaimedUntilTheyExpire() {
    registry.allocate(request(1));
    rt.setEpoch(EXPIRATION + 1);
    refuseClaim(ExitCode.USR_FORBIDDEN, MINER, until(EXPIRATION + 1 + TERM_MIN));
    rt.setEpoch(EXPIRATION);
    Claim made = request(1).from(CLIENT).claimed(new ChainEpoch(EXPIRATION), 7);
    rt.expectEmit(event("claim", 1, made));
    registry.expectBurn(MINIMUM);
    registry.callClaim(MINER, true, until(EXPIRATION + TERM_MIN));
    registry.verify();
  }

  @Test
  void onlyMinersClaimAndSomething() {
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> registry.callClaim(MINER, false));
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerType(ActorType.MINER);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.call(
                REGISTRY,
                VerifregActor.CLAIM_ALLOCATIONS,
                ClaimAllocations.CODEC,
                new ClaimAllocations(List.of(sector(7)), false)));
    registry.verify();
  }

  // --- claims there are

  @Test
  void claimsAreFoundByProviderAndId() {
    registry.allocateAndClaim(1);
    registry.allocateAndClaim(2);
    assertThat(
            registry.call(
                STRANGER,
                "GetClaims",
                OwnerIds.CODEC,
                new OwnerIds(MINER, List.of(2L, 3L, 1L)),
                ClaimsFound.CODEC))
        .isEqualTo(
            new ClaimsFound(
                batch(ExitCode.OK, ExitCode.USR_NOT_FOUND, ExitCode.OK),
                List.of(claimed(2, 2), claimed(1, 1))));
    assertThat(
            registry.call(
                STRANGER,
                "GetClaims",
                OwnerIds.CODEC,
                new OwnerIds(MINER2, List.of(1L)),
                ClaimsFound.CODEC))
        .isEqualTo(new ClaimsFound(batch(ExitCode.USR_NOT_FOUND), List.of()));
  }

  private BatchReturn extend(ActorId caller, Extension... terms) {
    return registry.call(
        caller,
        "ExtendClaimTerms",
        ExtendClaimTerms.CODEC,
        new ExtendClaimTerms(List.of(terms)),
        BatchReturn.CODEC);
  }

  @Test
  void clientsExtendTheirClaimsUpToTheLongestTerm() {
    registry.allocateAndClaim(1);
    registry.allocateAndClaim(2);
    long longest = AllocationLimits.MAXIMUM_TERM;
    rt.expectEmit(event("claim-updated", 1, claimed(1, 1).withTermMax(longest)));
    rt.expectEmit(event("claim-updated", 2, claimed(2, 2)));
    assertThat(
            extend(
                CLIENT,
                new Extension(MINER, 1, longest),
                new Extension(MINER, 2, TERM_MAX),
                new Extension(MINER, 2, TERM_MAX - 1),
                new Extension(MINER, 2, longest + 1),
                new Extension(MINER, 9, longest + 1),
                new Extension(MINER, 9, longest)))
        .isEqualTo(
            batch(
                ExitCode.OK,
                ExitCode.OK,
                ExitCode.USR_ILLEGAL_ARGUMENT,
                ExitCode.USR_ILLEGAL_ARGUMENT,
                ExitCode.USR_ILLEGAL_ARGUMENT,
                ExitCode.USR_NOT_FOUND));
    assertThat(registry.claim(1).orElseThrow().termMax()).isEqualTo(longest);
    assertThat(registry.claim(2)).contains(claimed(2, 2));
  }

  @Test
  void claimsOfOthersAreNotExtendedAndExpiredOnesAre() {
    registry.allocateAndClaim(1);
    assertThat(extend(STRANGER, new Extension(MINER, 1, TERM_MAX + 1)))
        .isEqualTo(batch(ExitCode.USR_FORBIDDEN));
    rt.setEpoch(EPOCH + TERM_MAX + 100);
    rt.expectEmit(event("claim-updated", 1, claimed(1, 1).withTermMax(TERM_MAX + 1)));
    assertThat(extend(CLIENT, new Extension(MINER, 1, TERM_MAX + 1)).allOk()).isTrue();
  }

  private ClaimsRemoved removeExpired(Long... ids) {
    return registry.call(
        STRANGER,
        "RemoveExpiredClaims",
        OwnerIds.CODEC,
        new OwnerIds(MINER, List.of(ids)),
        ClaimsRemoved.CODEC);
  }

  @Test
  void anybodyRemovesClaimsWhoseTermHasPassed() {
    registry.allocateAndClaim(1);
    registry.allocateAndClaim(2);
    rt.expectEmit(event("claim-updated", 2, claimed(2, 2).withTermMax(TERM_MAX + 1)));
    extend(CLIENT, new Extension(MINER, 2, TERM_MAX + 1));

    rt.setEpoch(EPOCH + TERM_MAX - 1);
    assertThat(removeExpired()).isEqualTo(new ClaimsRemoved(List.of(), BatchReturn.ok(0)));
    rt.setEpoch(EPOCH + TERM_MAX);
    rt.expectEmit(event("claim-removed", 1, claimed(1, 1)));
    assertThat(removeExpired(2L, 1L, 3L))
        .isEqualTo(
            new ClaimsRemoved(
                List.of(2L, 1L, 3L),
                batch(ExitCode.USR_FORBIDDEN, ExitCode.OK, ExitCode.USR_NOT_FOUND)));
    rt.setEpoch(EPOCH + TERM_MAX + 1);
    rt.expectEmit(event("claim-removed", 2, claimed(2, 2).withTermMax(TERM_MAX + 1)));
    assertThat(removeExpired()).isEqualTo(new ClaimsRemoved(List.of(2L), BatchReturn.ok(1)));
    assertThat(registry.claim(1)).isEmpty();
    assertThat(registry.claim(2)).isEmpty();
  }
}
