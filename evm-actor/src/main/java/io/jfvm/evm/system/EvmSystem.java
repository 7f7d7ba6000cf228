// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Exits;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.crypto.Hash;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A contract during one invocation. It holds the state in memory, writes it back before every send
 * and at the end, and reads it again after a send that succeeded, since the contract may have been
 * called back. Source: builtin-actors {@code actors/evm/src/interpreter/system.rs}.
 */
public final class EvmSystem {
  /** EIP-170. */
  private static final int MAX_CODE_BYTES = 24 << 10;

  /** First byte of code kept for other formats (EIP-3541). */
  private static final byte RESERVED_CODE_START = (byte) 0xef;

  private static final byte[] NO_CODE = {};

  private final ActorRuntime rt;
  private final boolean readOnly;
  private final Lifespan lifespan;
  private final Storage slots;
  private final Storage transientSlots;

  private Optional<Bytecode> bytecode = Optional.empty();
  private long nonce = 1;
  private Optional<Lifespan> tombstone = Optional.empty();

  /** The root that holds what is in memory; empty while the two differ. */
  private Optional<Cid> savedRoot = Optional.empty();

  /** The code the contract runs, by its block and its keccak-256. */
  private record Bytecode(Cid cid, Word hash) {}

  private EvmSystem(
      ActorRuntime rt, boolean readOnly, Lifespan lifespan, Storage slots, Storage transientSlots) {
    this.rt = rt;
    this.readOnly = readOnly;
    this.lifespan = lifespan;
    this.slots = slots;
    this.transientSlots = transientSlots;
  }

  private static EvmSystem empty(ActorRuntime rt, boolean readOnly) {
    return new EvmSystem(
        rt, readOnly, Lifespan.current(rt), Storage.empty(rt.store()), Storage.empty(rt.store()));
  }

  /** A new contract, in an actor that has no state yet. */
  public static EvmSystem create(ActorRuntime rt) {
    rt.requireNoState();
    return empty(rt, rt.isReadOnly());
  }

  /** A new contract, in the place of a dead one. */
  public static EvmSystem resurrect(ActorRuntime rt) {
    if (!readState(rt, rt.stateRoot()).isDead(rt)) {
      throw Exits.forbidden("only a dead contract can be resurrected");
    }
    return empty(rt, rt.isReadOnly());
  }

  /** The contract as it stands; a dead one is empty and read-only. */
  public static EvmSystem load(ActorRuntime rt) {
    Cid root = rt.stateRoot();
    EvmState state = readState(rt, root);
    if (state.isDead(rt)) {
      return empty(rt, true);
    }
    Lifespan lifespan = Lifespan.current(rt);
    Optional<Cid> transientRoot = transientRoot(state, lifespan);
    Storage transientSlots =
        transientRoot.isPresent()
            ? Storage.load(rt.store(), transientRoot.get())
            : Storage.empty(rt.store());
    Storage slots = Storage.load(rt.store(), state.storage());
    EvmSystem system = new EvmSystem(rt, rt.isReadOnly(), lifespan, slots, transientSlots);
    system.adopt(state, root);
    return system;
  }

  private static EvmState readState(ActorRuntime rt, Cid root) {
    try {
      return rt.store().load(EvmState.CODEC, root);
    } catch (IpldException e) {
      throw Exits.serialization("contract state: " + e.getMessage());
    }
  }

  private static Optional<Cid> transientRoot(EvmState state, Lifespan lifespan) {
    return state
        .transientData()
        .filter(stored -> stored.lifespan().equals(lifespan))
        .map(TransientData::root);
  }

  private void adopt(EvmState state, Cid root) {
    nonce = state.nonce();
    bytecode = Optional.of(new Bytecode(state.bytecode(), state.bytecodeHash()));
    tombstone = state.tombstone();
    savedRoot = Optional.of(root);
  }

  public ActorRuntime runtime() {
    return rt;
  }

  /** Whether this invocation must change nothing. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** The block of the contract's code; empty if there is none to run. */
  public Optional<Cid> bytecode() {
    return bytecode.map(Bytecode::cid);
  }

  /**
   * Sets the code.
   *
   * <p>Aborts with ILLEGAL_ARGUMENT if it is longer than 24576 bytes or starts with 0xef.
   */
  public void setBytecode(byte[] code) {
    writeBytecode(code);
  }

  private Bytecode writeBytecode(byte[] code) {
    savedRoot = Optional.empty();
    if (code.length > MAX_CODE_BYTES) {
      throw Exits.illegalArgument("code of " + code.length + " bytes, at most " + MAX_CODE_BYTES);
    }
    if (code.length > 0 && code[0] == RESERVED_CODE_START) {
      throw Exits.illegalArgument("code must not start with 0xef (EIP-3541)");
    }
    Word hash = Word.of(rt.hash(Hash.KECCAK_256, code));
    Bytecode written = new Bytecode(putBytecode(code), hash);
    bytecode = Optional.of(written);
    return written;
  }

  private Cid putBytecode(byte[] code) {
    try {
      return rt.store().put(Multicodec.RAW, code);
    } catch (IpldException e) {
      throw Exits.illegalState("bytecode: " + e.getMessage());
    }
  }

