// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import io.jfvm.crypto.Hash;
import io.jfvm.types.ActorId;
import io.jfvm.types.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What each operation of the VM costs in one range of network versions. Unit of all results:
 * milligas, u64, saturated. Sizes are in bytes.
 *
 * <p>Source: ref-fvm {@code fvm/src/gas/price_list.rs}; for versions before 21 that of its branch
 * {@code release/v3}.
 */
public final class PriceList {
  /** The most an event's frame takes in CBOR: tuple head, emitter, head of the entries. */
  private static final long EVENT_OVERHEAD_BYTES = 12;

  /** The most an entry's frame takes in CBOR: tuple head, flags, heads of key, codec and value. */
  private static final long EVENT_ENTRY_OVERHEAD_BYTES = 9;

  /** Tag, digest and epoch, which come before the entropy when randomness is mixed. */
  private static final long RANDOMNESS_PREFIX_BYTES = 48;

  /** The proof type, 32 GiB, whose aggregate price stands in for those that have none. */
  private static final long DEFAULT_SEAL_PROOF = 8;

  /** Actors whose lookups and updates nobody pays for (FIP-0055). */
  public static final List<ActorId> PRELOADED_ACTORS =
      List.of(
          ActorId.SYSTEM,
          ActorId.INIT,
          ActorId.REWARD,
          ActorId.CRON,
          ActorId.POWER,
          ActorId.MARKET,
          ActorId.VERIFIED_REGISTRY,
          ActorId.DATACAP,
          ActorId.EAM,
          ActorId.BURNT_FUNDS);

  private final String name;
  private final long[] milligas;
  private final Map<Long, AggregatePrice> aggregates;

  private PriceList(String name, long[] milligas, Map<Long, AggregatePrice> aggregates) {
    this.name = name;
    this.milligas = milligas;
    this.aggregates = aggregates;
  }

  static PriceList of(String name, Consumer<Changes> prices) {
    return new PriceList(name, new long[Price.values().length], Map.of()).with(name, prices);
  }

  /** These prices with some changed. */
  PriceList with(String newName, Consumer<Changes> changes) {
    PriceList changed = new PriceList(newName, milligas.clone(), new LinkedHashMap<>(aggregates));
    changes.accept(changed.new Changes());
    return changed;
  }

  /** Sets prices while a list is being made. */
  final class Changes {
    Changes gas(Price price, long gas) {
      return milligas(price, Gas.ofWhole(gas));
    }

    Changes milligas(Price price, long amount) {
      milligas[index(price)] = amount;
      return this;
    }

    Changes aggregate(long sealProof, long gasPerSeal, StepCost steps) {
      aggregates.put(sealProof, new AggregatePrice(Gas.ofWhole(gasPerSeal), steps));
      return this;
    }
  }

  /** The upgrade that introduced it. */
  public String name() {
    return name;
  }

  /** One price in milligas. */
  public long of(Price price) {
    return milligas[index(price)];
  }

  @SuppressWarnings("EnumOrdinal") // within one run of the program, in a table of its own
  private static int index(Price price) {
    return price.ordinal();
  }

  private long of(Price flat, Price scale, long count) {
    return Gas.plus(of(flat), of(scale, count));
  }

  private long of(Price scale, long count) {
    return Gas.times(of(scale), count);
  }

  // --- messages and calls

  /** Inclusion of a message of this length on chain, charged before anything runs. */
  public long onChainMessage(long size) {
    return Gas.plus(
        Gas.plus(of(Price.MESSAGE_COMPUTE), of(Price.ACTOR_UPDATE)),
        of(Price.MESSAGE_STORAGE, Price.MESSAGE_PER_BYTE, size));
  }

  public long onValueTransfer() {
    return of(Price.VALUE_TRANSFER);
  }

  public long onMethodInvocation(long paramsLinks) {
    return of(Price.METHOD_INVOCATION, Price.IPLD_LINK_TRACKED, paramsLinks);
  }

  /** A value given back at call depth {@code depth}; 1 is the message's own call. */
  public long onMethodReturn(int depth, long size, long links) {
    return depth == 1 ? of(Price.RETURN_PER_BYTE, size) : of(Price.IPLD_LINK_TRACKED, links);
  }

