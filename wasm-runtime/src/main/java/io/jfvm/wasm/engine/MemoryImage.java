// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.engine.syscall.WrittenChunks;
import java.util.List;
import run.endive.runtime.Instance;

/**
 * The memory of a new instance.
 *
 * @param pages its minimum size
 * @param maximumPages to which it may grow: as declared, but at most what the network allows an
 *     instance
 * @param active data and where they go
 */
record MemoryImage(int pages, int maximumPages, List<Segment> active) {
  MemoryImage {
    active = List.copyOf(active);
  }

  /**
   * An active segment.
   *
   * @param index among all data segments
   * @param offset u32
   */
  record Segment(int index, int offset, byte[] data) {}

  /** Whether all segments lie in the memory; else no instance can be made. */
  boolean fits() {
    long size = (long) pages << FlatMemory.PAGE_SHIFT;
    for (Segment segment : active) {
      if (Integer.toUnsignedLong(segment.offset) + segment.data.length > size) {
        return false;
      }
    }
    return true;
  }

  void copyInto(byte[] zeroed) {
    for (Segment segment : active) {
      System.arraycopy(segment.data, 0, zeroed, segment.offset, segment.data.length);
    }
  }

  /** The same where it was written alone. */
  void copyInto(byte[] zeroed, WrittenChunks written) {
    for (Segment segment : active) {
      written.restore(segment.data, segment.offset, zeroed);
    }
  }

  /** Segments are of no further use to the instance once they are in place. */
  void dropActive(Instance instance) {
    for (Segment segment : active) {
      instance.dropDataSegment(segment.index);
    }
  }
}
