// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.List;

/**
 * A run of table elements.
 *
 * @param table for an active segment
 * @param at where an active segment goes in its table, else null
 * @param functions indices, when {@code expressions} is null
 * @param expressions the elements when given as constant expressions, else null
 * @param offset where the segment starts in the module
 */
public record ElementSegment(
    Mode mode, int table, ConstExpr at, int[] functions, List<ConstExpr> expressions, int offset) {
  /** When a segment reaches its table. */
  public enum Mode {
    ACTIVE,
    PASSIVE,
    DECLARED
  }

  static final int NOT_ACTIVE = 1;
  static final int EXPLICIT_TABLE_OR_DECLARED = 2;
  static final int EXPRESSIONS = 4;
  private static final int FUNCTIONS_KIND = 0;

  public int size() {
    return expressions == null ? functions.length : expressions.size();
  }

  /** As an active segment of functions for table 0. */
  void encodePlain(BinaryWriter out) {
    out.u8(0);
    at.encode(out);
    out.u32(functions.length);
    for (int function : functions) {
      out.u32(function);
    }
  }

  /** With the table always spelled out, the way the instrumentation rewrites segments. */
  void encode(BinaryWriter out) {
    int kind = expressions == null ? 0 : EXPRESSIONS;
    switch (mode) {
      case ACTIVE -> {
        out.u8(EXPLICIT_TABLE_OR_DECLARED | kind);
        out.u32(table);
        at.encode(out);
      }
      case PASSIVE -> out.u8(NOT_ACTIVE | kind);
      case DECLARED -> out.u8(NOT_ACTIVE | EXPLICIT_TABLE_OR_DECLARED | kind);
    }
    out.u8(expressions == null ? FUNCTIONS_KIND : ValueType.FUNCREF);
    out.u32(size());
    if (expressions == null) {
      for (int function : functions) {
        out.u32(function);
      }
    } else {
      for (ConstExpr expression : expressions) {
        expression.encode(out);
      }
    }
  }
}
