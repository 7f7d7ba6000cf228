// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.MultiplesSum;
import io.jfvm.crypto.curve.Point;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A point of the curve y² = x³ + 4(1 + i) over Fp2, not necessarily in the subgroup of order r.
 * Source: draft-irtf-cfrg-pairing-friendly-curves 4.2.1.
 */
public final class G2 {
  public static final int COMPRESSED_BYTES = 2 * Fp.BYTES;
  public static final int UNCOMPRESSED_BYTES = 4 * Fp.BYTES;

  static final Fp2<Fp> B = Fp2.of(G1.B).timesXi();

  public static final G2 INFINITY = new G2(Point.of(B.one(), B.one()).infinity());

  public static final G2 GENERATOR =
      new G2(
          Point.of(
              new Fp2<>(
                  Fp.parse(
                      "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
                          + "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
                  Fp.parse(
                      "13e02b6052719f607dacd3a088274f65596bd0d09920b61a"
                          + "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")),
              new Fp2<>(
                  Fp.parse(
                      "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a7"
                          + "6d429a695160d12c923ac9cc3baca289e193548608b82801"),
                  Fp.parse(
                      "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af"
                          + "267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"))));

  // ψ maps (x, y) to these times the conjugates.
  private static final Fp2<Fp> PSI_X = Pairing.FROBENIUS.factor(2).inverse();
  private static final Fp2<Fp> PSI_Y = Pairing.FROBENIUS.factor(3).inverse();

  private final Point<Fp2<Fp>> point;

  G2(Point<Fp2<Fp>> point) {
    this.point = point;
  }

  /**
   * Of 96 bytes: x with flags, its imaginary part first. The point may lie outside the subgroup.
   *
   * @throws DecodeException if the flags or x are not valid, or no point has this x
   */
  public static G2 decodeCompressed(byte[] bytes) throws DecodeException {
    Flags flags = Flags.read(bytes, COMPRESSED_BYTES, true);
    if (flags.infinity()) {
      return INFINITY;
    }
    Fp2<Fp> x = decode(flags.body(), Fp.BYTES, 0);
    Optional<Fp2<Fp>> root = x.square().times(x).plus(B).squareRoot();
    Fp2<Fp> y = root.orElseThrow(() -> new DecodeException("no point of G2 has this x"));
    return new G2(Point.of(x, isLarge(y) == flags.large() ? y : y.negate()));
  }

  /**
   * Of 192 bytes: x and y, imaginary parts first, with flags. The point may lie outside the
   * subgroup.
   *
   * @throws DecodeException if the flags, x or y are not valid, or the point is not on the curve
   */
  public static G2 decodeUncompressed(byte[] bytes) throws DecodeException {
    Flags flags = Flags.read(bytes, UNCOMPRESSED_BYTES, false);
    return flags.infinity()
        ? INFINITY
        : onCurve(
            decode(flags.body(), Fp.BYTES, 0), decode(flags.body(), 3 * Fp.BYTES, 2 * Fp.BYTES));
  }

  /**
   * Of the real and imaginary parts of x and of y, 48 bytes each; zeros stand for infinity. The
   * point may lie outside the subgroup.
   *
   * @throws DecodeException if a part is p or more, or the point is not on the curve
   */
  public static G2 ofCoordinates(byte[] bytes) throws DecodeException {
    if (bytes.length != UNCOMPRESSED_BYTES) {
      throw new DecodeException("point of G2 of " + bytes.length + " bytes, not 192");
    }
    Fp2<Fp> x = decode(bytes, 0, Fp.BYTES);
    Fp2<Fp> y = decode(bytes, 2 * Fp.BYTES, 3 * Fp.BYTES);
    return x.isZero() && y.isZero() ? INFINITY : onCurve(x, y);
  }

  private static Fp2<Fp> decode(byte[] bytes, int real, int imaginary) throws DecodeException {
    return new Fp2<>(Fp.decode(bytes, real), Fp.decode(bytes, imaginary));
  }

  private static G2 onCurve(Fp2<Fp> x, Fp2<Fp> y) throws DecodeException {
    Point<Fp2<Fp>> point = Point.of(x, y);
    if (!point.isOnCurve(B)) {
      throw new DecodeException("point is not on the curve of G2");
    }
    return new G2(point);
  }

  /**
   * The point of the subgroup an element of Fp2 maps to (RFC 9380, SSWU).
   *
   * @param element the real and the imaginary part, 48 bytes each
   */
  public static G2 map(byte[] element) throws DecodeException {
    if (element.length != 2 * Fp.BYTES) {
      throw new DecodeException("element of Fp2 of " + element.length + " bytes, not 96");
    }
    return SwuG2.map(decode(element, 0, Fp.BYTES)).clearCofactor();
  }

  /**
   * The sum of multiples.
   *
   * @param points one at least
   * @param scalars as many, 0 or more each
   */
  public static G2 sumOfMultiples(List<G2> points, List<BigInteger> scalars) {
    return new G2(MultiplesSum.of(points.stream().map(G2::point).toList(), scalars));
  }

  Point<Fp2<Fp>> point() {
    return point;
  }

  public boolean isInfinity() {
    return point.isInfinity();
  }

  public boolean isSame(G2 other) {
    return point.isSame(other.point);
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

  /** The multiple by the parameter -X. */
  private G2 timesParameter() {
    MutableG2 multiple = new MutableG2(point);
    for (long bit = Long.highestOneBit(Pairing.X) >>> 1; bit != 0; bit >>>= 1) {
      multiple.twice();
      if ((Pairing.X & bit) != 0) {
        multiple = new MutableG2(multiple.toPoint().plus(point));
      }
    }
    return new G2(multiple.toPoint().negate());
  }

  /** From the twist to the curve, Frobenius, and back; in the subgroup, the multiple by -X. */
  private G2 psi() {
    return new G2(
        new Point<>(
            point.x().conjugate().times(PSI_X),
            point.y().conjugate().times(PSI_Y),
            point.z().conjugate()));
  }

  /**
   * Whether the point is in the subgroup of order r. Source: Scott, A note on group membership
   * tests for G1, G2 and GT (2021).
   */
  public boolean isInSubgroup() {
    return psi().isSame(timesParameter());
  }

  /** Leads into the subgroup. Source: RFC 9380 G.3. */
  G2 clearCofactor() {
    G2 t1 = timesParameter();
    G2 t2 = psi();
    G2 t3 = t1.plus(t2).timesParameter();
    return plus(this).psi().psi().plus(t3).plus(t1.negate()).plus(t2.negate()).plus(negate());
  }

  /** x with flags, its imaginary part first: 96 bytes. */
  public byte[] encodeCompressed() {
    if (isInfinity()) {
      return Flags.infinity(COMPRESSED_BYTES, true);
    }
    Fp2<Fp> y = point.toAffine().y();
    byte[] x = Arrays.copyOf(bigEndian(), COMPRESSED_BYTES);
    return Flags.compressed(x, isLarge(y));
  }

  /** x and y, imaginary parts first, with flags: 192 bytes. */
  public byte[] encodeUncompressed() {
    return isInfinity() ? Flags.infinity(UNCOMPRESSED_BYTES, false) : bigEndian();
  }

  private byte[] bigEndian() {
    return encode(Fp.BYTES, 0);
  }

  /** The real and imaginary parts of x and of y, 48 bytes each; zeros for infinity. */
  public byte[] coordinates() {
    return encode(0, Fp.BYTES);
  }

  private byte[] encode(int real, int imaginary) {
    Point<Fp2<Fp>> affine = point.toAffine();
    byte[] bytes = new byte[UNCOMPRESSED_BYTES];
    affine.x().c0().encode(bytes, real);
    affine.x().c1().encode(bytes, imaginary);
    affine.y().c0().encode(bytes, 2 * Fp.BYTES + real);
    affine.y().c1().encode(bytes, 2 * Fp.BYTES + imaginary);
    return bytes;
  }

  /** Whether y is greater than -y, imaginary parts compared first. */
  private static boolean isLarge(Fp2<Fp> y) {
    return y.c1().isZero() ? y.c0().isLarge() : y.c1().isLarge();
  }
}
