// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.ipld.Blockstore;
import io.jfvm.kernel.FatalError;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.meter.MeteringRules;
import io.jfvm.wasm.module.InvalidModuleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs actors that are WebAssembly, under the rules, prices and limits of one network version.
 *
 * <p>Any block under a code's CID is taken for a module. A module is compiled when first loaded,
 * which takes up to seconds for the largest; a directory given keeps the result for later
 * processes. Safe for threads.
 */
public final class WasmEngine implements Engine {
  private final NetworkConfig network;
  private final ModuleCompiler compiler;
  private final CodeForm form;
  private final Optional<CodeCache> cache;
  private final SyscallTable syscalls;
  private final PagePool pool = new PagePool();
  private final Map<Cid, Slot> slots = new ConcurrentHashMap<>();

  /** An engine that compiles each module once in its life. */
  public WasmEngine(NetworkConfig network) {
    this(network, CodeForm.PATCHED);
  }

  /** The same, in a form that need not be the fast one. */
  public WasmEngine(NetworkConfig network, CodeForm form) {
    this(network, WasmPrices.metering(network), form, Optional.empty());
  }

  private WasmEngine(
      NetworkConfig network, MeteringRules rules, CodeForm form, Optional<CodeCache> cache) {
    this.network = network;
    this.compiler = new ModuleCompiler(rules, form);
    this.form = form;
    this.cache = cache;
    this.syscalls = SyscallTable.of(network.rules());
  }

  /**
   * An engine that keeps compiled modules in a directory, which is made if there is none. Any
   * number of processes may share it. What lies in it runs: nobody else must be able to write
   * there.
   *
   * @throws IOException if the directory cannot be made
   */
  public static WasmEngine caching(NetworkConfig network, CodeForm form, Path directory)
      throws IOException {
    MeteringRules rules = WasmPrices.metering(network);
    CodeCache cache = new CodeCache(directory, rules, form);
    return new WasmEngine(network, rules, form, Optional.of(cache));
  }

  /**
   * Compiles or loads code so that its first call need not, for a thread that has the time. A call
   * that comes meanwhile waits for the rest of it. Without it the first call does the same; what
   * calls do and cost does not change.
   *
   * @return false if the store has no such code
   * @throws FatalError if the network does not admit the code
   */
  public boolean warmUp(Cid code, Blockstore store) {
    Optional<WasmExecutable> found = find(code, store);
    found.ifPresent(WasmExecutable::prepare);
    return found.isPresent();
  }

  @Override
  public Optional<Executable> load(Cid code, Blockstore store) {
    return find(code, store).map(executable -> executable);
  }

  private Optional<WasmExecutable> find(Cid code, Blockstore store) {
    Slot slot = slots.get(code);
    if (slot == null) {
      if (store.get(code).isEmpty()) {
        return Optional.empty();
      }
      slot = slots.computeIfAbsent(code, cid -> new Slot());
    }
    return Optional.of(slot.executable(code, store));
  }

  /** The place of one module. Whoever comes while it is being compiled waits. */
  private final class Slot {
    private WasmExecutable executable;

    synchronized WasmExecutable executable(Cid code, Blockstore store) {
      if (executable == null) {
        executable = make(code, store);
      }
      return executable;
    }
  }

  private WasmExecutable make(Cid code, Blockstore store) {
    CompiledModule compiled =
        cache
            .flatMap(kept -> kept.find(code))
            .orElseGet(
                () -> {
                  CompiledModule made = compile(code, store);
                  cache.ifPresent(kept -> kept.put(code, made));
                  return made;
                });
    LinkedModule linked = new LinkedModule(compiled, syscalls, network);
    return new WasmExecutable(linked, new ModuleClasses(compiled), form, pool);
  }

  private CompiledModule compile(Cid code, Blockstore store) {
    byte[] wasm = store.get(code).orElseThrow(() -> new FatalError("there is no code " + code));
    try {
      return compiler.compile(wasm);
    } catch (InvalidModuleException e) {
      throw new FatalError("code " + code + " is not admitted: " + e.getMessage(), e);
    }
  }
}
