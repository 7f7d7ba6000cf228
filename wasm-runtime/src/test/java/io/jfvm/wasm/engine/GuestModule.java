// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * An actor's module, made by hand: imports first, then functions; the last function is exported as
 * {@code invoke} unless the test says otherwise. Types are written as letters: {@code i} i32,
 * {@code I} i64, {@code f} f32, {@code F} f64.
 */
final class GuestModule {
  static final int I32_LOAD = Opcode.I32_LOAD;
  static final int I64_LOAD = Opcode.I32_LOAD + 1;
  static final int I32_STORE = Opcode.I32_STORE;
  static final int I64_STORE = Opcode.I32_STORE + 1;

  private static final int TYPE = 1;
  private static final int IMPORT = 2;
  private static final int FUNCTION = 3;
  private static final int TABLE = 4;
  private static final int MEMORY = 5;
  private static final int GLOBAL = 6;
  private static final int EXPORT = 7;
  private static final int START = 8;
  private static final int ELEMENT = 9;
  private static final int CODE = 10;
  private static final int DATA = 11;

  private final List<String> types = new ArrayList<>();
  private final List<byte[]> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<byte[]> globals = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private final List<byte[]> elements = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();
  private byte[] memory = limits(1, -1);
  private byte[] table;
  private int start = -1;
  private boolean exportsMemory = true;
  private String entryPoint = "invoke";

  /** Imports a syscall; all return an i32. Syscalls are functions 0, 1… in their order. */
  GuestModule syscall(String namespace, String name, String parameters) {
    return imported(namespace, name, parameters + ">i");
  }

  GuestModule imported(String namespace, String name, String signature) {
    BinaryWriter out = new BinaryWriter(32);
    out.name(namespace);
    out.name(name);
    out.u8(0);
    out.u32(type(signature));
    imports.add(out.toBytes());
    return this;
  }

  GuestModule memory(int minimum, int maximum) {
    memory = limits(minimum, maximum);
    return this;
  }

  /** Keeps the memory to itself. */
  GuestModule hiddenMemory() {
    exportsMemory = false;
    return this;
  }

  /** Exports the last function under another name. */
  GuestModule entryPoint(String name) {
    entryPoint = name;
    return this;
  }

  GuestModule table(int minimum, int maximum) {
    BinaryWriter out = new BinaryWriter(8);
    out.u8(ValueType.FUNCREF);
    byte[] limits = limits(minimum, maximum);
    out.bytes(limits, 0, limits.length);
    table = out.toBytes();
    return this;
  }

  /** Exports the table. */
  GuestModule exportedTable(String name) {
    export(name, 1, 0);
    return this;
  }

  GuestModule elements(int offset, int... indices) {
    BinaryWriter out = new BinaryWriter(16);
    out.u32(0);
    constant(out, offset);
    out.u32(indices.length);
    for (int index : indices) {
      out.u32(index);
    }
    elements.add(out.toBytes());
    return this;
  }

  /** A mutable i32. */
  GuestModule global(int initial) {
    BinaryWriter out = new BinaryWriter(8);
    out.u8(ValueType.I32);
    out.u8(1);
    constant(out, initial);
    globals.add(out.toBytes());
    return this;
  }

  GuestModule data(int offset, byte[] bytes) {
    BinaryWriter out = new BinaryWriter(bytes.length + 16);
    out.u32(0);
    constant(out, offset);
    out.u32(bytes.length);
    out.bytes(bytes, 0, bytes.length);
    data.add(out.toBytes());
    return this;
  }

  GuestModule start(int function) {
    start = function;
    return this;
  }

  /** Adds a function of one i32, the parameters' block, that returns one. */
  GuestModule function(Code code) {
    return function("i>i", code);
  }

  GuestModule function(String signature, Code code) {
    functions.add(type(signature));
    bodies.add(code.body());
    return this;
  }

  /** Index the next function added will have. */
  int nextFunction() {
    return imports.size() + functions.size();
  }

  byte[] toBytes() {
    if (exportsMemory) {
      export("memory", 2, 0);
    }
    if (!functions.isEmpty()) {
      export(entryPoint, 0, nextFunction() - 1);
    }
    BinaryWriter out = new BinaryWriter(1 << 10);
    out.fixed32(0x6d736100);
    out.fixed32(1);
    section(out, TYPE, types.stream().map(GuestModule::encodeType).toList());
    section(out, IMPORT, imports);
    section(out, FUNCTION, functions.stream().map(type -> new byte[] {type.byteValue()}).toList());
    section(out, TABLE, table == null ? List.of() : List.of(table));
    section(out, MEMORY, List.of(memory));
    section(out, GLOBAL, globals);
    section(out, EXPORT, exports);
    if (start >= 0) {
      out.u8(START);
      out.u32(1);
      out.u8(start);
    }
    section(out, ELEMENT, elements);
    section(out, CODE, bodies);
    section(out, DATA, data);
    return out.toBytes();
  }

