// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.market.MarketParams.ActivatedDeal;
import io.jfvm.builtin.market.MarketParams.BatchActivateDeals;
import io.jfvm.builtin.market.MarketParams.DealsActivated;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.SectorDealActivation;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.SealProofs;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Begins deals whose data miners have put into sectors.
 *
 * <p>Source: builtin-actors {@code actors/market/src/lib.rs}.
 */
final class Activation {
  private final Policy policy;

  Activation(Policy policy) {
    this.policy = policy;
  }

  DealsVerified verify(ActorRuntime rt, VerifyDealsForActivation params) {
    requireMiner(rt);
    DealBook book = DealBook.of(rt);
    List<Optional<Cid>> unsealedCids = new ArrayList<>(params.sectors().size());
    for (SectorDeals sector : params.sectors()) {
      List<DealProposal> deals = proposals(book, sector.dealIds());
      requireFit(rt, sector, deals);
      unsealedCids.add(commitment(rt, sector, deals));
    }
    return new DealsVerified(unsealedCids);
  }

  private static List<DealProposal> proposals(DealBook book, List<Long> dealIds) {
    Set<Long> seen = new HashSet<>();
    List<DealProposal> deals = new ArrayList<>(dealIds.size());
    for (long dealId : dealIds) {
      if (!seen.add(dealId)) {
        throw Exits.illegalArgument("duplicate deal " + Long.toUnsignedString(dealId));
      }
      deals.add(book.proposal(dealId));
    }
    return deals;
  }

  private static void requireFit(ActorRuntime rt, SectorDeals sector, List<DealProposal> deals) {
    SectorSize size =
        SealProofs.sizeOf(sector.sectorType())
            .orElseThrow(() -> Exits.illegalArgument("unknown seal proof " + sector.sectorType()));
    BigInteger space = BigInteger.ZERO;
    for (DealProposal deal : deals) {
      DealTerms.checkCanActivate(deal, rt.caller().address(), sector.sectorExpiry(), rt.epoch());
      space = space.add(DealTerms.bytes(deal.pieceSize()));
    }
    if (space.compareTo(BigInteger.valueOf(size.bytes())) > 0) {
      throw Exits.illegalArgument("deals of " + space + " bytes in a sector of " + size.bytes());
    }
  }

  private Optional<Cid> commitment(ActorRuntime rt, SectorDeals sector, List<DealProposal> deals) {
    if (deals.isEmpty()) {
      return Optional.empty();
    }
    List<Piece> pieces =
        deals.stream().map(deal -> new Piece(deal.pieceSize(), deal.pieceCid())).toList();
    Optional<Cid> unsealed = policy.proofs(rt).unsealedSectorCid(sector.sectorType(), pieces);
    if (unsealed.isEmpty()) {
      throw Exits.illegalArgument("failed to compute unsealed sector CID");
    }
    return unsealed;
  }

  DealsActivated activate(ActorRuntime rt, BatchActivateDeals params) {
    requireMiner(rt);
    return DealBook.change(
        rt,
        book -> {
          Batch batch = new Batch(rt, book);
          List<ExitCode> codes = new ArrayList<>();
          List<SectorDealActivation> activations = new ArrayList<>();
          for (SectorDeals sector : params.sectors()) {
            List<DealProposal> deals = new ArrayList<>();
            ExitCode code = batch.check(sector, deals);
            codes.add(code);
            if (code.isSuccess()) {
              activations.add(activateSector(batch, sector, deals, params.computeCid()));
            }
          }
          batch.finish();
          return new DealsActivated(BatchReturn.of(codes), activations);
        });
  }

  private SectorDealActivation activateSector(
      Batch batch, SectorDeals sector, List<DealProposal> deals, boolean computeCid) {
    List<ActivatedDeal> activated = new ArrayList<>(deals.size());
    for (int i = 0; i < deals.size(); i++) {
      DealProposal deal = deals.get(i);
      long allocationId = batch.begin(sector.dealIds().get(i), sector.sectorNumber());
      activated.add(
          new ActivatedDeal(deal.clientId(), allocationId, deal.pieceCid(), deal.pieceSize()));
    }
    Optional<Cid> unsealed = computeCid ? commitment(batch.rt, sector, deals) : Optional.empty();
    batch.sectors.add(new ProviderSectors.Sector(sector.sectorNumber(), sector.dealIds()));
    for (int i = 0; i < deals.size(); i++) {
      MarketEvents.activated(batch.rt, sector.dealIds().get(i), deals.get(i));
    }
    return new SectorDealActivation(activated, unsealed);
  }

