// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static io.jfvm.engine.jvm.Syscalls.panic;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.Exits;
import io.jfvm.actor.ProofVerification;
import io.jfvm.actor.SendResult;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.EncodeException;
import io.jfvm.externs.MixedRandomness;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.kernel.NetworkContext;
import io.jfvm.kernel.SendOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The SDK over a kernel: for each call the syscalls that the official actors' runtime makes, in its
 * order, and its exit codes for those refused. The message is looked up at once, the network when
 * first asked for; both then cost nothing.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/{mod,fvm,randomness}.rs}, ref-fvm {@code
 * sdk/src/}.
 */
final class KernelRuntime implements ActorRuntime {
  /** Values travel to the kernel as u128. */
  private static final int MAX_VALUE_BITS = 128;

  private final Syscalls syscalls;
  private final MessageContext message;
  private final KernelCallers callers = new KernelCallers(this);
  private final KernelBlockstore store;
  private Optional<NetworkContext> network = Optional.empty();
  private boolean inTransaction;

  KernelRuntime(Syscalls syscalls) {
    this.syscalls = syscalls;
    this.message = syscalls.next().messageContext();
    this.store = new KernelBlockstore(syscalls);
  }

  MessageContext message() {
    return message;
  }

  // --- the message and the network

  @Override
  public ActorId caller() {
    return message.caller();
  }

  @Override
  public ActorId origin() {
    return message.origin();
  }

  @Override
  public ActorId receiver() {
    return message.receiver();
  }

  @Override
  public long nonce() {
    return message.nonce();
  }

  @Override
  public TokenAmount valueReceived() {
    return message.valueReceived();
  }

  @Override
  public TokenAmount gasPremium() {
    return message.gasPremium();
  }

  @Override
  public boolean isReadOnly() {
    return message.readOnly();
  }

  private NetworkContext network() {
    if (network.isEmpty()) {
      network = Optional.of(syscalls.next().networkContext());
    }
    return network.get();
  }

  @Override
  public ChainEpoch epoch() {
    return network().epoch();
  }

  @Override
  public NetworkVersion networkVersion() {
    return network().version();
  }

  @Override
  public long timestampSeconds() {
    return network().timestampSeconds();
  }

  @Override
  public TokenAmount baseFee() {
    return network().baseFee();
  }

  @Override
  public long chainId() {
    return network().chainId();
  }

  @Override
  public TokenAmount circulatingSupply() {
    return syscalls.next().circulatingSupply();
  }

  @Override
  public Cid tipsetCid(ChainEpoch epoch) {
    try {
      return syscalls.next().tipsetCid(epoch);
    } catch (SyscallException e) {
      throw refusedEpoch("tipset_cid", e);
    }
  }

  private static ActorException refusedEpoch(String syscall, SyscallException e) {
    return e.error() == ErrorNumber.ILLEGAL_ARGUMENT || e.error() == ErrorNumber.LIMIT_EXCEEDED
        ? Exits.illegalArgument("invalid epoch: " + e.getMessage())
        : panic(syscall, e);
  }

  // --- who may call

  @Override
  public KernelCallers callers() {
    return callers;
  }

  // --- own state

  @Override
  public void requireNoState() {
    Cid root = stateRoot();
    if (!root.equals(StateTree.EMPTY_ARRAY)) {
      throw Exits.illegalState("the actor has a state already: " + root);
    }
  }

  @Override
  public <S> void create(Codec<S> codec, S state) {
    requireNoState();
    setStateRoot(save(codec, state));
  }

  @Override
  public <S> S state(Codec<S> codec) {
    return load(codec, stateRoot());
  }

  @Override
  public <S, R> R transaction(Codec<S> codec, Function<S, Change<S, R>> change) {
    refuseInTransaction("a transaction");
    Cid root;
    try {
      root = syscalls.next().root();
    } catch (SyscallException e) {
      throw e.error() == ErrorNumber.ILLEGAL_OPERATION
          ? Exits.illegalArgument("no state root: " + e.getMessage())
          : panic("root", e);
    }
    S before = load(codec, root);
    Change<S, R> changed;
    inTransaction = true;
    try {
      changed = change.apply(before);
    } finally {
      inTransaction = false;
    }
    setStateRoot(save(codec, changed.state()));
    return changed.result();
  }

