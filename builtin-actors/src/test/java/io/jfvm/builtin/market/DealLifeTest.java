// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import static io.jfvm.builtin.market.MarketHarness.CLIENT;
import static io.jfvm.builtin.market.MarketHarness.CLIENT_COLLATERAL;
import static io.jfvm.builtin.market.MarketHarness.END;
import static io.jfvm.builtin.market.MarketHarness.MARKET;
import static io.jfvm.builtin.market.MarketHarness.MINER;
import static io.jfvm.builtin.market.MarketHarness.PRICE;
import static io.jfvm.builtin.market.MarketHarness.PROVIDER_COLLATERAL;
import static io.jfvm.builtin.market.MarketHarness.START;
import static io.jfvm.builtin.market.MarketHarness.deal;
import static io.jfvm.builtin.market.MarketHarness.event;
import static io.jfvm.builtin.market.MarketHarness.sector;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.market.MarketParams.DealActivation;
import io.jfvm.builtin.market.MarketParams.DealPaymentsSettled;
import io.jfvm.builtin.market.MarketParams.DealSettlement;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.encoding.Codecs;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DealLifeTest {
  private final MarketHarness market = new MarketHarness();
  private final MockRuntime rt = market.rt;

  @BeforeEach
  void fund() {
    market.fund(3);
  }

  private void query(String name, long dealId) {
    rt.expectValidateCallerAny();
    rt.call(MARKET, MethodNum.ofName(name), Codecs.U64, dealId);
  }

  private void expectExpired(long dealId) {
    MockRuntime.expectAbort(DealBook.DEAL_EXPIRED, () -> query("GetDealClient", dealId));
  }

  private TokenAmount deposited(ActorId party) {
    return market.balance(party).balance();
  }

  // --- activation

  @Test
  void sectorsOfABatchFareOnTheirOwn() {
    long first = market.publish(deal(0));
    long second = market.publish(deal(1));
    rt.expectEmit(event("deal-activated", first));
    BatchReturn results =
        market
            .activate(
                sector(1, first),
                sector(2, second, first),
                sector(3, second, second),
                sector(4, 99L),
                sector(5))
            .activationResults();
    assertThat(results.codes())
        .containsExactly(
            ExitCode.OK,
            ExitCode.USR_ILLEGAL_ARGUMENT,
            ExitCode.USR_ILLEGAL_ARGUMENT,
            ExitCode.USR_NOT_FOUND,
            ExitCode.OK);
  }

  @Test
  void aDealIsActivatedOnce() {
    long id = market.activeDeal(deal(0), 1);
    assertThat(market.activate(sector(2, id)).activationResults().codes())
        .containsExactly(ExitCode.USR_ILLEGAL_ARGUMENT);
  }

  @Test
  void aDealCannotBeginAfterItsStart() {
    long id = market.publish(deal(0));
    rt.setEpoch(START + 1);
    assertThat(market.activate(sector(1, id)).activationResults().codes())
        .containsExactly(DealBook.DEAL_EXPIRED);
  }

  @Test
  void piecesAreAcceptedOneByOne() {
    long id = market.publish(deal(0));
    RawBytes payload = RawBytes.of(Codecs.U64, id);
    List<PieceChange> pieces =
        List.of(
            new PieceChange(deal(0).pieceCid(), 1024, payload),
            new PieceChange(deal(0).pieceCid(), 2048, RawBytes.EMPTY),
            new PieceChange(deal(0).pieceCid(), 2048, payload),
            new PieceChange(deal(0).pieceCid(), 2048, payload));
    rt.setCaller(MINER, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    rt.expectEmit(event("deal-activated", id));
    List<List<Boolean>> accepted =
        MockRuntime.returned(
            SectorContentChanged.RETURNED,
            rt.call(
                MARKET,
                SectorContentChanged.METHOD,
                SectorContentChanged.PARAMS,
                List.of(new SectorChanges(7, new ChainEpoch(END), pieces))));
    assertThat(accepted).containsExactly(List.of(false, false, true, false));
    market.verify();
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                Codecs.U64, rt.call(MARKET, MethodNum.ofName("GetDealSector"), Codecs.U64, id)))
        .isEqualTo(7);
  }

  @Test
  void dealsAreLookedAtBeforeSectorsAreCommittedTo() {
    long id = market.publish(deal(0));
    List<Piece> pieces = List.of(new Piece(2048, deal(0).pieceCid()));
    Cid unsealed = Cid.ofDagCbor(new byte[] {1});
    rt.proofExpectations()
        .expectUnsealedSectorCid(MarketHarness.SEAL_PROOF, pieces, Optional.of(unsealed));
    assertThat(look(sector(1, id), sector(2)))
        .isEqualTo(new DealsVerified(List.of(Optional.of(unsealed), Optional.empty())));
    rt.verify();
    MockRuntime.expectAbort(ExitCode.USR_NOT_FOUND, () -> look(sector(1, id + 1)));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> look(sector(1, id, id)));
    SectorDeals endsTooEarly =
        new SectorDeals(1, MarketHarness.SEAL_PROOF, new ChainEpoch(END - 1), List.of(id));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> look(endsTooEarly));
    SectorDeals unknownProof = new SectorDeals(1, -1, new ChainEpoch(END), List.of(id));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> look(unknownProof));
  }

  @Test
  void dealsMustFitTheirSector() {
    long first = market.publish(deal(0));
    long second = market.publish(deal(1));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> look(sector(1, first, second)));
  }

  private DealsVerified look(SectorDeals... sectors) {
    rt.setCaller(MINER, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    return MockRuntime.returned(
        DealsVerified.CODEC,
        rt.call(
            MARKET,
            MarketActor.VERIFY_DEALS_FOR_ACTIVATION,
            VerifyDealsForActivation.CODEC,
            new VerifyDealsForActivation(List.of(sectors))));
  }

  // --- payment

  @Test
  void aDealIsPaidByTheEpochAndEnds() {
    long id = market.activeDeal(deal(0), 1);
    TokenAmount before = deposited(MINER);
    assertThat(market.settle(id).settlements())
        .containsExactly(new DealSettlement(TokenAmount.ZERO, false));
    rt.setEpoch(START + 5);
    assertThat(market.settle(id).settlements())
        .containsExactly(new DealSettlement(PRICE.times(5), false));
    assertThat(deposited(MINER)).isEqualTo(before.plus(PRICE.times(5)));
    rt.setEpoch(END + 9);
    rt.expectEmit(event("deal-completed", id));
    assertThat(market.settle(id).settlements())
        .containsExactly(new DealSettlement(deal(0).totalStorageFee().minus(PRICE.times(5)), true));
    assertThat(market.balance(MINER).locked()).isEqualTo(TokenAmount.ZERO);
    assertThat(market.balance(CLIENT).locked()).isEqualTo(TokenAmount.ZERO);
    assertThat(deposited(MINER)).isEqualTo(before.plus(deal(0).totalStorageFee()));
    expectExpired(id);
  }

  @Test
  void settlingDropsWhatWasNotActivatedAndReportsWhatIsUnknown() {
    long late = market.publish(deal(0));
    rt.setEpoch(START);
    market.expectBurn(PROVIDER_COLLATERAL);
    DealPaymentsSettled settled = market.settle(late, 77);
    assertThat(settled.results().codes())
        .containsExactly(DealBook.DEAL_EXPIRED, DealBook.DEAL_EXPIRED);
    assertThat(settled.settlements()).isEmpty();
    assertThat(deposited(MINER)).isEqualTo(PROVIDER_COLLATERAL.times(2));
  }

  @Test
  void dealsWhoseStateCannotBeReadFailAlone() {
    long id = market.activeDeal(deal(0), 1);
    rt.setEpoch(START + 5);
    MarketState sound = market.state();
    Cid malformed = rt.store().save(Codecs.U64, 7L);

    rt.replaceState(MarketState.CODEC, with(sound, sound.proposals(), sound.states(), malformed));
    assertThat(codesOfSettling(id, 77))
        .containsExactly(ExitCode.USR_ILLEGAL_STATE, DealBook.DEAL_EXPIRED);
    rt.replaceState(MarketState.CODEC, with(sound, malformed, sound.states(), sound.escrowTable()));
    assertThat(codesOfSettling(id, 77))
        .containsExactly(DealBook.DEAL_EXPIRED, DealBook.DEAL_EXPIRED);
  }

  @Test
  void withoutDealStatesNothingIsSettled() {
    long id = market.activeDeal(deal(0), 1);
    MarketState sound = market.state();
    Cid malformed = rt.store().save(Codecs.U64, 7L);
    rt.replaceState(
        MarketState.CODEC, with(sound, sound.proposals(), malformed, sound.escrowTable()));
    for (long dealId : List.of(id, 77L)) {
      MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> codesOfSettling(dealId));
    }
  }

  private static MarketState with(MarketState state, Cid proposals, Cid states, Cid escrow) {
    return new MarketState(
        proposals,
        states,
        state.pendingProposals(),
        escrow,
        state.lockedTable(),
        state.nextId(),
        state.dealOpsByEpoch(),
        state.lastCron(),
        state.totalClientLockedCollateral(),
        state.totalProviderLockedCollateral(),
        state.totalClientStorageFee(),
        state.pendingDealAllocationIds(),
        state.providerSectors());
  }

  private List<ExitCode> codesOfSettling(long... dealIds) {
    return market.callSettle(dealIds).results().codes();
  }

  // --- termination

  @Test
  void aTerminatedDealIsPaidUpAndItsProviderSlashed() {
    long id = market.activeDeal(deal(0), 4);
    TokenAmount client = deposited(CLIENT);
    rt.setEpoch(START + 10);
    rt.expectEmit(event("deal-terminated", id));
    market.expectBurn(PROVIDER_COLLATERAL);
    market.terminate(START + 10, 3, 4, 5);
    assertThat(deposited(CLIENT)).isEqualTo(client.minus(PRICE.times(10)));
    assertThat(deposited(MINER)).isEqualTo(PROVIDER_COLLATERAL.times(2).plus(PRICE.times(10)));
    assertThat(market.balance(CLIENT).locked()).isEqualTo(TokenAmount.ZERO);
    expectExpired(id);
  }

  @Test
  void anEndedDealIsNotSlashed() {
    long id = market.activeDeal(deal(0), 4);
    rt.setEpoch(END);
    market.terminate(END, 4);
    rt.expectEmit(event("deal-completed", id));
    assertThat(market.settle(id).results().allOk()).isTrue();
  }

  // --- cron

  @Test
  void cronDropsWhatWasNotActivated() {
    long id = market.publish(deal(0));
    long due = Settlement.nextUpdate(id, new ChainEpoch(START)).value();
    market.expectBurn(PROVIDER_COLLATERAL);
    market.cron(due);
    expectExpired(id);
    assertThat(market.state().lastCron()).isEqualTo(new ChainEpoch(due));
    assertThat(market.state().dealOpsByEpoch())
        .isEqualTo(MarketState.initial(rt.store()).dealOpsByEpoch());
  }

  @Test
  void cronLeavesAnActiveDealToSettlement() {
    long id = market.activeDeal(deal(0), 1);
    market.cron(Settlement.nextUpdate(id, new ChainEpoch(START)).value());
    assertThat(market.state().pendingProposals())
        .isEqualTo(MarketState.initial(rt.store()).pendingProposals());
    assertThat(market.settle(id).settlements().getFirst().payment().isPositive()).isTrue();
  }

  @Test
  void aDealOnceUpdatedStaysWithCron() {
    long id = market.activeDeal(deal(0), 1);
    rt.setEpoch(START + 1);
    market.settle(id);
    long due = Settlement.nextUpdate(id, new ChainEpoch(START)).value();
    market.cron(due);
    TokenAmount paid = PRICE.times(due - START);
    assertThat(deposited(MINER)).isEqualTo(PROVIDER_COLLATERAL.times(3).plus(paid));
    rt.expectEmit(event("deal-completed", id));
    market.cron(END + Settlement.UPDATE_INTERVAL);
    expectExpired(id);
  }

  @Test
  void onlyCronTicks() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.CRON);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(MARKET, new MethodNum(9)));
  }

  // --- questions

  @Test
  void aPublishedDealIsNotYetInASector() {
    long id = market.publish(deal(0));
    MockRuntime.expectAbort(DealBook.DEAL_NOT_ACTIVATED, () -> query("GetDealSector", id));
    MockRuntime.expectAbort(ExitCode.USR_NOT_FOUND, () -> query("GetDealSector", id + 1));
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                DealActivation.CODEC,
                rt.call(MARKET, MethodNum.ofName("GetDealActivation"), Codecs.U64, id)))
        .isEqualTo(new DealActivation(DealState.NEVER, DealState.NEVER));
  }

  @Test
  void aDealsLabelIsWhatTheClientChose() {
    long id = market.publish(deal(5));
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                DealLabel.CODEC, rt.call(MARKET, MethodNum.ofName("GetDealLabel"), Codecs.U64, id)))
        .isEqualTo(new DealLabel.Bytes(new byte[] {5}));
  }

  @Test
  void updatesAreSpreadOverTheInterval() {
    long interval = Settlement.UPDATE_INTERVAL;
    assertThat(Settlement.nextUpdate(0, new ChainEpoch(0))).isEqualTo(new ChainEpoch(0));
    assertThat(Settlement.nextUpdate(0, new ChainEpoch(1))).isEqualTo(new ChainEpoch(interval));
    assertThat(Settlement.nextUpdate(3, new ChainEpoch(1))).isEqualTo(new ChainEpoch(3));
    assertThat(Settlement.nextUpdate(3, new ChainEpoch(4))).isEqualTo(new ChainEpoch(interval + 3));
    assertThat(Settlement.nextUpdate(interval + 3, new ChainEpoch(3))).isEqualTo(new ChainEpoch(3));
  }

  @Test
  void collateralsAreHeldInFull() {
    market.publish(deal(0));
    assertThat(market.state().totalClientLockedCollateral()).isEqualTo(CLIENT_COLLATERAL);
    assertThat(market.state().totalProviderLockedCollateral()).isEqualTo(PROVIDER_COLLATERAL);
  }
}
