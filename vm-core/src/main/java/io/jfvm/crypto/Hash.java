// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hash functions an actor can ask for, under their multihash codes. */
public enum Hash {
  SHA2_256(0x12, 32),
  KECCAK_256(0x1b, 32),
  RIPEMD_160(0x1053, 20),
  BLAKE2B_256(0xb220, 32),
  BLAKE2B_512(0xb240, 64);

  private final long code;
  private final int lengthBytes;

  Hash(long code, int lengthBytes) {
    this.code = code;
    this.lengthBytes = lengthBytes;
  }

  public long code() {
    return code;
  }

  public int lengthBytes() {
    return lengthBytes;
  }

  public static Optional<Hash> ofCode(long code) {
    for (Hash hash : values()) {
      if (hash.code == code) {
        return Optional.of(hash);
      }
    }
    return Optional.empty();
  }

  public byte[] digest(byte[] data) {
    return switch (this) {
      case SHA2_256 -> sha256(data);
      case KECCAK_256 -> digest(new KeccakDigest(8 * lengthBytes), data);
      case RIPEMD_160 -> digest(new RIPEMD160Digest(), data);
      case BLAKE2B_256, BLAKE2B_512 -> Blake2b.hash(lengthBytes, data);
    };
  }

  private byte[] digest(Digest digest, byte[] data) {
    digest.update(data, 0, data.length);
    byte[] out = new byte[lengthBytes];
    digest.doFinal(out, 0);
    return out;
  }

  /** The platform's, for which HotSpot has the processor's own instructions. */
  private static byte[] sha256(byte[] data) {
    try {
      return ((MessageDigest) FreshSha256.DIGEST.clone()).digest(data);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a SHA-256 that cannot be copied", e);
    }
  }

  /** To be copied, never used: that is cheaper than to look for a provider each time. */
  private static final class FreshSha256 {
    static final MessageDigest DIGEST;

    static {
      try {
        DIGEST = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
