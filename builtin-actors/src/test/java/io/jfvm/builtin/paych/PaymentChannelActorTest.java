// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import static io.jfvm.builtin.paych.PaymentChannelHarness.CHANNEL;
import static io.jfvm.builtin.paych.PaymentChannelHarness.EPOCH;
import static io.jfvm.builtin.paych.PaymentChannelHarness.FROM;
import static io.jfvm.builtin.paych.PaymentChannelHarness.STRANGER;
import static io.jfvm.builtin.paych.PaymentChannelHarness.TO;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.paych.PaymentChannelHarness.Voucher;
import io.jfvm.builtin.paych.PaymentChannelParams.Constructor;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentChannelActorTest {
  private static final long SETTLE = 3;
  private static final long COLLECT = 4;
  private static final long SETTLED = EPOCH + 12 * 120;

  private final PaymentChannelHarness channel = new PaymentChannelHarness();
  private final MockRuntime rt = channel.rt;

  private void expectPayment(ActorId to, long amount, SendResult result) {
    rt.expectSend(
        to.address(), MethodNum.SEND, Optional.empty(), TokenAmount.ofAtto(amount), result);
  }

  // --- construction

  private static void construct(MockRuntime rt, Address from, Address to) {
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerType(ActorType.INIT);
    rt.call(CHANNEL, MethodNum.CONSTRUCTOR, Constructor.CODEC, new Constructor(from, to));
  }

  @Test
  void partiesAreKeptByTheirF0Addresses() {
    MockRuntime fresh = new MockRuntime();
    Address key = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);
    fresh.setAddress(key, FROM);
    fresh.setActorType(FROM, ActorType.ACCOUNT);
    fresh.setActorType(TO, ActorType.ACCOUNT);
    construct(fresh, key, TO.address());
    fresh.verify();
    PaymentChannelState state = fresh.state(PaymentChannelState.CODEC);
    assertThat(state)
        .isEqualTo(PaymentChannelState.of(fresh.store(), FROM.address(), TO.address()));
    assertThat(state.isSettling()).isFalse();
  }

  @Test
  void bothPartiesMustExist() {
    MockRuntime fresh = new MockRuntime();
    fresh.setActorType(FROM, ActorType.ACCOUNT);
    MockRuntime.expectAbort(
        ExitCode.USR_NOT_FOUND, () -> construct(fresh, FROM.address(), TO.address()));
    MockRuntime.expectAbort(
        ExitCode.USR_NOT_FOUND, () -> construct(fresh, TO.address(), FROM.address()));
    Address nobody = Address.ofActor(new byte[] {1});
    fresh.expectSend(
        nobody, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, SendResult.Returned.NOTHING);
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> construct(fresh, FROM.address(), nobody));
    fresh.verify();
  }

  @Test
  void onlyInitConstructs() {
    MockRuntime fresh = new MockRuntime();
    fresh.setCaller(STRANGER, ActorType.ACCOUNT);
    fresh.expectValidateCallerType(ActorType.INIT);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            fresh.call(
                CHANNEL,
                MethodNum.CONSTRUCTOR,
                Constructor.CODEC,
                new Constructor(FROM.address(), TO.address())));
  }

  // --- the end of the channel

  private void settle(ActorId caller) {
    channel.call(caller, SETTLE);
    channel.verify();
  }

  @Test
  void eitherPartySettlesOnce() {
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> settle(STRANGER));
    settle(TO);
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(SETTLED));
    rt.setEpoch(EPOCH + 1);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> settle(FROM));
    channel.verify();
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(SETTLED));
  }

  @Test
  void vouchersDelaySettlingThatIsToCome() {
    channel.redeem(new Voucher(0, 1, 1).settlingFrom(SETTLED + 5));
    channel.redeem(new Voucher(0, 2, 2).settlingFrom(SETTLED + 4));
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(0));
    settle(FROM);
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(SETTLED + 5));
  }

  @Test
  void vouchersDelaySettlingThatHasBegun() {
    settle(FROM);
    channel.redeem(new Voucher(0, 1, 1).settlingFrom(SETTLED - 1));
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(SETTLED));
    channel.redeem(new Voucher(0, 2, 2).settlingFrom(SETTLED + 1));
    assertThat(channel.state().settlingAt()).isEqualTo(new ChainEpoch(SETTLED + 1));
    assertThat(channel.state().minSettleHeight()).isEqualTo(new ChainEpoch(SETTLED + 1));
  }

  @Test
  void noVoucherCountsOnceTheChannelIsSettled() {
    settle(FROM);
    rt.setEpoch(SETTLED - 1);
    channel.redeem(new Voucher(0, 1, 1));
    rt.setEpoch(SETTLED);
    channel.expectParties();
    MockRuntime.expectAbort(
        PaymentChannelActor.UPDATE_AFTER_SETTLED,
        () -> channel.callUpdate(TO, new Voucher(0, 2, 2).signed()));
    channel.verify();
  }

  private void refuseCollect(ExitCode code, ActorId caller) {
    MockRuntime.expectAbort(code, () -> channel.call(caller, COLLECT));
    channel.verify();
  }

  @Test
  void collectingPaysBothAndDeletesTheChannel() {
    channel.redeem(new Voucher(0, 1, 300));
    refuseCollect(ExitCode.USR_FORBIDDEN, TO);
    settle(FROM);
    rt.setEpoch(SETTLED - 1);
    refuseCollect(ExitCode.USR_FORBIDDEN, TO);
    rt.setEpoch(SETTLED);
    refuseCollect(ExitCode.USR_FORBIDDEN, STRANGER);

    expectPayment(TO, 300, SendResult.Returned.NOTHING);
    expectPayment(FROM, 700, SendResult.Returned.NOTHING);
    rt.expectDeleteActor();
    channel.call(TO, COLLECT);
    rt.verify();
    assertThat(rt.currentBalance()).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void aPaymentThatFailsKeepsTheChannel() {
    settle(FROM);
    rt.setEpoch(SETTLED);
    expectPayment(TO, 0, SendResult.Returned.of(new ExitCode(44)));
    refuseCollect(new ExitCode(44), FROM);
    expectPayment(TO, 0, SendResult.Returned.NOTHING);
    expectPayment(FROM, 1000, SendResult.Returned.of(new ExitCode(45)));
    refuseCollect(new ExitCode(45), FROM);
  }
}
