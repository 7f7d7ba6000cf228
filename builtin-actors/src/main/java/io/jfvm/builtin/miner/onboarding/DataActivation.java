// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.ActivatedDeal;
import io.jfvm.builtin.market.MarketParams.BatchActivateDeals;
import io.jfvm.builtin.market.MarketParams.DealsActivated;
import io.jfvm.builtin.market.MarketParams.SectorDealActivation;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Data comes to count: allocations of verified data are claimed, sector by sector.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (activate_sectors_pieces,
 * activate_sectors_deals).
 */
final class DataActivation {
  /** No allocation has this number. */
  private static final long NO_ALLOCATION = 0;

  private final Policy policy;

  DataActivation(Policy policy) {
    this.policy = policy;
  }

  /**
   * A sector and the pieces it holds.
   *
   * @param commitment that the pieces must add up to; empty if nobody declared one, holding an
   *     empty one for zeros
   */
  record SectorPieces(
      List<PieceActivationManifest> pieces,
      ChainEpoch expiration,
      long sectorNumber,
      long sealProof,
      Optional<Optional<Cid>> commitment) {}

  /** How sectors fared, and the data of those that succeeded. */
  record Activated(BatchReturn batch, List<ActivatedData> data) {}

  Activated pieces(ActorRuntime rt, List<SectorPieces> sectors, boolean allOrNothing) {
    List<SectorClaims> claims = new ArrayList<>();
    for (SectorPieces sector : sectors) {
      checkCommitment(rt, sector);
      List<AllocationClaim> ofSector = new ArrayList<>();
      for (PieceActivationManifest piece : sector.pieces) {
        piece
            .verifiedAllocationKey()
            .ifPresent(
                key ->
                    ofSector.add(
                        new AllocationClaim(key.client(), key.id(), piece.cid(), piece.size())));
      }
      claims.add(new SectorClaims(sector.sectorNumber, sector.expiration, ofSector));
    }
    AllocationsClaimed claimed = claim(rt, claims, allOrNothing);
    List<ActivatedData> data = new ArrayList<>();
    List<SectorPieces> successful = claimed.sectorResults().successes(sectors);
    int count = Math.min(successful.size(), claimed.claimedSpace().size());
    for (int i = 0; i < count; i++) {
      List<PieceActivationManifest> pieces = successful.get(i).pieces;
      BigInteger unverified = BigInteger.ZERO;
      for (PieceActivationManifest piece : pieces) {
        if (piece.verifiedAllocationKey().isEmpty()) {
          unverified = unverified.add(unsigned(piece.size()));
        }
      }
      data.add(new ActivatedData(unverified, claimed.claimedSpace().get(i), piecesOf(pieces)));
    }
    return new Activated(claimed.sectorResults(), data);
  }

  private void checkCommitment(ActorRuntime rt, SectorPieces sector) {
    if (sector.commitment.isEmpty()) {
      return;
    }
    Cid computed = Commd.of(commitmentTo(rt, sector.pieces, sector.sealProof), sector.sealProof);
    Cid declared = Commd.of(sector.commitment.get(), sector.sealProof);
    if (!declared.equals(computed)) {
      throw Exits.illegalArgument(
          "unsealed CID does not match pieces for sector %s, computed %s declared %s"
              .formatted(Long.toUnsignedString(sector.sectorNumber), computed, declared));
    }
  }

