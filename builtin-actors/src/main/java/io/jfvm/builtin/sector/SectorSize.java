// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.sector;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;

/**
 * The sizes a sector may have, in the order in which proof types of one family number them.
 *
 * <p>Source: ref-fvm {@code shared/src/sector/mod.rs}, {@code registered_proof.rs}.
 */
public enum SectorSize {
  SIZE_2_KIB(2L << 10, 2),
  SIZE_8_MIB(8L << 20, 2),
  SIZE_512_MIB(512L << 20, 2),
  SIZE_32_GIB(32L << 30, 2349),
  SIZE_64_GIB(64L << 30, 2300);

  /** A u64 of the size in bytes. */
  public static final Codec<SectorSize> CODEC =
      Codec.of(
          (out, size) -> out.u64(size.bytes),
          in -> {
            long bytes = in.u64();
            for (SectorSize size : values()) {
              if (size.bytes == bytes) {
                return size;
              }
            }
            throw new DecodeException("no sector has " + Long.toUnsignedString(bytes) + " bytes");
          });

  private final long bytes;
  private final int partitionSectors;

  SectorSize(long bytes, int partitionSectors) {
    this.bytes = bytes;
    this.partitionSectors = partitionSectors;
  }

  public long bytes() {
    return bytes;
  }

  /** How many sectors one window PoSt proves. */
  public int partitionSectors() {
    return partitionSectors;
  }
}
