// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class G2Test {
  private static final BigInteger R = Pairing.ORDER;

  private static G2 multiple(long scalar) {
    return G2.GENERATOR.times(BigInteger.valueOf(scalar));
  }

  /** A point of the curve that is not in the subgroup. */
  static G2 outsideSubgroup() {
    for (int i = 1; ; i++) {
      Fp2<Fp> x = new Fp2<>(Fp.of(i), Fp.ONE);
      Optional<Fp2<Fp>> y = x.square().times(x).plus(G2.B).squareRoot();
      if (y.isPresent()) {
        return new G2(Point.of(x, y.get()));
      }
    }
  }

  @Test
  void generatorHasOrderR() {
    assertThat(G2.GENERATOR.point().isOnCurve(G2.B)).isTrue();
    assertThat(G2.GENERATOR.times(R).isInfinity()).isTrue();
  }

  @Test
  void additionIsThatOfAGroup() {
    G2 a = multiple(5);
    G2 c = outsideSubgroup();
    assertThat(a.plus(multiple(7)).isSame(multiple(12))).isTrue();
    assertThat(a.plus(c).plus(a).isSame(c.plus(multiple(10)))).isTrue();
    assertThat(a.plus(a.negate()).isInfinity()).isTrue();
    assertThat(a.plus(G2.INFINITY).isSame(a)).isTrue();
    assertThat(G2.INFINITY.plus(a).isSame(a)).isTrue();
  }

  @Test
  void membershipIsHavingOrderR() {
    G2 outside = outsideSubgroup();
    G2 cleared = outside.clearCofactor();
    G2[] points = {multiple(9), G2.INFINITY, outside, outside.times(R), cleared};
    boolean[] members = {true, true, false, false, true};
    for (int i = 0; i < points.length; i++) {
      assertThat(points[i].isInSubgroup()).as("point %d", i).isEqualTo(members[i]);
      assertThat(points[i].times(R).isInfinity()).as("point %d", i).isEqualTo(members[i]);
    }
    assertThat(cleared.isInfinity()).isFalse();
  }

  /** How many points the curve has. Source: draft-irtf-cfrg-pairing-friendly-curves 4.2.1. */
  static BigInteger curveOrder() {
    BigInteger x = new BigInteger(Long.toUnsignedString(Pairing.X)).negate();
    BigInteger nineCofactors = BigInteger.ZERO;
    for (int coefficient : new int[] {1, -4, 5, 0, -4, 6, -4, -4, 13}) {
      nineCofactors = nineCofactors.multiply(x).add(BigInteger.valueOf(coefficient));
    }
    return nineCofactors.divide(BigInteger.valueOf(9)).multiply(R);
  }

  /** Not infinity. */
  private static G2 ofOrderThirteen() {
    BigInteger thirteen = BigInteger.valueOf(13);
    G2 point = outsideSubgroup().times(curveOrder().divide(thirteen.pow(2)));
    return point.times(thirteen).isInfinity() ? point : point.times(thirteen);
  }

  @Test
  void membershipIsHavingOrderRAmongManyPoints() {
    G2 outside = outsideSubgroup();
    G2 small = ofOrderThirteen();
    assertThat(outside.times(curveOrder()).isInfinity()).isTrue();
    assertThat(small.isInfinity()).isFalse();
    assertThat(small.times(BigInteger.valueOf(13)).isInfinity()).isTrue();
    G2 sum = outside;
    for (int i = 0; i < 13; i++) {
      G2 inside = multiple(i * i + 1);
      for (G2 point : new G2[] {small, sum, sum.times(R), inside, inside.plus(small)}) {
        assertThat(point.isInSubgroup()).isEqualTo(point.times(R).isInfinity());
        clearingIsMultiplying(point);
      }
      small = small.plus(ofOrderThirteen());
      sum = sum.plus(outside).plus(multiple(3));
    }
  }

  /** h_eff of RFC 9380 8.8.2. */
  @Test
  void clearingTheCofactorIsTheMultipleByTheEffectiveCofactor() {
    clearingIsMultiplying(outsideSubgroup());
    clearingIsMultiplying(G2.INFINITY);
  }

  private static void clearingIsMultiplying(G2 point) {
    BigInteger effective =
        new BigInteger(
            "bc69f08f2ee75b3584c6a0ea91b352888e2a8e9145ad7689986ff031508ffe1329c2f178731db956d8"
                + "2bf015d1212b02ec0ec69d7477c1ae954cbc06689f6a359894c0adebbf6b4e8020005aaa95551",
            16);
    assertThat(point.clearCofactor().isSame(point.times(effective))).isTrue();
  }

  @Test
  void encodingsComeBack() throws Exception {
    for (G2 point : new G2[] {multiple(1), multiple(2), multiple(2).negate(), outsideSubgroup()}) {
      assertThat(G2.decodeCompressed(point.encodeCompressed()).isSame(point)).isTrue();
      assertThat(G2.decodeUncompressed(point.encodeUncompressed()).isSame(point)).isTrue();
      assertThat(G2.ofCoordinates(point.coordinates()).isSame(point)).isTrue();
    }
    assertThat(HexFormat.of().formatHex(G2.GENERATOR.encodeCompressed()))
        .isEqualTo(
            "93e02b6052719f607dacd3a088274f65596bd0d09920b61a"
                + "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
                + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
                + "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8");
    assertThat(G2.INFINITY.encodeCompressed()).isEqualTo(first(96, 0xc0));
    assertThat(G2.INFINITY.encodeUncompressed()).isEqualTo(first(192, 0x40));
    assertThat(G2.decodeCompressed(first(96, 0xc0)).isInfinity()).isTrue();
    assertThat(G2.decodeUncompressed(first(192, 0x40)).isInfinity()).isTrue();
    assertThat(G2.ofCoordinates(new byte[192]).isInfinity()).isTrue();
  }

  /** y is compared by its imaginary part, or its real part where that is 0. */
  @Test
  void signOfARealY() throws Exception {
    Fp2<Fp> y = Fp2.of(Fp.of(3));
    for (int i = 1; ; i++) {
      y = Fp2.of(Fp.of(i));
      // A cube root of y² - b, if any: x with x³ = c, taken by trial of the exponent.
      Fp2<Fp> c = y.square().minus(G2.B);
      Optional<Fp2<Fp>> x = cubeRoot(c);
      if (x.isPresent()) {
        G2 point = new G2(Point.of(x.get(), y));
        assertThat(point.encodeCompressed()[0] & 0x20).isZero();
        assertThat(point.negate().encodeCompressed()[0] & 0x20).isEqualTo(0x20);
        assertThat(G2.decodeCompressed(point.encodeCompressed()).isSame(point)).isTrue();
        return;
      }
    }
  }

  /** Where the group of cubes has an order that 3 does not divide, a root is a power. */
  private static Optional<Fp2<Fp>> cubeRoot(Fp2<Fp> cube) {
    BigInteger order = Fp.P.pow(2).subtract(BigInteger.ONE);
    BigInteger three = BigInteger.valueOf(3);
    BigInteger odd = order;
    while (odd.mod(three).signum() == 0) {
      odd = odd.divide(three);
    }
    Fp2<Fp> root = cube.power(three.modInverse(odd));
    return root.square().times(root).equals(cube) ? Optional.of(root) : Optional.empty();
  }

  private static byte[] first(int length, int value) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) value;
    return bytes;
  }

  @Test
  void hostileEncodingsAreRefused() {
    byte[] good = G2.GENERATOR.encodeCompressed();
    for (int flags : new int[] {0x00, 0x20, 0x40, 0x60, 0xc0, 0xe0}) {
      byte[] wrong = good.clone();
      wrong[0] = (byte) (wrong[0] & 0x1f | flags);
      refused(wrong);
    }
    refused(first(96, 0xe0));
    byte[] infinityWithX = first(96, 0xc0);
    infinityWithX[95] = 1;
    refused(infinityWithX);
    refused(Arrays.copyOf(good, 95));
    refused(Arrays.copyOf(good, 192));
    byte[] p = HexFormat.of().parseHex(Fp.P.toString(16));
    byte[] realTooLarge = good.clone();
    System.arraycopy(p, 0, realTooLarge, 48, 48);
    refused(realTooLarge);
    byte[] imaginaryTooLarge = good.clone();
    System.arraycopy(p, 0, imaginaryTooLarge, 0, 48);
    imaginaryTooLarge[0] |= (byte) 0x80;
    refused(imaginaryTooLarge);
    byte[] noPoint = first(96, 0x80);
    int refusals = 0;
    for (int i = 0; i < 16; i++) {
      noPoint[95] = (byte) i;
      try {
        G2.decodeCompressed(noPoint);
      } catch (DecodeException e) {
        refusals++;
      }
    }
    assertThat(refusals).isBetween(1, 15);
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> G2.decodeCompressed(bytes)).isInstanceOf(DecodeException.class);
  }

  @Test
  void pointsOffTheCurveAreRefused() {
    byte[] offCurve = G2.GENERATOR.coordinates();
    offCurve[191] ^= 1;
    assertThatThrownBy(() -> G2.ofCoordinates(offCurve))
        .hasMessage("point is not on the curve of G2");
    assertThatThrownBy(() -> G2.decodeUncompressed(offCurve)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> G2.ofCoordinates(new byte[191])).isInstanceOf(DecodeException.class);
    byte[] large = G2.GENERATOR.coordinates();
    Arrays.fill(large, 144, 192, (byte) 0xff);
    assertThatThrownBy(() -> G2.ofCoordinates(large)).isInstanceOf(DecodeException.class);
  }

  @Test
  void sumOfMultiplesIsOneByOne() {
    List<G2> points = new ArrayList<>();
    List<BigInteger> scalars = new ArrayList<>();
    G2 sum = G2.INFINITY;
    for (int i = 0; i < 9; i++) {
      points.add(multiple(i));
      scalars.add(R.subtract(BigInteger.valueOf(i)).pow(i % 3).mod(BigInteger.TWO.pow(256)));
      sum = sum.plus(points.get(i).times(scalars.get(i)));
      assertThat(G2.sumOfMultiples(points, scalars).isSame(sum)).as("%d", i).isTrue();
    }
  }
}
