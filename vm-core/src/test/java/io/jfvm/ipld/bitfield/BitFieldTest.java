// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.bitfield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.EncodeException;
import io.jfvm.ipld.IpldException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitFieldTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithBitSet(long seed) throws DecodeException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 400; i++) {
      BitSet a = random(random);
      BitSet b = random(random);
      BitField fa = field(a);
      BitField fb = field(b);
      String at = "seed " + seed + ", case " + i;
      assertThat(BitField.decode(fa.encode())).as(at).isEqualTo(fa);
      assertThat(fa.cardinality()).as(at).isEqualTo(a.cardinality());
      assertThat(fa.isEmpty()).as(at).isEqualTo(a.isEmpty());
      assertThat(fa.first().orElse(-1)).as(at).isEqualTo(a.nextSetBit(0));
      assertThat(fa.last().orElse(-1)).as(at).isEqualTo(a.length() - 1L);
      assertThat(fa.contains(i)).as(at).isEqualTo(a.get(i));
      assertThat(fa.containsAny(fb)).as(at).isEqualTo(a.intersects(b));
      BitSet union = copy(a);
      union.or(b);
      assertThat(fa.union(fb)).as(at).isEqualTo(field(union));
      assertThat(BitField.union(List.of(fa, fb))).as(at).isEqualTo(field(union));
      BitSet intersection = copy(a);
      intersection.and(b);
      assertThat(fa.intersection(fb)).as(at).isEqualTo(field(intersection));
      BitSet difference = copy(a);
      difference.andNot(b);
      assertThat(fa.difference(fb)).as(at).isEqualTo(field(difference));
      assertThat(fb.containsAll(fa)).as(at).isEqualTo(difference.isEmpty());
      BitSet either = copy(a);
      either.xor(b);
      assertThat(fa.symmetricDifference(fb)).as(at).isEqualTo(field(either));
      assertThat(fa.cut(fb)).as(at).isEqualTo(field(cut(a, b)));
      int skip = random.nextInt(20);
      int count = random.nextInt(40);
      assertThat(fa.slice(skip, count).isPresent())
          .as(at)
          .isEqualTo(count == 0 || a.cardinality() >= skip + count);
      fa.slice(skip, count)
          .ifPresent(slice -> assertThat(slice).as(at).isEqualTo(field(slice(a, skip, count))));
      assertThat(fa.with(i)).as(at).isEqualTo(field(changed(a, i, true)));
      assertThat(fa.without(i)).as(at).isEqualTo(field(changed(a, i, false)));
    }
  }

  private static BitSet random(SplittableRandom random) {
    BitSet bits = new BitSet();
    int at = random.nextInt(3) * random.nextInt(30);
    for (int runs = random.nextInt(12); runs > 0; runs--) {
      int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8);
      bits.set(at, at + length);
      at += length + 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8);
    }
    return bits;
  }

  private static BitField field(BitSet bits) {
    return BitField.of(bits.stream().asLongStream().toArray());
  }

  private static BitSet copy(BitSet bits) {
    return BitSet.valueOf(bits.toLongArray());
  }

  private static BitSet changed(BitSet bits, int at, boolean value) {
    BitSet copy = copy(bits);
    copy.set(at, value);
    return copy;
  }

  private static BitSet cut(BitSet a, BitSet b) {
    BitSet result = new BitSet();
    int target = 0;
    for (int i = 0; i < a.length(); i++) {
      if (!b.get(i)) {
        result.set(target++, a.get(i));
      }
    }
    return result;
  }

  private static BitSet slice(BitSet a, int skip, int count) {
    BitSet result = new BitSet();
    a.stream().skip(skip).limit(count).forEach(result::set);
    return result;
  }

  @Test
  void bitsAscendAndCanBeBounded() {
    BitField field = BitField.of(9, 2, 3, 9, 4);
    PrimitiveIterator.OfLong bits = field.bits();
    for (long expected : new long[] {2, 3, 4, 9}) {
      assertThat(bits.nextLong()).isEqualTo(expected);
    }
    assertThat(bits.hasNext()).isFalse();
    assertThat(field.bitsUpTo(4)).isPresent();
    assertThat(field.bitsUpTo(3)).isEmpty();
    assertThat(field.runs()).containsExactly(new BitField.Run(2, 5), new BitField.Run(9, 10));
    assertThat(field).hasToString("[2-4, 9]");
  }

  @Test
  void hugeRunsStayRuns() throws DecodeException {
    BitField all = BitField.ofRange(0, -1);
    assertThat(all.last()).hasValue(BitField.MAX_BIT);
    assertThat(all.cardinality()).isEqualTo(-1);
    assertThat(BitField.decode(all.encode())).isEqualTo(all);
    assertThat(all.without(1L << 63).runs())
        .containsExactly(new BitField.Run(0, 1L << 63), new BitField.Run((1L << 63) + 1, -1));
    assertThat(all.cut(BitField.ofRange(10, -2))).isEqualTo(BitField.ofRange(0, 11));
    assertThat(all.slice(-3, 2)).contains(BitField.ofRange(-3, -1));
    assertThat(all.bitsUpTo(1L << 40)).isEmpty();
    assertThat(all.bits().nextLong()).isZero();
  }

  @Test
  void theLargestNumberIsNoMember() {
    assertThatThrownBy(() -> BitField.of(-1)).isInstanceOf(IpldException.class);
    assertThat(BitField.of(-2).contains(-2)).isTrue();
    assertThat(BitField.ofRange(0, -1).contains(-1)).isFalse();
  }

  /** Bits as they stand, filled up with zeros to whole bytes; from the reference's own tests. */
  @ParameterizedTest
  @CsvSource({
    "10 1 01 0001, version",
    "00 1 1 01 0000 1, not minimal",
    "00 1 1 00 00000000 1, not minimal",
    "00 1 01 101 00000000, zero byte",
    "00 1 00 11000001 00000000 111, varint",
    "00 1 00 11000000 111, not minimal",
    "00 1 00 10000000 111, not minimal",
    "00 1 01 1000 1111111, not minimal",
    "00 0 1, not of ones",
    "00 0 01 0011, not of ones",
    "00 1 01 0010 1, not of ones",
    "00 1, not of ones",
    "00 1 00 00000001 00000001 00000001 00000001 00000001 00000001 00000001 00000001 00000001"
        + " 00000001 01, varint"
  })
  void malformedEncodingsAreRefused(String bits, String message) {
    byte[] bytes = bytes(bits);
    assertThatThrownBy(() -> BitField.decode(bytes))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void runsBeyond64BitsAreRefused() {
    String half = "00 " + "11111111".repeat(8) + "11111110 ";
    byte[] bytes = bytes("00 1 " + half + half + "01 0100");
    assertThatThrownBy(() -> BitField.decode(bytes))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("exceed 64 bits");
  }

  @ParameterizedTest
  @CsvSource({
    "00 1 01 0001, [0-7]",
    "00 1 01 0010 1 01 1100, '[0-3, 5-7]'",
    "00 1 00 10011000, [0-24]",
    "00 1 00 10001000 000, [0-16]",
    "'', []"
  })
  void wellFormedEncodings(String bits, String text) throws DecodeException {
    BitField field = BitField.decode(bytes(bits));
    assertThat(field).hasToString(text);
    assertThat(field.encode()).isEqualTo(bytes(bits));
  }

  private static byte[] bytes(String bits) {
    String packed = bits.replace(" ", "");
    byte[] bytes = new byte[(packed.length() + 7) / 8];
    for (int i = 0; i < packed.length(); i++) {
      bytes[i / 8] |= (byte) ((packed.charAt(i) - '0') << i % 8);
    }
    return bytes;
  }

  @Test
  void encodingsAreBounded() throws DecodeException {
    long[] sparse = new long[50_000];
    for (int i = 0; i < sparse.length; i++) {
      sparse[i] = 10L * i;
    }
    BitField field = BitField.of(sparse);
    byte[] bytes = field.encode();
    assertThat(BitField.decode(bytes)).isEqualTo(field);
    assertThat(bytes.length).isGreaterThan(32768);
    assertThatThrownBy(() -> BitField.CODEC.toBytes(field))
        .isInstanceOf(EncodeException.class)
        .hasMessageContaining("32768");
    byte[] cbor = new CborWriter().bytes(bytes).toByteArray();
    assertThatThrownBy(() -> BitField.CODEC.fromBytes(cbor))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("32768");
    assertThat(BitField.CODEC.fromBytes(new byte[] {0x40})).isEqualTo(BitField.EMPTY);
    assertThat(BitField.CODEC.toBytes(BitField.EMPTY)).containsExactly(0x40);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatDecodesEncodesToTheSameBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int decoded = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] &= (byte) 0xfc;
      }
      try {
        BitField field = BitField.decode(bytes);
        decoded++;
        assertThat(field.encode())
            .as("seed %d: %s", seed, HexFormat.of().formatHex(bytes))
            .isEqualTo(bytes);
      } catch (DecodeException e) {
        assertThat(e).hasMessageStartingWith("bit field");
      }
    }
    assertThat(decoded).as("seed %d", seed).isGreaterThan(1000);
  }
}
