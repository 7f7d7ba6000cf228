// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.Arrays;

/** A function's signature: {@link ValueType} bytes. */
public final class FuncType {
  static final int FORM = 0x60;

  private final byte[] params;
  private final byte[] results;

  private FuncType(byte[] params, byte[] results) {
    this.params = params;
    this.results = results;
  }

  public static FuncType of(byte[] params, byte[] results) {
    return new FuncType(params.clone(), results.clone());
  }

  /** As {@link #of}, for arrays nobody else holds. */
  static FuncType owning(byte[] params, byte[] results) {
    return new FuncType(params, results);
  }

  public int paramCount() {
    return params.length;
  }

  public int resultCount() {
    return results.length;
  }

  public byte param(int index) {
    return params[index];
  }

  public byte result(int index) {
    return results[index];
  }

  void encode(BinaryWriter out) {
    out.u8(FORM);
    out.u32(params.length);
    out.bytes(params, 0, params.length);
    out.u32(results.length);
    out.bytes(results, 0, results.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FuncType type
        && Arrays.equals(params, type.params)
        && Arrays.equals(results, type.results);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(params) + Arrays.hashCode(results);
  }

  @Override
  public String toString() {
    return list(params) + " -> " + list(results);
  }

  private static String list(byte[] types) {
    StringBuilder out = new StringBuilder("[");
    for (byte type : types) {
      out.append(out.length() > 1 ? " " : "").append(ValueType.name(type));
    }
    return out.append(']').toString();
  }
}
