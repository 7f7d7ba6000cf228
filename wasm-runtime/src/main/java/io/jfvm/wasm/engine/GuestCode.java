// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import run.endive.runtime.Memory;

/**
 * What compiled classes call in place of Endive's own helpers: access to memory, gas, stack counter
 * and globals. Public for those classes alone. Names and descriptors are Endive's where {@link
 * ClassPatch} only changes the owner of a call.
 */
public final class GuestCode {
  private GuestCode() {}

  /** The metering's charge function. */
  public static void charge(long milligas, Memory memory) {
    ((FlatMemory) memory).charge(milligas);
  }

  public static long readGas(Memory memory) {
    return ((FlatMemory) memory).gas;
  }

  public static void writeGas(long value, Memory memory) {
    ((FlatMemory) memory).gas = value;
  }

  public static long readStack(Memory memory) {
    return ((FlatMemory) memory).stack;
  }

  public static void writeStack(long value, Memory memory) {
    ((FlatMemory) memory).stack = (int) value;
  }

  /** What the stack limiter does before a call. */
  public static void enterStack(int cost, Memory memory) {
    ((FlatMemory) memory).enterStack(cost);
  }

  /** What it does after one. */
  public static void leaveStack(int cost, Memory memory) {
    ((FlatMemory) memory).stack -= cost;
  }

  public static long readGlobal(int index, Memory memory) {
    return ((FlatMemory) memory).globals[index];
  }

  public static void writeGlobal(long value, int index, Memory memory) {
    ((FlatMemory) memory).globals[index] = value;
  }

  // --- memory, with Endive's names

  public static byte memoryReadByte(int base, int offset, Memory memory) {
    return ((FlatMemory) memory).readByte(base, offset);
  }

  public static short memoryReadShort(int base, int offset, Memory memory) {
    return ((FlatMemory) memory).readShort(base, offset);
  }

  public static int memoryReadInt(int base, int offset, Memory memory) {
    return ((FlatMemory) memory).readInt(base, offset);
  }

  public static long memoryReadLong(int base, int offset, Memory memory) {
    return ((FlatMemory) memory).readLong(base, offset);
  }

  public static float memoryReadFloat(int base, int offset, Memory memory) {
    return Float.intBitsToFloat(((FlatMemory) memory).readInt(base, offset));
  }

  public static double memoryReadDouble(int base, int offset, Memory memory) {
    return Double.longBitsToDouble(((FlatMemory) memory).readLong(base, offset));
  }

  public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
    ((FlatMemory) memory).writeByte(base, offset, value);
  }

  public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
    ((FlatMemory) memory).writeShort(base, offset, value);
  }

  public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
    ((FlatMemory) memory).writeInt(base, offset, value);
  }

  public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
    ((FlatMemory) memory).writeLong(base, offset, value);
  }

  public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
    ((FlatMemory) memory).writeInt(base, offset, Float.floatToRawIntBits(value));
  }

  public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
    ((FlatMemory) memory).writeLong(base, offset, Double.doubleToRawLongBits(value));
  }

  public static void memoryCopy(int to, int from, int size, Memory memory) {
    ((FlatMemory) memory).copy(to, from, size);
  }

  /** A sum that overflows is smaller than the offset, or negative, and so out of bounds. */
  public static void memoryFill(int offset, byte value, int size, Memory memory) {
    ((FlatMemory) memory).fill(value, offset, offset + size);
  }

  public static void memoryInit(int to, int from, int size, int segment, Memory memory) {
    ((FlatMemory) memory).initPassiveSegment(segment, to, from, size);
  }

  public static int memoryGrow(int delta, Memory memory) {
    return ((FlatMemory) memory).grow(delta);
  }

  public static int memoryPages(Memory memory) {
    return ((FlatMemory) memory).pages();
  }
}
