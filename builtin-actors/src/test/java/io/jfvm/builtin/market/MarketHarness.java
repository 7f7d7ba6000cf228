// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.market.MarketParams.Balance;
import io.jfvm.builtin.market.MarketParams.BatchActivateDeals;
import io.jfvm.builtin.market.MarketParams.DealPaymentsSettled;
import io.jfvm.builtin.market.MarketParams.DealsActivated;
import io.jfvm.builtin.market.MarketParams.MarketNotifyDeal;
import io.jfvm.builtin.market.MarketParams.OnMinerSectorsTerminate;
import io.jfvm.builtin.market.MarketParams.PublishStorageDeals;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.MinerParams.ControlAddresses;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A market with one provider and one client, on the mock runtime. */
final class MarketHarness {
  static final MethodTable MARKET = MarketActor.methods(Policy.TESTING_FAKE_PROOFS);
  static final ActorId MINER = new ActorId(1000);
  static final ActorId OWNER = new ActorId(101);
  static final ActorId WORKER = new ActorId(102);
  static final ActorId CLIENT = new ActorId(103);
  static final long START = 100;
  static final long END = START + DealTerms.MINIMUM_DURATION;
  static final TokenAmount PRICE = TokenAmount.ofAtto(10);
  static final TokenAmount PROVIDER_COLLATERAL = TokenAmount.ofAtto(7_000);
  static final TokenAmount CLIENT_COLLATERAL = TokenAmount.ofAtto(3_000);
  static final long SEAL_PROOF = 0;

  private static final Signature SIGNATURE =
      new Signature(Signature.Type.BLS, new byte[] {1, 2, 3});
  private static final FilterEstimate ESTIMATE =
      FilterEstimate.ofIntegers(BigInteger.TEN, BigInteger.ONE);

  final MockRuntime rt = new MockRuntime();

  MarketHarness() {
    rt.setReceiver(ActorId.MARKET);
    rt.setActorType(MINER, ActorType.MINER);
    rt.setActorType(OWNER, ActorType.ACCOUNT);
    rt.setActorType(WORKER, ActorType.ACCOUNT);
    rt.setActorType(CLIENT, ActorType.ACCOUNT);
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(MARKET, MethodNum.CONSTRUCTOR);
    verify();
  }

  MarketState state() {
    return rt.state(MarketState.CODEC);
  }

  void verify() {
    rt.verify();
    assertThat(MarketInvariants.check(state(), rt.store(), rt.currentBalance(), rt.epoch()))
        .isEmpty();
  }

  static DealProposal deal(int label) {
    return deal(label, START, END);
  }

