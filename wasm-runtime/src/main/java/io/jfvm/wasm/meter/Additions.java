// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.ConstExpr;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.Global;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** The sections of a module with what the instrumentation adds to them. */
final class Additions {
  private Additions() {}

  /** With the gas counter as the last import. */
  static List<Import> imports(WasmModule module, Generation generation) {
    List<Import> imports = new ArrayList<>(module.imports());
    imports.add(
        new Import(
            Generation.GAS_MODULE,
            generation.gasCounter(),
            new ExternalType.Global(ValueType.I64, true)));
    return imports;
  }

  /** Type indices of the functions, the thunks and the charge function. */
  static List<Integer> functions(
      WasmModule module, FunctionTypes types, StackLimiter limiter, int chargeType) {
    List<Integer> functions = new ArrayList<>();
    for (int i = 0; i < module.definedFunctions(); i++) {
      functions.add(module.typeOfDefined(i));
    }
    for (int target : limiter.targets()) {
      functions.add(types.indexOf(types.of(target)));
    }
    functions.add(chargeType);
    return functions;
  }

  /** With the counter of stack height as the last global. */
  static List<Global> globals(WasmModule module) {
    List<Global> globals = new ArrayList<>(module.globals());
    globals.add(new Global(new ExternalType.Global(ValueType.I32, true), ConstExpr.i32(0)));
    return globals;
  }

  /** With exported functions behind their thunks. */
  static List<Export> exports(WasmModule module, StackLimiter limiter) {
    List<Export> exports = new ArrayList<>();
    for (Export export : module.exports()) {
      exports.add(
          export.kind() == ExternalKind.FUNCTION
              ? new Export(export.name(), export.kind(), limiter.redirect(export.index()))
              : export);
    }
    return exports;
  }

  /** With functions in tables behind their thunks. */
  static List<ElementSegment> elements(WasmModule module, StackLimiter limiter) {
    List<ElementSegment> segments = new ArrayList<>();
    for (ElementSegment segment : module.elements()) {
      segments.add(segment.expressions() == null ? redirect(segment, limiter) : segment);
    }
    return segments;
  }

  private static ElementSegment redirect(ElementSegment segment, StackLimiter limiter) {
    int[] functions = segment.functions().clone();
    for (int i = 0; i < functions.length; i++) {
      functions[i] = limiter.redirect(functions[i]);
    }
    return new ElementSegment(
        segment.mode(), segment.table(), segment.at(), functions, null, segment.offset());
  }
}
