// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import static io.jfvm.builtin.paych.PaymentChannelHarness.EPOCH;
import static io.jfvm.builtin.paych.PaymentChannelHarness.FROM;
import static io.jfvm.builtin.paych.PaymentChannelHarness.SELF;
import static io.jfvm.builtin.paych.PaymentChannelHarness.STRANGER;
import static io.jfvm.builtin.paych.PaymentChannelHarness.TO;
import static io.jfvm.builtin.paych.PaymentChannelHarness.authentic;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.paych.PaymentChannelHarness.Voucher;
import io.jfvm.builtin.paych.SignedVoucher.Merge;
import io.jfvm.builtin.paych.SignedVoucher.Verification;
import io.jfvm.crypto.Hash;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VouchersTest {
  private static final ExitCode ILLEGAL = ExitCode.USR_ILLEGAL_ARGUMENT;

  private final PaymentChannelHarness channel = new PaymentChannelHarness();
  private final MockRuntime rt = channel.rt;

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  private static Voucher voucher(long lane, long nonce, long amount) {
    return new Voucher(lane, nonce, amount);
  }

  // --- lanes

  @Test
  void aLanesLatestVoucherIsWhatItIsWorth() {
    channel.redeem(voucher(3, 1, 10));
    channel.redeem(voucher(3, 2, 25));
    channel.redeem(voucher(4, 9, 5));
    assertThat(channel.state().toSend()).isEqualTo(atto(30));
    channel.redeem(voucher(3, 3, 20));
    assertThat(channel.state().toSend()).isEqualTo(atto(25));
    assertThat(channel.lane(3)).contains(new LaneState(atto(20), 3));
    assertThat(channel.lane(4)).contains(new LaneState(atto(5), 9));
  }

  @Test
  void noncesOfALaneRise() {
    channel.redeem(voucher(0, 0, 1));
    channel.refuse(ILLEGAL, voucher(0, 0, 2));
    channel.redeem(voucher(0, Long.MIN_VALUE, 2)); // u64: 2^63
    channel.refuse(ILLEGAL, voucher(0, Long.MAX_VALUE, 3));
    channel.redeem(voucher(0, -1, 3));
    assertThat(channel.state().toSend()).isEqualTo(atto(3));
  }

  @Test
  void lanesAreNumberedBelow2To63() {
    channel.redeem(voucher(Long.MAX_VALUE, 1, 1));
    channel.refuse(ILLEGAL, voucher(Long.MIN_VALUE, 1, 1));
    channel.refuse(ILLEGAL, voucher(0, 1, 1).merging(new Merge(-1, 1)));
  }

  @Test
  void theChannelPaysWhatItHasAndNoMore() {
    channel.refuse(ILLEGAL, voucher(0, 1, 1001));
    channel.redeem(voucher(0, 1, 1000));
    channel.refuse(ILLEGAL, voucher(1, 1, 1));
    channel.refuse(ILLEGAL, voucher(1, 1, -1));
    assertThat(channel.state().toSend()).isEqualTo(atto(1000));
  }

  @Test
  void whatMergedLanesGaveIsNotPaidAgain() {
    channel.redeem(voucher(1, 1, 10));
    channel.redeem(voucher(2, 5, 20));
    channel.redeem(voucher(3, 1, 40));
    channel.redeem(voucher(3, 2, 100).merging(new Merge(1, 2), new Merge(2, 6)));
    assertThat(channel.state().toSend()).isEqualTo(atto(100));
    assertThat(channel.lane(1)).contains(new LaneState(atto(10), 2));
    assertThat(channel.lane(2)).contains(new LaneState(atto(20), 6));
    assertThat(channel.lane(3)).contains(new LaneState(atto(100), 2));
  }

  @Test
  void aLaneMergedTwiceCountsTwice() {
    channel.redeem(voucher(1, 1, 10));
    channel.redeem(voucher(2, 1, 30).merging(new Merge(1, 2), new Merge(1, 3)));
    assertThat(channel.state().toSend()).isEqualTo(atto(20));
    channel.refuse(ILLEGAL, voucher(3, 1, 30).merging(new Merge(1, 4), new Merge(1, 4)));
  }

  @Test
  void wrongMergesAreRefused() {
    channel.redeem(voucher(1, 5, 10));
    channel.refuse(ILLEGAL, voucher(2, 1, 20).merging(new Merge(1, 5)));
    channel.refuse(ILLEGAL, voucher(2, 1, 20).merging(new Merge(7, 6)));
    channel.refuse(ILLEGAL, voucher(1, 6, 20).merging(new Merge(1, 6)));
    assertThat(channel.lane(1)).contains(new LaneState(atto(10), 5));
  }

  @Test
  void aVoucherCannotTakeMoreBackThanIsOwed() {
    channel.redeem(voucher(1, 1, 10));
    Merge first = new Merge(1, 2);
    channel.refuse(ILLEGAL, voucher(2, 1, 9).merging(first, new Merge(1, 3)));
    channel.redeem(voucher(2, 1, 10).merging(first, new Merge(1, 3)));
    assertThat(channel.state().toSend()).isEqualTo(TokenAmount.ZERO);
  }

  // --- terms

  @Test
  void vouchersOfOtherChannelsAreRefused() {
    channel.refuse(ILLEGAL, voucher(0, 1, 1).of(STRANGER.address()));
    Address robust = Address.ofActor(new byte[] {1});
    channel.refuse(ILLEGAL, voucher(0, 1, 1).of(robust));
    rt.setAddress(robust, SELF);
    channel.redeem(voucher(0, 1, 1).of(robust));
  }

  @Test
  void timeLocksHoldFromTheirFirstEpochThroughTheirLast() {
    channel.refuse(ILLEGAL, voucher(0, 1, 1).between(EPOCH + 1, 0));
    channel.refuse(ILLEGAL, voucher(0, 1, 1).between(0, EPOCH - 1));
    channel.redeem(voucher(0, 1, 1).between(EPOCH, EPOCH));
  }

  @Test
  void aSecretOpensAVoucherThatAsksForIt() {
    byte[] secret = {9, 9};
    Voucher locked = voucher(0, 1, 1).lockedBy(Hash.BLAKE2B_256.digest(secret));
    channel.refuse(ILLEGAL, locked);
    channel.refuse(ILLEGAL, locked, (byte) 9);
    channel.expectParties();
    channel.expectAuthentication(FROM, locked.signed(), authentic(true));
    channel.callUpdate(TO, locked.signed(), secret);
    channel.verify();
  }

  @Test
  void secretsHaveAtMost256Bytes() {
    channel.expectParties();
    MockRuntime.expectAbort(
        ILLEGAL, () -> channel.callUpdate(TO, voucher(0, 1, 1).signed(), new byte[257]));
    channel.verify();
    channel.expectParties();
    channel.expectAuthentication(FROM, voucher(0, 1, 1).signed(), authentic(true));
    channel.callUpdate(TO, voucher(0, 1, 1).signed(), new byte[256]);
    channel.verify();
  }

  // --- who signed

  @Test
  void eachPartyShowsWhatTheOtherSigned() {
    channel.expectParties();
    channel.expectAuthentication(TO, voucher(0, 1, 1).signed(), authentic(true));
    channel.callUpdate(FROM, voucher(0, 1, 1).signed());
    channel.verify();
    channel.redeem(voucher(0, 2, 2));
  }

  @Test
  void strangersAndVouchersWithoutSignatureAreRefused() {
    channel.expectParties();
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> channel.callUpdate(STRANGER, voucher(0, 1, 1).with(Optional.empty())));
    channel.verify();
    channel.expectParties();
    MockRuntime.expectAbort(
        ILLEGAL, () -> channel.callUpdate(TO, voucher(0, 1, 1).with(Optional.empty())));
    channel.verify();
  }

  private void refuseSigner(ExitCode code, SendResult answer) {
    SignedVoucher voucher = voucher(0, 1, 1).signed();
    channel.expectParties();
    channel.expectAuthentication(FROM, voucher, answer);
    MockRuntime.expectAbort(code, () -> channel.callUpdate(TO, voucher));
    channel.verify();
  }

  @Test
  void aVoucherThatTheSignerDisownsIsRefused() {
    refuseSigner(ILLEGAL, authentic(false));
    refuseSigner(new ExitCode(44), SendResult.Returned.of(new ExitCode(44)));
    refuseSigner(ExitCode.USR_ASSERTION_FAILED, SendResult.Returned.NOTHING);
    assertThat(channel.lane(0)).isEmpty();
  }

  // --- verification by another actor

  private void expectVerification(Verification call, SendResult result) {
    rt.expectSend(
        call.actor(),
        call.method(),
        Optional.of(new IpldBlock(Multicodec.CBOR, call.data().bytes())),
        TokenAmount.ZERO,
        result);
  }

  @Test
  void aCallThatTheVoucherNamesMustSucceed() {
    Verification call =
        new Verification(
            new ActorId(104).address(), new MethodNum(7), new RawBytes(new byte[] {0x40}));
    SignedVoucher voucher = voucher(0, 1, 1).verifiedBy(call).signed();
    channel.expectParties();
    channel.expectAuthentication(FROM, voucher, authentic(true));
    expectVerification(call, SendResult.Returned.of(new ExitCode(77)));
    MockRuntime.expectAbort(new ExitCode(77), () -> channel.callUpdate(TO, voucher));
    channel.verify();
    assertThat(channel.lane(0)).isEmpty();

    channel.expectParties();
    channel.expectAuthentication(FROM, voucher, authentic(true));
    expectVerification(call, SendResult.Returned.NOTHING);
    channel.callUpdate(TO, voucher);
    channel.verify();
    assertThat(channel.lane(0)).isPresent();
  }
}
