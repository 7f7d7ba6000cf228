// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.evm.system.InstanceMemory;
import io.jfvm.evm.word.Word;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads values of the Solidity ABI from bytes that are followed by zeros without end. A number
 * takes a word; one narrower than a word must not exceed its type. Source: builtin-actors {@code
 * actors/evm/src/reader.rs}.
 */
public final class ValueReader {
  private final byte[] input;
  private int position;

  public ValueReader(byte[] input) {
    this.input = input;
  }

  /** Goes to an offset from the beginning, u32 or u64; beyond the end there are zeros. */
  public void seek(long offset) {
    position = Long.compareUnsigned(offset, input.length) > 0 ? input.length : (int) offset;
  }

  /** Bytes before the endless zeros. */
  public int remaining() {
    return input.length - position;
  }

  public Word word() {
    return Word.of(fixed(Word.BYTES));
  }

  /** Exactly so many bytes, no words. */
  public byte[] fixed(int length) {
    byte[] bytes = new byte[length];
    int available = Math.min(length, remaining());
    System.arraycopy(input, position, bytes, 0, available);
    position += available;
    return bytes;
  }

  /** A word that fits 64 bits, unsigned; nothing if it does not. The word is read either way. */
  public OptionalLong u64() {
    Word word = word();
    return word.isU64() ? OptionalLong.of(word.l0()) : OptionalLong.empty();
  }

  /** A word that fits 32 bits, in a {@code long}. */
  public OptionalLong u32() {
    Word word = word();
    return word.isU64() && word.l0() >>> 32 == 0
        ? OptionalLong.of(word.l0())
        : OptionalLong.empty();
  }

  /** A word that fits 8 bits. */
  public OptionalInt u8() {
    Word word = word();
    return word.isU64() && word.l0() >>> 8 == 0
        ? OptionalInt.of((int) word.l0())
        : OptionalInt.empty();
  }

  /** So many bytes, u32; those beyond the end are allocated, and paid. */
  public byte[] padded(ActorRuntime rt, long length) {
    if (length > remaining()) {
      InstanceMemory.allocate(rt, length);
    }
    int end = (int) Math.min(input.length, position + length);
    byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(input, position, end), (int) length);
    position = end;
    return bytes;
  }

  /** As {@link #padded}, but only the bytes before the endless zeros; the rest is passed over. */
  byte[] present(long length) {
    int end = (int) Math.min(input.length, position + length);
    byte[] bytes = Arrays.copyOfRange(input, position, end);
    position = end;
    return bytes;
  }
}
