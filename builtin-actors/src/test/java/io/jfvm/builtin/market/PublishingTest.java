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
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorType;
import io.jfvm.types.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private final MarketHarness market = new MarketHarness();
  private final MockRuntime rt = market.rt;

  private void expectAllInvalid(DealProposal deal) {
    market.expectPublishing(List.of(deal), List.of(true));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> market.callPublish(List.of(deal)));
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
    assertThat(market.state().totalClientLockedCollateral())
        .isEqualTo(CLIENT_COLLATERAL.times(2));
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
}
