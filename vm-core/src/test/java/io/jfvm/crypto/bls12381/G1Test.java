// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class G1Test {
  private static final BigInteger R = Pairing.ORDER;

  static G1 multiple(long scalar) {
    return G1.GENERATOR.times(BigInteger.valueOf(scalar));
  }

  /** A point of the curve whose order is not r: the one of order 3 with x = 0. */
  static G1 ofOrderThree() {
    return new G1(Point.of(Fp.ZERO, Fp.of(2)));
  }

  /** A point of the curve that is not in the subgroup, nor of small order. */
  static G1 outsideSubgroup() {
    for (int x = 1; ; x++) {
      Fp square = Fp.of(x).power(BigInteger.valueOf(3)).plus(G1.B);
      if (square.squareRoot().isPresent()) {
        return new G1(Point.of(Fp.of(x), square.squareRoot().get()));
      }
    }
  }

  @Test
  void generatorHasOrderR() {
    assertThat(G1.GENERATOR.point().isOnCurve(G1.B)).isTrue();
    assertThat(G1.GENERATOR.times(R).isInfinity()).isTrue();
    assertThat(G1.GENERATOR.times(R.subtract(BigInteger.ONE)).isSame(G1.GENERATOR.negate()))
        .isTrue();
  }

  @Test
  void additionIsThatOfAGroup() {
    G1 a = multiple(5);
    G1 b = multiple(7);
    G1 c = outsideSubgroup();
    assertThat(a.plus(b).isSame(multiple(12))).isTrue();
    assertThat(a.plus(b).plus(c).isSame(c.plus(a).plus(b))).isTrue();
    assertThat(a.plus(a).isSame(multiple(10))).isTrue();
    assertThat(a.plus(multiple(5)).isSame(multiple(10))).isTrue();
    assertThat(a.plus(a.negate()).isInfinity()).isTrue();
    assertThat(a.plus(G1.INFINITY).isSame(a)).isTrue();
    assertThat(G1.INFINITY.plus(a).isSame(a)).isTrue();
    assertThat(G1.INFINITY.plus(G1.INFINITY).isInfinity()).isTrue();
    assertThat(a.isSame(b)).isFalse();
    assertThat(a.isSame(a.negate())).isFalse();
    assertThat(a.isSame(G1.INFINITY)).isFalse();
    assertThat(G1.INFINITY.isSame(a)).isFalse();
    assertThat(a.times(BigInteger.ZERO).isInfinity()).isTrue();
    assertThat(G1.INFINITY.times(BigInteger.TEN).isInfinity()).isTrue();
  }

  @Test
  void smallMultiplesAreRepeatedSums() {
    G1 sum = G1.INFINITY;
    for (int i = 0; i < 70; i++) {
      assertThat(multiple(i).isSame(sum)).as("%d", i).isTrue();
      assertThat(sum.point().toAffine().isSame(sum.point())).isTrue();
      assertThat(G1.GENERATOR.point().times((long) i).isSame(sum.point())).isTrue();
      sum = sum.plus(G1.GENERATOR);
    }
  }

  @Test
  void membershipIsHavingOrderR() {
    G1 outside = outsideSubgroup();
    G1 cleared = outside.clearCofactor();
    G1[] points = {
      multiple(9),
      G1.INFINITY,
      outside,
      ofOrderThree(),
      outside.times(R),
      cleared,
      multiple(3).plus(ofOrderThree())
    };
    boolean[] members = {true, true, false, false, false, true, false};
    for (int i = 0; i < points.length; i++) {
      assertThat(points[i].isInSubgroup()).as("point %d", i).isEqualTo(members[i]);
      assertThat(points[i].times(R).isInfinity()).as("point %d", i).isEqualTo(members[i]);
    }
    assertThat(cleared.isInfinity()).isFalse();
  }

  @Test
  void membershipIsHavingOrderRAmongManyPoints() {
    BigInteger eleven = BigInteger.valueOf(11);
    BigInteger x = new BigInteger(Long.toUnsignedString(Pairing.X));
    BigInteger curveOrder = Fp.P.add(x);
    G1 outside = outsideSubgroup();
    assertThat(outside.times(curveOrder).isInfinity()).isTrue();
    G1 small = outside.times(curveOrder.divide(eleven.pow(2)));
    small = small.times(eleven).isInfinity() ? small : small.times(eleven);
    assertThat(small.isInfinity()).isFalse();
    assertThat(small.times(eleven).isInfinity()).isTrue();
    G1 sum = outside;
    for (int i = 0; i < 12; i++) {
      G1 inside = multiple(i * i + 1);
      G1 several = small.times(BigInteger.valueOf(i));
      for (G1 point : new G1[] {several, sum, sum.times(R), inside, inside.plus(several)}) {
        assertThat(point.isInSubgroup()).isEqualTo(point.times(R).isInfinity());
        assertThat(point.clearCofactor().isSame(point.times(x.add(BigInteger.ONE)))).isTrue();
      }
      sum = sum.plus(outside).plus(multiple(3));
    }
  }

  @Test
  void encodingsComeBack() throws Exception {
    for (G1 point : new G1[] {multiple(1), multiple(2), multiple(2).negate(), outsideSubgroup()}) {
      assertThat(G1.decodeCompressed(point.encodeCompressed()).isSame(point)).isTrue();
      assertThat(G1.decodeUncompressed(point.encodeUncompressed()).isSame(point)).isTrue();
      assertThat(G1.ofCoordinates(point.coordinates()).isSame(point)).isTrue();
    }
    assertThat(HexFormat.of().formatHex(G1.GENERATOR.encodeCompressed()))
        .isEqualTo(
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905"
                + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");
    assertThat(G1.INFINITY.encodeCompressed()).isEqualTo(first(48, 0xc0));
    assertThat(G1.INFINITY.encodeUncompressed()).isEqualTo(first(96, 0x40));
    assertThat(G1.INFINITY.coordinates()).isEqualTo(new byte[96]);
    assertThat(G1.decodeCompressed(first(48, 0xc0)).isInfinity()).isTrue();
    assertThat(G1.decodeUncompressed(first(96, 0x40)).isInfinity()).isTrue();
    assertThat(G1.ofCoordinates(new byte[96]).isInfinity()).isTrue();
  }

  private static byte[] first(int length, int value) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) value;
    return bytes;
  }

  @Test
  void hostileEncodingsAreRefused() {
    byte[] good = G1.GENERATOR.encodeCompressed();
    for (int flags : new int[] {0x00, 0x20, 0x40, 0x60, 0xc0, 0xe0}) {
      byte[] wrong = good.clone();
      wrong[0] = (byte) (wrong[0] & 0x1f | flags);
      refused(wrong);
    }
    refused(first(48, 0xe0));
    byte[] infinityWithX = first(48, 0xc0);
    infinityWithX[47] = 1;
    refused(infinityWithX);
    refused(new byte[0]);
    refused(Arrays.copyOf(good, 47));
    refused(Arrays.copyOf(good, 49));
    refused(Arrays.copyOf(good, 96));
    byte[] p = HexFormat.of().parseHex(Fp.P.toString(16));
    p[0] |= (byte) 0x80;
    refused(p);
    byte[] noPoint = first(48, 0x80);
    noPoint[47] = 1;
    refused(noPoint);
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> G1.decodeCompressed(bytes)).isInstanceOf(DecodeException.class);
  }

  @Test
  void hostileUncompressedPointsAreRefused() {
    byte[] good = G1.GENERATOR.encodeUncompressed();
    for (int flags : new int[] {0x20, 0x40, 0x60, 0x80, 0xa0}) {
      byte[] wrong = good.clone();
      wrong[0] |= (byte) flags;
      assertThatThrownBy(() -> G1.decodeUncompressed(wrong)).isInstanceOf(DecodeException.class);
    }
    byte[] offCurve = good.clone();
    offCurve[95] ^= 1;
    assertThatThrownBy(() -> G1.decodeUncompressed(offCurve))
        .hasMessage("point is not on the curve of G1");
    assertThatThrownBy(() -> G1.ofCoordinates(offCurve)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> G1.ofCoordinates(new byte[95])).isInstanceOf(DecodeException.class);
    byte[] large = good.clone();
    Arrays.fill(large, 48, 96, (byte) 0xff);
    assertThatThrownBy(() -> G1.ofCoordinates(large)).isInstanceOf(DecodeException.class);
  }

  @Test
  void sumOfMultiplesIsOneByOne() {
    SplittableRandom random = new SplittableRandom(4);
    for (int count : new int[] {1, 2, 3, 4, 5, 17, 40}) {
      List<G1> points = new ArrayList<>();
      List<BigInteger> scalars = new ArrayList<>();
      G1 sum = G1.INFINITY;
      for (int i = 0; i < count; i++) {
        byte[] scalar = new byte[32];
        random.nextBytes(scalar);
        if (i % 5 == 3) {
          Arrays.fill(scalar, (byte) (i % 2 == 0 ? 0 : -1));
        }
        points.add(i % 7 == 6 ? G1.INFINITY : i % 7 == 5 ? points.get(i - 1) : multiple(i + 1));
        scalars.add(new BigInteger(1, scalar));
        sum = sum.plus(points.get(i).times(scalars.get(i)));
      }
      assertThat(G1.sumOfMultiples(points, scalars).isSame(sum)).as("%d", count).isTrue();
    }
    List<BigInteger> zeros =
        List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    assertThat(
            G1.sumOfMultiples(List.of(multiple(1), multiple(2), multiple(3), multiple(4)), zeros)
                .isInfinity())
        .isTrue();
  }
}
