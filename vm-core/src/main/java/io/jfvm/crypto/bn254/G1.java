// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;

/** A point of the curve y² = x³ + 3 over Fp, which is a group of prime order. Source: EIP-196. */
public final class G1 {
  public static final int BYTES = 2 * Fp.BYTES;

  static final Fp B = Fp.of(3);

  public static final G1 GENERATOR = new G1(Point.of(Fp.ONE, Fp.of(2)));
  static final G1 INFINITY = new G1(GENERATOR.point.infinity());

  private final Point<Fp> point;

  private G1(Point<Fp> point) {
    this.point = point;
  }

  /**
   * Of x and y, 32 bytes each; (0, 0) stands for infinity.
   *
   * @throws DecodeException if x or y is p or more, or the point is not on the curve
   */
  public static G1 decode(byte[] bytes) throws DecodeException {
    if (bytes.length != BYTES) {
      throw new DecodeException("point of G1 of " + bytes.length + " bytes, not " + BYTES);
    }
    Point<Fp> point = Point.of(Fp.decode(bytes, 0), Fp.decode(bytes, Fp.BYTES));
    if (point.x().isZero() && point.y().isZero()) {
      return INFINITY;
    }
    if (!point.isOnCurve(B)) {
      throw new DecodeException("point is not on the curve of G1");
    }
    return new G1(point);
  }

  /** x and y, 32 bytes each; zeros for infinity. */
  public byte[] encode() {
    byte[] bytes = new byte[BYTES];
    Point<Fp> affine = point.toAffine();
    affine.x().encode(bytes, 0);
    affine.y().encode(bytes, Fp.BYTES);
    return bytes;
  }

  Point<Fp> point() {
    return point;
  }

  public boolean isInfinity() {
    return point.isInfinity();
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
}