  private <S> S load(Codec<S> codec, Cid root) {
    try {
      return store.load(codec, root);
    } catch (IpldException e) {
      throw Exits.illegalArgument("the state cannot be read: " + e.getMessage());
    }
  }

  private <S> Cid save(Codec<S> codec, S state) {
    try {
      return store.save(codec, state);
    } catch (IpldException | EncodeException e) {
      throw Exits.illegalArgument("the state cannot be written: " + e.getMessage());
    }
  }

  @Override
  public Cid stateRoot() {
    try {
      return syscalls.next().root();
    } catch (SyscallException e) {
      throw e.error() == ErrorNumber.ILLEGAL_OPERATION
          ? Exits.illegalState("no state root: " + e.getMessage())
          : panic("root", e);
    }
  }

  @Override
  public void setStateRoot(Cid root) {
    try {
      syscalls.next().setRoot(root);
    } catch (SyscallException e) {
      throw switch (e.error()) {
        case ILLEGAL_OPERATION -> Exits.illegalState("no state to set: " + e.getMessage());
        case READ_ONLY -> Exits.readOnly("state change in a read-only call");
        default -> panic("set_root", e);
      };
    }
  }

  @Override
  public Blockstore store() {
    return store;
  }

  @Override
  public TokenAmount currentBalance() {
    return syscalls.next().currentBalance();
  }

  // --- other actors

  @Override
  public Optional<TokenAmount> balanceOf(ActorId actor) {
    try {
      return Optional.of(syscalls.next().balanceOf(actor));
    } catch (SyscallException e) {
      return absent("balance_of", e);
    }
  }

  /** An f0 address is not even looked up. */
  @Override
  public Optional<ActorId> resolve(Address address) {
    Optional<ActorId> id = address.id();
    if (id.isPresent()) {
      return id;
    }
    try {
      return Optional.of(syscalls.next().resolveAddress(address));
    } catch (SyscallException e) {
      return absent("resolve_address", e);
    }
  }

  @Override
  public Optional<Address> lookupDelegatedAddress(ActorId actor) {
    try {
      return syscalls.next().lookupDelegatedAddress(actor);
    } catch (SyscallException e) {
      return absent("lookup_delegated_address", e);
    }
  }

  @Override
  public Optional<Cid> codeOf(ActorId actor) {
    try {
      return Optional.of(syscalls.next().actorCodeCid(actor));
    } catch (SyscallException e) {
      return absent("get_actor_code_cid", e);
    }
  }

  private static <T> Optional<T> absent(String syscall, SyscallException e) {
    if (e.error() == ErrorNumber.NOT_FOUND) {
      return Optional.empty();
    }
    throw panic(syscall, e);
  }

  @Override
  public Optional<ActorType> typeOf(Cid code) {
    return ActorType.ofNumber(syscalls.next().builtinActorType(code));
  }

  @Override
  public Cid codeOfType(ActorType type) {
    try {
      return syscalls.next().codeCidForType(type.number());
    } catch (SyscallException e) {
      throw panic("get_code_cid_for_type", e);
    }
  }

  @Override
  public SendResult send(Send send) {
    if (inTransaction) {
      return new SendResult.Refused(ErrorNumber.ILLEGAL_OPERATION);
    }
    if (send.value().isNegative() || send.value().atto().bitLength() > MAX_VALUE_BITS) {
      return new SendResult.Refused(ErrorNumber.INSUFFICIENT_FUNDS);
    }
    try {
      int paramsId = send.params().isPresent() ? create(send.params().get()) : Kernel.NO_BLOCK;
      SendOps.Sent sent =
          syscalls
              .next()
              .send(
                  send.to(),
                  send.method(),
                  paramsId,
                  send.value(),
                  orNoLimit(send.gasLimit()),
                  send.readOnly() ? SendOps.READ_ONLY : 0);
      return new SendResult.Returned(sent.exitCode(), returned(sent.blockId()));
    } catch (SyscallException e) {
      return new SendResult.Refused(e.error());
    }
  }

  private static long orNoLimit(OptionalLong gasLimit) {
    return gasLimit.orElse(SendOps.NO_GAS_LIMIT);
  }

  private int create(IpldBlock block) throws SyscallException {
    syscalls.encoded(block.data().length);
    return syscalls.next().createBlock(block.codec(), block.data());
  }

