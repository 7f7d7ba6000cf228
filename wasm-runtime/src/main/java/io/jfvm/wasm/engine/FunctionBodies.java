// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.FunctionBody;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.ModuleWriter;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;
import java.util.List;
import java.util.Set;

/**
 * Puts other function bodies into a module. Custom sections, which nothing runs by, are left out.
 */
final class FunctionBodies {
  private static final List<SectionId> BEFORE_CODE =
      List.of(
          SectionId.TYPE,
          SectionId.IMPORT,
          SectionId.FUNCTION,
          SectionId.TABLE,
          SectionId.MEMORY,
          SectionId.GLOBAL,
          SectionId.EXPORT,
          SectionId.START,
          SectionId.ELEMENT,
          SectionId.DATA_COUNT);

  private FunctionBodies() {}

  /** Writes one body, without its length. */
  interface Writer {
    /**
     * @param function counted without imports
     */
    void write(int function, BinaryWriter out) throws InvalidModuleException;
  }

  static byte[] replace(WasmModule module, Writer writer) throws InvalidModuleException {
    return replace(module, BEFORE_CODE, writer);
  }

  private static byte[] replace(WasmModule module, List<SectionId> sections, Writer writer)
      throws InvalidModuleException {
    BinaryWriter code = new BinaryWriter(module.size());
    BinaryWriter body = new BinaryWriter(1 << 12);
    code.u32(module.definedFunctions());
    for (int i = 0; i < module.definedFunctions(); i++) {
      writer.write(i, body);
      code.u32(body.size());
      code.append(body);
      body.clear();
    }
    ModuleWriter out = new ModuleWriter(module.size());
    sections.forEach(section -> out.copy(module, section));
    out.code(code);
    out.copy(module, SectionId.DATA);
    return out.toBytes();
  }

  /** Writes the body the module has. */
  static void copy(WasmModule module, int function, BinaryWriter out) {
    FunctionBody body = module.bodies().get(function);
    module.copy(body.start(), body.end(), out);
  }

  /**
   * The module without the bodies of compiled functions, in whose place is a trap, and without its
   * start function.
   *
   * @param kept functions that keep their body, counted with imports
   */
  static byte[] strip(WasmModule module, Set<Integer> kept) throws InvalidModuleException {
    return replace(
        module,
        BEFORE_CODE.stream().filter(section -> section != SectionId.START).toList(),
        (function, out) -> {
          if (kept.contains(module.importedFunctions() + function)) {
            copy(module, function, out);
          } else {
            out.u32(0); // no locals
            out.opcode(Opcode.UNREACHABLE);
            out.opcode(Opcode.END);
          }
        });
  }
}
