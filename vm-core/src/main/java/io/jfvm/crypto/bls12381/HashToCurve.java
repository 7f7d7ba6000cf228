// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.Hash;
import io.jfvm.crypto.curve.Fp2;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Hashes bytes to points of the subgroup of G2. Source: RFC 9380 3, 5.2, 5.3.1, 8.8.2. */
final class HashToCurve {
  private static final int DIGEST_BYTES = 32;
  private static final int BLOCK_BYTES = 64;

  /** L: bytes to reduce to an element of Fp. */
  private static final int WIDE_BYTES = 64;

  private HashToCurve() {}

  /** Suite BLS12381G2_XMD:SHA-256_SSWU_RO_ with a domain separation tag of at most 255 bytes. */
  static G2 g2(byte[] message, byte[] tag) {
    byte[] uniform = expand(message, tag, 4 * WIDE_BYTES);
    return SwuG2.map(element(uniform, 0))
        .plus(SwuG2.map(element(uniform, 2 * WIDE_BYTES)))
        .clearCofactor();
  }

  private static Fp2<Fp> element(byte[] uniform, int offset) {
    return new Fp2<>(Fp.reduce(uniform, offset), Fp.reduce(uniform, offset + WIDE_BYTES));
  }

  /** expand_message_xmd with SHA-256: a multiple of 32 bytes, at most 8160. */
  static byte[] expand(byte[] message, byte[] tag, int length) {
    ByteBuffer out = ByteBuffer.allocate(length);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(new byte[BLOCK_BYTES]);
    first.writeBytes(message);
    first.write(length >>> Byte.SIZE);
    first.write(length);
    byte[] seed = digest(first, 0, tag);
    byte[] block = new byte[DIGEST_BYTES];
    for (int i = 1; out.hasRemaining(); i++) {
      for (int j = 0; j < DIGEST_BYTES; j++) {
        block[j] ^= seed[j];
      }
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.writeBytes(block);
      block = digest(next, i, tag);
      out.put(block);
    }
    return out.array();
  }

  private static byte[] digest(ByteArrayOutputStream input, int index, byte[] tag) {
    input.write(index);
    input.writeBytes(tag);
    input.write(tag.length);
    return Hash.SHA2_256.digest(input.toByteArray());
  }
}
