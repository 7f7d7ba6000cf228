// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A result as actors read it: fields one after the other, little-endian, without padding. */
final class Struct {
  private final ByteBuffer fields;

  Struct(int size) {
    this.fields = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  Struct u32(int value) {
    fields.putInt(value);
    return this;
  }

  Struct u64(long value) {
    fields.putLong(value);
    return this;
  }

  /** 128 bits; the kernel has seen to it that the amount fits. */
  Struct amount(TokenAmount amount) {
    return u64(amount.atto().longValue()).u64(amount.atto().shiftRight(Long.SIZE).longValue());
  }

  Struct bytes(byte[] value) {
    fields.put(value);
    return this;
  }

  /** The whole struct; all of it must have been filled. */
  byte[] toBytes() {
    if (fields.hasRemaining()) {
      throw new IllegalStateException(fields.remaining() + " bytes of a result are missing");
    }
    return fields.array();
  }
}
