// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import io.jfvm.types.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CAR (version 1) block by block from a stream. Blocks may come in any order and more than
 * once; each is checked against its CID. A section's memory is taken as its data arrives, whatever
 * length it claims. Closing the stream is up to its owner.
 */
public final class CarReader {
  /** The longest section that is read. */
  public static final int MAX_SECTION_BYTES = 128 << 20;

  private final InputStream in;
  private final CarHeader header;
  private long offset;
  private long sectionOffset;

  private CarReader(InputStream in) throws IOException, DecodeException {
    this.in = in;
    byte[] section =
        section().orElseThrow(() -> new DecodeException("CAR is empty: there is no header"));
    try {
      this.header = CarHeader.CODEC.fromBytes(section);
    } catch (DecodeException e) {
      throw new DecodeException("CAR header: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the header.
   *
   * @throws DecodeException if it is malformed, not of version 1 or names no root
   */
  public static CarReader open(InputStream in) throws IOException, DecodeException {
    return new CarReader(in);
  }

  public List<Cid> roots() {
    return header.roots();
  }

  /** Where the next section starts, in bytes. */
  public long offset() {
    return offset;
  }

  /**
   * The next block, or nothing at the end.
   *
   * @throws DecodeException naming offset and CID, if a section is malformed or cut short, or the
   *     block is not what its CID names or of a hash we cannot compute
   */
  public Optional<Block> next() throws IOException, DecodeException {
    Optional<byte[]> section = section();
    if (section.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(block(section.get(), sectionOffset));
  }

  /** Copies all blocks that are left and returns the roots. */
  public List<Cid> readInto(Blockstore store) throws IOException, DecodeException {
    for (Optional<Block> block = next(); block.isPresent(); block = next()) {
      store.put(block.get().cid(), block.get().data());
    }
    return roots();
  }

  static Block block(byte[] section, long sectionOffset) throws DecodeException {
    Cid cid = cid(section, sectionOffset);
    byte[] data = Arrays.copyOfRange(section, cid.toBytes().length, section.length);
    if (!cid.matches(data)) {
      throw new DecodeException(
          "CAR section at offset %d: block %s (hash 0x%x) does not have the digest of its data"
              .formatted(sectionOffset, cid, cid.hash()));
    }
    return new Block(cid, data);
  }

  private static Cid cid(byte[] section, long sectionOffset) throws DecodeException {
    try {
      return Cid.decodePrefix(section);
    } catch (DecodeException e) {
      throw new DecodeException(
          "CAR section at offset " + sectionOffset + ": " + e.getMessage(), e);
    }
  }

  private Optional<byte[]> section() throws IOException, DecodeException {
    sectionOffset = offset;
    long length = length();
    if (length < 0) {
      return Optional.empty();
    }
    byte[] section = in.readNBytes((int) length);
    offset += section.length;
    if (section.length < length) {
      throw new DecodeException(
          "CAR section at offset "
              + sectionOffset
              + " is cut short: "
              + section.length
              + " of "
              + length
              + " bytes");
    }
    return Optional.of(section);
  }

  /** The length before a section, or -1 at the end. */
  private long length() throws IOException, DecodeException {
    byte[] varint = new byte[Varint.MAX_BYTES];
    int count = 0;
    do {
      int octet = in.read();
      if (octet < 0 && count == 0) {
        return -1;
      }
      if (octet < 0 || count == varint.length) {
        throw new DecodeException("CAR section at offset " + sectionOffset + " has no length");
      }
      varint[count++] = (byte) octet;
      offset++;
    } while (varint[count - 1] < 0);
    long length = varint(Arrays.copyOf(varint, count));
    if (length < 0 || length > MAX_SECTION_BYTES) {
      throw new DecodeException(
          "CAR section at offset %d claims %s bytes, at most %d are read"
              .formatted(sectionOffset, Long.toUnsignedString(length), MAX_SECTION_BYTES));
    }
    return length;
  }

  private long varint(byte[] bytes) throws DecodeException {
    try {
      return Varint.decode(bytes, 0);
    } catch (DecodeException e) {
      throw new DecodeException(
          "length of CAR section at offset " + sectionOffset + ": " + e.getMessage(), e);
    }
  }
}
