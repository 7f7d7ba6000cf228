// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Sums of multiples of points, by Pippenger's buckets. */
public final class MultiplesSum {
  /** For fewer points buckets do not pay. */
  private static final int FEW = 4;

  private MultiplesSum() {}

  /**
   * scalar_0·point_0 + scalar_1·point_1 + …
   *
   * @param points one at least
   * @param scalars as many, 0 or more each
   */
  public static <F extends FieldElement<F>> Point<F> of(
      List<Point<F>> points, List<BigInteger> scalars) {
    Point<F> sum = points.getFirst().infinity();
    if (points.size() < FEW) {
      for (int i = 0; i < points.size(); i++) {
        sum = sum.plus(points.get(i).times(scalars.get(i)));
      }
      return sum;
    }
    int window = window(points.size());
    int bits = scalars.stream().mapToInt(BigInteger::bitLength).max().orElseThrow();
    for (int at = (bits / window) * window; at >= 0; at -= window) {
      for (int i = 0; i < window; i++) {
        sum = sum.twice();
      }
      sum = sum.plus(column(points, scalars, at, window));
    }
    return sum;
  }

  /** About the logarithm of the count less the cost of emptying the buckets. */
  private static int window(int points) {
    int log = Integer.SIZE - Integer.numberOfLeadingZeros(points);
    return Math.max(2, log - 2);
  }

  private static <F extends FieldElement<F>> Point<F> column(
      List<Point<F>> points, List<BigInteger> scalars, int at, int window) {
    Point<F> infinity = points.getFirst().infinity();
    List<Point<F>> buckets = new ArrayList<>();
    for (int i = 0; i < 1 << window; i++) {
      buckets.add(infinity);
    }
    for (int i = 0; i < points.size(); i++) {
      int digit = digit(scalars.get(i), at, window);
      if (digit != 0) {
        buckets.set(digit, buckets.get(digit).plus(points.get(i)));
      }
    }
    Point<F> running = infinity;
    Point<F> sum = infinity;
    for (int i = buckets.size() - 1; i > 0; i--) {
      running = running.plus(buckets.get(i));
      sum = sum.plus(running);
    }
    return sum;
  }

  private static int digit(BigInteger scalar, int at, int window) {
    int digit = 0;
    for (int i = window - 1; i >= 0; i--) {
      digit = digit << 1 | (scalar.testBit(at + i) ? 1 : 0);
    }
    return digit;
  }
}