  /** How many contracts this one has tried to create, and one more; u64. */
  public long nonce() {
    return nonce;
  }

  public void incrementNonce() {
    savedRoot = Optional.empty();
    if (nonce == -1L) {
      throw Exits.assertionFailed("the contract's nonce overflows");
    }
    nonce++;
  }

  /** Buries the contract; it is dead once the message is over. */
  public void markSelfDestructed() {
    savedRoot = Optional.empty();
    tombstone = Optional.of(lifespan);
  }

  /** SLOAD: replaces the key in four limbs, low first, by its value, zero if it has none. */
  public void loadStorage(long[] limbs, int key) {
    slots.load(limbs, key);
  }

  /** SSTORE. */
  public void storeStorage(long[] limbs, int key, int value) {
    if (slots.store(limbs, key, value)) {
      savedRoot = Optional.empty();
    }
  }

  /** TLOAD. */
  public void loadTransient(long[] limbs, int key) {
    transientSlots.load(limbs, key);
  }

  /** TSTORE. */
  public void storeTransient(long[] limbs, int key, int value) {
    if (transientSlots.store(limbs, key, value)) {
      savedRoot = Optional.empty();
    }
  }

  /**
   * Writes the state back if it changed.
   *
   * <p>Aborts with FORBIDDEN if it changed in a read-only invocation.
   */
  public void flush() {
    if (savedRoot.isPresent()) {
      return;
    }
    if (readOnly) {
      throw Exits.forbidden("the invocation is read-only");
    }
    Bytecode code = bytecode.isPresent() ? bytecode.get() : writeBytecode(NO_CODE);
    Optional<TransientData> transientData =
        transientSlots.isEmpty()
            ? Optional.empty()
            : Optional.of(new TransientData(transientSlots.flush(), lifespan));
    EvmState state =
        new EvmState(code.cid, code.hash, slots.flush(), transientData, nonce, tombstone);
    Cid root = save(state);
    rt.setStateRoot(root);
    savedRoot = Optional.of(root);
  }

  private Cid save(EvmState state) {
    try {
      return rt.store().save(EvmState.CODEC, state);
    } catch (IpldException e) {
      throw Exits.illegalState("contract state: " + e.getMessage());
    }
  }

  private void reload() {
    if (readOnly) {
      return;
    }
    Cid root = rt.stateRoot();
    if (savedRoot.isPresent() && savedRoot.get().equals(root)) {
      return;
    }
    EvmState state = readState(rt, root);
    transientRoot(state, lifespan).ifPresentOrElse(transientSlots::setRoot, transientSlots::clear);
    slots.setRoot(state.storage());
    adopt(state, root);
  }

  /**
   * Sends a message: writes the state back, sends, and reads the state again if the receiver
   * succeeded.
   */
  public SendResult sendRaw(Send send) {
    flush();
    SendResult result = rt.send(send);
    if (result instanceof SendResult.Returned returned && returned.exitCode().isSuccess()) {
      reload();
    }
    return result;
  }

  /** As {@link #sendRaw}; aborts unless the receiver succeeds, with its code and data if it ran. */
  public Optional<IpldBlock> send(Send send) {
    return switch (sendRaw(send)) {
      case SendResult.Returned returned when returned.exitCode().isSuccess() -> returned.value();
      case SendResult.Returned returned ->
          throw new ActorException(
              Sends.passOn(returned.exitCode()),
              "call of " + send.to() + ", method " + send.method() + ", failed",
              returned.value());
      case SendResult.Refused refused ->
          throw Exits.unspecified(
              "call of " + send.to() + ", method " + send.method() + ": " + refused.error());
    };
  }

  /** Calls a method that changes nothing and takes no parameters. */
  public Optional<IpldBlock> query(ActorId actor, MethodNum method) {
    return send(
        new Send(
            actor.address(),
            method,
            Optional.empty(),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true));
  }

  /** The gas a call gets of what it asks for, u64: at most all but one 64th of what is left. */
  public long callGasLimit(long requested) {
    long most = mostCallGas();
    return Long.compareUnsigned(requested, most) < 0 ? requested : most;
  }

  /** All but one 64th of the gas that is left, rounded down (EIP-150). */
  public long mostCallGas() {
    long available = rt.gasAvailable();
    if (Math.unsignedMultiplyHigh(63, available) != 0) {
      throw Exits.assertionFailed("63 times the gas left exceeds 64 bits");
    }
    return Long.divideUnsigned(63 * available, 64);
  }

  /**
   * An actor's Ethereum address: that of its f410 address, else its masked id.
   *
   * <p>Aborts with ASSERTION_FAILED if the f410 address has another length.
   */
  public EthAddress ethAddress(ActorId actor) {
    Optional<Address> delegated = rt.lookupDelegatedAddress(actor);
    if (delegated.isEmpty() || !delegated.get().namespace().equals(Optional.of(ActorId.EAM))) {
      return EthAddress.ofId(actor);
    }
    return EthAddress.of(delegated.get())
        .orElseThrow(() -> Exits.assertionFailed("no Ethereum address: " + delegated.get()));
  }
}
