// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/**
 * A promise of one party to the other, to be redeemed on chain.
 *
 * @param timeLockMax 0 means no end
 * @param secretPreImage the blake2b-256 of a secret that must be shown; none if empty
 * @param extra a call that must succeed
 * @param lane u64
 * @param nonce above that of the lane's voucher before, u64
 * @param amount in all, what the lane's earlier vouchers gave included
 * @param minSettleHeight 0 means none
 */
public record SignedVoucher(
    Address channel,
    ChainEpoch timeLockMin,
    ChainEpoch timeLockMax,
    RawBytes secretPreImage,
    Optional<Verification> extra,
    long lane,
    long nonce,
    TokenAmount amount,
    ChainEpoch minSettleHeight,
    List<Merge> merges,
    Optional<Signature> signature) {

  private static final int FIELDS = 11;
  private static final Codec<Optional<Verification>> EXTRA = Codecs.optional(Verification.CODEC);
  private static final Codec<List<Merge>> MERGES = Codecs.listOf(Merge.CODEC);
  private static final Codec<Optional<Signature>> SIGNATURE = Codecs.optional(Signature.CODEC);

  public static final Codec<SignedVoucher> CODEC =
      Codec.of(
          (out, voucher) -> voucher.encode(out, voucher.signature),
          in -> {
            in.tuple(FIELDS);
            return new SignedVoucher(
                Address.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                RawBytes.CODEC.decode(in),
                EXTRA.decode(in),
                in.u64(),
                in.u64(),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                MERGES.decode(in),
                SIGNATURE.decode(in));
          });

  public SignedVoucher {
    merges = List.copyOf(merges);
  }

  private void encode(CborWriter out, Optional<Signature> signed) {
    out.array(FIELDS);
    Address.CODEC.encode(out, channel);
    ChainEpoch.CODEC.encode(out, timeLockMin);
    ChainEpoch.CODEC.encode(out, timeLockMax);
    RawBytes.CODEC.encode(out, secretPreImage);
    EXTRA.encode(out, extra);
    out.u64(lane).u64(nonce);
    TokenAmount.CODEC.encode(out, amount);
    ChainEpoch.CODEC.encode(out, minSettleHeight);
    MERGES.encode(out, merges);
    SIGNATURE.encode(out, signed);
  }

  /** What is signed: the voucher without its signature. */
  public RawBytes signingBytes() {
    CborWriter out = new CborWriter();
    encode(out, Optional.empty());
    return new RawBytes(out.toByteArray());
  }

  /** A lane whose credit the voucher takes over, and that lane's new nonce. Both u64. */
  public record Merge(long lane, long nonce) {
    static final Codec<Merge> CODEC =
        Codec.of(
            (out, merge) -> out.array(2).u64(merge.lane).u64(merge.nonce),
            in -> {
              in.tuple(2);
              return new Merge(in.u64(), in.u64());
            });
  }

  /** A call that says whether the voucher may be redeemed. */
  public record Verification(Address actor, MethodNum method, RawBytes data) {
    static final Codec<Verification> CODEC =
        Codec.of(
            (out, call) -> {
              out.array(3);
              Address.CODEC.encode(out, call.actor);
              MethodNum.CODEC.encode(out, call.method);
              RawBytes.CODEC.encode(out, call.data);
            },
            in -> {
              in.tuple(3);
              return new Verification(
                  Address.CODEC.decode(in), MethodNum.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }
}
