// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/**
 * What the Market's methods take and return. What is missing here is not wrapped in an array: deal
 * ids, addresses, amounts, booleans, labels. Deal ids are u64.
 *
 * <p>Source: builtin-actors {@code actors/market/src/types.rs}.
 */
public final class MarketParams {
  private static final Codec<List<Long>> DEAL_IDS = Codecs.listOf(Codecs.U64);
  private static final Codec<Optional<Cid>> OPTIONAL_CID = Codecs.optional(Cid.CODEC);
  private static final Codec<List<SectorDeals>> SECTORS = Codecs.listOf(SectorDeals.CODEC);

  private MarketParams() {}

  /** How much to pay out of an account of the escrow, at most. */
  public record WithdrawBalance(Address providerOrClient, TokenAmount amount) {
    public static final Codec<WithdrawBalance> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.providerOrClient);
              TokenAmount.CODEC.encode(out, params.amount);
            },
            in -> {
              in.tuple(2);
              return new WithdrawBalance(Address.CODEC.decode(in), TokenAmount.CODEC.decode(in));
            });
  }

  /** What is in escrow, and how much of it is locked. */
  public record Balance(TokenAmount balance, TokenAmount locked) {
    public static final Codec<Balance> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              TokenAmount.CODEC.encode(out, value.balance);
              TokenAmount.CODEC.encode(out, value.locked);
            },
            in -> {
              in.tuple(2);
              return new Balance(TokenAmount.CODEC.decode(in), TokenAmount.CODEC.decode(in));
            });
  }

  /** Sectors that ended before their time, and when. */
  public record OnMinerSectorsTerminate(ChainEpoch epoch, BitField sectors) {
    public static final Codec<OnMinerSectorsTerminate> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              ChainEpoch.CODEC.encode(out, params.epoch);
              BitField.CODEC.encode(out, params.sectors);
            },
            in -> {
              in.tuple(2);
              return new OnMinerSectorsTerminate(
                  ChainEpoch.CODEC.decode(in), BitField.CODEC.decode(in));
            });
  }

  /** Deals of one provider. */
  public record PublishStorageDeals(List<ClientDealProposal> deals) {
    private static final Codec<List<ClientDealProposal>> DEALS =
        Codecs.listOf(ClientDealProposal.CODEC);

    public static final Codec<PublishStorageDeals> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(1);
              DEALS.encode(out, params.deals);
            },
            in -> {
              in.tuple(1);
              return new PublishStorageDeals(DEALS.decode(in));
            });

    public PublishStorageDeals {
      deals = List.copyOf(deals);
    }
  }

  /**
   * The ids of the deals that are valid.
   *
   * @param validDeals their places among those given
   */
  public record StorageDealsPublished(List<Long> ids, BitField validDeals) {
    public static final Codec<StorageDealsPublished> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              DEAL_IDS.encode(out, value.ids);
              BitField.CODEC.encode(out, value.validDeals);
            },
            in -> {
              in.tuple(2);
              return new StorageDealsPublished(DEAL_IDS.decode(in), BitField.CODEC.decode(in));
            });

    public StorageDealsPublished {
      ids = List.copyOf(ids);
    }
  }

  /**
   * The deals a sector is to hold.
   *
   * @param sectorNumber u64
   * @param sectorType number of the registered seal proof, i64
   */
  public record SectorDeals(
      long sectorNumber, long sectorType, ChainEpoch sectorExpiry, List<Long> dealIds) {
    public static final Codec<SectorDeals> CODEC =
        Codec.of(
            (out, sector) -> {
              out.array(4).u64(sector.sectorNumber).i64(sector.sectorType);
              ChainEpoch.CODEC.encode(out, sector.sectorExpiry);
              DEAL_IDS.encode(out, sector.dealIds);
            },
            in -> {
              in.tuple(4);
              return new SectorDeals(
                  in.u64(), in.i64(), ChainEpoch.CODEC.decode(in), DEAL_IDS.decode(in));
            });

    public SectorDeals {
      dealIds = List.copyOf(dealIds);
    }
  }

  /** Deals to look at before sectors are committed to. */
  public record VerifyDealsForActivation(List<SectorDeals> sectors) {
    public static final Codec<VerifyDealsForActivation> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(1);
              SECTORS.encode(out, params.sectors);
            },
            in -> {
              in.tuple(1);
              return new VerifyDealsForActivation(SECTORS.decode(in));
            });

    public VerifyDealsForActivation {
      sectors = List.copyOf(sectors);
    }
  }

  /** The commitments to the sectors' data; nothing for a sector without deals. */
  public record DealsVerified(List<Optional<Cid>> unsealedCids) {
    private static final Codec<List<Optional<Cid>>> CIDS = Codecs.listOf(OPTIONAL_CID);

    public static final Codec<DealsVerified> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              CIDS.encode(out, value.unsealedCids);
            },
            in -> {
              in.tuple(1);
              return new DealsVerified(CIDS.decode(in));
            });

    public DealsVerified {
      unsealedCids = List.copyOf(unsealedCids);
    }
  }

  /** Deals to activate; those of one sector all or none. */
  public record BatchActivateDeals(List<SectorDeals> sectors, boolean computeCid) {
    public static final Codec<BatchActivateDeals> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              SECTORS.encode(out, params.sectors);
              out.bool(params.computeCid);
            },
            in -> {
              in.tuple(2);
              return new BatchActivateDeals(SECTORS.decode(in), in.bool());
            });

    public BatchActivateDeals {
      sectors = List.copyOf(sectors);
    }
  }

  /**
   * A deal that was activated.
   *
   * @param allocationId u64; {@link MarketActor#NO_ALLOCATION_ID} if it is not verified
   * @param size padded, in bytes, u64
   */
  public record ActivatedDeal(ActorId client, long allocationId, Cid data, long size) {
    public static final Codec<ActivatedDeal> CODEC =
        Codec.of(
            (out, deal) -> {
              out.array(4);
              ActorId.CODEC.encode(out, deal.client);
              out.u64(deal.allocationId);
              Cid.CODEC.encode(out, deal.data);
              out.u64(deal.size);
            },
            in -> {
              in.tuple(4);
              return new ActivatedDeal(
                  ActorId.CODEC.decode(in), in.u64(), Cid.CODEC.decode(in), in.u64());
            });
  }

  /** The deals of a sector, and the commitment to its data if asked for. */
  public record SectorDealActivation(List<ActivatedDeal> activated, Optional<Cid> unsealedCid) {
    private static final Codec<List<ActivatedDeal>> ACTIVATED = Codecs.listOf(ActivatedDeal.CODEC);

    public static final Codec<SectorDealActivation> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              ACTIVATED.encode(out, value.activated);
              OPTIONAL_CID.encode(out, value.unsealedCid);
            },
            in -> {
              in.tuple(2);
              return new SectorDealActivation(ACTIVATED.decode(in), OPTIONAL_CID.decode(in));
            });

    public SectorDealActivation {
      activated = List.copyOf(activated);
    }
  }

  /** How the sectors fared; activations are those of the sectors that succeeded. */
  public record DealsActivated(
      BatchReturn activationResults, List<SectorDealActivation> activations) {
    private static final Codec<List<SectorDealActivation>> ACTIVATIONS =
        Codecs.listOf(SectorDealActivation.CODEC);

    public static final Codec<DealsActivated> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              BatchReturn.CODEC.encode(out, value.activationResults);
              ACTIVATIONS.encode(out, value.activations);
            },
            in -> {
              in.tuple(2);
              return new DealsActivated(BatchReturn.CODEC.decode(in), ACTIVATIONS.decode(in));
            });

    public DealsActivated {
      activations = List.copyOf(activations);
    }
  }

  /** The commitment to a deal's data and its padded size in bytes. */
  public record DealDataCommitment(Cid data, long size) {
    public static final Codec<DealDataCommitment> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Cid.CODEC.encode(out, value.data);
              out.u64(value.size);
            },
            in -> {
              in.tuple(2);
              return new DealDataCommitment(Cid.CODEC.decode(in), in.u64());
            });
  }

  /** The first epoch of a deal and how many it has. */
  public record DealTerm(ChainEpoch start, long duration) {
    public static final Codec<DealTerm> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              ChainEpoch.CODEC.encode(out, value.start);
              out.i64(value.duration);
            },
            in -> {
              in.tuple(2);
              return new DealTerm(ChainEpoch.CODEC.decode(in), in.i64());
            });
  }

  /** When a deal was activated and terminated; -1 if it was not. */
  public record DealActivation(ChainEpoch activated, ChainEpoch terminated) {
    public static final Codec<DealActivation> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              ChainEpoch.CODEC.encode(out, value.activated);
              ChainEpoch.CODEC.encode(out, value.terminated);
            },
            in -> {
              in.tuple(2);
              return new DealActivation(ChainEpoch.CODEC.decode(in), ChainEpoch.CODEC.decode(in));
            });
  }

  /** What a client is told of its new deal. */
  public record MarketNotifyDeal(RawBytes proposal, long dealId) {
    public static final Codec<MarketNotifyDeal> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              RawBytes.CODEC.encode(out, params.proposal);
              out.u64(params.dealId);
            },
            in -> {
              in.tuple(2);
              return new MarketNotifyDeal(RawBytes.CODEC.decode(in), in.u64());
            });
  }

  /** How the deals fared, and what those that could be settled came to. */
  public record DealPaymentsSettled(BatchReturn results, List<DealSettlement> settlements) {
    private static final Codec<List<DealSettlement>> SETTLEMENTS =
        Codecs.listOf(DealSettlement.CODEC);

    public static final Codec<DealPaymentsSettled> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              BatchReturn.CODEC.encode(out, value.results);
              SETTLEMENTS.encode(out, value.settlements);
            },
            in -> {
              in.tuple(2);
              return new DealPaymentsSettled(BatchReturn.CODEC.decode(in), SETTLEMENTS.decode(in));
            });

    public DealPaymentsSettled {
      settlements = List.copyOf(settlements);
    }
  }

  /** What the provider was paid now, and whether the deal is over. */
  public record DealSettlement(TokenAmount payment, boolean completed) {
    static final DealSettlement NOTHING_YET = new DealSettlement(TokenAmount.ZERO, false);

    public static final Codec<DealSettlement> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              TokenAmount.CODEC.encode(out, value.payment);
              out.bool(value.completed);
            },
            in -> {
              in.tuple(2);
              return new DealSettlement(TokenAmount.CODEC.decode(in), in.bool());
            });
  }
}
