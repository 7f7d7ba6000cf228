// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** The index spaces imports and exports speak of; the ordinal is the byte in the binary format. */
public enum ExternalKind {
  FUNCTION,
  TABLE,
  MEMORY,
  GLOBAL
}