  /** The commitment to a sector of pieces; absent if there are none. */
  Optional<Cid> commitmentTo(
      ActorRuntime rt, List<PieceActivationManifest> pieces, long sealProof) {
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        policy
            .proofs(rt)
            .unsealedSectorCid(sealProof, piecesOf(pieces))
            .orElseThrow(() -> Exits.illegalArgument("failed to compute unsealed sector CID")));
  }

  static List<Piece> piecesOf(List<PieceActivationManifest> pieces) {
    return pieces.stream().map(piece -> new Piece(piece.size(), piece.cid())).toList();
  }

  private static BigInteger unsigned(long size) {
    return new BigInteger(Long.toUnsignedString(size));
  }

  // --- deals named by pre-commitments

  /** One deal whose allocation cannot be claimed fails all. */
  static Activated deals(ActorRuntime rt, List<SectorPreCommit> sectors) {
    DealsActivated activated = activate(rt, sectors);
    if (activated.activationResults().successCount() == 0) {
      throw Exits.illegalArgument("all deals failed to activate");
    }
    List<SectorPreCommit> successful = activated.activationResults().successes(sectors);
    int count = Math.min(successful.size(), activated.activations().size());
    List<SectorClaims> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SectorPreCommit sector = successful.get(i);
      claims.add(
          new SectorClaims(
              sector.sectorNumber(),
              sector.expiration(),
              claimsOf(activated.activations().get(i))));
    }
    AllocationsClaimed claimed = claim(rt, claims, true);
    List<ActivatedData> data = new ArrayList<>();
    for (int i = 0; i < Math.min(count, claimed.claimedSpace().size()); i++) {
      data.add(dataOf(activated.activations().get(i), claimed.claimedSpace().get(i)));
    }
    return new Activated(activated.activationResults(), data);
  }

  private static DealsActivated activate(ActorRuntime rt, List<SectorPreCommit> sectors) {
    if (sectors.stream().allMatch(sector -> sector.dealIds().isEmpty())) {
      return new DealsActivated(
          BatchReturn.ok(sectors.size()),
          Collections.nCopies(
              sectors.size(), new SectorDealActivation(List.of(), Optional.empty())));
    }
    return Sends.requireReturned(
        DealsActivated.CODEC,
        rt.send(
            ActorId.MARKET.address(),
            MarketActor.BATCH_ACTIVATE_DEALS,
            Optional.of(
                IpldBlock.ofCbor(
                    BatchActivateDeals.CODEC, new BatchActivateDeals(dealsOf(sectors), false))),
            TokenAmount.ZERO));
  }

  static List<SectorDeals> dealsOf(List<SectorPreCommit> sectors) {
    return sectors.stream()
        .map(
            sector ->
                new SectorDeals(
                    sector.sectorNumber(),
                    sector.sealProof(),
                    sector.expiration(),
                    sector.dealIds()))
        .toList();
  }

  private static List<AllocationClaim> claimsOf(SectorDealActivation sector) {
    return sector.activated().stream()
        .filter(deal -> deal.allocationId() != NO_ALLOCATION)
        .map(
            deal ->
                new AllocationClaim(deal.client(), deal.allocationId(), deal.data(), deal.size()))
        .toList();
  }

  private static ActivatedData dataOf(SectorDealActivation sector, BigInteger verifiedSpace) {
    BigInteger unverified = BigInteger.ZERO;
    List<Piece> pieces = new ArrayList<>();
    for (ActivatedDeal deal : sector.activated()) {
      pieces.add(new Piece(deal.size(), deal.data()));
      if (deal.allocationId() == NO_ALLOCATION) {
        unverified = unverified.add(unsigned(deal.size()));
      }
    }
    return new ActivatedData(unverified, verifiedSpace, pieces);
  }

  // --- claims

  /** The registry is asked only if there is something to claim. */
  private static AllocationsClaimed claim(
      ActorRuntime rt, List<SectorClaims> sectors, boolean allOrNothing) {
    if (sectors.stream().allMatch(sector -> sector.claims().isEmpty())) {
      return new AllocationsClaimed(
          BatchReturn.ok(sectors.size()), Collections.nCopies(sectors.size(), BigInteger.ZERO));
    }
    AllocationsClaimed claimed =
        Sends.requireReturned(
            AllocationsClaimed.CODEC,
            rt.send(
                ActorId.VERIFIED_REGISTRY.address(),
                VerifregActor.CLAIM_ALLOCATIONS,
                Optional.of(
                    IpldBlock.ofCbor(
                        ClaimAllocations.CODEC, new ClaimAllocations(sectors, allOrNothing))),
                TokenAmount.ZERO));
    BatchReturn results = claimed.sectorResults();
    if (allOrNothing && !results.allOk() && results.successCount() != 0) {
      throw Exits.assertionFailed("the registry claimed some allocations where it was all or none");
    }
    return claimed;
  }
}
