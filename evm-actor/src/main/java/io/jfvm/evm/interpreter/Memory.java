// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A frame's memory: zero until written, grown by whole words. Everything at and beyond {@link
 * #size} in {@link #bytes} is zero, so growth within the array costs nothing.
 */
public final class Memory {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int FIRST_BYTES = 4096;

  /** Offsets and sizes are 32-bit in the FEVM; nobody can pay for more elsewhere. */
  private static final long MOST_BYTES = 0xffff_ffffL;

  /** An array larger than this is not kept for the next frame. */
  private static final int KEPT_BYTES = 1 << 20;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  Memory() {}

  /** Bytes in use, a multiple of 32: MSIZE. */
  public int size() {
    return size;
  }

  /** The array memory lives in; it is replaced when memory grows. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy of a region within {@link #size}. */
  public byte[] copy(int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** Reads the word at an offset within {@link #size} into {@code limbs[at]}. */
  public void loadWord(int offset, long[] limbs, int at) {
    readWord(bytes, offset, limbs, at);
  }

  /** Reads 32 big-endian bytes of any array into {@code limbs[at]}. */
  public static void readWord(byte[] from, int offset, long[] limbs, int at) {
    limbs[at + 3] = (long) BIG_ENDIAN.get(from, offset);
    limbs[at + 2] = (long) BIG_ENDIAN.get(from, offset + 8);
    limbs[at + 1] = (long) BIG_ENDIAN.get(from, offset + 16);
    limbs[at] = (long) BIG_ENDIAN.get(from, offset + 24);
  }

  /** Writes the word at {@code limbs[at]} to an offset within {@link #size}. */
  public void storeWord(int offset, long[] limbs, int at) {
    byte[] to = bytes;
    BIG_ENDIAN.set(to, offset, limbs[at + 3]);
    BIG_ENDIAN.set(to, offset + 8, limbs[at + 2]);
    BIG_ENDIAN.set(to, offset + 16, limbs[at + 1]);
    BIG_ENDIAN.set(to, offset + 24, limbs[at]);
  }

  /**
   * Copies bytes to a region within {@link #size}, as if they were followed by zeros for ever.
   *
   * @param from where to start in the source, not negative; may be beyond its end
   */
  void fill(int offset, int length, byte[] source, int from) {
    int available = Math.min(length, Math.max(0, source.length - from));
    if (available > 0) {
      System.arraycopy(source, from, bytes, offset, available);
    }
    if (available < length) {
      Arrays.fill(bytes, offset + available, offset + length, (byte) 0);
    }
  }

  /**
   * Makes a region part of memory, growing and charging as needed.
   *
   * @param offset index of the word that says where; any value if the size is zero
   * @param size index of the word that says how many bytes
   * @return null, or why not. Then {@code limbs[offset]} and {@code limbs[size]} are in range of
   *     int
   */
  Halt claim(Frame frame, long[] limbs, int offset, int size) {
    if (!isU32(limbs, size)) {
      return Halt.ILLEGAL_MEMORY_ACCESS;
    }
    return limbs[size] == 0 ? null : claimBytes(frame, limbs, offset, limbs[size]);
  }

  /** The same for a size known to be from 1 to 2^32 - 1. */
  Halt claimBytes(Frame frame, long[] limbs, int offset, long length) {
    if (!isU32(limbs, offset)) {
      return Halt.ILLEGAL_MEMORY_ACCESS;
    }
    long end = limbs[offset] + length;
    if (end <= size) {
      return null;
    }
    return end > MOST_BYTES ? Halt.ILLEGAL_MEMORY_ACCESS : growTo(frame, end);
  }

  private Halt growTo(Frame frame, long end) {
    long words = (end + Word.BYTES - 1) / Word.BYTES;
    GasSchedule schedule = frame.schedule();
    if (!frame.charge(schedule.memoryCost(words) - schedule.memoryCost(size / Word.BYTES))) {
      return Halt.OUT_OF_GAS;
    }
    if (words * Word.BYTES > schedule.memoryLimitBytes()) {
      return Halt.MEMORY_LIMIT;
    }
    int newSize = (int) words * Word.BYTES;
    frame.host().growingMemory(frame, size, newSize);
    if (frame.gas() < 0) {
      return Halt.OUT_OF_GAS;
    }
    grow(newSize);
    return null;
  }

  private static boolean isU32(long[] limbs, int at) {
    return (limbs[at + 1] | limbs[at + 2] | limbs[at + 3] | limbs[at] >>> 32) == 0;
  }

  /** Grows to a larger size, a multiple of 32 within the schedule's limit. */
  private void grow(int newSize) {
    if (newSize > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 31);
      bytes = Arrays.copyOf(bytes, (int) Math.max(newSize, doubled));
    }
    size = newSize;
  }

  /** Makes it as new. */
  void clear() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    } else {
      Arrays.fill(bytes, 0, size, (byte) 0);
    }
    size = 0;
  }
}