  List<List<Boolean>> sectorContentChanged(ActorRuntime rt, List<SectorChanges> sectors) {
    requireMiner(rt);
    return DealBook.change(
        rt,
        book -> {
          Batch batch = new Batch(rt, book);
          List<List<Boolean>> accepted = new ArrayList<>(sectors.size());
          for (SectorChanges sector : sectors) {
            List<Boolean> pieces = new ArrayList<>(sector.added().size());
            List<Long> dealIds = new ArrayList<>();
            for (PieceChange piece : sector.added()) {
              Optional<Long> dealId = batch.accept(sector, piece);
              dealId.ifPresent(dealIds::add);
              pieces.add(dealId.isPresent());
            }
            batch.sectors.add(new ProviderSectors.Sector(sector.sector(), dealIds));
            accepted.add(pieces);
          }
          batch.finish();
          return accepted;
        });
  }

  private static void requireMiner(ActorRuntime rt) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
  }

  /** The deals that one call of a miner begins. */
  private static final class Batch {
    private final ActorRuntime rt;
    private final DealBook book;
    private final ActorId provider;
    private final ChainEpoch epoch;
    private final Set<Long> begun = new HashSet<>();
    private final List<ProviderSectors.Sector> sectors = new ArrayList<>();

    Batch(ActorRuntime rt, DealBook book) {
      this.rt = rt;
      this.book = book;
      this.provider = rt.caller();
      this.epoch = rt.epoch();
    }

    /** Adds the sector's deals to the list and returns OK, or says why they cannot begin. */
    ExitCode check(SectorDeals sector, List<DealProposal> into) {
      if (new HashSet<>(sector.dealIds()).size() != sector.dealIds().size()) {
        return ExitCode.USR_ILLEGAL_ARGUMENT;
      }
      for (long dealId : sector.dealIds()) {
        if (begun.contains(dealId)) {
          return ExitCode.USR_ILLEGAL_ARGUMENT;
        }
        Candidate candidate = candidate(dealId, sector.sectorExpiry());
        if (candidate.deal.isEmpty()) {
          return candidate.refusal;
        }
        into.add(candidate.deal.get());
      }
      return ExitCode.OK;
    }

    /** Begins the deal a piece names, if it can, and returns its id. */
    Optional<Long> accept(SectorChanges sector, PieceChange piece) {
      Optional<Long> dealId = dealId(piece.payload());
      if (dealId.isEmpty() || begun.contains(dealId.get())) {
        return Optional.empty();
      }
      Optional<DealProposal> deal =
          candidate(dealId.get(), sector.minimumCommitmentEpoch())
              .deal
              .filter(it -> it.pieceCid().equals(piece.data()) && it.pieceSize() == piece.size());
      if (deal.isEmpty()) {
        return Optional.empty();
      }
      MarketEvents.activated(rt, dealId.get(), deal.get());
      begin(dealId.get(), sector.sector());
      return dealId;
    }

    private static Optional<Long> dealId(RawBytes payload) {
      try {
        return Optional.of(Codecs.U64.fromBytes(payload.bytes()));
      } catch (DecodeException e) {
        return Optional.empty();
      }
    }

    /** A deal that can begin, or why it cannot. */
    private record Candidate(Optional<DealProposal> deal, ExitCode refusal) {
      static Candidate refused(ExitCode code) {
        return new Candidate(Optional.empty(), code);
      }
    }

    private Candidate candidate(long dealId, ChainEpoch sectorExpiry) {
      DealProposal deal;
      try {
        deal = book.proposal(dealId);
        DealTerms.checkCanActivate(deal, provider.address(), sectorExpiry, epoch);
      } catch (ActorException e) {
        return Candidate.refused(e.exitCode());
      }
      if (book.states().get(dealId).isPresent()) {
        return Candidate.refused(ExitCode.USR_ILLEGAL_ARGUMENT);
      }
      if (!book.pendingProposals().containsKey(DealBook.cidOf(rt, deal))) {
        return Candidate.refused(ExitCode.USR_ILLEGAL_STATE);
      }
      return new Candidate(Optional.of(deal), ExitCode.OK);
    }

    /** Begins a deal and returns the id of its allocation. */
    long begin(long dealId, long sectorNumber) {
      begun.add(dealId);
      book.states().set(dealId, DealState.activated(sectorNumber, epoch));
      return book.allocationIds().remove(dealId).orElse(MarketActor.NO_ALLOCATION_ID);
    }

    void finish() {
      book.providerSectors().add(provider, sectors);
    }
  }
}
