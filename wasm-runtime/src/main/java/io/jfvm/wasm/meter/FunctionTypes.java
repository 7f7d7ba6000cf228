// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.WasmModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a module, to which the instrumentation adds, and of all its functions. */
final class FunctionTypes {
  private final List<FuncType> types;
  private final Map<FuncType, Integer> firstIndices = new HashMap<>();
  private final int[] functions;

  FunctionTypes(WasmModule module) {
    types = new ArrayList<>(module.types());
    for (int i = 0; i < types.size(); i++) {
      firstIndices.putIfAbsent(types.get(i), i);
    }
    int imported = module.importedFunctions();
    functions = new int[imported + module.definedFunctions()];
    int next = 0;
    for (Import entry : module.imports()) {
      if (entry.type() instanceof ExternalType.Function function) {
        functions[next++] = function.typeIndex();
      }
    }
    for (int i = 0; i < module.definedFunctions(); i++) {
      functions[next++] = module.typeOfDefined(i);
    }
  }

  /** How many functions, imported ones included. */
  int functions() {
    return functions.length;
  }

  FuncType of(int function) {
    return types.get(functions[function]);
  }

  FuncType type(int index) {
    return types.get(index);
  }

  List<FuncType> all() {
    return types;
  }

  /** The first index of an equal type, which is appended when there is none. */
  int indexOf(FuncType type) {
    Integer index = firstIndices.putIfAbsent(type, types.size());
    if (index == null) {
      types.add(type);
      return types.size() - 1;
    }
    return index;
  }
}
