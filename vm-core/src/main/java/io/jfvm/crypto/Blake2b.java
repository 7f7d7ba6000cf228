// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/** BLAKE2b without key, in the output lengths Filecoin uses (RFC 7693). */
public final class Blake2b {
  private Blake2b() {}

  /** The digest of CIDs: 32 bytes. */
  public static byte[] hash256(byte[] data) {
    return hash(32, data);
  }

  public static byte[] hash512(byte[] data) {
    return hash(64, data);
  }

  /** The payload of f1 and f2 addresses: 20 bytes. */
  public static byte[] hash160(byte[] data) {
    return hash(20, data);
  }

  /** A digest of {@code lengthBytes} bytes, 1 to 64. */
  public static byte[] hash(int lengthBytes, byte[] data) {
    Blake2bDigest digest = new Blake2bDigest(8 * lengthBytes);
    digest.update(data, 0, data.length);
    byte[] out = new byte[lengthBytes];
    digest.doFinal(out, 0);
    return out;
  }
}
