// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;

/** Makes classes of modules. */
final class ModuleCompiler {
  private ModuleCompiler() {}

  static CompiledModule compile(byte[] wasm) {
    byte[] metered = spike.Instrument.run(wasm, true, true, 0);
    WasmModule module = Parser.parse(metered);
    CompilerResult result =
        Compiler.builder(module)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .withClassCollectorFactory(ByteClassCollector::new)
            .build()
            .compile();
    int importedGlobals = module.importSection().count(ExternalType.GLOBAL);
    int functions =
        module.importSection().count(ExternalType.FUNCTION)
            + module.functionSection().functionCount();
    ClassPatch patch =
        new ClassPatch(
            importedGlobals - 1,
            importedGlobals + module.globalSection().globalCount() - 1,
            importedGlobals,
            functions - 1);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : result.classBytes().entrySet()) {
      String name = entry.getKey().replace('/', '.');
      classes.put(name, patch.apply(name, entry.getValue()));
    }
    if (patch.charges() == 0) {
      throw new IllegalStateException("compiled code charges no gas");
    }
    return new CompiledModule(
        result.collector().mainClassName().replace('/', '.'), classes, metered);
  }
}
