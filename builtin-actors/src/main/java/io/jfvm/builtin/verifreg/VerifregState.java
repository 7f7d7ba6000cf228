// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;

/**
 * The Verified Registry actor's state.
 *
 * @param rootKey who names verifiers
 * @param verifiers HAMT of how many bytes of DataCap an f0 address may still grant
 * @param removeDataCapProposalIds HAMT of a counter by verifier and client
 * @param allocations HAMT of HAMTs: allocations by id by client
 * @param nextAllocationId u64; 0 stands for none
 * @param claims HAMT of HAMTs: claimed allocations by id by provider
 */
public record VerifregState(
    Address rootKey,
    Cid verifiers,
    Cid removeDataCapProposalIds,
    Cid allocations,
    long nextAllocationId,
    Cid claims) {

  public static final Codec<VerifregState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(6);
            Address.CODEC.encode(out, state.rootKey);
            Cid.CODEC.encode(out, state.verifiers);
            Cid.CODEC.encode(out, state.removeDataCapProposalIds);
            Cid.CODEC.encode(out, state.allocations);
            out.u64(state.nextAllocationId);
            Cid.CODEC.encode(out, state.claims);
          },
          in -> {
            in.tuple(6);
            return new VerifregState(
                Address.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                in.u64(),
                Cid.CODEC.decode(in));
          });

  private static final long FIRST_ALLOCATION_ID = 1;

  /** A registry without verifiers and allocations. */
  public static VerifregState initial(Blockstore store, Address rootKey) {
    Cid emptyMap = EmptyCollections.map(store);
    return new VerifregState(rootKey, emptyMap, emptyMap, emptyMap, FIRST_ALLOCATION_ID, emptyMap);
  }
}
