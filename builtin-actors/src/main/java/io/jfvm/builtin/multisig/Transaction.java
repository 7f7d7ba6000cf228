// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A send that waits for enough signers to agree.
 *
 * @param approved who agreed, as f0 addresses in the order they did; the first is the proposer
 */
public record Transaction(
    Address to, TokenAmount value, MethodNum method, RawBytes params, List<Address> approved) {
  private static final Codec<List<Address>> ADDRESSES = Codecs.listOf(Address.CODEC);
  private static final Codec<Optional<Address>> OPTIONAL_ADDRESS = Codecs.optional(Address.CODEC);

  public static final Codec<Transaction> CODEC =
      Codec.of(
          (out, txn) -> {
            out.array(5);
            txn.encodeSend(out);
            ADDRESSES.encode(out, txn.approved);
          },
          in -> {
            in.tuple(5);
            return new Transaction(
                Address.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                MethodNum.CODEC.decode(in),
                RawBytes.CODEC.decode(in),
                ADDRESSES.decode(in));
          });

  public Transaction {
    approved = List.copyOf(approved);
  }

  Optional<Address> proposer() {
    return approved.stream().findFirst();
  }

  Transaction approvedBy(Address signer) {
    List<Address> more = new ArrayList<>(approved);
    more.add(signer);
    return withApprovals(more);
  }

  Transaction notApprovedBy(Address signer) {
    List<Address> fewer = new ArrayList<>(approved);
    fewer.removeIf(signer::equals);
    return withApprovals(fewer);
  }

  private Transaction withApprovals(List<Address> approvals) {
    return new Transaction(to, value, method, params, approvals);
  }

  /**
   * What approvals and cancellations may name by its blake2b-256 hash, since a transaction's number
   * can change when the chain is reorganized.
   */
  byte[] proposal() {
    CborWriter out = new CborWriter().array(5);
    OPTIONAL_ADDRESS.encode(out, proposer());
    encodeSend(out);
    return out.toByteArray();
  }

  private void encodeSend(CborWriter out) {
    Address.CODEC.encode(out, to);
    TokenAmount.CODEC.encode(out, value);
    MethodNum.CODEC.encode(out, method);
    RawBytes.CODEC.encode(out, params);
  }
}
