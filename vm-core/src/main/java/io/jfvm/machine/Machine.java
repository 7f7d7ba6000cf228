// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.encoding.DecodeException;
import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.BufferedBlockstore;
import io.jfvm.ipld.CachingBlockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.IpldException;
import io.jfvm.state.StateTree;
import io.jfvm.types.Cid;

/**
 * A state tree at an epoch of a network. Messages change it through an executor; nothing but the
 * empty array reaches the store below before {@link #flush()}.
 *
 * <p>Used by one thread at a time. Source: ref-fvm {@code fvm/src/machine/default.rs}.
 */
public final class Machine {
  private final MachineContext context;
  private final Externs externs;
  private final BufferedBlockstore store;
  private final DecodedBlocks decodedBlocks;
  private final StateTree stateTree;
  private final Manifest manifest;

  /**
   * A machine at the context's initial state. Writes the empty-array block into the store: the
   * state of actors just created.
   *
   * @param base where blocks are read, and written by {@link #flush()}
   * @throws IpldException if the state or its manifest is missing or malformed
   */
  public Machine(MachineContext context, Blockstore base, Externs externs) {
    this(context, base, externs, new DecodedBlocks());
  }

  /** A machine that shares what it knows of blocks with others. */
  public Machine(
      MachineContext context, Blockstore base, Externs externs, DecodedBlocks decodedBlocks) {
    this.context = context;
    this.externs = externs;
    this.decodedBlocks = decodedBlocks;
    this.store = new BufferedBlockstore(base);
    Blockstore remembering = new CachingBlockstore(store, decodedBlocks);
    this.stateTree = StateTree.load(remembering, context.initialStateRoot());
    StateTree.putEmptyArray(base);
    try {
      this.manifest =
          Manifest.load(
              remembering, stateTree.systemState().builtinActors(), context.network().rules());
    } catch (DecodeException e) {
      throw new IpldException("built-in actors of " + context.initialStateRoot(), e);
    }
  }

  public MachineContext context() {
    return context;
  }

  public NetworkConfig network() {
    return context.network();
  }

  public Externs externs() {
    return externs;
  }

  /** Reads through to the store below, keeps writes to itself. */
  public Blockstore store() {
    return store;
  }

  /** What blocks of the store decode to. Whoever takes a value from it has paid for the block. */
  public DecodedBlocks decodedBlocks() {
    return decodedBlocks;
  }

  public StateTree stateTree() {
    return stateTree;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * Writes the state tree, and all new blocks it reaches, to the store below. Returns its root.
   *
   * @throws IpldException if the state links to what state must not link to
   */
  public Cid flush() {
    Cid root = stateTree.flush();
    store.flush(root);
    return root;
  }
}
