// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** One import. */
public record Import(String module, String name, ExternalType type) {
  void encode(BinaryWriter out) {
    out.name(module);
    out.name(name);
    out.u8(type.kind().ordinal());
    switch (type) {
      case ExternalType.Function function -> out.u32(function.typeIndex());
      case ExternalType.Table table -> table.encode(out);
      case ExternalType.Memory memory -> memory.limits().encode(out);
      case ExternalType.Global global -> global.encode(out);
    }
  }
}