  private Optional<IpldBlock> returned(int blockId) throws SyscallException {
    if (blockId == Kernel.NO_BLOCK) {
      return Optional.empty();
    }
    IpldBlock block = syscalls.next().readWholeBlock(blockId);
    syscalls.decoded(block.data().length);
    return Optional.of(block);
  }

  @Override
  public Address nextActorAddress() {
    return syscalls.next().nextActorAddress();
  }

  @Override
  public void createActor(Cid code, ActorId id, Optional<Address> delegatedAddress) {
    refuseInTransaction("the creation of an actor");
    try {
      syscalls.next().createActor(code, id, delegatedAddress);
    } catch (SyscallException e) {
      throw switch (e.error()) {
        case ILLEGAL_ARGUMENT -> Exits.illegalArgument("no actor created: " + e.getMessage());
        case FORBIDDEN -> Exits.forbidden("no actor created: " + e.getMessage());
        default -> panic("create_actor", e);
      };
    }
  }

  @Override
  public void deleteActor() {
    refuseInTransaction("the deletion of the actor");
    try {
      syscalls.next().selfDestruct(false);
    } catch (SyscallException e) {
      throw switch (e.error()) {
        case ILLEGAL_OPERATION, READ_ONLY ->
            Exits.illegalArgument("actor not deleted: " + e.getMessage());
        default -> panic("self_destruct", e);
      };
    }
  }

  private void refuseInTransaction(String what) {
    if (inTransaction) {
      throw Exits.assertionFailed(what + " inside a transaction");
    }
  }

  // --- events, randomness, gas

  @Override
  public void emit(List<EventEntry> entries) {
    try {
      syscalls.next().emitEvent(entries);
    } catch (SyscallException e) {
      throw Exits.assertionFailed("event not emitted: " + e.getMessage());
    }
  }

  @Override
  public byte[] chainRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
    try {
      return mix(syscalls.next().chainRandomness(epoch), tag, epoch, entropy);
    } catch (SyscallException e) {
      throw refusedEpoch("get_chain_randomness", e);
    }
  }

  @Override
  public byte[] beaconRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
    try {
      return mix(syscalls.next().beaconRandomness(epoch), tag, epoch, entropy);
    } catch (SyscallException e) {
      throw refusedEpoch("get_beacon_randomness", e);
    }
  }

  @Override
  public Optional<byte[]> beaconDigest(ChainEpoch epoch) {
    try {
      return Optional.of(syscalls.next().beaconRandomness(epoch));
    } catch (SyscallException e) {
      return Optional.empty();
    }
  }

  private byte[] mix(byte[] digest, DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
    return hash(Hash.BLAKE2B_256, MixedRandomness.preimage(digest, tag.number(), epoch, entropy));
  }

  @Override
  public long gasAvailable() {
    return syscalls.next().gasAvailable();
  }

  @Override
  public long milligasAvailable() {
    return syscalls.unpaid().milligasAvailable();
  }

  @Override
  public void chargeCompute(long milligas) {
    syscalls.compute(milligas);
  }

  @Override
  public boolean takeMemory(long bytes) {
    return syscalls.unpaid().memory().grow(bytes);
  }

  // --- cryptography

  @Override
  public byte[] hash(Hash hash, byte[] data) {
    try {
      return syscalls.next().hash(hash.code(), data);
    } catch (SyscallException e) {
      throw panic("hash", e);
    }
  }

  @Override
  public void chargeHash(Hash hash, int bytes) {
    Kernel kernel = syscalls.next();
    kernel.chargeMilligas("OnHashing", kernel.prices().onHashing(hash, bytes));
  }

  @Override
  public Optional<byte[]> recoverSecpPublicKey(byte[] digest, byte[] signature) {
    try {
      return Optional.of(syscalls.next().recoverSecpPublicKey(digest, signature));
    } catch (SyscallException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Boolean> verifySignature(Signature signature, Address signer, byte[] plaintext) {
    try {
      return Optional.of(
          syscalls
              .next()
              .verifySignature(signature.type().code(), signature.data(), signer, plaintext));
    } catch (SyscallException e) {
      return Optional.empty();
    }
  }

  @Override
  public ProofVerification proofs() {
    return new KernelProofs(syscalls);
  }
}
