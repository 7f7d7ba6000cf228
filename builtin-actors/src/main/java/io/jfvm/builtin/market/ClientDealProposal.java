// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Signature;

/** A proposal and its client's signature over it. */
public record ClientDealProposal(DealProposal proposal, Signature clientSignature) {
  public static final Codec<ClientDealProposal> CODEC =
      Codec.of(
          (out, deal) -> {
            out.array(2);
            DealProposal.CODEC.encode(out, deal.proposal);
            Signature.CODEC.encode(out, deal.clientSignature);
          },
          in -> {
            in.tuple(2);
            return new ClientDealProposal(
                DealProposal.CODEC.decode(in), Signature.CODEC.decode(in));
          });
}
