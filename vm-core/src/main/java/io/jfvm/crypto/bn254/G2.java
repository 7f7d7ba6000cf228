// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;

/**
 * A point of the curve y² = x³ + 3/(9 + i) over Fp2, not necessarily in the subgroup of order r.
 * Source: EIP-197.
 */
public final class G2 {
  public static final int BYTES = 4 * Fp.BYTES;

  static final Fp2<Fp> B = Fp2.of(G1.B).times(Fp2.of(Fp.ONE).timesXi().inverse());

  private final Point<Fp2<Fp>> point;

  private G2(Point<Fp2<Fp>> point) {
    this.point = point;
  }

  /**
   * Of x and y, the imaginary part of each first, 32 bytes each; zeros stand for infinity. The
   * point may lie outside the subgroup.
   *
   * @throws DecodeException if a part is p or more, or the point is not on the curve
   */
  public static G2 decode(byte[] bytes) throws DecodeException {
    if (bytes.length != BYTES) {
      throw new DecodeException("point of G2 of " + bytes.length + " bytes, not " + BYTES);
    }
    Point<Fp2<Fp>> point = Point.of(part(bytes, 0), part(bytes, 2 * Fp.BYTES));
    if (point.x().isZero() && point.y().isZero()) {
      return new G2(point.infinity());
    }
    if (!point.isOnCurve(B)) {
      throw new DecodeException("point is not on the curve of G2");
    }
    return new G2(point);
  }

  private static Fp2<Fp> part(byte[] bytes, int offset) throws DecodeException {
    Fp imaginary = Fp.decode(bytes, offset);
    return new Fp2<>(Fp.decode(bytes, offset + Fp.BYTES), imaginary);
  }

  /** x and y, the imaginary part of each first, 32 bytes each; zeros for infinity. */
  public byte[] encode() {
    byte[] bytes = new byte[BYTES];
    Point<Fp2<Fp>> affine = point.toAffine();
    affine.x().c1().encode(bytes, 0);
    affine.x().c0().encode(bytes, Fp.BYTES);
    affine.y().c1().encode(bytes, 2 * Fp.BYTES);
    affine.y().c0().encode(bytes, 3 * Fp.BYTES);
    return bytes;
  }

  Point<Fp2<Fp>> point() {
    return point;
  }

  public boolean isInfinity() {
    return point.isInfinity();
  }

  public G2 plus(G2 other) {
    return new G2(point.plus(other.point));
  }

  public G2 negate() {
    return new G2(point.negate());
  }

  /** The multiple by a number of 0 or more. */
  public G2 times(BigInteger scalar) {
    return new G2(point.times(scalar));
  }

  /** From the twist to the curve, Frobenius, and back; in the subgroup, the multiple by p. */
  G2 psi() {
    return new G2(
        new Point<>(
            point.x().conjugate().times(Pairing.FROBENIUS.factor(2)),
            point.y().conjugate().times(Pairing.FROBENIUS.factor(3)),
            point.z().conjugate()));
  }

  /**
   * Whether the point is in the subgroup of order r: ψ is the multiple by t - 1, t the trace of
   * Frobenius. Since ψ² - tψ + p is 0, such a point has order p + 1 - t, which is r.
   */
  public boolean isInSubgroup() {
    return psi().point.isSame(point.times(Pairing.TRACE_MINUS_ONE));
  }
}
