// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.paych.PaymentChannelParams.Constructor;
import io.jfvm.builtin.paych.PaymentChannelParams.UpdateChannelState;
import io.jfvm.builtin.paych.SignedVoucher.Merge;
import io.jfvm.builtin.paych.SignedVoucher.Verification;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A channel from one account to another, on the mock runtime. */
final class PaymentChannelHarness {
  static final MethodTable CHANNEL = PaymentChannelActor.METHODS;
  static final ActorId SELF = new ActorId(1000);
  static final ActorId FROM = new ActorId(101);
  static final ActorId TO = new ActorId(102);
  static final ActorId STRANGER = new ActorId(103);
  static final long EPOCH = 100;
  static final TokenAmount BALANCE = TokenAmount.ofAtto(1000);

  private static final byte[] SIGNATURE = {1, 2, 3};

  final MockRuntime rt = new MockRuntime();

  PaymentChannelHarness() {
    rt.setReceiver(SELF);
    rt.setEpoch(EPOCH);
    rt.setBalance(BALANCE);
    for (ActorId account : List.of(FROM, TO, STRANGER)) {
      rt.setActorType(account, ActorType.ACCOUNT);
    }
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerType(ActorType.INIT);
    rt.call(
        CHANNEL,
        MethodNum.CONSTRUCTOR,
        Constructor.CODEC,
        new Constructor(FROM.address(), TO.address()));
    verify();
  }

  PaymentChannelState state() {
    return rt.state(PaymentChannelState.CODEC);
  }

  Optional<LaneState> lane(long id) {
    return state().lanes(rt.store()).get(id);
  }

  /** All expected effects have happened, and the state is sound. */
  void verify() {
    rt.verify();
    assertThat(PaymentChannelInvariants.check(state(), rt.store(), rt.currentBalance())).isEmpty();
  }

  void expectParties() {
    rt.expectValidateCallerAddr(FROM.address(), TO.address());
  }

  void expectAuthentication(ActorId signer, SignedVoucher voucher, SendResult result) {
    rt.expectSend(
        new Send(
            signer.address(),
            AccountActor.AUTHENTICATE_MESSAGE,
            Optional.of(
                IpldBlock.ofCbor(
                    AuthenticateMessageParams.CODEC,
                    new AuthenticateMessageParams(
                        new RawBytes(SIGNATURE), voucher.signingBytes()))),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true),
        result);
  }

  static SendResult authentic(boolean authentic) {
    return SendResult.Returned.of(IpldBlock.ofCbor(Codecs.BOOL, authentic));
  }

  void callUpdate(ActorId caller, SignedVoucher voucher, byte... secret) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    rt.call(
        CHANNEL,
        new MethodNum(2),
        UpdateChannelState.CODEC,
        new UpdateChannelState(voucher, new RawBytes(secret)));
  }

  /** The payee redeems a voucher that the payer signed. */
  void redeem(Voucher voucher) {
    expectParties();
    expectAuthentication(FROM, voucher.signed(), authentic(true));
    callUpdate(TO, voucher.signed());
    verify();
  }

  /** The payee shows an authentic voucher, and fails unless that aborts with this code. */
  void refuse(ExitCode code, Voucher voucher, byte... secret) {
    expectParties();
    expectAuthentication(FROM, voucher.signed(), authentic(true));
    MockRuntime.expectAbort(code, () -> callUpdate(TO, voucher.signed(), secret));
    verify();
  }

  void call(ActorId caller, long method) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    expectParties();
    rt.call(CHANNEL, new MethodNum(method));
  }

  /** A voucher as it is written. */
  static final class Voucher {
    private Address channel = SELF.address();
    private long timeLockMin;
    private long timeLockMax;
    private RawBytes secretPreImage = RawBytes.EMPTY;
    private Optional<Verification> extra = Optional.empty();
    private final long lane;
    private final long nonce;
    private final TokenAmount amount;
    private long minSettleHeight;
    private List<Merge> merges = List.of();

    Voucher(long lane, long nonce, long amount) {
      this.lane = lane;
      this.nonce = nonce;
      this.amount = TokenAmount.ofAtto(amount);
    }

    Voucher of(Address otherChannel) {
      channel = otherChannel;
      return this;
    }

    Voucher between(long earliest, long latest) {
      timeLockMin = earliest;
      timeLockMax = latest;
      return this;
    }

    Voucher lockedBy(byte[] hash) {
      secretPreImage = new RawBytes(hash);
      return this;
    }

    Voucher verifiedBy(Verification call) {
      extra = Optional.of(call);
      return this;
    }

    Voucher settlingFrom(long epoch) {
      minSettleHeight = epoch;
      return this;
    }

    Voucher merging(Merge... lanes) {
      merges = List.of(lanes);
      return this;
    }

    SignedVoucher signed() {
      return with(Optional.of(new Signature(Signature.Type.SECP256K1, SIGNATURE)));
    }

    SignedVoucher with(Optional<Signature> signature) {
      return new SignedVoucher(
          channel,
          new ChainEpoch(timeLockMin),
          new ChainEpoch(timeLockMax),
          secretPreImage,
          extra,
          lane,
          nonce,
          amount,
          new ChainEpoch(minSettleHeight),
          merges,
          signature);
    }
  }
}
