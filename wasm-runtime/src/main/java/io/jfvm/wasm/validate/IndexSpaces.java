// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.Global;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** The index spaces of a module: imports first, then definitions. */
final class IndexSpaces {
  private final WasmModule module;
  private final int[] importedTypes;
  private final List<ExternalType.Global> globals = new ArrayList<>();
  private final int importedGlobals;
  private final int tables;
  private final int memories;

  IndexSpaces(WasmModule module) {
    this.module = module;
    importedTypes = new int[module.importedFunctions()];
    int functionCount = 0;
    int tableCount = 0;
    int memoryCount = 0;
    for (Import imported : module.imports()) {
      switch (imported.type()) {
        case ExternalType.Function function ->
            importedTypes[functionCount++] = function.typeIndex();
        case ExternalType.Table table -> tableCount++;
        case ExternalType.Memory memory -> memoryCount++;
        case ExternalType.Global global -> globals.add(global);
      }
    }
    importedGlobals = globals.size();
    for (Global global : module.globals()) {
      globals.add(global.type());
    }
    tables = tableCount + module.tables().size();
    memories = memoryCount + module.memories().size();
  }

  int functions() {
    return importedTypes.length + module.definedFunctions();
  }

  /** Valid once the type indices are checked. */
  FuncType functionType(int function) {
    int type =
        function < importedTypes.length
            ? importedTypes[function]
            : module.typeOfDefined(function - importedTypes.length);
    return module.types().get(type);
  }

  int globals() {
    return globals.size();
  }

  int importedGlobals() {
    return importedGlobals;
  }

  ExternalType.Global global(int index) {
    return globals.get(index);
  }

  int tables() {
    return tables;
  }

  int memories() {
    return memories;
  }
}
