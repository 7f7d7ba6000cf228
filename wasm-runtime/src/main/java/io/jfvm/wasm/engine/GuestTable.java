// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/** The table of one instance, which the network keeps small and counts as memory. */
final class GuestTable extends TableInstance {
  /**
   * What a table holds at most, whatever it declares. Source: ref-fvm {@code
   * fvm/src/engine/mod.rs}.
   */
  static final int MAX_ELEMENTS = 20_000;

  private final FlatMemory memory;
  private boolean sealed;
  private boolean changed;

  GuestTable(Table declared, int initialValue, FlatMemory memory) {
    super(ownLimits(declared), initialValue);
    this.memory = memory;
  }

  /** Growing changes the limits, and those of the module belong to all its instances. */
  private static Table ownLimits(Table declared) {
    TableLimits limits = declared.limits();
    return new Table(
        declared.elementType(),
        new TableLimits(limits.min(), Math.min(limits.max(), MAX_ELEMENTS)),
        declared.initialize());
  }

  /** The elements are in place; later changes are the guest's. */
  void seal() {
    sealed = true;
  }

  /** Whether the guest changed it, so that the instance cannot be used once more. */
  boolean isChanged() {
    return changed;
  }

  @Override
  public int grow(int delta, int value, Instance instance) {
    if (delta < 0 || delta > limits().max() - size() || !memory.invocation().takeTable(delta)) {
      return -1;
    }
    changed = true;
    return super.grow(delta, value, instance);
  }

  @Override
  public void setRef(int index, int value, Instance instance) {
    changed = sealed;
    super.setRef(index, value, instance);
  }
}
