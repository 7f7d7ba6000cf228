// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.encoding.Codec;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;

/**
 * An allocation that a provider claimed by storing the data.
 *
 * @param size padded, in bytes, u64
 * @param termMin epochs it must be stored, at least
 * @param termMax epochs for which it may count as verified
 * @param termStart when it was claimed
 * @param sector number of the provider's sector that holds it, u64
 */
public record Claim(
    ActorId provider,
    ActorId client,
    Cid data,
    long size,
    long termMin,
    long termMax,
    ChainEpoch termStart,
    long sector)
    implements Expiring {
  public static final Codec<Claim> CODEC =
      Codec.of(
          (out, claim) -> {
            out.array(8);
            ActorId.CODEC.encode(out, claim.provider);
            ActorId.CODEC.encode(out, claim.client);
            Cid.CODEC.encode(out, claim.data);
            out.u64(claim.size).i64(claim.termMin).i64(claim.termMax);
            ChainEpoch.CODEC.encode(out, claim.termStart);
            out.u64(claim.sector);
          },
          in -> {
            in.tuple(8);
            return new Claim(
                ActorId.CODEC.decode(in),
                ActorId.CODEC.decode(in),
                Cid.CODEC.decode(in),
                in.u64(),
                in.i64(),
                in.i64(),
                ChainEpoch.CODEC.decode(in),
                in.u64());
          });

  @Override
  public long expiresAt() {
    return CheckedArithmetic.add(termStart.value(), termMax);
  }

  Claim withTermMax(long next) {
    return new Claim(provider, client, data, size, termMin, next, termStart, sector);
  }
}
