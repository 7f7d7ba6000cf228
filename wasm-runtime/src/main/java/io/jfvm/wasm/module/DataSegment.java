// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/**
 * A run of bytes for a memory: the module's bytes from {@code start} to {@code end}.
 *
 * @param at where an active segment goes, null for a passive one
 */
public record DataSegment(int memory, ConstExpr at, int start, int end) {
  static final int PASSIVE = 1;
  static final int EXPLICIT_MEMORY = 2;

  public boolean isPassive() {
    return at == null;
  }

  void encode(WasmModule from, BinaryWriter out) {
    if (isPassive()) {
      out.u8(PASSIVE);
    } else {
      if (memory == 0) {
        out.u8(0);
      } else {
        out.u8(EXPLICIT_MEMORY);
        out.u32(memory);
      }
      at.encode(out);
    }
    out.u32(end - start);
    from.copy(start, end, out);
  }
}
