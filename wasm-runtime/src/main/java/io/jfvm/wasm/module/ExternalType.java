// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** What an import declares. */
public sealed interface ExternalType {
  /**
   * @param typeIndex index into the types
   */
  record Function(int typeIndex) implements ExternalType {}

  /**
   * @param elementType always {@link ValueType#FUNCREF} in an admitted module
   */
  record Table(byte elementType, Limits limits) implements ExternalType {
    void encode(BinaryWriter out) {
      out.u8(elementType);
      limits.encode(out);
    }
  }

  /**
   * @param limits in pages of 64 KiB
   */
  record Memory(Limits limits) implements ExternalType {}

  /**
   * @param type a {@link ValueType}
   */
  record Global(byte type, boolean mutable) implements ExternalType {
    void encode(BinaryWriter out) {
      out.u8(type);
      out.u8(mutable ? 1 : 0);
    }
  }

  default ExternalKind kind() {
    return switch (this) {
      case Function function -> ExternalKind.FUNCTION;
      case Table table -> ExternalKind.TABLE;
      case Memory memory -> ExternalKind.MEMORY;
      case Global global -> ExternalKind.GLOBAL;
    };
  }
}
