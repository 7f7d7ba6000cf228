// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds small modules by hand, valid or not, each section from its entries. */
public final class TestModule {
  private static final int[] ORDER = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11};

  private final Map<Integer, List<BinaryWriter>> sections = new TreeMap<>();
  private final List<BinaryWriter> customs = new ArrayList<>();
  private int start = -1;
  private int dataCount = -1;

  /** A module of one function of type {@code signature}, such as {@code "i32 i64 -> i32"}. */
  public static byte[] of(String signature, String... instructions) {
    return new TestModule().function(signature, instructions).memory(1, -1).toBytes();
  }

  public TestModule function(String signature, String... instructions) {
    return function(signature, List.of(), instructions);
  }

  /**
   * @param locals declarations such as {@code "3 i32"}
   */
  public TestModule function(String signature, List<String> locals, String... instructions) {
    int type = type(signature, true);
    entry(3).u32(type);
    BinaryWriter body = new BinaryWriter(64);
    body.u32(locals.size());
    for (String group : locals) {
      String[] words = group.split(" ");
      body.u32(Integer.parseUnsignedInt(words[0]));
      body.u8(type(words[1]));
    }
    for (String instruction : instructions) {
      Assembly.write(instruction, body);
    }
    body.opcode(0x0b);
    BinaryWriter entry = entry(10);
    entry.u32(body.size());
    entry.append(body);
    return this;
  }

  /** Adds a type even when there is an equal one. */
  public TestModule type(String signature, String... more) {
    type(signature, false);
    for (String other : more) {
      type(other, false);
    }
    return this;
  }

  private int type(String signature, boolean reuse) {
    String[] sides = (" " + signature + " ").split("->");
    BinaryWriter type = new BinaryWriter(16);
    type.u8(0x60);
    types(sides[0], type);
    types(sides[1], type);
    List<BinaryWriter> types = sections.computeIfAbsent(1, id -> new ArrayList<>());
    for (int i = 0; reuse && i < types.size(); i++) {
      if (java.util.Arrays.equals(types.get(i).toBytes(), type.toBytes())) {
        return i;
      }
    }
    types.add(type);
    return types.size() - 1;
  }

  private static void types(String list, BinaryWriter out) {
    String[] words = list.isBlank() ? new String[0] : list.strip().split(" ");
    out.u32(words.length);
    for (String word : words) {
      out.u8(type(word));
    }
  }

  public TestModule importFunction(String signature) {
    int type = type(signature, true);
    BinaryWriter entry = importEntry("env", "f");
    entry.u8(0);
    entry.u32(type);
    return this;
  }

  public TestModule importGlobal(String module, String name, String type, boolean mutable) {
    BinaryWriter entry = importEntry(module, name);
    entry.u8(3);
    entry.u8(type(type));
    entry.u8(mutable ? 1 : 0);
    return this;
  }

  private BinaryWriter importEntry(String module, String name) {
    BinaryWriter entry = entry(2);
    entry.name(module);
    entry.name(name);
    return entry;
  }

  /**
   * @param maximum -1 for none
   */
  public TestModule table(int minimum, int maximum) {
    entry(4).u8(ValueType.FUNCREF);
    limits(minimum, maximum, last(4));
    return this;
  }

  public TestModule memory(int minimum, int maximum) {
    limits(minimum, maximum, entry(5));
    return this;
  }

  private static void limits(int minimum, int maximum, BinaryWriter out) {
    out.u8(maximum < 0 ? 0 : 1);
    out.u32(minimum);
    if (maximum >= 0) {
      out.u32(maximum);
    }
  }

  public TestModule global(String type, boolean mutable, String initial) {
    BinaryWriter entry = entry(6);
    entry.u8(type(type));
    entry.u8(mutable ? 1 : 0);
    constant(initial, entry);
    return this;
  }

  /**
   * @param kind 0 function, 1 table, 2 memory, 3 global
   */
  public TestModule export(String name, int kind, int index) {
    BinaryWriter entry = entry(7);
    entry.name(name);
    entry.u8(kind);
    entry.u32(index);
    return this;
  }

  public TestModule start(int function) {
    start = function;
    return this;
  }

  /** An active segment for table 0 in the plain encoding. */
  public TestModule elements(String offset, int... functions) {
    BinaryWriter entry = entry(9);
    entry.u8(0);
    constant(offset, entry);
    entry.u32(functions.length);
    for (int function : functions) {
      entry.u32(function);
    }
    return this;
  }

  public TestModule data(String offset, int... bytes) {
    BinaryWriter entry = entry(11);
    entry.u8(0);
    constant(offset, entry);
    entry.u32(bytes.length);
    for (int value : bytes) {
      entry.u8(value);
    }
    return this;
  }

  public TestModule dataCount(int count) {
    dataCount = count;
    return this;
  }

  public TestModule custom(String name, int... contents) {
    BinaryWriter entry = new BinaryWriter(16);
    entry.name(name);
    for (int value : contents) {
      entry.u8(value);
    }
    customs.add(entry);
    return this;
  }

  /** Adds an entry to a section as raw bytes. */
  public TestModule raw(int section, int... bytes) {
    BinaryWriter entry = entry(section);
    for (int value : bytes) {
      entry.u8(value);
    }
    return this;
  }

  /** Custom sections come last. */
  public byte[] toBytes() {
    BinaryWriter out = new BinaryWriter(256);
    out.fixed32(0x6d736100);
    out.fixed32(1);
    for (int id : ORDER) {
      BinaryWriter payload = payload(id);
      if (payload != null) {
        section(id, payload, out);
      }
    }
    for (BinaryWriter custom : customs) {
      section(0, custom, out);
    }
    return out.toBytes();
  }

  private BinaryWriter payload(int id) {
    BinaryWriter out = new BinaryWriter(64);
    if (id == 8 || id == 12) {
      int value = id == 8 ? start : dataCount;
      out.u32(value);
      return value < 0 ? null : out;
    }
    List<BinaryWriter> entries = sections.get(id);
    if (entries == null) {
      return null;
    }
    out.u32(entries.size());
    entries.forEach(out::append);
    return out;
  }

  private static void section(int id, BinaryWriter payload, BinaryWriter out) {
    out.u8(id);
    out.u32(payload.size());
    out.append(payload);
  }

  private static void constant(String instruction, BinaryWriter out) {
    Assembly.write(instruction, out);
    out.opcode(0x0b);
  }

  private BinaryWriter entry(int section) {
    sections.computeIfAbsent(section, id -> new ArrayList<>()).add(new BinaryWriter(32));
    return last(section);
  }

  private BinaryWriter last(int section) {
    return sections.get(section).getLast();
  }

  static int type(String name) {
    return switch (name) {
      case "i32" -> ValueType.I32;
      case "i64" -> ValueType.I64;
      case "f32" -> ValueType.F32;
      case "f64" -> ValueType.F64;
      case "v128" -> 0x7b;
      case "externref" -> 0x6f;
      default -> ValueType.FUNCREF;
    };
  }

  static String typeName(int type) {
    return ValueType.name(type);
  }
}
