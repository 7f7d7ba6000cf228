// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.crypto.Blake2b;
import io.jfvm.encoding.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The number of an actor's method. An unsigned 64-bit integer. */
public record MethodNum(long value) {
  public static final Codec<MethodNum> CODEC =
      Codec.of((out, method) -> out.u64(method.value), in -> new MethodNum(in.u64()));

  /** A plain transfer: no code runs. */
  public static final MethodNum SEND = new MethodNum(0);

  public static final MethodNum CONSTRUCTOR = new MethodNum(1);

  /**
   * The smallest number a method name can hash to; smaller ones are internal to the built-in
   * actors.
   */
  public static final long FIRST_EXPORTED = 1L << 24;

  /**
   * The number under which a method is exported: the first big-endian 4-byte window of blake2b-512
   * over {@code "1|" + name} that is not below {@link #FIRST_EXPORTED} (FRC-42).
   *
   * @throws IllegalArgumentException if the name is empty, does not start with a capital or an
   *     underscore, or has characters other than ASCII letters, digits and underscores
   */
  public static MethodNum ofName(String name) {
    if (!name.matches("[A-Z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("'" + name + "' is no FRC-42 method name");
    }
    ByteBuffer digest =
        ByteBuffer.wrap(Blake2b.hash512(("1|" + name).getBytes(StandardCharsets.US_ASCII)));
    while (digest.hasRemaining()) {
      long window = Integer.toUnsignedLong(digest.getInt());
      if (window >= FIRST_EXPORTED) {
        return new MethodNum(window);
      }
    }
    throw new IllegalArgumentException("'" + name + "' has no FRC-42 number");
  }

  /** Whether any caller may use the number, and not only built-in actors. */
  public boolean isExported() {
    return Long.compareUnsigned(value, FIRST_EXPORTED) >= 0;
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(value);
  }
}
