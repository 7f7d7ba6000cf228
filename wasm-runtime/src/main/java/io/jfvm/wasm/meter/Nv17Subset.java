// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.ConstExpr;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.Global;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;

/**
 * What the parser of the older generation understands: WebAssembly 1.0 and bulk memory, the latter
 * in part. It reads operands of some bulk instructions as fixed zero bytes.
 *
 * <p>That parser also misreads element segments other than the plain kind, and certain padded
 * indices of bulk instructions, as something else, which in contrived cases makes sense to it. All
 * of these are rejected here: before network version 18 only the official actors ran, and they
 * contain none.
 */
final class Nv17Subset {
  private Nv17Subset() {}

  /** Checks everything but function bodies. */
  static void check(WasmModule module) throws InvalidModuleException {
    for (FuncType type : module.types()) {
      for (int i = 0; i < type.paramCount(); i++) {
        checkType(type.param(i), SectionId.TYPE, -1);
      }
      for (int i = 0; i < type.resultCount(); i++) {
        checkType(type.result(i), SectionId.TYPE, -1);
      }
    }
    for (Import imported : module.imports()) {
      if (imported.type() instanceof ExternalType.Global global) {
        checkType(global.type(), SectionId.IMPORT, -1);
        if (!imported.module().equals(Generation.GAS_MODULE)
            && !imported.name().equals(Generation.NV17.gasCounter())) {
          throw rejected(SectionId.IMPORT, -1, "imported globals");
        }
      }
    }
    for (Global global : module.globals()) {
      checkType(global.type().type(), SectionId.GLOBAL, global.initial().offset());
      if (global.initial().opcode() >= Opcode.REF_NULL) {
        throw rejected(SectionId.GLOBAL, global.initial().offset(), "references");
      }
    }
    for (ElementSegment segment : module.elements()) {
      if (module.byteAt(segment.offset()) != 0) {
        throw rejected(SectionId.ELEMENT, segment.offset(), "segments other than the plain kind");
      }
      checkOffset(segment.at(), SectionId.ELEMENT);
    }
  }

  static void checkOffset(ConstExpr offset, SectionId section) throws InvalidModuleException {
    if (offset.opcode() != Opcode.I32_CONST) {
      throw new InvalidModuleException(
          section.title(), offset.offset(), "a segment must begin at an i32.const");
    }
  }

  /** Checks the body of a defined function. */
  static void check(WasmModule module, FunctionCode code, int function)
      throws InvalidModuleException {
    for (int group = 0; group < code.localGroups(); group++) {
      checkType(code.localType(group), SectionId.CODE, module.bodies().get(function).start());
    }
    for (int i = 0; i < code.size(); i++) {
      int next = i + 1 < code.size() ? code.offset(i + 1) : module.bodies().get(function).end();
      check(module, code, i, next - code.offset(i));
    }
  }

  private static void check(WasmModule module, FunctionCode code, int i, int length)
      throws InvalidModuleException {
    int opcode = code.opcode(i);
    int offset = code.offset(i);
    boolean understood =
        switch (opcode) {
          case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> code.immediate(i) != ValueType.FUNCREF;
          case Opcode.TABLE_GET, Opcode.TABLE_SET, Opcode.SELECT_TYPED -> false;
          case Opcode.CALL_INDIRECT ->
              code.second(i) == 0 && module.byteAt(offset + length - 2) < 0x80;
          case Opcode.MEMORY_INIT, Opcode.MEMORY_COPY, Opcode.TABLE_INIT, Opcode.TABLE_COPY ->
              code.immediate(i) == 0 && code.second(i) == 0 && length == 4;
          case Opcode.MEMORY_FILL -> length == 3;
          case Opcode.DATA_DROP, Opcode.ELEM_DROP ->
              module.byteAt(offset + 1) == opcode - Opcode.PREFIXED;
          default -> opcode < Opcode.I32_EXTEND8_S;
        };
    if (!understood) {
      throw rejected(SectionId.CODE, offset, "this form of " + Opcode.name(opcode));
    }
  }

  private static void checkType(byte type, SectionId section, int offset)
      throws InvalidModuleException {
    if (type == ValueType.FUNCREF) {
      throw rejected(section, offset, "references");
    }
  }

  private static InvalidModuleException rejected(SectionId section, int offset, String what) {
    return new InvalidModuleException(
        section.title(), offset, what + " not admitted before network version 18");
  }
}
