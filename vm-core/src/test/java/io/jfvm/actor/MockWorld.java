// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.crypto.Hash;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.gas.OutOfGas;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link MockRuntime} answers without being told to expect the question: who calls, where
 * the chain is, which other actors there are, how much gas is left. Pure computing is real.
 */
abstract class MockWorld implements ActorRuntime {
  private static final long MILLIGAS_PER_GAS = 1000;
  private static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

  private final Blockstore store = new MemoryBlockstore();
  private final Map<Address, ActorId> addresses = new HashMap<>();
  private final Map<ActorId, Address> delegatedAddresses = new HashMap<>();
  private final Map<ActorId, Cid> codes = new HashMap<>();
  private final Map<ActorId, TokenAmount> balances = new HashMap<>();
  private final Map<ChainEpoch, Cid> tipsets = new HashMap<>();

  private ActorId caller = ActorId.SYSTEM;
  private ActorId origin = ActorId.SYSTEM;
  private ActorId receiver = ActorId.FIRST_NON_SINGLETON;
  private long nonce;
  private TokenAmount valueReceived = TokenAmount.ZERO;
  private TokenAmount gasPremium = TokenAmount.ZERO;
  private boolean readOnly;
  private ChainEpoch epoch = new ChainEpoch(0);
  private NetworkVersion networkVersion = NetworkVersion.NV28;
  private long timestampSeconds;
  private TokenAmount baseFee = TokenAmount.ZERO;
  private long chainId;
  private TokenAmount circulatingSupply = TokenAmount.ZERO;
  private TokenAmount balance = TokenAmount.ZERO;
  private Optional<Address> nextActorAddress = Optional.empty();
  private long milligasAvailable = BLOCK_GAS_LIMIT * MILLIGAS_PER_GAS;

  MockWorld() {
    setActorType(ActorId.SYSTEM, ActorType.SYSTEM);
  }

  // --- set by the test

  /** A caller that is a built-in actor. */
  public void setCaller(ActorId caller, ActorType type) {
    setCaller(caller, codeOfType(type));
  }

  public void setCaller(ActorId caller, Cid code) {
    this.caller = caller;
    setActorCode(caller, code);
  }

  public void setOrigin(ActorId origin) {
    this.origin = origin;
  }

  public void setReceiver(ActorId receiver) {
    this.receiver = receiver;
  }

  public void setNonce(long nonce) {
    this.nonce = nonce;
  }

  /** Leaves the balance alone: in the VM it contains the value already. */
  public void setValueReceived(TokenAmount valueReceived) {
    this.valueReceived = valueReceived;
  }

  public void setGasPremium(TokenAmount gasPremium) {
    this.gasPremium = gasPremium;
  }

  public void setReadOnly(boolean readOnly) {
    this.readOnly = readOnly;
  }

  public void setEpoch(long epoch) {
    this.epoch = new ChainEpoch(epoch);
  }

  public void setNetworkVersion(NetworkVersion networkVersion) {
    this.networkVersion = networkVersion;
  }

  public void setTimestampSeconds(long timestampSeconds) {
    this.timestampSeconds = timestampSeconds;
  }

  public void setBaseFee(TokenAmount baseFee) {
    this.baseFee = baseFee;
  }

  public void setChainId(long chainId) {
    this.chainId = chainId;
  }

  public void setCirculatingSupply(TokenAmount circulatingSupply) {
    this.circulatingSupply = circulatingSupply;
  }

  public void setTipsetCid(ChainEpoch epoch, Cid cid) {
    tipsets.put(epoch, cid);
  }

  public void setBalance(TokenAmount balance) {
    this.balance = balance;
  }

  public void addBalance(TokenAmount more) {
    balance = balance.plus(more);
  }

  public void setBalanceOf(ActorId actor, TokenAmount amount) {
    balances.put(actor, amount);
  }

  public void setActorType(ActorId actor, ActorType type) {
    setActorCode(actor, codeOfType(type));
  }

  public void setActorCode(ActorId actor, Cid code) {
    codes.put(actor, code);
  }

