// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Base32;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A content identifier: version, codec and multihash, with a digest of at most 64 bytes. Ordered by
 * its bytes.
 *
 * <p>Version 0 (a bare sha2-256 multihash) is read for the sake of data that carries it; we only
 * make version 1.
 */
public final class Cid implements Comparable<Cid> {
  /** Tag 42 around the bytes. */
  public static final Codec<Cid> CODEC =
      Codec.of((out, cid) -> out.link(cid.bytes), in -> decodePrefix(in.link()));

  /** What follows the codec in the CID of a block: blake2b-256, and 32 bytes of it. */
  private static final byte[] BLOCK_HASH = {(byte) 0xa0, (byte) 0xe4, 0x02, 0x20};

  private static final int BLOCK_HASH_OFFSET = 2;
  private static final int BLOCK_DIGEST_OFFSET = BLOCK_HASH_OFFSET + BLOCK_HASH.length;
  private static final int BLOCK_CID_BYTES = BLOCK_DIGEST_OFFSET + Hash.BLAKE2B_256.lengthBytes();

  private static final int VERSION = 1;
  private static final int MAX_DIGEST_BYTES = 64;
  private static final int V0_DIGEST_BYTES = 32;

  private final byte[] bytes;
  private final long codec;
  private final long hashCode;
  private final int digestOffset;

  private Cid(byte[] bytes, long codec, long hashCode, int digestOffset) {
    this.bytes = bytes;
    this.codec = codec;
    this.hashCode = hashCode;
    this.digestOffset = digestOffset;
  }

  /** A version 1 CID of these parts. */
  public static Cid of(long codec, long hashCode, byte[] digest) {
    if (digest.length > MAX_DIGEST_BYTES) {
      throw new IllegalArgumentException(
          "digest of " + digest.length + " bytes, at most " + MAX_DIGEST_BYTES);
    }
    int digestOffset = 1 + Varint.size(codec) + Varint.size(hashCode) + 1;
    byte[] bytes = new byte[digestOffset + digest.length];
    bytes[0] = VERSION;
    int at = Varint.put(bytes, 1, codec);
    at = Varint.put(bytes, at, hashCode);
    bytes[at] = (byte) digest.length;
    System.arraycopy(digest, 0, bytes, digestOffset, digest.length);
    return new Cid(bytes, codec, hashCode, digestOffset);
  }

  /** The CID of a block: version 1 and blake2b-256. */
  public static Cid ofBlock(long codec, byte[] data) {
    return of(codec, Hash.BLAKE2B_256.code(), Blake2b.hash256(data));
  }

  /** The CID of a DAG-CBOR block. */
  public static Cid ofDagCbor(byte[] data) {
    return ofBlock(Multicodec.DAG_CBOR, data);
  }

  /** Reads a CID that fills the bytes. As with {@link #decodePrefix}, its own may be fewer. */
  public static Cid decode(byte[] bytes) throws DecodeException {
    return read(bytes, true);
  }

  /**
   * Reads the CID the bytes begin with, as the reference does inside links. Its own bytes may be
   * others: overlong varints are read and not written.
   */
  public static Cid decodePrefix(byte[] bytes) throws DecodeException {
    return read(bytes, false);
  }

