// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of the binary format's primitives, integers always in the fewest bytes. */
public final class BinaryWriter {
  private byte[] buffer;
  private int size;

  public BinaryWriter(int capacity) {
    buffer = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  public void u8(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
  }

  /** Unsigned LEB128. */
  public void u32(int value) {
    ensure(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  /** Signed LEB128; for 32-bit values too, their shortest form being the same. */
  public void s64(long value) {
    ensure(10);
    long rest = value;
    while (rest < -0x40 || rest > 0x3f) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>= 7;
    }
    buffer[size++] = (byte) (rest & 0x7f);
  }

  public void fixed32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      u8(value >>> shift);
    }
  }

  public void fixed64(long value) {
    fixed32((int) value);
    fixed32((int) (value >>> 32));
  }

  public void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    u32(bytes.length);
    bytes(bytes, 0, bytes.length);
  }

  public void opcode(int opcode) {
    if (opcode < Opcode.PREFIXED) {
      u8(opcode);
    } else {
      u8(Opcode.PREFIX);
      u32(opcode - Opcode.PREFIXED);
    }
  }

  public void bytes(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, buffer, size, to - from);
    size += to - from;
  }

  public void append(BinaryWriter other) {
    bytes(other.buffer, 0, other.size);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void ensure(int more) {
    if (more > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
