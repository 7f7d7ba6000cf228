// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import run.endive.runtime.GlobalInstance;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.ValType;

/**
 * A global that lives in the memory, where compiled code looks for it; the interpreter asks here.
 */
abstract sealed class GuestGlobal extends GlobalInstance {

  @SuppressWarnings("deprecation") // no other constructor is open to subclasses
  private GuestGlobal(ValType type) {
    super(0, 0, type, MutabilityType.Var);
  }

  abstract long get();

  abstract void set(long value);

  @Override
  public final long getValue() {
    return get();
  }

  @Override
  public final long getValueLow() {
    return get();
  }

  @Override
  public final void setValue(long value) {
    set(value);
  }

  @Override
  public final void setValueLow(long value) {
    set(value);
  }

  /** The gas counter, which the metering imports. */
  static final class Gas extends GuestGlobal {
    private final FlatMemory memory;

    Gas(FlatMemory memory) {
      super(ValType.I64);
      this.memory = memory;
    }

    @Override
    long get() {
      return memory.gas;
    }

    @Override
    void set(long value) {
      memory.gas = value;
    }
  }

  /** The counter of the stack limiter. */
  static final class Stack extends GuestGlobal {
    private final FlatMemory memory;

    Stack(FlatMemory memory) {
      super(ValType.I32);
      this.memory = memory;
    }

    @Override
    long get() {
      return memory.stack;
    }

    @Override
    void set(long value) {
      memory.stack = (int) value;
    }
  }

  /** A global of the module's own. */
  static final class Own extends GuestGlobal {
    private final FlatMemory memory;
    private final int index;

    Own(FlatMemory memory, int index, long initial, ValType type) {
      super(type);
      this.memory = memory;
      this.index = index;
      set(initial);
    }

    @Override
    long get() {
      return memory.globals[index];
    }

    @Override
    void set(long value) {
      memory.globals[index] = value;
    }
  }
}
