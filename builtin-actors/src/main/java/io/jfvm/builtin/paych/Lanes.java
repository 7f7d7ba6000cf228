// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** The lanes of a channel while a voucher is redeemed. */
final class Lanes {
  private final Amt<LaneState> lanes;

  Lanes(Amt<LaneState> lanes) {
    this.lanes = lanes;
  }

  /** Credits a voucher to its lane. Returns what of its amount was paid for before. */
  TokenAmount redeem(SignedVoucher voucher) {
    Optional<LaneState> known = find(voucher.lane());
    if (known.isPresent() && Long.compareUnsigned(known.get().nonce(), voucher.nonce()) >= 0) {
      throw Exits.illegalArgument(
          "voucher has nonce %s, the lane had %s already"
              .formatted(
                  Long.toUnsignedString(voucher.nonce()),
                  Long.toUnsignedString(known.get().nonce())));
    }
    TokenAmount paid = known.orElse(LaneState.NEW).redeemed();
    for (SignedVoucher.Merge merge : voucher.merges()) {
      if (merge.lane() == voucher.lane()) {
        throw Exits.illegalArgument("voucher cannot merge lanes into its own lane");
      }
      paid = paid.plus(merge(merge));
    }
    lanes.set(voucher.lane(), new LaneState(voucher.amount(), voucher.nonce()));
    return paid;
  }

  private TokenAmount merge(SignedVoucher.Merge merge) {
    LaneState other =
        find(merge.lane())
            .orElseThrow(
                () ->
                    Exits.illegalArgument(
                        "voucher specifies invalid merge lane "
                            + Long.toUnsignedString(merge.lane())));
    if (Long.compareUnsigned(other.nonce(), merge.nonce()) >= 0) {
      throw Exits.illegalArgument("merged lane in voucher has outdated nonce, cannot redeem");
    }
    lanes.set(merge.lane(), other.withNonce(merge.nonce()));
    return other.redeemed();
  }

  private Optional<LaneState> find(long lane) {
    if (lane < 0) {
      throw Exits.illegalArgument("maximum lane ID is 2^63-1");
    }
    return lanes.get(lane);
  }

  Cid flush() {
    return lanes.flush();
  }
}
