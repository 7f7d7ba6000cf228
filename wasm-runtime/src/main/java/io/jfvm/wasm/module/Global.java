// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** A global the module defines. */
public record Global(ExternalType.Global type, ConstExpr initial) {
  void encode(BinaryWriter out) {
    type.encode(out);
    initial.encode(out);
  }
}
