// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The VM as one invocation of an actor sees it. Every call that the official actors make as a
 * syscall costs what the network charges for it.
 *
 * <p>Refused syscalls end the invocation with the exit code the official actors' runtime gives;
 * where an actor may go on, the result says so in its type. Source: builtin-actors {@code
 * runtime/src/runtime/{mod,fvm}.rs}.
 */
public interface ActorRuntime {

  // --- the message and the network

  ActorId caller();

  /** The sender of the message on chain. */
  ActorId origin();

  ActorId receiver();

  /** The nonce of the message on chain, u64. */
  long nonce();

  TokenAmount valueReceived();

  /** What the message pays above the base fee, per gas. */
  TokenAmount gasPremium();

  /** Whether this call must change nothing. */
  boolean isReadOnly();

  ChainEpoch epoch();

  NetworkVersion networkVersion();

  /** Of the tipset being applied, Unix time in seconds. */
  long timestampSeconds();

  TokenAmount baseFee();

  long chainId();

  TokenAmount circulatingSupply();

  /** The CID of the tipset at an earlier epoch. Aborts if there is none to be had. */
  Cid tipsetCid(ChainEpoch epoch);

  // --- who may call: exactly one of these in each invocation

  CallerValidation callers();

  // --- own state

  /** Aborts with ILLEGAL_STATE unless the actor's state is the empty array it was made with. */
  void requireNoState();

  /** Writes the first state; as {@link #requireNoState}. */
  <S> void create(Codec<S> codec, S state);

  /** The state as it stands. */
  <S> S state(Codec<S> codec);

  /**
   * Reads the state, lets {@code change} compute the next one and a result, and writes it. Sends
   * and further transactions inside abort.
   */
  <S, R> R transaction(Codec<S> codec, Function<S, Change<S, R>> change);

  /** A transaction without a result. */
  default <S> void update(Codec<S> codec, UnaryOperator<S> change) {
    transaction(codec, state -> new Change<>(change.apply(state), null));
  }

  /** What a transaction gives: the next state and a result for its caller. */
  record Change<S, R>(S state, R result) {}

  Cid stateRoot();

  /** Aborts with READ_ONLY in a read-only call. */
  void setStateRoot(Cid root);

  /** The blocks this invocation can reach; reading and writing them is charged. */
  Blockstore store();

  TokenAmount currentBalance();

  // --- other actors

  Optional<TokenAmount> balanceOf(ActorId actor);

  Optional<ActorId> resolve(Address address);

  Optional<Address> lookupDelegatedAddress(ActorId actor);

  Optional<Cid> codeOf(ActorId actor);

  /** Which built-in actor this code is, if any. */
  Optional<ActorType> typeOf(Cid code);

  Cid codeOfType(ActorType type);

  SendResult send(Send send);

  /** A send with no gas limit of its own that may change state. */
  default SendResult send(
      Address to, MethodNum method, Optional<IpldBlock> params, TokenAmount value) {
    return send(new Send(to, method, params, value, OptionalLong.empty(), false));
  }

  /**
   * A message from the running actor.
   *
   * @param gasLimit whole gas, u64; absent means all that is left
   */
  record Send(
      Address to,
      MethodNum method,
      Optional<IpldBlock> params,
      TokenAmount value,
      OptionalLong gasLimit,
      boolean readOnly) {}

  /** The f2 address the next created actor will have. */
  Address nextActorAddress();

  /** Init's privilege: makes an actor with empty state, or gives a placeholder its code. */
  void createActor(Cid code, ActorId id, Optional<Address> delegatedAddress);

  /** Removes the running actor, which must hold nothing. */
  void deleteActor();

  // --- events, randomness, gas

  void emit(List<EventEntry> entries);

  /**
   * Randomness of the chain's tickets for a purpose: blake2b-256 of tag, digest, epoch and entropy.
   */
  byte[] chainRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy);

  /** Randomness of the beacon for a purpose. */
  byte[] beaconRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy);

  /** The beacon's digest itself, or nothing if the VM refuses the epoch. */
  Optional<byte[]> beaconDigest(ChainEpoch epoch);

  /** What is left, in whole gas, rounded down. Costs a syscall. */
  long gasAvailable();

  /** What is left, in milligas, u64, without a syscall: for code that counts its own steps. */
  long milligasAvailable();

  /**
   * Charges the actor's own computing, which the network meters as Wasm instructions. Charging more
   * than there is ends the invocation out of gas.
   *
   * @param milligas u64
   */
  void chargeCompute(long milligas);

  /**
   * Takes memory that the network would count as the instance's own, until the invocation ends.
   *
   * @return false if the message's invocations hold too much already
   */
  default boolean takeMemory(long bytes) {
    return true;
  }

  // --- cryptography

  byte[] hash(Hash hash, byte[] data);

  /** Charges what {@link #hash} would for so many bytes, for an actor that hashes itself. */
  default void chargeHash(Hash hash, int bytes) {
    hash(hash, new byte[bytes]);
  }

  /** The uncompressed public key that signed, or nothing if the signature is malformed. */
  Optional<byte[]> recoverSecpPublicKey(byte[] digest, byte[] signature);

  /** Whether the key address signed the plaintext; nothing if the VM refuses the arguments. */
  Optional<Boolean> verifySignature(Signature signature, Address signer, byte[] plaintext);

  /** Proofs of storage and faults of consensus. */
  ProofVerification proofs();
}
