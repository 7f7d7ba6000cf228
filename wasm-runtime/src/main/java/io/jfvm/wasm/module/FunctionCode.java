// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.Arrays;

/**
 * Instructions and local declarations of one function, decoded into columns. A buffer: one instance
 * serves function after function without allocating.
 *
 * <p>What {@link #immediate} holds depends on the opcode: an index, a constant (floats as bits), a
 * block's result type ({@link #EMPTY_BLOCK} for none), a memory access's offset, or, for {@code
 * br_table}, where its labels begin. {@link #second} holds the second index, a memory access's
 * alignment, or how many labels a {@code br_table} has before its default.
 */
public final class FunctionCode {
  /** Block type of a block without a result. */
  public static final int EMPTY_BLOCK = 0x40;

  private byte[] localTypes = new byte[16];
  private int[] localCounts = new int[16];
  private int localGroups;

  private int[] opcodes = new int[256];
  private long[] immediates = new long[256];
  private int[] seconds = new int[256];
  private int[] offsets = new int[256];
  private int size;

  private int[] labels = new int[64];
  private int labelCount;

  /** Empties the buffer. */
  public void clear() {
    localGroups = 0;
    size = 0;
    labelCount = 0;
  }

  /** How many declarations the locals come in. */
  public int localGroups() {
    return localGroups;
  }

  /** Unsigned count of locals in one declaration. */
  public int localCount(int group) {
    return localCounts[group];
  }

  public byte localType(int group) {
    return localTypes[group];
  }

  /** Sum of the counts, modulo 2^32 as unsigned. */
  public int locals() {
    int sum = 0;
    for (int group = 0; group < localGroups; group++) {
      sum += localCounts[group];
    }
    return sum;
  }

  public void addLocals(int count, byte type) {
    if (localGroups == localTypes.length) {
      localTypes = Arrays.copyOf(localTypes, localGroups * 2);
      localCounts = Arrays.copyOf(localCounts, localGroups * 2);
    }
    localTypes[localGroups] = type;
    localCounts[localGroups++] = count;
  }

  public void addLocalsOf(FunctionCode other) {
    for (int group = 0; group < other.localGroups; group++) {
      addLocals(other.localCounts[group], other.localTypes[group]);
    }
  }

  /** How many instructions. */
  public int size() {
    return size;
  }

  public int opcode(int index) {
    return opcodes[index];
  }

  public long immediate(int index) {
    return immediates[index];
  }

  public int second(int index) {
    return seconds[index];
  }

  /** Where the instruction starts in the module it was read from. */
  public int offset(int index) {
    return offsets[index];
  }

  /** One label of the {@code br_table} at {@code index}; the default follows the others. */
  public int label(int index, int entry) {
    return labels[(int) immediates[index] + entry];
  }

  public void add(int opcode) {
    add(opcode, 0, 0, -1);
  }

  public void add(int opcode, long immediate) {
    add(opcode, immediate, 0, -1);
  }

  /** Appends one instruction of another function; a {@code br_table} brings its labels. */
  public void addFrom(FunctionCode other, int index) {
    if (other.opcodes[index] == Opcode.BR_TABLE) {
      int begin = labelCount;
      for (int entry = 0; entry <= other.seconds[index]; entry++) {
        addLabel(other.label(index, entry));
      }
      add(Opcode.BR_TABLE, begin, other.seconds[index], other.offsets[index]);
    } else {
      add(
          other.opcodes[index],
          other.immediates[index],
          other.seconds[index],
          other.offsets[index]);
    }
  }

  void addLabel(int label) {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, labelCount * 2);
    }
    labels[labelCount++] = label;
  }

  int labelCount() {
    return labelCount;
  }

  void add(int opcode, long immediate, int second, int offset) {
    if (size == opcodes.length) {
      int capacity = size * 2;
      opcodes = Arrays.copyOf(opcodes, capacity);
      immediates = Arrays.copyOf(immediates, capacity);
      seconds = Arrays.copyOf(seconds, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
    }
    opcodes[size] = opcode;
    immediates[size] = immediate;
    seconds[size] = second;
    offsets[size++] = offset;
  }

  /** Writes the declarations of locals. */
  public void encodeLocals(BinaryWriter out) {
    out.u32(localGroups);
    for (int group = 0; group < localGroups; group++) {
      out.u32(localCounts[group]);
      out.u8(localTypes[group]);
    }
  }

  /** Writes one instruction. */
  public void encode(int index, BinaryWriter out) {
    int opcode = opcodes[index];
    out.opcode(opcode);
    switch (Immediate.of(opcode)) {
      case Immediate.NONE -> {}
      case Immediate.INDEX -> out.u32((int) immediates[index]);
      case Immediate.TWO_INDICES -> {
        out.u32((int) immediates[index]);
        out.u32(seconds[index]);
      }
      case Immediate.MEMORY_ARGUMENT -> {
        out.u32(seconds[index]);
        out.u32((int) immediates[index]);
      }
      case Immediate.I32, Immediate.I64 -> out.s64(immediates[index]);
      case Immediate.F32 -> out.fixed32((int) immediates[index]);
      case Immediate.F64 -> out.fixed64(immediates[index]);
      case Immediate.BR_TABLE -> {
        out.u32(seconds[index]);
        for (int entry = 0; entry <= seconds[index]; entry++) {
          out.u32(label(index, entry));
        }
      }
      case Immediate.TYPES -> {
        out.u32(1);
        out.u8((int) immediates[index]);
      }
      default -> out.u8((int) immediates[index]);
    }
  }
}
