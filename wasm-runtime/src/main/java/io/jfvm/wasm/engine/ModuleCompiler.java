// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.meter.MeteredModule;
import io.jfvm.wasm.meter.MeteringRules;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.wasm.Parser;
import run.endive.wasm.types.ExternalType;

/** Makes classes of modules: validated, metered, floats made exact, compiled, patched. */
final class ModuleCompiler {
  private final MeteringRules rules;

  ModuleCompiler(MeteringRules rules) {
    this.rules = rules;
  }

  /**
   * Compiles an actor's code.
   *
   * @throws InvalidModuleException if the network does not admit the module
   */
  CompiledModule compile(byte[] wasm) throws InvalidModuleException {
    MeteredModule metered = MeteredModule.of(wasm, rules);
    byte[] exact = FloatPass.apply(WasmModule.read(metered.bytes()));
    run.endive.wasm.WasmModule parsed = Parser.parse(exact);
    CompilerResult result =
        Compiler.builder(parsed)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .withClassCollectorFactory(ByteClassCollector::new)
            .build()
            .compile();
    ClassPatch patch =
        new ClassPatch(
            metered.gasGlobal(),
            metered.stackGlobal(),
            parsed.importSection().count(ExternalType.GLOBAL),
            metered.chargeFunction());
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : result.classBytes().entrySet()) {
      String name = entry.getKey().replace('/', '.');
      classes.put(name, patch.apply(name, entry.getValue()));
    }
    return new CompiledModule(
        result.collector().mainClassName().replace('/', '.'),
        classes,
        FunctionBodies.strip(WasmModule.read(exact), result.interpretedFunctions()));
  }
}