  private void export(String name, int kind, int index) {
    BinaryWriter out = new BinaryWriter(16);
    out.name(name);
    out.u8(kind);
    out.u32(index);
    exports.add(out.toBytes());
  }

  private int type(String signature) {
    if (!types.contains(signature)) {
      types.add(signature);
    }
    return types.indexOf(signature);
  }

  private static byte[] encodeType(String signature) {
    BinaryWriter out = new BinaryWriter(16);
    out.u8(0x60);
    for (String side : signature.split(">", -1)) {
      out.u32(side.length());
      side.chars().forEach(letter -> out.u8(valueType(letter)));
    }
    return out.toBytes();
  }

  static int valueType(int letter) {
    return switch (letter) {
      case 'i' -> ValueType.I32;
      case 'I' -> ValueType.I64;
      case 'f' -> ValueType.F32;
      case 'F' -> ValueType.F64;
      default -> throw new IllegalArgumentException("type " + (char) letter);
    };
  }

  private static byte[] limits(int minimum, int maximum) {
    BinaryWriter out = new BinaryWriter(8);
    out.u8(maximum < 0 ? 0 : 1);
    out.u32(minimum);
    if (maximum >= 0) {
      out.u32(maximum);
    }
    return out.toBytes();
  }

  private static void constant(BinaryWriter out, int value) {
    out.opcode(Opcode.I32_CONST);
    out.s64(value);
    out.opcode(Opcode.END);
  }

  private static void section(BinaryWriter out, int id, List<byte[]> entries) {
    if (entries.isEmpty()) {
      return;
    }
    BinaryWriter payload = new BinaryWriter(1 << 10);
    payload.u32(entries.size());
    entries.forEach(entry -> payload.bytes(entry, 0, entry.length));
    out.u8(id);
    out.u32(payload.size());
    out.append(payload);
  }

  /** Instructions of one function. */
  static final class Code {
    private final BinaryWriter out = new BinaryWriter(64);
    private final int groups;
    private final byte[] locals;

    private Code(int groups, byte[] locals) {
      this.groups = groups;
      this.locals = locals;
    }

    /** A function with locals of these types, each with a declaration to itself. */
    static Code of(String locals) {
      BinaryWriter declarations = new BinaryWriter(2 * locals.length());
      locals.chars().forEach(letter -> declare(declarations, 1, letter));
      return new Code(locals.length(), declarations.toBytes());
    }

    /** A function with so many locals of one type in one declaration. */
    static Code ofLocals(int count, char letter) {
      BinaryWriter declarations = new BinaryWriter(8);
      declare(declarations, count, letter);
      return new Code(1, declarations.toBytes());
    }

    private static void declare(BinaryWriter out, int count, int letter) {
      out.u32(count);
      out.u8(valueType(letter));
    }

    static Code of() {
      return of("");
    }

    Code op(int opcode, int... indices) {
      out.opcode(opcode);
      for (int index : indices) {
        out.u32(index);
      }
      return this;
    }

    Code i32(int value) {
      out.opcode(Opcode.I32_CONST);
      out.s64(value);
      return this;
    }

    Code i64(long value) {
      out.opcode(Opcode.I64_CONST);
      out.s64(value);
      return this;
    }

    Code f32(int bits) {
      out.opcode(Opcode.F32_CONST);
      out.fixed32(bits);
      return this;
    }

    Code f64(long bits) {
      out.opcode(Opcode.F64_CONST);
      out.fixed64(bits);
      return this;
    }

    Code call(int function) {
      return op(Opcode.CALL, function);
    }

    /** The instructions of another function without locals. */
    Code append(Code other) {
      out.append(other.out);
      return this;
    }

    Code local(int index) {
      return op(Opcode.LOCAL_GET, index);
    }

    /** Loads or stores without alignment. */
    Code at(int opcode, int offset) {
      return op(opcode, 0, offset);
    }

    private byte[] body() {
      BinaryWriter body = new BinaryWriter(out.size() + 32);
      body.u32(groups);
      body.bytes(locals, 0, locals.length);
      body.append(out);
      body.opcode(Opcode.END);
      BinaryWriter sized = new BinaryWriter(body.size() + 8);
      sized.u32(body.size());
      sized.append(body);
      return sized.toBytes();
    }
  }
}