  private static Cid read(byte[] bytes, boolean whole) throws DecodeException {
    if (whole ? bytes.length == BLOCK_CID_BYTES : bytes.length >= BLOCK_CID_BYTES) {
      if (isOfBlock(bytes)) {
        byte[] own = Arrays.copyOf(bytes, BLOCK_CID_BYTES);
        return new Cid(own, own[1], Hash.BLAKE2B_256.code(), BLOCK_DIGEST_OFFSET);
      }
    }
    long version = Varint.decode(bytes, 0);
    int codecAt = Varint.length(bytes, 0);
    long codec = Varint.decode(bytes, codecAt);
    int hashAt = codecAt + Varint.length(bytes, codecAt);
    if (version == Hash.SHA2_256.code() && codec == V0_DIGEST_BYTES) {
      return version0(digest(bytes, hashAt, V0_DIGEST_BYTES, whole));
    }
    if (version != VERSION) {
      throw new DecodeException("CID version " + Long.toUnsignedString(version) + ", not 1");
    }
    long hashCode = Varint.decode(bytes, hashAt);
    int lengthAt = hashAt + Varint.length(bytes, hashAt);
    long length = Varint.decode(bytes, lengthAt);
    int digestAt = lengthAt + Varint.length(bytes, lengthAt);
    if (Long.compareUnsigned(length, MAX_DIGEST_BYTES) > 0) {
      throw new DecodeException(
          "CID digest of " + Long.toUnsignedString(length) + " bytes, at most " + MAX_DIGEST_BYTES);
    }
    return of(codec, hashCode, digest(bytes, digestAt, (int) length, whole));
  }

  /** Whether the bytes begin as nearly all CIDs do. */
  private static boolean isOfBlock(byte[] bytes) {
    return bytes[0] == VERSION
        && bytes[1] >= 0
        && Arrays.equals(
            bytes, BLOCK_HASH_OFFSET, BLOCK_DIGEST_OFFSET, BLOCK_HASH, 0, BLOCK_HASH.length);
  }

  private static byte[] digest(byte[] bytes, int from, int length, boolean whole)
      throws DecodeException {
    int after = bytes.length - from - length;
    if (after < 0) {
      throw new DecodeException("CID digest of " + length + " bytes leaves the data");
    }
    if (whole && after > 0) {
      throw new DecodeException("CID is followed by " + after + " bytes");
    }
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private static Cid version0(byte[] digest) {
    byte[] bytes = new byte[2 + V0_DIGEST_BYTES];
    bytes[0] = (byte) Hash.SHA2_256.code();
    bytes[1] = V0_DIGEST_BYTES;
    System.arraycopy(digest, 0, bytes, 2, V0_DIGEST_BYTES);
    return new Cid(bytes, Multicodec.DAG_PB, Hash.SHA2_256.code(), 2);
  }

  /** Reads the text form: multibase base 32 (b…) or base 16 (f…). */
  public static Cid parse(String text) throws DecodeException {
    if (text.isEmpty()) {
      throw new DecodeException("empty CID");
    }
    String payload = text.substring(1);
    try {
      return switch (text.charAt(0)) {
        case 'b' -> decode(Base32.decode(payload));
        case 'f' -> decode(HexFormat.of().parseHex(payload));
        default ->
            throw new DecodeException(
                "multibase '"
                    + text.charAt(0)
                    + "' is not supported, only b (base 32) and f (base 16)");
      };
    } catch (DecodeException | IllegalArgumentException e) {
      throw new DecodeException("CID '" + text + "': " + e.getMessage(), e);
    }
  }

  public long codec() {
    return codec;
  }

  /** The multihash code of the digest. */
  public long hash() {
    return hashCode;
  }

  public byte[] digest() {
    return Arrays.copyOfRange(bytes, digestOffset, bytes.length);
  }

  public int digestLength() {
    return bytes.length - digestOffset;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether {@code data} is what this CID names; false too for a hash we cannot compute. */
  public boolean matches(byte[] data) {
    if (hashCode == Multicodec.IDENTITY) {
      return Arrays.equals(digest(), data);
    }
    return Hash.ofCode(hashCode)
        .map(hash -> Arrays.equals(digest(), hash.digest(data)))
        .orElse(false);
  }

  @Override
  public int compareTo(Cid other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cid that && Arrays.equals(bytes, that.bytes);
  }

  /** Its last four bytes, of a digest nearly always; there are four at least. */
  @Override
  public int hashCode() {
    int end = bytes.length;
    return bytes[end - 4] << 24
        | (bytes[end - 3] & 0xff) << 16
        | (bytes[end - 2] & 0xff) << 8
        | bytes[end - 1] & 0xff;
  }

  @Override
  public String toString() {
    return "b" + Base32.encode(bytes);
  }
}