  /**
   * A call in network version 17.
   *
   * @param plainTransfer whether no method is called
   */
  public long onSend(boolean hasValue, boolean plainTransfer) {
    long price = of(Price.SEND);
    if (hasValue) {
      price = Gas.plus(price, of(Price.SEND_VALUE));
    }
    if (hasValue && plainTransfer) {
      price = Gas.plus(price, of(Price.SEND_VALUE_ONLY));
    }
    return plainTransfer ? price : Gas.minus(price, of(Price.SEND_METHOD_DISCOUNT));
  }

  public long onSyscall() {
    return of(Price.SYSCALL);
  }

  // --- actors

  public long onActorLookup() {
    return of(Price.ACTOR_LOOKUP);
  }

  /** A first update, on top of the lookup. */
  public long onActorUpdate() {
    return of(Price.ACTOR_UPDATE);
  }

  /** A new actor; with the assignment of its address when the VM makes it on a send. */
  public long onCreateActor(boolean newAddress) {
    long storage = of(Price.ACTOR_CREATE);
    return newAddress
        ? Gas.plus(storage, Gas.plus(of(Price.ADDRESS_ASSIGNMENT), of(Price.ADDRESS_LOOKUP)))
        : storage;
  }

  /** What deleting an actor gives back in network version 17. */
  public long refundOfDeletion() {
    return of(Price.ACTOR_DELETE_REFUND);
  }

  // --- blocks

  /** Opening a block, before it is read. */
  public long onBlockOpenBase() {
    return Gas.plus(of(Price.IPLD_LINK_CHECKED), of(Price.BLOCK_OPEN));
  }

  /** Opening a block, once its size and links are known. */
  public long onBlockOpen(long size, long links) {
    return retained(size, of(Price.IPLD_LINK_TRACKED, links));
  }

  public long onBlockRead(long size) {
    return of(Price.BLOCK_MEMCPY_PER_BYTE, size);
  }

  public long onBlockCreate(long size, long links) {
    return retained(size, of(Price.IPLD_LINK_CHECKED, links));
  }

  private long retained(long size, long links) {
    return Gas.max(of(Price.BLOCK_RETENTION_PER_BYTE, size), Gas.plus(copied(size), links));
  }

  private long copied(long size) {
    return Gas.plus(of(Price.BLOCK_MEMCPY_PER_BYTE, size), of(Price.BLOCK_ALLOCATE_PER_BYTE, size));
  }

  public long onBlockLink(Hash hash, long size) {
    long compute =
        Gas.plus(copied(size), Gas.plus(onHashing(hash, size), of(Price.IPLD_LINK_TRACKED)));
    long storage = of(Price.BLOCK_PERSIST_STORAGE, Price.BLOCK_PERSIST_PER_BYTE, size);
    return Gas.plus(compute, Gas.plus(storage, of(Price.BLOCK_PERSIST_COMPUTE)));
  }

  /** One head of CBOR met while looking for links. */
  public long onIpldScanField() {
    return of(Price.IPLD_SCAN_PER_FIELD);
  }

  /** One link met while looking for links, on top of its heads. */
  public long onIpldScanCid() {
    return of(Price.IPLD_SCAN_PER_CID);
  }

  public long onGetRoot() {
    return of(Price.IPLD_LINK_TRACKED);
  }

  public long onSetRoot() {
    return of(Price.IPLD_LINK_CHECKED);
  }

  // --- cryptography

  /** One signature over {@code size} bytes. */
  public long onVerifySignature(Signature.Type type, long size) {
    return switch (type) {
      case SECP256K1 -> of(Price.SECP_SIGNATURE, Price.SECP_SIGNATURE_PER_BYTE, size);
      case BLS -> of(Price.BLS_SIGNATURE, Price.BLS_SIGNATURE_PER_BYTE, size);
    };
  }

  public long onVerifyBlsAggregate(long signers, long size) {
    return Gas.plus(of(Price.BLS_PAIRING, signers + 1), of(Price.BLS_HASHING_PER_BYTE, size));
  }

  public long onRecoverSecpPublicKey() {
    return of(Price.SECP_RECOVER);
  }

  /** The syscall in network version 17, before it is known which hash it is. */
  public long onAnyHashing() {
    return of(Price.HASHING);
  }

