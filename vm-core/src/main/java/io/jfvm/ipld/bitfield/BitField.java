// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.bitfield;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.EncodeException;
import io.jfvm.ipld.IpldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;

/**
 * An immutable set of u64 numbers below 2^64-1, held and combined as runs, however long they are.
 * Numbers are unsigned in a {@code long}.
 *
 * <p>Source: ref-fvm {@code ipld/bitfield}.
 */
public final class BitField {
  /**
   * A byte string in RLE+, at most {@value #MAX_ENCODED_BYTES} bytes. Encoding a set that needs
   * more throws {@link EncodeException}.
   */
  public static final Codec<BitField> CODEC =
      Codec.of((out, field) -> out.bytes(bounded(field)), in -> bounded(in.bytes()));

  public static final BitField EMPTY = new BitField(new long[0]);

  /** The largest number a set can have: 2^64-2, unsigned. */
  public static final long MAX_BIT = -2;

  private static final int MAX_ENCODED_BYTES = 32 << 10;

  /** First number of each run and the one behind its last, in turn, strictly ascending. */
  private final long[] bounds;

  BitField(long[] bounds) {
    this.bounds = bounds;
  }

  /**
   * The set of these numbers, in any order, repeated or not.
   *
   * @throws IpldException if one is above {@link #MAX_BIT}
   */
  public static BitField of(long... bits) {
    long[] sorted = bits.clone();
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] == MAX_BIT + 1) {
        throw new IpldException("bit field cannot hold " + Long.toUnsignedString(sorted[i]));
      }
      sorted[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    Bounds bounds = new Bounds();
    for (long flipped : sorted) {
      long bit = flipped ^ Long.MIN_VALUE;
      bounds.addRun(bit, bit + 1);
    }
    return bounds.toBitField();
  }

  /** The numbers from {@code start} to {@code end - 1}. */
  public static BitField ofRange(long start, long end) {
    return Long.compareUnsigned(start, end) < 0
        ? new BitField(new long[] {start, end})
        : BitField.EMPTY;
  }

  /** Reads RLE+ of any length; nothing is the empty set. */
  public static BitField decode(byte[] bytes) throws DecodeException {
    return RlePlus.decode(bytes);
  }

  /** The RLE+ form; nothing for the empty set. */
  public byte[] encode() {
    return RlePlus.encode(this);
  }

  private static byte[] bounded(BitField field) {
    byte[] bytes = field.encode();
    if (bytes.length > MAX_ENCODED_BYTES) {
      throw new EncodeException("bit field takes " + bytes.length + " bytes, at most 32768");
    }
    return bytes;
  }

  private static BitField bounded(byte[] bytes) throws DecodeException {
    if (bytes.length > MAX_ENCODED_BYTES) {
      throw new DecodeException("bit field of " + bytes.length + " bytes, at most 32768");
    }
    return decode(bytes);
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public boolean contains(long bit) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(bounds[middle], bit) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (low & 1) == 1;
  }

  /** How many numbers it has, u64. */
  public long cardinality() {
    long sum = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      sum += bounds[i + 1] - bounds[i];
    }
    return sum;
  }

  public OptionalLong first() {
    return isEmpty() ? OptionalLong.empty() : OptionalLong.of(bounds[0]);
  }

  public OptionalLong last() {
    return isEmpty() ? OptionalLong.empty() : OptionalLong.of(bounds[bounds.length - 1] - 1);
  }

  /**
   * This and one number more.
   *
   * @throws IpldException if it is above {@link #MAX_BIT}
   */
  public BitField with(long bit) {
    return contains(bit) ? this : union(of(bit));
  }

  public BitField without(long bit) {
    return contains(bit) ? difference(of(bit)) : this;
  }

  /** What is in either. */
  public BitField union(BitField other) {
    return combine(other, (a, b) -> a || b);
  }

  /** What is in any. */
  public static BitField union(Iterable<BitField> fields) {
    BitField all = EMPTY;
    for (BitField field : fields) {
      all = all.union(field);
    }
    return all;
  }

  /** What is in both. */
  public BitField intersection(BitField other) {
    return combine(other, (a, b) -> a && b);
  }

  /** What is in this alone. */
  public BitField difference(BitField other) {
    return combine(other, (a, b) -> a && !b);
  }

  /** What is in one alone. */
  public BitField symmetricDifference(BitField other) {
    return combine(other, (a, b) -> a != b);
  }

  /**
   * This without the numbers of {@code other}, every number lowered by how many of {@code other}
   * are below it.
   */
  public BitField cut(BitField other) {
    BitField rest = difference(other);
    Bounds result = new Bounds();
    int next = 0;
    long removed = 0;
    for (int i = 0; i < rest.bounds.length; i += 2) {
      long start = rest.bounds[i];
      while (next < other.bounds.length && Long.compareUnsigned(other.bounds[next], start) < 0) {
        removed += other.bounds[next + 1] - other.bounds[next];
        next += 2;
      }
      result.addRun(start - removed, rest.bounds[i + 1] - removed);
    }
    return result.toBitField();
  }

  /**
   * {@code count} of its numbers, the lowest {@code skip} left out; nothing if it has fewer. Both
   * are u64.
   */
  public Optional<BitField> slice(long skip, long count) {
    Bounds result = new Bounds();
    long toSkip = skip;
    long toTake = count;
    for (int i = 0; i < bounds.length && toTake != 0; i += 2) {
      long size = bounds[i + 1] - bounds[i];
      if (Long.compareUnsigned(size, toSkip) <= 0) {
        toSkip -= size;
      } else {
        long start = bounds[i] + toSkip;
        long rest = size - toSkip;
        long taken = Long.compareUnsigned(rest, toTake) <= 0 ? rest : toTake;
        result.addRun(start, start + taken);
        toSkip = 0;
        toTake -= taken;
      }
    }
    return toTake == 0 ? Optional.of(result.toBitField()) : Optional.empty();
  }

  /** Whether both have a number in common. */
  public boolean containsAny(BitField other) {
    return !intersection(other).isEmpty();
  }

  /** Whether it has every number of {@code other}. */
  public boolean containsAll(BitField other) {
    return other.difference(this).isEmpty();
  }

  /** Its runs in ascending order; none touches the next. */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>(bounds.length / 2);
    for (int i = 0; i < bounds.length; i += 2) {
      runs.add(new Run(bounds[i], bounds[i + 1]));
    }
    return List.copyOf(runs);
  }

  /** Its numbers in ascending order, made one by one. */
  public PrimitiveIterator.OfLong bits() {
    return new BitIterator();
  }

  /** Its numbers in ascending order, or nothing if there are more than {@code max}. */
  public Optional<PrimitiveIterator.OfLong> bitsUpTo(long max) {
    return Long.compareUnsigned(cardinality(), max) <= 0 ? Optional.of(bits()) : Optional.empty();
  }

  /** Consecutive numbers: {@code start} to {@code end - 1}, u64. */
  public record Run(long start, long end) {

    /** How many there are, u64. */
    public long size() {
      return end - start;
    }
  }

  private final class BitIterator implements PrimitiveIterator.OfLong {
    private int run;
    private long next = isEmpty() ? 0 : bounds[0];

    @Override
    public boolean hasNext() {
      return run < bounds.length;
    }

    @Override
    public long nextLong() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long bit = next++;
      if (next == bounds[run + 1]) {
        run += 2;
        next = hasNext() ? bounds[run] : next;
      }
      return bit;
    }
  }

  @FunctionalInterface
  private interface Keep {
    boolean test(boolean inThis, boolean inOther);
  }

  /** Sweeps over the bounds of both and keeps the stretches that the rule wants. */
  private BitField combine(BitField other, Keep keep) {
    long[] a = bounds;
    long[] b = other.bounds;
    Bounds result = new Bounds();
    boolean kept = false;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean takeA = j == b.length || i < a.length && Long.compareUnsigned(a[i], b[j]) <= 0;
      long at = takeA ? a[i] : b[j];
      if (j < b.length && b[j] == at) {
        j++;
      }
      if (takeA) {
        i++;
      }
      boolean wanted = keep.test((i & 1) == 1, (j & 1) == 1);
      if (wanted != kept) {
        result.add(at);
        kept = wanted;
      }
    }
    return result.toBitField();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitField that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Its runs, first and last number: {@code [0-4, 7, 9-12]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(Long.toUnsignedString(bounds[i]));
      if (bounds[i + 1] - bounds[i] != 1) {
        text.append('-').append(Long.toUnsignedString(bounds[i + 1] - 1));
      }
    }
    return text.append(']').toString();
  }
}
