// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * The terms of a storage deal. Those the market keeps have f0 addresses.
 *
 * <p>Source: builtin-actors {@code actors/market/src/deal.rs}.
 *
 * @param pieceSize padded, in bytes, u64
 * @param verified whether it is paid with DataCap
 * @param label what the client calls it
 * @param startEpoch when a proven sector must hold the piece at the latest; payment begins here
 * @param endEpoch when payment ends
 */
public record DealProposal(
    Cid pieceCid,
    long pieceSize,
    boolean verified,
    Address client,
    Address provider,
    DealLabel label,
    ChainEpoch startEpoch,
    ChainEpoch endEpoch,
    TokenAmount pricePerEpoch,
    TokenAmount providerCollateral,
    TokenAmount clientCollateral) {

  public static final Codec<DealProposal> CODEC =
      Codec.of(
          (out, deal) -> {
            out.array(11);
            Cid.CODEC.encode(out, deal.pieceCid);
            out.u64(deal.pieceSize).bool(deal.verified);
            Address.CODEC.encode(out, deal.client);
            Address.CODEC.encode(out, deal.provider);
            DealLabel.CODEC.encode(out, deal.label);
            ChainEpoch.CODEC.encode(out, deal.startEpoch);
            ChainEpoch.CODEC.encode(out, deal.endEpoch);
            TokenAmount.CODEC.encode(out, deal.pricePerEpoch);
            TokenAmount.CODEC.encode(out, deal.providerCollateral);
            TokenAmount.CODEC.encode(out, deal.clientCollateral);
          },
          in -> {
            in.tuple(11);
            return new DealProposal(
                Cid.CODEC.decode(in),
                in.u64(),
                in.bool(),
                Address.CODEC.decode(in),
                Address.CODEC.decode(in),
                DealLabel.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in));
          });

  /** The same terms between these parties. */
  DealProposal between(ActorId clientId, ActorId providerId) {
    return new DealProposal(
        pieceCid,
        pieceSize,
        verified,
        clientId.address(),
        providerId.address(),
        label,
        startEpoch,
        endEpoch,
        pricePerEpoch,
        providerCollateral,
        clientCollateral);
  }

  /** In epochs. */
  public long duration() {
    return endEpoch.value() - startEpoch.value();
  }

  public TokenAmount totalStorageFee() {
    return pricePerEpoch.times(duration());
  }

  /** What the client must have in escrow. */
  public TokenAmount clientBalanceRequirement() {
    return clientCollateral.plus(totalStorageFee());
  }

  /** The client of a deal the market keeps. */
  ActorId clientId() {
    return client.id().orElseThrow();
  }

  /** The provider of a deal the market keeps. */
  ActorId providerId() {
    return provider.id().orElseThrow();
  }
}
