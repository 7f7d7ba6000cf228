// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instructions as words, such as {@code "i32.const 5"}, to bytes and back. */
public final class Assembly {
  private static final Map<String, Integer> OPCODES = new LinkedHashMap<>();
  private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

  static {
    String table =
        """
        unreachable 00, nop 01, block 02, loop 03, if 04, else 05, end 0b, br 0c, br_if 0d,
        br_table 0e, return 0f, call 10, call_indirect 11, drop 1a, select 1b, select_typed 1c,
        local.get 20, local.set 21, local.tee 22, global.get 23, global.set 24, table.get 25,
        table.set 26, i32.load 28, i64.load 29, i32.store 36, memory.size 3f, memory.grow 40,
        i32.const 41, i64.const 42, f32.const 43, f64.const 44, i32.eqz 45, i32.gt_u 4b,
        i64.lt_s 53, i32.add 6a, i32.sub 6b, i64.add 7c, i64.sub 7d, i64.mul 7e, f32.add 92,
        f64.add a0, i32.wrap_i64 a7, i64.extend_i32_u ad, i32.extend8_s c0, ref.null d0,
        ref.is_null d1, ref.func d2, i32.trunc_sat_f32_s 100, memory.init 108, data.drop 109,
        memory.copy 10a, memory.fill 10b, table.init 10c, elem.drop 10d, table.copy 10e,
        table.grow 10f, table.size 110, table.fill 111
        """;
    for (String entry : table.split(",", -1)) {
      String[] words = entry.strip().split(" ", -1);
      int opcode = Integer.parseInt(words[1], 16);
      OPCODES.put(words[0], opcode);
      NAMES.put(opcode, words[0]);
    }
  }

  private Assembly() {}

  /** Immediates are written as they come: signed constants, unsigned everything else. */
  static void write(String instruction, BinaryWriter out) {
    String[] words = instruction.split(" ", -1);
    out.opcode(OPCODES.get(words[0]));
    switch (words[0]) {
      case "block", "loop", "if" ->
          out.u8(words.length > 1 ? TestModule.type(words[1]) : FunctionCode.EMPTY_BLOCK);
      case "i32.const", "i64.const" -> out.s64(Long.parseLong(words[1]));
      case "f32.const" -> out.fixed32(Integer.parseInt(words[1]));
      case "f64.const" -> out.fixed64(Long.parseLong(words[1]));
      case "ref.null" -> out.u8(TestModule.type(words[1]));
      case "select_typed" -> {
        out.u32(1);
        out.u8(TestModule.type(words[1]));
      }
      case "br_table" -> {
        out.u32(words.length - 2);
        for (int i = 1; i < words.length; i++) {
          out.u32(Integer.parseInt(words[i]));
        }
      }
      default -> {
        for (int i = 1; i < words.length; i++) {
          out.u32(Integer.parseInt(words[i]));
        }
      }
    }
  }

  /** The instructions of a defined function, with their immediates where they have any. */
  public static List<String> read(byte[] module, int function) throws InvalidModuleException {
    FunctionCode code = new FunctionCode();
    WasmModule.read(module).decode(function, code);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < code.size(); i++) {
      out.add(text(code, i));
    }
    return out;
  }

  private static String text(FunctionCode code, int i) {
    String name = NAMES.getOrDefault(code.opcode(i), Integer.toHexString(code.opcode(i)));
    return switch (name) {
      case "block", "loop", "if" ->
          code.immediate(i) == FunctionCode.EMPTY_BLOCK
              ? name
              : name + " " + TestModule.typeName((int) code.immediate(i));
      case "br_table" -> {
        StringBuilder out = new StringBuilder(name);
        for (int entry = 0; entry <= code.second(i); entry++) {
          out.append(' ').append(code.label(i, entry));
        }
        yield out.toString();
      }
      case "i32.const", "i64.const", "br", "br_if", "call", "local.get", "local.set", "local.tee" ->
          name + " " + code.immediate(i);
      case "global.get", "global.set" -> name + " " + code.immediate(i);
      default -> name;
    };
  }
}
