// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** Decodes function bodies, checking the binary format and nothing else. */
final class FunctionDecoder {
  private static final int MAX_LABELS = 128 * 1024;
  private static final int MAX_ALIGNMENT_BITS = 31;
  private static final int NEGATIVE = 0x40;

  private FunctionDecoder() {}

  static void decode(BinaryReader in, FunctionCode out) throws InvalidModuleException {
    out.clear();
    int groups = in.count("local declarations", Integer.MAX_VALUE);
    for (int group = 0; group < groups; group++) {
      out.addLocals(in.u32(), in.valueType());
    }
    while (!in.atEnd()) {
      instruction(in, out);
    }
  }

  private static void instruction(BinaryReader in, FunctionCode out) throws InvalidModuleException {
    int at = in.position();
    int opcode = opcode(in);
    switch (Immediate.of(opcode)) {
      case Immediate.NONE -> out.add(opcode, 0, 0, at);
      case Immediate.INDEX -> out.add(opcode, in.u32(), 0, at);
      case Immediate.TWO_INDICES -> {
        int first = in.u32();
        out.add(opcode, first, in.u32(), at);
      }
      case Immediate.MEMORY_ARGUMENT -> {
        int alignment = in.u32();
        if (alignment < 0 || alignment > MAX_ALIGNMENT_BITS) {
          throw in.error(at, "alignment of a memory access is too large, or it names a memory");
        }
        out.add(opcode, in.u32(), alignment, at);
      }
      case Immediate.I32 -> out.add(opcode, in.s32(), 0, at);
      case Immediate.I64 -> out.add(opcode, in.s64(), 0, at);
      case Immediate.F32 -> out.add(opcode, in.fixed32(), 0, at);
      case Immediate.F64 -> out.add(opcode, in.fixed64(), 0, at);
      case Immediate.BLOCK_TYPE -> out.add(opcode, blockType(in), 0, at);
      case Immediate.ZERO -> {
        if (in.u8() != 0) {
          throw in.error(at, "memory index must be a zero byte");
        }
        out.add(opcode, 0, 0, at);
      }
      case Immediate.BR_TABLE -> {
        int begin = out.labelCount();
        int count = in.count("branch targets", MAX_LABELS);
        for (int entry = 0; entry <= count; entry++) {
          out.addLabel(in.u32());
        }
        out.add(opcode, begin, count, at);
      }
      case Immediate.TYPES -> {
        if (in.u32() != 1) {
          throw in.error(at, "select must name one type");
        }
        out.add(opcode, in.valueType(), 0, at);
      }
      default -> out.add(opcode, in.valueType(), 0, at);
    }
  }

  /** Reads an opcode the network knows. */
  static int opcode(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int opcode = in.u8();
    if (opcode == Opcode.PREFIX) {
      int code = in.u32();
      if (code < 0 || code >= Opcode.COUNT - Opcode.PREFIXED) {
        throw in.error(at, "instruction 0xfc 0x" + Integer.toHexString(code) + " is not admitted");
      }
      return Opcode.PREFIXED + code;
    }
    if (Immediate.of(opcode) == Immediate.NOT_ADMITTED) {
      throw in.error(at, "instruction 0x" + Integer.toHexString(opcode) + notAdmitted(opcode));
    }
    return opcode;
  }

  private static String notAdmitted(int opcode) {
    return switch (opcode) {
      case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f -> " (exceptions) is not admitted";
      case 0x12, 0x13, 0x14, 0x15 -> " (tail calls, typed calls) is not admitted";
      case 0xfb -> " (garbage collection) is not admitted";
      case 0xfd -> " (vectors) is not admitted";
      case 0xfe -> " (threads) is not admitted";
      default -> " is unknown";
    };
  }

  private static long blockType(BinaryReader in) throws InvalidModuleException {
    int first = in.peek();
    if (first == FunctionCode.EMPTY_BLOCK) {
      return in.u8();
    }
    if ((first & 0x80) == 0 && (first & NEGATIVE) != 0) {
      return in.valueType();
    }
    throw in.error("a block typed by a function type (multi-value) is not admitted");
  }
}
