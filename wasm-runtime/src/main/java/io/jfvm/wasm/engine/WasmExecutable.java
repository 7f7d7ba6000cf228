// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.engine.ActorExit;
import io.jfvm.engine.Executable;
import io.jfvm.gas.OutOfGas;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.Kernel;
import io.jfvm.types.HostException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.InvalidException;
import run.endive.wasm.WasmEngineException;

/**
 * The code of an actor, ready to run. Each invocation has an instance to itself, with memory, table
 * and globals as the module declares them; unless the machine failed they are used again.
 *
 * <p>Source: ref-fvm {@code fvm/src/engine/mod.rs} (instantiate), {@code
 * fvm/src/call_manager/default.rs}.
 */
final class WasmExecutable implements Executable {
  /** Idle instances kept. */
  private static final int KEPT = 8;

  private final LinkedModule linked;
  private final ModuleClasses classes;
  private final Function<Instance, Machine> machine;
  private final CodeForm form;
  private final PagePool pool;
  private final ConcurrentLinkedDeque<Guest> idle = new ConcurrentLinkedDeque<>();
  private final boolean reusable;

  WasmExecutable(LinkedModule linked, ModuleClasses classes, CodeForm form, PagePool pool) {
    this.linked = linked;
    this.classes = classes;
    this.machine = classes.machine();
    this.form = form;
    this.pool = pool;
    this.reusable = form == CodeForm.PATCHED && linked.onlyActiveSegments();
  }

  /** Does ahead what the first call would have to do. */
  void prepare() {
    classes.link();
  }

  @Override
  public int invoke(Kernel kernel, int paramsId) {
    chargeForInstance(kernel);
    Optional<String> linkError = linked.linkError();
    if (linkError.isPresent()) {
      throw new FatalError("the code does not link: " + linkError.get());
    }
    takeMemory(kernel);
    Guest guest = guest();
    Invocation invocation = new Invocation(kernel, guest.memory());
    guest.memory().attach(invocation);
    try {
      int returned = run(guest, invocation, kernel, paramsId);
      keep(guest);
      return returned;
    } catch (ActorExit | OutOfGas e) {
      guest.replaceMachine();
      keep(guest);
      throw e;
    }
  }

  private void keep(Guest guest) {
    guest.memory().detach();
    if (reusable && guest.isReusable() && idle.size() < KEPT) {
      guest.reset();
      idle.push(guest);
    }
  }

  /** The memory an instance has from the start is paid for before there is one. */
  private void chargeForInstance(Kernel kernel) {
    MemoryImage memory =
        linked.memory().orElseThrow(() -> new FatalError("the code exports no memory"));
    linked
        .chargedTable()
        .ifPresent(
            size ->
                kernel.chargeMilligas("wasm_table_init", WasmPrices.table(kernel.prices(), size)));
    kernel.chargeMilligas("wasm_memory_init", WasmPrices.memory(kernel.prices(), bytes(memory)));
  }

  private static long bytes(MemoryImage memory) {
    return (long) memory.pages() << FlatMemory.PAGE_SHIFT;
  }

  private void takeMemory(Kernel kernel) {
    boolean room =
        kernel.memory().grow(bytes(linked.memory().orElseThrow()))
            && kernel.memory().growTable(linked.tableElements());
    if (!room) {
      Invocation.requireMemoryLimits(kernel);
    }
    if (!room || !linked.segmentsFit()) {
      throw noInstance(kernel, "memory limits, or data outside of the memory");
    }
  }

  private static RuntimeException noInstance(Kernel kernel, String why) {
    String message = "no instance: " + why;
    return kernel.rules().failedInstanceIsFatal()
        ? new FatalError(message)
        : ActorExit.trap(message);
  }

  private Guest guest() {
    Guest idleGuest = idle.poll();
    return idleGuest == null ? new Guest(linked, machine, form, pool) : idleGuest;
  }

  private int run(Guest guest, Invocation invocation, Kernel kernel, int paramsId) {
    if (linked.start() >= 0) {
      start(guest, invocation, kernel);
    }
    if (linked.entryPoint() < 0) {
      throw kernel.rules().missingEntryPointIsInvalidReceiver()
          ? ActorExit.missingEntryPoint("the code has no entry point")
          : new FatalError("the code has no entry point");
    }
    if (!linked.isEntryPointCallable()) {
      throw new FatalError("the entry point is not of type (i32) -> i32");
    }
    invocation.instantiated();
    invocation.publish();
    int returned;
    try {
      returned = guest.call(linked.entryPoint(), paramsId);
    } catch (GuestTrap e) {
      invocation.settle();
      throw ActorExit.trap(e.getMessage());
    } catch (WasmEngineException e) {
      String trap = trap(e);
      invocation.settle();
      throw ActorExit.trap(trap);
    } catch (ActorExit | OutOfGas | FatalError e) {
      invocation.settle();
      throw e;
    }
    invocation.settle();
    return returned;
  }

  /** Part of making the instance: whatever goes wrong here, there is none. */
  private void start(Guest guest, Invocation invocation, Kernel kernel) {
    invocation.publish();
    String trap;
    try {
      guest.start(linked.start());
      invocation.settle();
      return;
    } catch (GuestTrap e) {
      trap = e.getMessage();
    } catch (WasmEngineException e) {
      trap = trap(e);
    }
    invocation.settle();
    throw noInstance(kernel, trap);
  }

  /** Endive's exceptions are traps, but for those that show a fault of ours or of the host. */
  private static String trap(WasmEngineException e) {
    if (e.getCause() instanceof StackOverflowError) {
      throw new HostException("the host's stack is too small for the calls of a message", e);
    }
    if (e instanceof InvalidException) {
      throw new HostException("compiled code is broken", e);
    }
    return e.getMessage();
  }
}
