// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.encoding.Codec;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.Optional;

/**
 * A network's state at an epoch, to which messages are applied.
 *
 * <p>Used by one thread at a time; any number of them live side by side. A message that cannot be
 * run ({@link io.jfvm.types.UnsupportedFeatureException}) or meets a broken host ({@link
 * io.jfvm.types.HostException}) changes nothing.
 */
public final class Vm {
  /** Seconds between two epochs of the public networks. */
  public static final long EPOCH_SECONDS = 30;

  /**
   * What a signature of 65 bytes adds to a message on chain: a pair's head, a string's head, a type
   * byte.
   */
  public static final long SIGNATURE_BYTES = 65 + 4;

  private final Jfvm jfvm;
  private final Blockstore base;
  private final Externs externs;

  /** Its own, and not all Vms': what is remembered here, this store holds. */
  private final DecodedBlocks decodedBlocks = new DecodedBlocks();

  private Executor executor;

  Vm(Jfvm jfvm, MachineContext context, Blockstore base, Externs externs) {
    this.jfvm = jfvm;
    this.base = base;
    this.externs = externs;
    this.executor = executor(context);
  }

  /** Opens a state for itself; a {@link Jfvm} opens several that share what they know of code. */
  public static Vm open(
      Profile profile, Blockstore store, MachineContext context, Externs externs) {
    return new Jfvm(profile).open(context, store, externs);
  }

  /** A message to be completed, with the sender's next nonce; 0 if there is no such actor. */
  public Message.Builder messageFrom(Address sender) {
    return Message.from(sender).sequence(actor(sender).map(ActorState::sequence).orElse(0L));
  }

  /**
   * Applies a message of the chain, which pays for itself. Signatures are the node's to check,
   * before.
   *
   * @throws IllegalArgumentException if the gas limit is not 1 to 2^63 - 1, or a fee is negative
   */
  public ApplyResult apply(Message message) {
    return apply(message, chainLength(message));
  }

  /**
   * Applies a message of the chain.
   *
   * @param chainLength bytes it takes on chain, for which it pays
   */
  public ApplyResult apply(Message message, long chainLength) {
    return executor.applyExplicit(message, chainLength);
  }

  /** Applies a message of the protocol itself: cron, rewards. It pays nothing. */
  public ApplyResult applyImplicit(Message message) {
    return executor.applyImplicit(message);
  }

  /**
   * Goes on to a later epoch with the same base fee and supply. The state is written to the store.
   *
   * @throws IllegalArgumentException if it is not later, or that epoch or its timestamp is beyond
   *     2^63 - 1; nothing has changed
   */
  public void advance(long epochs) {
    MachineContext now = context();
    if (epochs <= 0) {
      throw new IllegalArgumentException("epoch " + now.epoch() + " cannot go on by " + epochs);
    }
    ChainEpoch later;
    long timestampSeconds;
    try {
      later = new ChainEpoch(Math.addExact(now.epoch().value(), epochs));
      timestampSeconds =
          Math.addExact(now.timestampSeconds(), Math.multiplyExact(epochs, EPOCH_SECONDS));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "epoch " + now.epoch() + " cannot go on by " + epochs + ": time beyond 2^63 - 1", e);
    }
    advance(
        new MachineContext(
            now.network(),
            later,
            timestampSeconds,
            now.baseFee(),
            now.circulatingSupply(),
            now.initialStateRoot(),
            now.tracing()));
  }

  /**
   * Goes on under another context; its initial state root is replaced by the state as it stands.
   */
  public void advance(MachineContext next) {
    Cid root = flush();
    executor =
        executor(
            new MachineContext(
                next.network(),
                next.epoch(),
                next.timestampSeconds(),
                next.baseFee(),
                next.circulatingSupply(),
                root,
                next.tracing()));
  }

  public MachineContext context() {
    return executor.machine().context();
  }

  public ChainEpoch epoch() {
    return context().epoch();
  }

  /** Writes the state to the store. Returns its root. */
  public Cid flush() {
    return executor.flush();
  }

  /** The number of an address; that of an f0 address whether or not there is such an actor. */
  public Optional<ActorId> resolve(Address address) {
    return executor.machine().stateTree().resolve(address);
  }

  public Optional<ActorState> actor(Address address) {
    return resolve(address).flatMap(executor.machine().stateTree()::actor);
  }

  /**
   * The actor's own state.
   *
   * @throws io.jfvm.ipld.IpldException if it has another form
   */
  public <S> Optional<S> state(Address address, Codec<S> codec) {
    return actor(address).map(actor -> store().load(codec, actor.head()));
  }

  /** Where blocks can be read, those not written yet included. */
  public Blockstore store() {
    return executor.machine().store();
  }

  /**
   * Brings WebAssembly code of one's own into the store: see {@link StateEditor#install}.
   *
   * @return the code's CID
   * @throws InvalidModuleException if the network does not admit the module or it could never run
   */
  public Cid install(byte[] wasm) throws InvalidModuleException {
    return StateEditor.install(context().network(), base, wasm);
  }

  /**
   * Puts an actor into the state, between messages: see {@link StateEditor#create}.
   *
   * @return its number
   * @throws IllegalArgumentException if its number, address, balance, code or state cannot be
   */
  public ActorId create(NewActor actor) {
    return StateEditor.create(executor.machine().stateTree(), actor);
  }

  /** What names a trace's codes and methods. */
  public ActorNames names() {
    Machine machine = executor.machine();
    return new ActorNames(machine.manifest(), jfvm.javaActors(machine.manifest()));
  }

  private Executor executor(MachineContext context) {
    Machine machine = new Machine(context, base, externs, decodedBlocks);
    return new Executor(machine, jfvm.engines(machine), jfvm.stack());
  }

  /** What {@link #apply(Message)} takes for the bytes of a message on chain, with its signature. */
  public static long chainLength(Message message) {
    long unsigned = Message.CODEC.toBytes(message).length;
    return message.from().protocol() == Address.Protocol.BLS
        ? unsigned
        : unsigned + SIGNATURE_BYTES;
  }
}
