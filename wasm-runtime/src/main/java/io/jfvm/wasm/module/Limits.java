// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/**
 * Bounds of a memory in pages, or of a table in elements.
 *
 * @param maximum -1 when none is declared
 */
public record Limits(long minimum, long maximum) {
  static final int HAS_MAXIMUM = 1;

  public boolean hasMaximum() {
    return maximum >= 0;
  }

  void encode(BinaryWriter out) {
    out.u8(hasMaximum() ? HAS_MAXIMUM : 0);
    out.u32((int) minimum);
    if (hasMaximum()) {
      out.u32((int) maximum);
    }
  }
}