  public long onHashing(Hash hash, long size) {
    return of(
        switch (hash) {
          case SHA2_256 -> Price.SHA2_256_PER_BYTE;
          case BLAKE2B_256 -> Price.BLAKE2B_256_PER_BYTE;
          case BLAKE2B_512 -> Price.BLAKE2B_512_PER_BYTE;
          case KECCAK_256 -> Price.KECCAK_256_PER_BYTE;
          case RIPEMD_160 -> Price.RIPEMD_160_PER_BYTE;
        },
        size);
  }

  // --- proofs

  public long onComputeUnsealedSectorCid() {
    return of(Price.UNSEALED_SECTOR_CID);
  }

  /** A seal, of a batch from network version 18 on. */
  public long onVerifySeal() {
    return of(Price.VERIFY_SEAL);
  }

  public long onVerifyAggregateSeals(long sealProof, long seals) {
    AggregatePrice price = aggregates.get(sealProof);
    return (price == null ? aggregates.get(DEFAULT_SEAL_PROOF) : price).of(seals);
  }

  public long onVerifyReplicaUpdate() {
    return of(Price.VERIFY_REPLICA_UPDATE);
  }

  /** All proof types cost the same. */
  public long onVerifyPost(long challengedSectors) {
    return of(Price.VERIFY_POST, Price.VERIFY_POST_PER_SECTOR, challengedSectors);
  }

  public long onVerifyConsensusFault() {
    return of(Price.VERIFY_CONSENSUS_FAULT);
  }

  // --- the chain

  /**
   * Randomness so many epochs back, from network version 21. A negative lookback counts as unsigned
   * and so costs more than anyone has.
   */
  public long onGetRandomness(long lookback) {
    return of(Price.LOOKBACK, Price.LOOKBACK_PER_EPOCH, lookback);
  }

  /** Randomness mixed with entropy, up to network version 20. */
  public long onGetMixedRandomness(long entropySize) {
    return Gas.plus(
        of(Price.RANDOMNESS),
        of(Price.BLAKE2B_256_PER_BYTE, entropySize + RANDOMNESS_PREFIX_BYTES));
  }

  /** The CID of a tipset so many epochs back, from network version 21. */
  public long onTipsetCid(long lookback) {
    return of(Price.LOOKBACK, Price.LOOKBACK_PER_EPOCH, lookback);
  }

  /** The CID of the parent tipset or of an earlier one, up to network version 20. */
  public long onTipsetCidUpToThunder(boolean historical) {
    return of(historical ? Price.TIPSET_CID_HISTORICAL : Price.TIPSET_CID_LATEST);
  }

  // --- events

  /** An event, from network version 21. */
  public long onActorEvent(long entries, long keyBytes, long valueBytes) {
    long size =
        Gas.plus(
            Gas.plus(EVENT_OVERHEAD_BYTES, Gas.times(EVENT_ENTRY_OVERHEAD_BYTES, entries)),
            Gas.plus(keyBytes, valueBytes));
    long copy = copied(size);
    long validate =
        Gas.plus(
            of(Price.EVENT, Price.EVENT_PER_ENTRY, entries),
            of(Price.UTF8_VALIDATION, Price.UTF8_VALIDATION_PER_BYTE, keyBytes));
    return Gas.plus(Gas.plus(Gas.times(copy, 3), validate), onHashing(Hash.BLAKE2B_256, size));
  }

  /** An encoded event before it is decoded, up to network version 20. */
  public long onEncodedEventValidation(long size) {
    return Gas.plus(
        copied(size), of(Price.EVENT_VALIDATION, Price.EVENT_VALIDATION_PER_BYTE, size));
  }

  /** An encoded event once it is accepted, up to network version 20. */
  public long onEncodedEventAcceptance(long size) {
    long stamped = size + EVENT_OVERHEAD_BYTES;
    return Gas.plus(
        Gas.plus(
            Gas.times(of(Price.BLOCK_MEMCPY_PER_BYTE, stamped), 3),
            Gas.times(of(Price.BLOCK_ALLOCATE_PER_BYTE, stamped), 2)),
        onHashing(Hash.BLAKE2B_256, stamped));
  }

  @Override
  public String toString() {
    return name;
  }
}
