// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import java.util.Arrays;

/** The parts of a memory that were written. Offsets and lengths are within its array. */
public final class WrittenChunks {
  /** Binary logarithm of a chunk's bytes. */
  private static final int SHIFT = 12;

  private final boolean[] chunks;

  /** Of an array of so many bytes: nothing is written. */
  public WrittenChunks(int bytes) {
    this.chunks = new boolean[(bytes >> SHIFT) + 1];
  }

  /**
   * A write of at most eight bytes. It may end in the next chunk, of which {@link #clear} knows.
   */
  public void mark(int offset) {
    chunks[offset >> SHIFT] = true;
  }

  /** A write of any length. */
  public void mark(int offset, int length) {
    if (length > 0) {
      Arrays.fill(chunks, offset >> SHIFT, ((offset + length - 1) >> SHIFT) + 1, true);
    }
  }

  /** Zeroes what was written, and whole chunks around it. */
  public void clear(byte[] bytes) {
    for (int i = chunks.length - 1; i > 0; i--) {
      chunks[i] |= chunks[i - 1];
    }
    for (int i = 0; i < chunks.length; i++) {
      if (chunks[i]) {
        Arrays.fill(bytes, start(i), Math.min(start(i + 1), bytes.length), (byte) 0);
      }
    }
  }

  /** Puts data back to their place, where {@link #clear} zeroed it. */
  public void restore(byte[] data, int offset, byte[] bytes) {
    int end = offset + data.length;
    for (int from = offset; from < end; ) {
      int chunk = from >> SHIFT;
      int to = Math.min(start(chunk + 1), end);
      if (chunks[chunk]) {
        System.arraycopy(data, from - offset, bytes, from, to - from);
      }
      from = to;
    }
  }

  /** From here on nothing is written. */
  public void forget() {
    Arrays.fill(chunks, false);
  }

  private static int start(int chunk) {
    return chunk << SHIFT;
  }
}
