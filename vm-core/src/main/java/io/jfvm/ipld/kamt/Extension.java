// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import io.jfvm.ipld.IpldException;

/**
 * The part of a path that a link skips: as many bits as whole levels take.
 *
 * <p>Source: ref-fvm {@code ipld/kamt/src/ext.rs}.
 *
 * @param length in bits
 * @param path as it is stored, from the most significant bit on
 * @param bits the first {@code length} bits of the path
 */
record Extension(int length, byte[] path, Bits bits) {
  static final Extension NONE = new Extension(0, new byte[0], Bits.ZERO);

  static Extension of(int length, byte[] path) {
    return new Extension(length, path, Bits.ofLeft(path).slice(0, length));
  }

  /** The part of {@code bits} from a position on. */
  static Extension slice(Bits bits, int from, int length) {
    if (length == 0) {
      return NONE;
    }
    Bits part = bits.slice(from, length);
    return new Extension(length, part.toBytes((length + 7) / 8), part);
  }

  /** The whole levels in which two keys agree from a position on. */
  static Extension common(Bits key, Bits other, int from) {
    int agreed = Math.min(key.common(from, other.slice(from, Bits.LENGTH)), Bits.LENGTH - from);
    return slice(key, from, agreed - agreed % Kamt.BIT_WIDTH);
  }

  /** How many bits, in whole levels, of this a key has from a position on. */
  int matched(Bits key, int from) {
    if (length == 0) {
      return 0;
    }
    if (from + length >= Bits.LENGTH) {
      throw new IpldException("KAMT extension of " + length + " bits leads past the key's end");
    }
    int common = key.common(from, bits);
    return common >= length ? length : common - common % Kamt.BIT_WIDTH;
  }

  /** The levels before one that a split makes. */
  Extension head(int matched) {
    return slice(bits, 0, matched);
  }

  /** The slot of the split level that this leads to. */
  int slotAfter(int matched) {
    return bits.number(matched, Kamt.BIT_WIDTH);
  }

  /** The levels after the split one. */
  Extension tail(int matched) {
    int from = matched + Kamt.BIT_WIDTH;
    return slice(bits, from, length - from);
  }

  /** This, one level with a slot, and what follows it, joined to one. */
  Extension join(int slot, Extension next) {
    int joined = length + Kamt.BIT_WIDTH + next.length;
    if (joined >= Bits.LENGTH) {
      throw new IpldException("KAMT extension of " + joined + " bits is longer than a key");
    }
    Bits level = new Bits((long) slot << (Long.SIZE - Kamt.BIT_WIDTH), 0, 0, 0);
    Bits all = bits.followedBy(length, level).followedBy(length + Kamt.BIT_WIDTH, next.bits);
    return slice(all, 0, joined);
  }
}
