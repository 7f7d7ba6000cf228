// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A guest's memory while one of its syscalls runs. Offsets and lengths are u32; what leaves the
 * memory is ILLEGAL_ARGUMENT, and so is an offset beyond it even for no bytes at all.
 *
 * <p>Source: ref-fvm {@code fvm/src/syscalls/context.rs}.
 */
public final class GuestMemory {
  /** Four varints of at most ten bytes and a digest of at most 64: more is never read. */
  private static final int MAX_CID_BYTES = 4 * 10 + 64;

  private final byte[] bytes;
  private final int size;
  private final WrittenChunks written;

  /**
   * The memory.
   *
   * @param bytes shared; it may be longer than the memory
   * @param size of the memory
   * @param written where writes are noted
   */
  public GuestMemory(byte[] bytes, int size, WrittenChunks written) {
    this.bytes = bytes;
    this.size = size;
    this.written = written;
  }

  /** Whether this many bytes lie at the offset. */
  boolean contains(int offset, int length) {
    return Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(length) <= size;
  }

  void checkBounds(int offset, int length) throws SyscallException {
    if (!contains(offset, length)) {
      throw illegalArgument(
          "%s bytes at %s leave the memory"
              .formatted(Integer.toUnsignedString(length), Integer.toUnsignedString(offset)));
    }
  }

  /** A copy. */
  byte[] read(int offset, int length) throws SyscallException {
    checkBounds(offset, length);
    return copy(offset, length);
  }

  /** A copy of what is known to lie within bounds. */
  byte[] copy(int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  String readText(int offset, int length) throws SyscallException {
    checkBounds(offset, length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw illegalArgument("text that is not UTF-8");
    }
  }

  Address readAddress(int offset, int length) throws SyscallException {
    byte[] address = read(offset, length);
    try {
      return Address.decode(address);
    } catch (DecodeException e) {
      throw illegalArgument(e.getMessage());
    }
  }

  /** The CID that begins here; the memory may end with it. */
  Cid readCid(int offset) throws SyscallException {
    checkBounds(offset, 0);
    int end = Math.min(size - offset, MAX_CID_BYTES) + offset;
    try {
      return Cid.decodePrefix(Arrays.copyOfRange(bytes, offset, end));
    } catch (DecodeException e) {
      throw illegalArgument(e.getMessage());
    }
  }

  <T> T readCbor(Codec<T> codec, int offset, int length) throws SyscallException {
    byte[] data = read(offset, length);
    try {
      return codec.fromBytes(data);
    } catch (DecodeException e) {
      throw illegalArgument(e.getMessage());
    }
  }

  /**
   * Writes into a buffer, which may be longer. Returns the length written.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, else
   *     BUFFER_TOO_SMALL if it cannot hold the data; nothing is written then
   */
  int write(byte[] data, int offset, int capacity) throws SyscallException {
    checkBounds(offset, capacity);
    if (data.length > capacity) {
      throw new SyscallException(
          ErrorNumber.BUFFER_TOO_SMALL,
          data.length + " bytes for a buffer of " + Integer.toUnsignedString(capacity));
    }
    put(data, offset);
    return data.length;
  }

  /** Writes where there is room for it. */
  void put(byte[] data, int offset) {
    System.arraycopy(data, 0, writable(offset, data.length), offset, data.length);
  }

  /** The memory itself, for what is written there, within bounds, without another copy. */
  byte[] writable(int offset, int length) {
    written.mark(offset, length);
    return bytes;
  }

  static SyscallException illegalArgument(String what) {
    return new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, what);
  }
}
