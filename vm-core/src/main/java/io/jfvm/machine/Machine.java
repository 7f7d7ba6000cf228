// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.externs.Externs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.state.StateTree;
import io.jfvm.types.Cid;

/**
 * A state tree at an epoch of a network. Messages change it through an executor; nothing reaches
 * the store below before {@link #flush()}.
 *
 * <p>Used by one thread at a time. Source: ref-fvm {@code fvm/src/machine/default.rs}.
 */
public final class Machine {
  private final MachineContext context;
  private final Externs externs;
  private final Blockstore store;
  private final StateTree stateTree;
  private final Manifest manifest;

  /** PLACEHOLDER. */
  private Machine(
      MachineContext context,
      Externs externs,
      Blockstore store,
      StateTree stateTree,
      Manifest manifest) {
    this.context = context;
    this.externs = externs;
    this.store = store;
    this.stateTree = stateTree;
    this.manifest = manifest;
  }

  /**
   * A machine at the context's initial state. Writes the empty-array block into the store, the
   * state of actors just created.
   *
   * @param base where blocks are read, and written by {@link #flush()}
   * @throws io.jfvm.ipld.IpldException if the state is missing or malformed
   */
  public static Machine create(MachineContext context, Blockstore base, Externs externs) {
    throw new UnsupportedOperationException();
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

  public StateTree stateTree() {
    return stateTree;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Writes the state tree, and all new blocks it reaches, to the store below. Returns its root. */
  public Cid flush() {
    throw new UnsupportedOperationException();
  }
}