  static DealProposal deal(int label, long start, long end) {
    return new DealProposal(
        Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, new byte[32]),
        2048,
        false,
        CLIENT.address(),
        MINER.address(),
        new DealLabel.Bytes(new byte[] {(byte) label}),
        new ChainEpoch(start),
        new ChainEpoch(end),
        PRICE,
        PROVIDER_COLLATERAL,
        CLIENT_COLLATERAL);
  }

  void expectControlAddresses() {
    rt.expectSend(
        MINER.address(),
        new MethodNum(2),
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            ControlAddresses.CODEC,
            new ControlAddresses(OWNER.address(), WORKER.address(), List.of())));
  }

  void addBalance(ActorId party, TokenAmount amount) {
    rt.setCaller(party.equals(MINER) ? WORKER : party, ActorType.ACCOUNT);
    rt.setValueReceived(amount);
    rt.addBalance(amount);
    rt.expectValidateCallerAny();
    if (party.equals(MINER)) {
      expectControlAddresses();
    }
    rt.call(MARKET, new MethodNum(2), Address.CODEC, party.address());
    rt.setValueReceived(TokenAmount.ZERO);
    verify();
  }

  /** Puts into escrow what so many deals need. */
  void fund(int deals) {
    addBalance(MINER, PROVIDER_COLLATERAL.times(deals));
    addBalance(CLIENT, deal(0).clientBalanceRequirement().times(deals));
  }

  Balance balance(ActorId party) {
    rt.expectValidateCallerAny();
    return MockRuntime.returned(
        Balance.CODEC,
        rt.call(MARKET, MethodNum.ofName("GetBalance"), Address.CODEC, party.address()));
  }

  void expectPublishing(List<DealProposal> deals, List<Boolean> signed) {
    rt.setCaller(WORKER, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    rt.expectSend(
        MINER.address(),
        MethodNum.ofName("IsControllingAddress"),
        block(Address.CODEC, WORKER.address()),
        TokenAmount.ZERO,
        returned(Codecs.BOOL, true));
    rt.expectSend(
        ActorId.REWARD.address(),
        RewardActor.THIS_EPOCH_REWARD,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(ThisEpochReward.CODEC, new ThisEpochReward(ESTIMATE, BigInteger.TEN)));
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.CURRENT_TOTAL_POWER,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            CurrentTotalPower.CODEC,
            new CurrentTotalPower(
                BigInteger.TEN, BigInteger.TEN, TokenAmount.ZERO, ESTIMATE, new ChainEpoch(0), 0)));
    for (int i = 0; i < deals.size(); i++) {
      AuthenticateMessageParams question =
          new AuthenticateMessageParams(
              new RawBytes(SIGNATURE.data()), RawBytes.of(DealProposal.CODEC, deals.get(i)));
      rt.expectSend(
          new Send(
              deals.get(i).client(),
              AccountActor.AUTHENTICATE_MESSAGE,
              block(AuthenticateMessageParams.CODEC, question),
              TokenAmount.ZERO,
              OptionalLong.empty(),
              true),
          returned(Codecs.BOOL, signed.get(i)));
    }
  }

  void expectPublished(long id, DealProposal deal, SendResult notified) {
    rt.expectSend(
        deal.client(),
        MethodNum.ofName("MarketNotifyDeal"),
        block(
            MarketNotifyDeal.CODEC,
            new MarketNotifyDeal(RawBytes.of(DealProposal.CODEC, deal), id)),
        TokenAmount.ZERO,
        notified);
  }

  StorageDealsPublished callPublish(List<DealProposal> deals) {
    return MockRuntime.returned(
        StorageDealsPublished.CODEC,
        rt.call(
            MARKET,
            new MethodNum(4),
            PublishStorageDeals.CODEC,
            new PublishStorageDeals(
                deals.stream().map(deal -> new ClientDealProposal(deal, SIGNATURE)).toList())));
  }

  /** Publishes a deal that is valid and returns its id. */
  long publish(DealProposal deal) {
    long id = state().nextId();
    expectPublishing(List.of(deal), List.of(true));
    expectPublished(id, deal, SendResult.Returned.NOTHING);
    rt.expectEmit(event("deal-published", id));
    assertThat(callPublish(List.of(deal)).ids()).containsExactly(id);
    verify();
    return id;
  }

  static SectorDeals sector(long number, Long... dealIds) {
    return new SectorDeals(number, SEAL_PROOF, new ChainEpoch(END), List.of(dealIds));
  }

  DealsActivated activate(SectorDeals... sectors) {
    rt.setCaller(MINER, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    DealsActivated activated =
        MockRuntime.returned(
            DealsActivated.CODEC,
            rt.call(
                MARKET,
                MarketActor.BATCH_ACTIVATE_DEALS,
                BatchActivateDeals.CODEC,
                new BatchActivateDeals(List.of(sectors), false)));
    verify();
    return activated;
  }

  /** Publishes and activates a deal in a sector, and returns its id. */
  long activeDeal(DealProposal deal, long sector) {
    long id = publish(deal);
    rt.expectEmit(event("deal-activated", id));
    assertThat(activate(sector(sector, id)).activationResults().allOk()).isTrue();
    return id;
  }

  void terminate(long epoch, long... sectors) {
    rt.setCaller(MINER, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    rt.call(
        MARKET,
        MarketActor.ON_MINER_SECTORS_TERMINATE,
        OnMinerSectorsTerminate.CODEC,
        new OnMinerSectorsTerminate(new ChainEpoch(epoch), BitField.of(sectors)));
    verify();
  }

  DealPaymentsSettled settle(long... dealIds) {
    DealPaymentsSettled settled = callSettle(dealIds);
    verify();
    return settled;
  }

  /** Leaves unverified what state the call leaves. */
  DealPaymentsSettled callSettle(long... dealIds) {
    rt.expectValidateCallerAny();
    return MockRuntime.returned(
        DealPaymentsSettled.CODEC,
        rt.call(
            MARKET, MethodNum.ofName("SettleDealPayments"), BitField.CODEC, BitField.of(dealIds)));
  }

  void cron(long epoch) {
    rt.setEpoch(epoch);
    rt.setCaller(ActorId.CRON, ActorType.CRON);
    rt.expectValidateCallerAddr(ActorId.CRON);
    rt.call(MARKET, new MethodNum(9));
    verify();
  }

  void expectBurn(TokenAmount amount) {
    rt.expectSend(
        ActorId.BURNT_FUNDS.address(),
        MethodNum.SEND,
        Optional.empty(),
        amount,
        SendResult.Returned.NOTHING);
  }

  static List<EventEntry> event(String type, long id) {
    return EventBuilder.ofType(type)
        .indexed("id", Codecs.U64, id)
        .indexed("client", ActorId.CODEC, CLIENT)
        .indexed("provider", ActorId.CODEC, MINER)
        .entries();
  }

  static <T> SendResult returned(Codec<T> codec, T value) {
    return SendResult.Returned.of(IpldBlock.ofCbor(codec, value));
  }

  static <T> Optional<IpldBlock> block(Codec<T> codec, T value) {
    return Optional.of(IpldBlock.ofCbor(codec, value));
  }
}