  /** From now on there is no such actor; what resolves to it still does. */
  public void removeActor(ActorId actor) {
    codes.remove(actor);
    balances.remove(actor);
    delegatedAddresses.remove(actor);
  }

  /** What the address resolves to. */
  public void setAddress(Address address, ActorId actor) {
    addresses.put(address, actor);
  }

  /** The actor's f4 address, which then resolves to it. */
  public void setDelegatedAddress(ActorId actor, Address address) {
    delegatedAddresses.put(actor, address);
    setAddress(address, actor);
  }

  public void setNextActorAddress(Address address) {
    nextActorAddress = Optional.of(address);
  }

  public void setMilligasAvailable(long milligasAvailable) {
    this.milligasAvailable = milligasAvailable;
  }

  // --- the message and the network

  @Override
  public ActorId caller() {
    return caller;
  }

  @Override
  public ActorId origin() {
    return origin;
  }

  @Override
  public ActorId receiver() {
    return receiver;
  }

  @Override
  public long nonce() {
    return nonce;
  }

  @Override
  public TokenAmount valueReceived() {
    return valueReceived;
  }

  @Override
  public TokenAmount gasPremium() {
    return gasPremium;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public ChainEpoch epoch() {
    return epoch;
  }

  @Override
  public NetworkVersion networkVersion() {
    return networkVersion;
  }

  @Override
  public long timestampSeconds() {
    return timestampSeconds;
  }

  @Override
  public TokenAmount baseFee() {
    return baseFee;
  }

  @Override
  public long chainId() {
    return chainId;
  }

  @Override
  public TokenAmount circulatingSupply() {
    return circulatingSupply;
  }

  @Override
  public Cid tipsetCid(ChainEpoch epoch) {
    return Optional.ofNullable(tipsets.get(epoch))
        .orElseThrow(
            () -> new ActorException(ExitCode.USR_ILLEGAL_ARGUMENT, "no tipset at " + epoch));
  }

  // --- own store and balance

  @Override
  public Blockstore store() {
    return store;
  }

  @Override
  public TokenAmount currentBalance() {
    return balance;
  }

  /** Takes money away. */
  final void spend(TokenAmount amount) {
    balance = balance.minus(amount);
  }

  // --- other actors

  @Override
  public Optional<TokenAmount> balanceOf(ActorId actor) {
    return actor.equals(receiver) ? Optional.of(balance) : Optional.ofNullable(balances.get(actor));
  }

  @Override
  public Optional<ActorId> resolve(Address address) {
    return address.id().or(() -> Optional.ofNullable(addresses.get(address)));
  }

  @Override
  public Optional<Address> lookupDelegatedAddress(ActorId actor) {
    return Optional.ofNullable(delegatedAddresses.get(actor));
  }

  @Override
  public Optional<Cid> codeOf(ActorId actor) {
    return Optional.ofNullable(codes.get(actor));
  }

  @Override
  public Optional<ActorType> typeOf(Cid code) {
    for (ActorType type : ActorType.values()) {
      if (code.equals(codeOfType(type))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Stands for no real code. */
  @Override
  public Cid codeOfType(ActorType type) {
    return Cid.ofDagCbor(("test code of " + type.manifestName()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Address nextActorAddress() {
    return nextActorAddress.orElseThrow(
        () -> new AssertionError("unexpected question for the next actor's address"));
  }

  // --- gas and cryptography

  @Override
  public long gasAvailable() {
    return Long.divideUnsigned(milligasAvailable, MILLIGAS_PER_GAS);
  }

  @Override
  public long milligasAvailable() {
    return milligasAvailable;
  }

  @Override
  public void chargeCompute(long milligas) {
    if (Long.compareUnsigned(milligas, milligasAvailable) > 0) {
      milligasAvailable = 0;
      throw OutOfGas.INSTANCE;
    }
    milligasAvailable -= milligas;
  }

  @Override
  public byte[] hash(Hash hash, byte[] data) {
    return hash.digest(data);
  }

  @Override
  public Optional<byte[]> recoverSecpPublicKey(byte[] digest, byte[] signature) {
    return Secp256k1.recover(digest, signature);
  }
}
