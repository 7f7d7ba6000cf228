// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.encoding.Codec;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;

/**
 * DataCap that a client put aside for a piece of data that a provider is to store.
 *
 * @param size padded, in bytes, u64
 * @param termMin epochs it must be stored, at least
 * @param termMax epochs for which it may count as verified
 * @param expiration by when it must be claimed
 */
public record Allocation(
    ActorId client,
    ActorId provider,
    Cid data,
    long size,
    long termMin,
    long termMax,
    ChainEpoch expiration)
    implements Expiring {
  public static final Codec<Allocation> CODEC =
      Codec.of(
          (out, allocation) -> {
            out.array(7);
            ActorId.CODEC.encode(out, allocation.client);
            ActorId.CODEC.encode(out, allocation.provider);
            Cid.CODEC.encode(out, allocation.data);
            out.u64(allocation.size).i64(allocation.termMin).i64(allocation.termMax);
            ChainEpoch.CODEC.encode(out, allocation.expiration);
          },
          in -> {
            in.tuple(7);
            return new Allocation(
                ActorId.CODEC.decode(in),
                ActorId.CODEC.decode(in),
                Cid.CODEC.decode(in),
                in.u64(),
                in.i64(),
                in.i64(),
                ChainEpoch.CODEC.decode(in));
          });

  @Override
  public long expiresAt() {
    return expiration.value();
  }

  /** Whether a provider may claim it now for a sector that lives until an epoch. */
  boolean isClaimable(
      VerifregParams.AllocationClaim claim,
      ActorId claimant,
      ChainEpoch now,
      ChainEpoch sectorExpiry) {
    long lifetime = CheckedArithmetic.subtract(sectorExpiry.value(), now.value());
    return claimant.equals(provider)
        && claim.client().equals(client)
        && claim.data().equals(data)
        && claim.size() == size
        && now.compareTo(expiration) <= 0
        && lifetime >= termMin
        && lifetime <= termMax;
  }

  /** What becomes of it when it is claimed. */
  Claim claimed(ChainEpoch now, long sector) {
    return new Claim(provider, client, data, size, termMin, termMax, now, sector);
  }
}
