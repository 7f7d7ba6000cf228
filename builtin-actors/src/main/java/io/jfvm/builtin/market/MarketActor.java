// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.market.MarketParams.Balance;
import io.jfvm.builtin.market.MarketParams.BatchActivateDeals;
import io.jfvm.builtin.market.MarketParams.DealActivation;
import io.jfvm.builtin.market.MarketParams.DealDataCommitment;
import io.jfvm.builtin.market.MarketParams.DealPaymentsSettled;
import io.jfvm.builtin.market.MarketParams.DealTerm;
import io.jfvm.builtin.market.MarketParams.DealsActivated;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.OnMinerSectorsTerminate;
import io.jfvm.builtin.market.MarketParams.PublishStorageDeals;
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.market.MarketParams.WithdrawBalance;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;

/**
 * Keeps deals between clients and storage providers, and the escrow they are paid from. Its state
 * is a {@link MarketState}.
 *
 * <p>Source: builtin-actors {@code actors/market/src/lib.rs}.
 */
public final class MarketActor {
  public static final MethodNum VERIFY_DEALS_FOR_ACTIVATION = new MethodNum(5);
  public static final MethodNum BATCH_ACTIVATE_DEALS = new MethodNum(6);
  public static final MethodNum ON_MINER_SECTORS_TERMINATE = new MethodNum(7);

  /** Stands for the allocation of a deal that is not verified. */
  public static final long NO_ALLOCATION_ID = 0;

  private MarketActor() {}

  /** The actor as compiled for a network. */
  public static MethodTable methods(Policy policy) {
    Publishing publishing = new Publishing(policy);
    Activation activation = new Activation(policy);
    return MethodTable.of("StorageMarket")
        .on(1, "Constructor", MarketActor::construct)
        .on(2, "AddBalance", Address.CODEC, MarketActor::addBalance)
        .exported()
        .on(
            3,
            "WithdrawBalance",
            WithdrawBalance.CODEC,
            MarketActor::withdrawBalance,
            TokenAmount.CODEC)
        .exported()
        .on(
            4,
            "PublishStorageDeals",
            PublishStorageDeals.CODEC,
            publishing::publish,
            StorageDealsPublished.CODEC)
        .exported()
        .on(
            VERIFY_DEALS_FOR_ACTIVATION.value(),
            "VerifyDealsForActivation",
            VerifyDealsForActivation.CODEC,
            activation::verify,
            DealsVerified.CODEC)
        .on(
            BATCH_ACTIVATE_DEALS.value(),
            "BatchActivateDeals",
            BatchActivateDeals.CODEC,
            activation::activate,
            DealsActivated.CODEC)
        .on(
            ON_MINER_SECTORS_TERMINATE.value(),
            "OnMinerSectorsTerminate",
            OnMinerSectorsTerminate.CODEC,
            Settlement::terminate)
        .on(9, "CronTick", Settlement::cronTick)
        .export("GetBalance", Address.CODEC, MarketActor::balance, Balance.CODEC)
        .export(
            "GetDealDataCommitment",
            Codecs.U64,
            DealQueries::dataCommitment,
            DealDataCommitment.CODEC)
        .export("GetDealClient", Codecs.U64, DealQueries::client, ActorId.CODEC)
        .export("GetDealProvider", Codecs.U64, DealQueries::provider, ActorId.CODEC)
        .export("GetDealLabel", Codecs.U64, DealQueries::label, DealLabel.CODEC)
        .export("GetDealTerm", Codecs.U64, DealQueries::term, DealTerm.CODEC)
        .export("GetDealTotalPrice", Codecs.U64, DealQueries::totalPrice, TokenAmount.CODEC)
        .export(
            "GetDealClientCollateral", Codecs.U64, DealQueries::clientCollateral, TokenAmount.CODEC)
        .export(
            "GetDealProviderCollateral",
            Codecs.U64,
            DealQueries::providerCollateral,
            TokenAmount.CODEC)
        .export("GetDealVerified", Codecs.U64, DealQueries::verified, Codecs.BOOL)
        .export("GetDealActivation", Codecs.U64, DealQueries::activation, DealActivation.CODEC)
        .export("GetDealSector", Codecs.U64, DealQueries::sector, Codecs.U64)
        .export("SettleDealPayments", BitField.CODEC, Settlement::settle, DealPaymentsSettled.CODEC)
        .export(
            "SectorContentChanged",
            SectorContentChanged.PARAMS,
            activation::sectorContentChanged,
            SectorContentChanged.RETURNED)
        .build();
  }

  private static void construct(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(MarketState.CODEC, MarketState.initial(rt.store()));
  }

  private static void addBalance(ActorRuntime rt, Address providerOrClient) {
    if (!rt.valueReceived().isPositive()) {
      throw Exits.illegalArgument(
          "balance to add must be greater than zero, was " + rt.valueReceived());
    }
    rt.callers().acceptAny();
    EscrowParty party = EscrowParty.of(rt, providerOrClient);
    DealBook.change(
        rt,
        book -> {
          book.escrow().deposit(party.account(), rt.valueReceived());
          return party;
        });
  }

  private static TokenAmount withdrawBalance(ActorRuntime rt, WithdrawBalance params) {
    if (params.amount().isNegative()) {
      throw Exits.illegalArgument("negative amount: " + params.amount());
    }
    EscrowParty party = EscrowParty.of(rt, params.providerOrClient());
    rt.callers().acceptOnly(party.mayWithdraw());
    TokenAmount withdrawn =
        DealBook.change(rt, book -> book.escrow().withdraw(party.account(), params.amount()));
    MarketSends.pay(rt, party.recipient(), withdrawn);
    return withdrawn;
  }

  private static Balance balance(ActorRuntime rt, Address account) {
    rt.callers().acceptAny();
    Address nominal =
        rt.resolve(account)
            .orElseThrow(() -> Exits.illegalArgument("failed to resolve address " + account))
            .address();
    Escrow escrow = DealBook.of(rt).escrow();
    return new Balance(escrow.deposited(nominal), escrow.locked(nominal));
  }
}
