// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.encoding.Codec;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
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

  private Vm() {}

  /** Opens a state. */
  public static Vm open(
      Profile profile, Blockstore store, MachineContext context, Externs externs) {
    throw new IllegalStateException();
  }

  /** A message to be completed, with the sender's next nonce; 0 if there is no such actor. */
  public Message.Builder messageFrom(Address sender) {
    throw new IllegalStateException();
  }

  /**
   * Applies a message of the chain, which pays for itself. Signatures are the node's to check,
   * before.
   */
  public ApplyResult apply(Message message) {
    throw new IllegalStateException();
  }

  /** Applies a message of the protocol itself: cron, rewards. */
  public ApplyResult applyImplicit(Message message) {
    throw new IllegalStateException();
  }

  /**
   * Goes on to a later epoch with the same base fee and supply. The state is written to the store.
   */
  public void advance(long epochs) {
    throw new IllegalStateException();
  }

  public ChainEpoch epoch() {
    throw new IllegalStateException();
  }

  /** Writes the state to the store. Returns its root. */
  public Cid flush() {
    throw new IllegalStateException();
  }

  public Optional<ActorId> resolve(Address address) {
    throw new IllegalStateException();
  }

  public Optional<ActorState> actor(Address address) {
    throw new IllegalStateException();
  }

  /** The actor's own state. */
  public <S> Optional<S> state(Address address, Codec<S> codec) {
    throw new IllegalStateException();
  }

  /** Where blocks can be read, those not written yet included. */
  public Blockstore store() {
    throw new IllegalStateException();
  }

  /** What names the trace's numbers. */
  public ActorNames names() {
    throw new IllegalStateException();
  }

  Executor executor() {
    throw new IllegalStateException();
  }
}
