// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * The state of a payment channel.
 *
 * @param from who paid in, and gets the rest back
 * @param to who is paid
 * @param toSend what has been redeemed for {@code to}
 * @param settlingAt from when on it can be collected; 0 means nobody has settled
 * @param minSettleHeight {@code settlingAt} may not be earlier
 * @param laneStates AMT of {@link LaneState}
 */
public record PaymentChannelState(
    Address from,
    Address to,
    TokenAmount toSend,
    ChainEpoch settlingAt,
    ChainEpoch minSettleHeight,
    Cid laneStates) {

  private static final int LANES_BIT_WIDTH = 3;
  private static final AmtType<LaneState> LANES = AmtType.of(LaneState.CODEC, LANES_BIT_WIDTH);

  public static final Codec<PaymentChannelState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(6);
            Address.CODEC.encode(out, state.from);
            Address.CODEC.encode(out, state.to);
            TokenAmount.CODEC.encode(out, state.toSend);
            ChainEpoch.CODEC.encode(out, state.settlingAt);
            ChainEpoch.CODEC.encode(out, state.minSettleHeight);
            Cid.CODEC.encode(out, state.laneStates);
          },
          in -> {
            in.tuple(6);
            return new PaymentChannelState(
                Address.CODEC.decode(in),
                Address.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                Cid.CODEC.decode(in));
          });

  /** A channel nothing has been redeemed from. */
  static PaymentChannelState of(Blockstore store, Address from, Address to) {
    return new PaymentChannelState(
        from,
        to,
        TokenAmount.ZERO,
        new ChainEpoch(0),
        new ChainEpoch(0),
        EmptyCollections.array(store, LANES_BIT_WIDTH));
  }

  Amt<LaneState> lanes(Blockstore store) {
    return Amt.load(LANES, store, laneStates);
  }

  boolean isSettling() {
    return settlingAt.value() != 0;
  }

  /** Settling from an epoch on, or from the minimum if that is later. */
  PaymentChannelState settlingAt(ChainEpoch epoch) {
    ChainEpoch at = epoch.compareTo(minSettleHeight) < 0 ? minSettleHeight : epoch;
    return new PaymentChannelState(from, to, toSend, at, minSettleHeight, laneStates);
  }

  /** With more redeemed, and not to be settled before an epoch, if that is not 0. */
  PaymentChannelState redeemed(TokenAmount nextToSend, ChainEpoch notBefore, Cid nextLanes) {
    boolean delays = notBefore.value() != 0;
    ChainEpoch at =
        delays && isSettling() && settlingAt.compareTo(notBefore) < 0 ? notBefore : settlingAt;
    ChainEpoch minimum =
        delays && minSettleHeight.compareTo(notBefore) < 0 ? notBefore : minSettleHeight;
    return new PaymentChannelState(from, to, nextToSend, at, minimum, nextLanes);
  }
}
