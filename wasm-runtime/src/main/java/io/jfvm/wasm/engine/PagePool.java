// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays that memories no longer use, by size. What is in them is up to who takes one. Safe for
 * threads.
 */
final class PagePool {
  /** Larger arrays are rare and not worth keeping. Unit: pages. */
  private static final int LARGEST = 64;

  /** Arrays kept of each size. */
  private static final int KEPT = 32;

  private final Map<Integer, ArrayDeque<byte[]>> free = new HashMap<>();

  byte[] take(int pages) {
    byte[] found = null;
    if (pages <= LARGEST) {
      synchronized (this) {
        ArrayDeque<byte[]> kept = free.get(pages);
        found = kept == null ? null : kept.poll();
      }
    }
    return found == null ? new byte[pages << FlatMemory.PAGE_SHIFT] : found;
  }

  void give(byte[] array) {
    int pages = array.length >> FlatMemory.PAGE_SHIFT;
    if (pages == 0 || pages > LARGEST) {
      return;
    }
    synchronized (this) {
      ArrayDeque<byte[]> kept = free.computeIfAbsent(pages, size -> new ArrayDeque<>());
      if (kept.size() < KEPT) {
        kept.push(array);
      }
    }
  }
}
