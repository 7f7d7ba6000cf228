// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import static io.jfvm.builtin.market.MarketHarness.CLIENT;
import static io.jfvm.builtin.market.MarketHarness.CLIENT_COLLATERAL;
import static io.jfvm.builtin.market.MarketHarness.END;
import static io.jfvm.builtin.market.MarketHarness.MINER;
import static io.jfvm.builtin.market.MarketHarness.PROVIDER_COLLATERAL;
import static io.jfvm.builtin.market.MarketHarness.START;
import static io.jfvm.builtin.market.MarketHarness.deal;
import static io.jfvm.builtin.market.MarketHarness.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.TransferFrom;
import io.jfvm.builtin.datacap.TokenParams.TransferredFrom;
import io.jfvm.builtin.market.MarketParams.ActivatedDeal;
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequests;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private final MarketHarness market = new MarketHarness();
  private final MockRuntime rt = market.rt;

  private void expectAllInvalid(DealProposal deal) {
    market.expectPublishing(List.of(deal), List.of(true));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> market.callPublish(List.of(deal)));
    market.verify();
  }

  @Test
  void aDealLocksWhatItNeeds() {
    market.fund(2);
    assertThat(market.publish(deal(0))).isZero();
    assertThat(market.publish(deal(1))).isEqualTo(1);
    assertThat(market.balance(CLIENT).locked())
        .isEqualTo(deal(0).clientBalanceRequirement().times(2));
    assertThat(market.balance(MINER).locked()).isEqualTo(PROVIDER_COLLATERAL.times(2));
    assertThat(market.state().totalClientLockedCollateral()).isEqualTo(CLIENT_COLLATERAL.times(2));
    assertThat(market.state().totalClientStorageFee())
        .isEqualTo(deal(0).totalStorageFee().times(2));
  }

  @Test
  void onlyValidDealsArePublished() {
    market.fund(2);
    List<DealProposal> deals = List.of(deal(0), deal(1), deal(1), deal(2), deal(3));
    market.expectPublishing(deals, List.of(false, true, true, true, true));
    market.expectPublished(0, deal(1), SendResult.Returned.NOTHING);
    market.expectPublished(1, deal(2), SendResult.Returned.NOTHING);
    rt.expectEmit(event("deal-published", 0));
    rt.expectEmit(event("deal-published", 1));
    // The first is not signed, the third repeats the second, and the last finds no money.
    assertThat(market.callPublish(deals))
        .isEqualTo(new StorageDealsPublished(List.of(0L, 1L), BitField.of(1, 3)));
    market.verify();
  }

  @Test
  void aPendingDealIsNotPublishedAgain() {
    market.fund(2);
    market.publish(deal(0));
    expectAllInvalid(deal(0));
  }

  @Test
  void termsOutOfBoundsAreRefused() {
    market.fund(2);
    expectAllInvalid(deal(0, START, END - 1));
    expectAllInvalid(deal(0, START, START + DealTerms.MAXIMUM_DURATION + 1));
    expectAllInvalid(deal(0, END, START));
    rt.setEpoch(START + 1);
    expectAllInvalid(deal(0));
  }

  @Test
  void aClientThatRejectsItsDealStopsThePublication() {
    market.fund(1);
    market.expectPublishing(List.of(deal(0)), List.of(true));
    market.expectPublished(0, deal(0), SendResult.Returned.of(ExitCode.USR_FORBIDDEN));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> market.callPublish(List.of(deal(0))));
    market.verify();
    assertThat(market.state().nextId()).isZero();
  }

  @Test
  void noDealsAreRefused() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> market.callPublish(List.of()));
  }

  @Test
  void aProviderMustBeAMiner() {
    rt.setActorType(MINER, ActorType.ACCOUNT);
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> market.callPublish(List.of(deal(0))));
  }

  @Test
  void verifiedDealsTakeAllocationsForDatacap() {
    market.fund(2);
    DealProposal verified = verified(deal(0));
    DealProposal tooMuch = verified(deal(1));
    TokenAmount datacap = TokenAmount.ofFil(verified.pieceSize());
    List<DealProposal> deals = List.of(verified, tooMuch);
    market.expectPublishing(deals, List.of(true, true));
    expectDatacap(datacap);
    expectTransfer(verified, datacap, transferred(List.of(9L)));
    market.expectPublished(0, verified, SendResult.Returned.NOTHING);
    rt.expectEmit(event("deal-published", 0));
    // The second finds no DataCap left.
    assertThat(market.callPublish(deals).validDeals()).isEqualTo(BitField.of(0));
    market.verify();
    rt.expectEmit(event("deal-activated", 0));
    assertThat(market.activate(MarketHarness.sector(1, 0L)).activations().getFirst().activated())
        .containsExactly(new ActivatedDeal(CLIENT, 9, verified.pieceCid(), verified.pieceSize()));
  }

  @Test
  void failuresAroundDatacapHaveCodesOfTheirOwn() {
    market.fund(1);
    DealProposal verified = verified(deal(0));
    TokenAmount datacap = TokenAmount.ofFil(verified.pieceSize());
    market.expectPublishing(List.of(verified), List.of(true));
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.BALANCE,
        MarketHarness.block(Address.CODEC, CLIENT.address()),
        TokenAmount.ZERO,
        SendResult.Returned.of(ExitCode.USR_FORBIDDEN));
    MockRuntime.expectAbort(ExitCode.USR_NOT_FOUND, () -> market.callPublish(List.of(verified)));
    market.verify();
    for (SendResult bad :
        List.of(SendResult.Returned.of(ExitCode.USR_FORBIDDEN), transferred(List.of()))) {
      market.expectPublishing(List.of(verified), List.of(true));
      expectDatacap(datacap);
      expectTransfer(verified, datacap, bad);
      MockRuntime.expectAbort(
          ExitCode.USR_ILLEGAL_STATE, () -> market.callPublish(List.of(verified)));
      market.verify();
    }
  }

  private static DealProposal verified(DealProposal deal) {
    return new DealProposal(
        deal.pieceCid(),
        deal.pieceSize(),
        true,
        deal.client(),
        deal.provider(),
        deal.label(),
        deal.startEpoch(),
        deal.endEpoch(),
        deal.pricePerEpoch(),
        deal.providerCollateral(),
        deal.clientCollateral());
  }

  private void expectDatacap(TokenAmount balance) {
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.BALANCE,
        MarketHarness.block(Address.CODEC, CLIENT.address()),
        TokenAmount.ZERO,
        MarketHarness.returned(TokenAmount.CODEC, balance));
  }

  private void expectTransfer(DealProposal deal, TokenAmount datacap, SendResult result) {
    AllocationRequest request =
        new AllocationRequest(
            MINER,
            deal.pieceCid(),
            deal.pieceSize(),
            END - START,
            END - START + Publishing.ALLOCATION_TERM_BUFFER,
            new ChainEpoch(START));
    TransferFrom transfer =
        new TransferFrom(
            CLIENT.address(),
            ActorId.VERIFIED_REGISTRY.address(),
            datacap,
            RawBytes.of(
                AllocationRequests.CODEC, new AllocationRequests(List.of(request), List.of())));
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.TRANSFER_FROM,
        MarketHarness.block(TransferFrom.CODEC, transfer),
        TokenAmount.ZERO,
        result);
  }

  private static SendResult transferred(List<Long> allocationIds) {
    AllocationsResponse response =
        new AllocationsResponse(
            BatchReturn.ok(allocationIds.size()), BatchReturn.ok(0), allocationIds);
    return MarketHarness.returned(
        TransferredFrom.CODEC,
        new TransferredFrom(
            TokenAmount.ZERO,
            TokenAmount.ZERO,
            TokenAmount.ZERO,
            RawBytes.of(AllocationsResponse.CODEC, response)));
  }
}
