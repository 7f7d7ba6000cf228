// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.ArrayList;
import java.util.List;

/** Reads constant expressions, and the segments that begin with one. */
final class SegmentReader {
  private static final int MAX_ELEMENTS = 10_000_000;

  private SegmentReader() {}

  /** A single constant instruction and the end. */
  static ConstExpr constant(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int opcode = FunctionDecoder.opcode(in);
    long immediate =
        switch (opcode) {
          case Opcode.I32_CONST -> in.s32();
          case Opcode.I64_CONST -> in.s64();
          case Opcode.F32_CONST -> in.fixed32();
          case Opcode.F64_CONST -> in.fixed64();
          case Opcode.GLOBAL_GET, Opcode.REF_FUNC -> ModuleReader.index(in);
          case Opcode.REF_NULL -> ModuleReader.referenceType(in);
          default -> throw in.error(at, "instruction " + Opcode.name(opcode) + " is not constant");
        };
    if (in.u8() != Opcode.END) {
      throw in.error(at, "a constant expression must be one instruction");
    }
    return new ConstExpr(opcode, immediate, at);
  }

  static ElementSegment element(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int flags = in.u32();
    boolean active = (flags & ElementSegment.NOT_ACTIVE) == 0;
    boolean second = (flags & ElementSegment.EXPLICIT_TABLE_OR_DECLARED) != 0;
    boolean expressions = (flags & ElementSegment.EXPRESSIONS) != 0;
    if (flags < 0 || flags > 7) {
      throw in.error(at, "flags " + Integer.toUnsignedString(flags) + " of a segment are unknown");
    }
    int table = active && second ? ModuleReader.index(in) : 0;
    ConstExpr offset = active ? constant(in) : null;
    if (!active || second) {
      if (expressions) {
        ModuleReader.referenceType(in);
      } else if (in.u8() != 0) {
        throw in.error(in.position() - 1, "elements other than functions are not admitted");
      }
    }
    ElementSegment.Mode mode =
        active
            ? ElementSegment.Mode.ACTIVE
            : second ? ElementSegment.Mode.DECLARED : ElementSegment.Mode.PASSIVE;
    if (!expressions) {
      return new ElementSegment(
          mode, table, offset, ModuleReader.indices(in, "elements", MAX_ELEMENTS), null, at);
    }
    int count = in.count("elements", MAX_ELEMENTS);
    List<ConstExpr> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(constant(in));
    }
    return new ElementSegment(mode, table, offset, null, List.copyOf(items), at);
  }

  static DataSegment data(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int flags = in.u32();
    if (flags < 0 || flags > DataSegment.EXPLICIT_MEMORY) {
      throw in.error(at, "flags " + Integer.toUnsignedString(flags) + " of a segment are unknown");
    }
    int memory = flags == DataSegment.EXPLICIT_MEMORY ? ModuleReader.index(in) : 0;
    ConstExpr offset = flags == DataSegment.PASSIVE ? null : constant(in);
    int length = in.length("data");
    int start = in.position();
    in.skip(length);
    return new DataSegment(memory, offset, start, start + length);
  }
}
