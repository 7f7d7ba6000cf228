// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.meter.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.ImportGlobal;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.types.ValType;

/** An instance of a module with all its state. */
final class Guest {
  private final FlatMemory memory;
  private final Instance instance;
  private final List<GuestTable> tables = new ArrayList<>();
  private final long[] initialGlobals;
  private final Function<Instance, Machine> machines;
  private Machine machine;
  private int globalsMade;

  /** Makes an instance; its start function has not run. */
  Guest(LinkedModule linked, Function<Instance, Machine> machines, CodeForm form, PagePool pool) {
    int globals = linked.ownGlobals();
    this.machines = machines;
    this.memory = new FlatMemory(linked.memory().orElseThrow(), globals, linked.stackLimit(), pool);
    this.instance =
        Instance.builder(linked.module())
            .withImportValues(
                ImportValues.builder()
                    .addFunction(linked.functions())
                    .addGlobal(
                        new ImportGlobal(
                            Generation.GAS_MODULE,
                            linked.gasCounter(),
                            new GuestGlobal.Gas(memory)))
                    .build())
            .withMemoryFactory(limits -> memory)
            .withTableFactory(
                (table, initial) -> {
                  GuestTable made = new GuestTable(table, initial, memory);
                  tables.add(made);
                  return made;
                })
            .withGlobalFactory(
                form == CodeForm.PATCHED
                    ? (low, high, type, mutability) -> global(globalsMade++, globals, low, type)
                    : (low, high, type, mutability) ->
                        GlobalInstance.builder()
                            .valueLow(low)
                            .valueHigh(high)
                            .valType(type)
                            .mutabilityType(mutability)
                            .build())
            .withMachineFactory(
                made -> {
                  machine = machines.apply(made);
                  return (function, arguments) -> machine.call(function, arguments);
                })
            .withStart(false)
            .build();
    this.initialGlobals = memory.globals.clone();
    tables.forEach(GuestTable::seal);
  }

  /** The last global is the stack limiter's. */
  private GuestGlobal global(int index, int count, long initial, ValType type) {
    return index == count - 1
        ? new GuestGlobal.Stack(memory)
        : new GuestGlobal.Own(memory, index, initial, type);
  }

  FlatMemory memory() {
    return memory;
  }

  /** Calls the start function. */
  void start(int function) {
    machine.call(function, new long[0]);
  }

  /** Calls a function that takes an i32 and returns one. */
  int call(int function, int argument) {
    return (int) machine.call(function, new long[] {argument})[0];
  }

  /** After code was left by an exception: its machine may hold what the interpreter had at hand. */
  void replaceMachine() {
    machine = machines.apply(instance);
  }

  /** Whether {@link #reset} makes it as new. */
  boolean isReusable() {
    for (GuestTable table : tables) {
      if (table.isChanged()) {
        return false;
      }
    }
    return true;
  }

  void reset() {
    memory.reset();
    memory.stack = 0;
    System.arraycopy(initialGlobals, 0, memory.globals, 0, initialGlobals.length);
  }
}
