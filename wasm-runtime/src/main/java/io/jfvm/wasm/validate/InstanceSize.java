// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.ConstExpr;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.Global;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.WasmModule;
import java.util.BitSet;

/**
 * How many bytes the reference's engine (Wasmtime 36 on a 64-bit host) sets aside for an instance
 * of an instrumented module, its memory and table contents apart.
 */
final class InstanceSize {
  /** With the gas counter imported, and nothing else. */
  private static final long FIXED = 232;

  private static final long IMPORTED_FUNCTION = 24;
  private static final long TABLE = 16;
  private static final long MEMORY = 24;
  private static final long GLOBAL = 16;
  private static final long FUNCTION_REFERENCE = 32;
  private static final long ALIGNMENT = 16;

  private InstanceSize() {}

  static long of(WasmModule module) {
    long size =
        FIXED
            + IMPORTED_FUNCTION * module.importedFunctions()
            + TABLE * module.tables().size()
            + MEMORY * module.memories().size();
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT
        + GLOBAL * module.globals().size()
        + FUNCTION_REFERENCE * referencedFunctions(module);
  }

  /**
   * Functions somebody may hold a reference to: imported, exported, in tables or globals, start.
   */
  private static int referencedFunctions(WasmModule module) {
    BitSet functions = new BitSet();
    functions.set(0, module.importedFunctions());
    for (Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        functions.set(export.index());
      }
    }
    for (Global global : module.globals()) {
      reference(global.initial(), functions);
    }
    for (ElementSegment segment : module.elements()) {
      if (segment.expressions() == null) {
        for (int function : segment.functions()) {
          functions.set(function);
        }
      } else {
        for (ConstExpr expression : segment.expressions()) {
          reference(expression, functions);
        }
      }
    }
    if (module.start() >= 0) {
      functions.set(module.start());
    }
    return functions.cardinality();
  }

  private static void reference(ConstExpr constant, BitSet functions) {
    if (constant.opcode() == Opcode.REF_FUNC) {
      functions.set((int) constant.immediate());
    }
  }
}
