// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import java.util.Arrays;

/**
 * The parts of a memory that were written, and perhaps some more: chunk after chunk of the memory
 * belongs to the next of 64 bits, over and over. Offsets and lengths are within its array.
 */
public final class WrittenChunks {
  /** Binary logarithm of a chunk's bytes. */
  private static final int SHIFT = 15;

  /** A write may end so many bytes behind the chunk that is marked. */
  private static final int SPILL = Long.BYTES - 1;

  private long bits;

  /** A write of at most eight bytes. */
  public void mark(int offset) {
    bits |= 1L << (offset >> SHIFT);
  }

  /** A write of any length. */
  public void mark(int offset, int length) {
    for (int at = offset; at < offset + length; at += 1 << SHIFT) {
      mark(at);
    }
    if (length > 0) {
      mark(offset + length - 1);
    }
  }

  /** Zeroes what was written, and more around it. */
  public void clear(byte[] bytes) {
    for (int from = 0; from < bytes.length; from += 1 << SHIFT) {
      if (isWritten(from)) {
        Arrays.fill(bytes, from, Math.min(end(from), bytes.length), (byte) 0);
      }
    }
  }

  /** Puts data back to their place, where {@link #clear} zeroed it. */
  public void restore(byte[] data, int offset, byte[] bytes) {
    int dataEnd = offset + data.length;
    for (int from = Math.max(0, offset - SPILL) >> SHIFT << SHIFT;
        from < dataEnd;
        from += 1 << SHIFT) {
      if (isWritten(from)) {
        int first = Math.max(from, offset);
        System.arraycopy(data, first - offset, bytes, first, Math.min(end(from), dataEnd) - first);
      }
    }
  }

  /** From here on nothing is written. */
  public void forget() {
    bits = 0;
  }

  private boolean isWritten(int offset) {
    return (bits >> (offset >> SHIFT) & 1) != 0;
  }

  private static int end(int chunk) {
    return chunk + (1 << SHIFT) + SPILL;
  }
}
