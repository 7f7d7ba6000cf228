// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.MultiplesSum;
import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.List;

/**
 * A point of the curve y² = x³ + 4 over Fp, not necessarily in the subgroup of order r. Source:
 * draft-irtf-cfrg-pairing-friendly-curves 4.2.1.
 */
public final class G1 {
  public static final int COMPRESSED_BYTES = Fp.BYTES;
  public static final int UNCOMPRESSED_BYTES = 2 * Fp.BYTES;

  static final Fp B = Fp.of(4);

  public static final G1 INFINITY = new G1(Point.of(Fp.ONE, Fp.ONE).infinity());

  public static final G1 GENERATOR =
      new G1(
          Point.of(
              Fp.parse(
                  "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905"
                      + "a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
              Fp.parse(
                  "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af6"
                      + "00db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")));

  /** The cube root of 1 for which (β·x, y) is -X² times (x, y) in the subgroup. */
  private static final Fp BETA = beta();

  private final Point<Fp> point;

  G1(Point<Fp> point) {
    this.point = point;
  }

  private static Fp beta() {
    Fp root = Fp.of(-3).squareRoot().orElseThrow();
    Fp beta = root.minus(Fp.ONE).half();
    G1 image = new G1(Point.of(beta.times(GENERATOR.point.x()), GENERATOR.point.y()));
    return image.isSame(GENERATOR.timesXSquared().negate()) ? beta : beta.square();
  }

  /**
   * Of 48 bytes: x with flags. The point may lie outside the subgroup.
   *
   * @throws DecodeException if the flags or x are not valid, or no point has this x
   */
  public static G1 decodeCompressed(byte[] bytes) throws DecodeException {
    Flags flags = Flags.read(bytes, COMPRESSED_BYTES, true);
    if (flags.infinity()) {
      return INFINITY;
    }
    Fp x = Fp.decode(flags.body(), 0);
    Fp y =
        x.square()
            .times(x)
            .plus(B)
            .squareRoot()
            .orElseThrow(() -> new DecodeException("no point of G1 has this x"));
    return new G1(Point.of(x, y.isLarge() == flags.large() ? y : y.negate()));
  }

  /**
   * Of 96 bytes: x and y, with flags. The point may lie outside the subgroup.
   *
   * @throws DecodeException if the flags, x or y are not valid, or the point is not on the curve
   */
  public static G1 decodeUncompressed(byte[] bytes) throws DecodeException {
    Flags flags = Flags.read(bytes, UNCOMPRESSED_BYTES, false);
    return flags.infinity() ? INFINITY : ofCoordinates(flags.body());
  }

  /**
   * Of x and y, 48 bytes each; (0, 0) stands for infinity. The point may lie outside the subgroup.
   *
   * @throws DecodeException if x or y is p or more, or the point is not on the curve
   */
  public static G1 ofCoordinates(byte[] bytes) throws DecodeException {
    if (bytes.length != UNCOMPRESSED_BYTES) {
      throw new DecodeException("point of G1 of " + bytes.length + " bytes, not 96");
    }
    Fp x = Fp.decode(bytes, 0);
    Fp y = Fp.decode(bytes, Fp.BYTES);
    if (x.isZero() && y.isZero()) {
      return INFINITY;
    }
    Point<Fp> point = Point.of(x, y);
    if (!point.isOnCurve(B)) {
      throw new DecodeException("point is not on the curve of G1");
    }
    return new G1(point);
  }

  /** The point of the subgroup a field element of 48 bytes maps to (RFC 9380, SSWU). */
  public static G1 map(byte[] element) throws DecodeException {
    if (element.length != Fp.BYTES) {
      throw new DecodeException("field element of " + element.length + " bytes, not 48");
    }
    return SwuG1.map(Fp.decode(element, 0)).clearCofactor();
  }

  /**
   * The sum of multiples.
   *
   * @param points one at least
   * @param scalars as many, 0 or more each
   */
  public static G1 sumOfMultiples(List<G1> points, List<BigInteger> scalars) {
    return new G1(MultiplesSum.of(points.stream().map(G1::point).toList(), scalars));
  }

  Point<Fp> point() {
    return point;
  }

  public boolean isInfinity() {
    return point.isInfinity();
  }

  public boolean isSame(G1 other) {
    return point.isSame(other.point);
  }

  public G1 plus(G1 other) {
    return new G1(point.plus(other.point));
  }

  public G1 negate() {
    return new G1(point.negate());
  }

  /** The multiple by a number of 0 or more. */
  public G1 times(BigInteger scalar) {
    return new G1(point.times(scalar));
  }

  private G1 timesXSquared() {
    return new G1(point.times(Pairing.X).times(Pairing.X));
  }

  /**
   * Whether the point is in the subgroup of order r: (β·x, y) is -X² times it. Source: Scott, A
   * note on group membership tests for G1, G2 and GT (2021).
   */
  public boolean isInSubgroup() {
    G1 image = new G1(new Point<>(point.x().times(BETA), point.y(), point.z()));
    return image.isSame(timesXSquared().negate());
  }

  /** Times 1 + X, which leads into the subgroup. Source: RFC 9380 8.8.1. */
  G1 clearCofactor() {
    return new G1(point.times(Pairing.X).plus(point));
  }

  /** x with flags: 48 bytes. */
  public byte[] encodeCompressed() {
    if (isInfinity()) {
      return Flags.infinity(COMPRESSED_BYTES, true);
    }
    Point<Fp> affine = point.toAffine();
    byte[] bytes = new byte[COMPRESSED_BYTES];
    affine.x().encode(bytes, 0);
    return Flags.compressed(bytes, affine.y().isLarge());
  }

  /** x and y with flags: 96 bytes. */
  public byte[] encodeUncompressed() {
    return isInfinity() ? Flags.infinity(UNCOMPRESSED_BYTES, false) : coordinates();
  }

  /** x and y, 48 bytes each; zeros for infinity. */
  public byte[] coordinates() {
    byte[] bytes = new byte[UNCOMPRESSED_BYTES];
    Point<Fp> affine = point.toAffine();
    affine.x().encode(bytes, 0);
    affine.y().encode(bytes, Fp.BYTES);
    return bytes;
  }
}
