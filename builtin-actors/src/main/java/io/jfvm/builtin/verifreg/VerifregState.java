// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.builtin.collection.MapMap;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

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

  private static final HamtType<Address, BigInteger> VERIFIERS =
      HamtType.of(HamtKey.ADDRESS, Codecs.BIG_INT);

  /** A counter stands alone in an array. */
  private static final Codec<Long> PROPOSAL_ID =
      Codec.of(
          (out, id) -> out.array(1).u64(id),
          in -> {
            in.tuple(1);
            return in.u64();
          });

  private static final HamtType<VerifierAndClient, Long> PROPOSAL_IDS =
      HamtType.of(VerifierAndClient.KEY, PROPOSAL_ID);

  private static final MapMap.Type<ActorId, Long, Allocation> ALLOCATIONS =
      MapMap.Type.of(HamtKey.ACTOR_ID, HamtType.of(HamtKey.U64, Allocation.CODEC));

  private static final MapMap.Type<ActorId, Long, Claim> CLAIMS =
      MapMap.Type.of(HamtKey.ACTOR_ID, HamtType.of(HamtKey.U64, Claim.CODEC));

  /** A registry without verifiers and allocations. */
  public static VerifregState initial(Blockstore store, Address rootKey) {
    Cid emptyMap = EmptyCollections.map(store);
    return new VerifregState(rootKey, emptyMap, emptyMap, emptyMap, FIRST_ALLOCATION_ID, emptyMap);
  }

  // --- verifiers

  private Hamt<Address, BigInteger> verifiers(Blockstore store) {
    return Hamt.load(VERIFIERS, store, verifiers);
  }

  /** How many bytes a verifier may still grant; nothing if the address is none. */
  Optional<BigInteger> verifierCap(Blockstore store, Address verifier) {
    return verifiers(store).get(verifier);
  }

  VerifregState withVerifier(Blockstore store, Address verifier, BigInteger cap) {
    Hamt<Address, BigInteger> all = verifiers(store);
    all.put(verifier, cap);
    return withVerifiers(all.flush());
  }

  VerifregState withoutVerifier(Blockstore store, Address verifier) {
    Hamt<Address, BigInteger> all = verifiers(store);
    if (all.remove(verifier).isEmpty()) {
      throw Exits.illegalArgument("verifier " + verifier + " not found");
    }
    return withVerifiers(all.flush());
  }

  void forEachVerifier(Blockstore store, BiConsumer<Address, BigInteger> visitor) {
    verifiers(store).forEach(visitor);
  }

  private VerifregState withVerifiers(Cid next) {
    return new VerifregState(
        rootKey, next, removeDataCapProposalIds, allocations, nextAllocationId, claims);
  }

  Hamt<VerifierAndClient, Long> proposalIds(Blockstore store) {
    return Hamt.load(PROPOSAL_IDS, store, removeDataCapProposalIds);
  }

  VerifregState withProposalIds(Cid next) {
    return new VerifregState(rootKey, verifiers, next, allocations, nextAllocationId, claims);
  }

  // --- allocations and claims

  MapMap<ActorId, Long, Allocation> allocations(Blockstore store) {
    return MapMap.load(ALLOCATIONS, store, allocations);
  }

  MapMap<ActorId, Long, Claim> claims(Blockstore store) {
    return MapMap.load(CLAIMS, store, claims);
  }

  /** With so many more ids given away. */
  VerifregState withAllocations(Cid next, long added) {
    return new VerifregState(
        rootKey, verifiers, removeDataCapProposalIds, next, nextAllocationId + added, claims);
  }

  VerifregState withClaims(Cid next) {
    return new VerifregState(
        rootKey, verifiers, removeDataCapProposalIds, allocations, nextAllocationId, next);
  }

  /** Who asks for the removal of whose DataCap. */
  record VerifierAndClient(Address verifier, Address client) {
    private static final HamtKey<VerifierAndClient> KEY =
        HamtKey.of(VerifierAndClient::toBytes, VerifierAndClient::ofBytes);

    private byte[] toBytes() {
      byte[] first = verifier.toBytes();
      byte[] second = client.toBytes();
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }

    /** Where one address ends does not show in the key, and nobody asks. */
    private static VerifierAndClient ofBytes(byte[] bytes) throws DecodeException {
      throw new DecodeException("a pair of addresses cannot be taken apart");
    }
  }
}
