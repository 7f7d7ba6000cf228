// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.ipld.IpldException;

/** Takes a key's digest apart from its most significant bit on: the path through the trie. */
final class HashBits {
  static final int DIGEST_BYTES = 32;

  private final byte[] digest;
  private int consumed;

  HashBits(byte[] digest, int consumed) {
    this.digest = digest;
    this.consumed = consumed;
  }

  int consumed() {
    return consumed;
  }

  /**
   * The next {@code width} bits, or what is left at the bottom.
   *
   * @throws IpldException if none is left
   */
  int next(int width) {
    int bits = Math.min(width, 8 * DIGEST_BYTES - consumed);
    if (bits == 0) {
      throw new IpldException("HAMT is deeper than the digests of its keys are long");
    }
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int octet = digest[consumed >>> 3];
      value = value << 1 | octet >>> (7 - (consumed & 7)) & 1;
      consumed++;
    }
    return value;
  }
}
