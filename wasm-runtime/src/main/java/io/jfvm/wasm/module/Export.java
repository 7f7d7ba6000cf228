// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** One export. */
public record Export(String name, ExternalKind kind, int index) {
  void encode(BinaryWriter out) {
    out.name(name);
    out.u8(kind.ordinal());
    out.u32(index);
  }
}
