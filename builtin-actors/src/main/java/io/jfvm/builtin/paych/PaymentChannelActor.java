// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Addresses;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.paych.PaymentChannelParams.Constructor;
import io.jfvm.builtin.paych.PaymentChannelParams.UpdateChannelState;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pays one party on vouchers that the other signed. Its state is a {@link PaymentChannelState}.
 *
 * <p>Source: builtin-actors {@code actors/paych/src/lib.rs}.
 */
public final class PaymentChannelActor {
  /** A voucher came after the channel was settled. */
  public static final ExitCode UPDATE_AFTER_SETTLED = new ExitCode(32);

  /** Epochs between settling and collecting, in which vouchers can still be shown. */
  private static final long SETTLE_DELAY = 12 * Epochs.IN_HOUR;

  private static final int MAX_SECRET_BYTES = 256;

  public static final MethodTable METHODS =
      MethodTable.of("PaymentChannel")
          .on(1, "Constructor", Constructor.CODEC, PaymentChannelActor::construct)
          .on(
              2,
              "UpdateChannelState",
              UpdateChannelState.CODEC,
              PaymentChannelActor::updateChannelState)
          .on(3, "Settle", PaymentChannelActor::settle)
          .on(4, "Collect", PaymentChannelActor::collect)
          .build();

  private PaymentChannelActor() {}

  private static void construct(ActorRuntime rt, Constructor params) {
    rt.callers().acceptTypes(List.of(ActorType.INIT));
    Address to = Addresses.resolveOrCreate(rt, params.to(), true).address();
    Address from = Addresses.resolveOrCreate(rt, params.from(), true).address();
    rt.create(PaymentChannelState.CODEC, PaymentChannelState.of(rt.store(), from, to));
  }

  // --- vouchers

  private static void updateChannelState(ActorRuntime rt, UpdateChannelState params) {
    PaymentChannelState state = rt.state(PaymentChannelState.CODEC);
    acceptParties(rt, state);
    Address signer = rt.caller().address().equals(state.from()) ? state.to() : state.from();
    SignedVoucher voucher = params.voucher();
    byte[] signature =
        voucher
            .signature()
            .orElseThrow(() -> Exits.illegalArgument("voucher has no signature"))
            .data();
    if (state.isSettling() && rt.epoch().compareTo(state.settlingAt()) >= 0) {
      throw new ActorException(
          UPDATE_AFTER_SETTLED,
          "no vouchers can be processed after settling at epoch " + state.settlingAt());
    }
    if (params.secret().bytes().length > MAX_SECRET_BYTES) {
      throw Exits.illegalArgument("secret must be at most " + MAX_SECRET_BYTES + " bytes long");
    }
    authenticate(rt, signer, signature, voucher);
    checkTerms(rt, params);
    voucher.extra().ifPresent(call -> verify(rt, call));
    rt.update(PaymentChannelState.CODEC, before -> redeem(rt, before, voucher));
  }

  private static void acceptParties(ActorRuntime rt, PaymentChannelState state) {
    rt.callers().acceptOnly(List.of(state.from(), state.to()));
  }

  private static void authenticate(
      ActorRuntime rt, Address signer, byte[] signature, SignedVoucher voucher) {
    AuthenticateMessageParams question =
        new AuthenticateMessageParams(new RawBytes(signature), voucher.signingBytes());
    boolean authentic =
        Sends.requireReturned(
            Codecs.BOOL,
            rt.send(
                new Send(
                    signer,
                    AccountActor.AUTHENTICATE_MESSAGE,
                    Optional.of(IpldBlock.ofCbor(AuthenticateMessageParams.CODEC, question)),
                    TokenAmount.ZERO,
                    OptionalLong.empty(),
                    true)));
    if (!authentic) {
      throw Exits.illegalArgument("voucher sig authentication failed");
    }
  }

  private static void checkTerms(ActorRuntime rt, UpdateChannelState params) {
    SignedVoucher voucher = params.voucher();
    Address channel =
        rt.resolve(voucher.channel())
            .orElseThrow(
                () -> Exits.illegalArgument(voucher.channel() + " does not resolve to an actor"))
            .address();
    if (!channel.equals(rt.receiver().address())) {
      throw Exits.illegalArgument(
          "voucher is for the channel " + channel + ", not " + rt.receiver());
    }
    if (rt.epoch().compareTo(voucher.timeLockMin()) < 0) {
      throw Exits.illegalArgument("cannot use this voucher yet");
    }
    if (voucher.timeLockMax().value() != 0 && rt.epoch().compareTo(voucher.timeLockMax()) > 0) {
      throw Exits.illegalArgument("this voucher has expired");
    }
    if (voucher.amount().isNegative()) {
      throw Exits.illegalArgument("voucher amount must be non-negative, was " + voucher.amount());
    }
    if (!voucher.secretPreImage().isEmpty()
        && !Arrays.equals(
            rt.hash(Hash.BLAKE2B_256, params.secret().bytes()), voucher.secretPreImage().bytes())) {
      throw Exits.illegalArgument("incorrect secret");
    }
  }

  private static void verify(ActorRuntime rt, SignedVoucher.Verification call) {
    Sends.requireSuccess(
        rt.send(
            call.actor(),
            call.method(),
            Optional.of(new IpldBlock(Multicodec.CBOR, call.data().bytes())),
            TokenAmount.ZERO));
  }

  private static PaymentChannelState redeem(
      ActorRuntime rt, PaymentChannelState state, SignedVoucher voucher) {
    Lanes lanes = new Lanes(state.lanes(rt.store()));
    TokenAmount alreadyPaid = lanes.redeem(voucher);
    TokenAmount toSend = state.toSend().plus(voucher.amount().minus(alreadyPaid));
    if (toSend.isNegative()) {
      throw Exits.illegalArgument("voucher would leave channel balance negative");
    }
    if (toSend.compareTo(rt.currentBalance()) > 0) {
      throw Exits.illegalArgument("not enough funds in channel to cover voucher");
    }
    return state.redeemed(toSend, voucher.minSettleHeight(), lanes.flush());
  }

  // --- the end of the channel

  private static void settle(ActorRuntime rt) {
    rt.update(
        PaymentChannelState.CODEC,
        state -> {
          acceptParties(rt, state);
          if (state.isSettling()) {
            throw Exits.illegalState("channel already settling");
          }
          long at = CheckedArithmetic.add(rt.epoch().value(), SETTLE_DELAY);
          return state.settlingAt(new ChainEpoch(at));
        });
  }

  private static void collect(ActorRuntime rt) {
    PaymentChannelState state = rt.state(PaymentChannelState.CODEC);
    acceptParties(rt, state);
    if (!state.isSettling() || rt.epoch().compareTo(state.settlingAt()) < 0) {
      throw Exits.forbidden("payment channel not settling or settled");
    }
    transfer(rt, state.to(), state.toSend());
    transfer(rt, state.from(), rt.currentBalance());
    rt.deleteActor();
  }

  private static void transfer(ActorRuntime rt, Address to, TokenAmount amount) {
    Sends.requireSuccess(rt.send(to, MethodNum.SEND, Optional.empty(), amount));
  }
}
