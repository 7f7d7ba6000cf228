// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.ipld.Blockstore;
import io.jfvm.kernel.FatalError;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import run.endive.wasm.Parser;

/**
 * Runs actors that are WebAssembly, under the prices and rules of one network version.
 *
 * <p>Any block under a code's CID is taken for a module. A module is compiled when first called.
 * Safe for threads.
 */
public final class WasmEngine implements Engine {
  private final NetworkConfig network;
  private final ModuleCompiler compiler;
  private final SyscallTable syscalls;
  private final PagePool pool = new PagePool();
  private final Map<Cid, Executable> executables = new ConcurrentHashMap<>();

  public WasmEngine(NetworkConfig network) {
    this.network = network;
    this.compiler = new ModuleCompiler(WasmPrices.metering(network));
    this.syscalls = SyscallTable.of(network.rules());
  }

  @Override
  public Optional<Executable> load(Cid code, Blockstore store) {
    Executable known = executables.get(code);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<byte[]> wasm = store.get(code);
    return wasm.map(bytes -> executables.computeIfAbsent(code, cid -> executable(bytes)));
  }

  private Executable executable(byte[] wasm) {
    CompiledModule compiled;
    try {
      compiled = compiler.compile(wasm);
    } catch (InvalidModuleException e) {
      throw new FatalError("the code is no module the network admits: " + e.getMessage(), e);
    }
    LinkedModule linked =
        new LinkedModule(Parser.parse(compiled.module()), syscalls, network.limits());
    return new WasmExecutable(linked, ModuleClasses.machine(compiled), pool);
  }
}
