// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp2;
import java.util.ArrayList;
import java.util.List;

/**
 * The map from Fp2 to the curve of G2 by way of an isogenous curve: polynomials of degree 2 and 3,
 * lowest coefficient first, real part before imaginary part, in hexadecimal. Source: RFC 9380
 * 8.8.2, E.3.
 */
final class SwuG2 {
  private static final String X_NUMERATOR =
      """
      5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6
      5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6
      0
      11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71a
      11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71e
      8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38d
      171d6541fa38ccfaed6dea691f5fb614cb14b4e7f4e810aa22d6108f142b85757098e38d0f671c7188e2aaaaaaaa5ed1
      0
      """;

  private static final String X_DENOMINATOR =
      """
      0
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa63
      c
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa9f
      1
      0
      """;

  private static final String Y_NUMERATOR =
      """
      1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706
      1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706
      0
      5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97be
      11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71c
      8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38f
      124c9ad43b6cf79bfbf7043de3811ad0761b0f37a1e26286b0e977c69aa274524e79097a56dc4bd9e1b371c71c718b10
      0
      """;

  private static final String Y_DENOMINATOR =
      """
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb
      0
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa9d3
      12
      1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa99
      1
      0
      """;

  private static final Fp2<Fp> Z = new Fp2<>(Fp.of(-2), Fp.of(-1));

  /** A root of -1 over the norm of ξ. */
  private static final Fp XI_ROOT =
      Fp2.of(Fp.ONE).timesXi().norm().negate().inverse().squareRoot().orElseThrow();

  static final SimplifiedSwu<Fp2<Fp>> MAP =
      new SimplifiedSwu<>(
          new Fp2<>(Fp.ZERO, Fp.of(240)),
          new Fp2<>(Fp.of(1012), Fp.of(1012)),
          Z,
          Z.square().times(Z).timesXi().squareRoot().orElseThrow(),
          SwuG2::inverseRoot,
          new Isogeny<>(
              polynomial(X_NUMERATOR),
              polynomial(X_DENOMINATOR),
              polynomial(Y_NUMERATOR),
              polynomial(Y_DENOMINATOR)));

  private SwuG2() {}

  private static List<Fp2<Fp>> polynomial(String parts) {
    List<Fp> numbers = parts.lines().map(Fp::parse).toList();
    List<Fp2<Fp>> coefficients = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 2) {
      coefficients.add(new Fp2<>(numbers.get(i), numbers.get(i + 1)));
    }
    return coefficients;
  }

  /**
   * t where t²w is 1, or 1/ξ if w is no square: the conjugate of the root of w, or ξw, over its
   * norm.
   */
  private static Fp2<Fp> inverseRoot(Fp2<Fp> w) {
    Fp norm = w.norm();
    Fp inverse = norm.inverseRoot();
    Fp2<Fp> square = w;
    if (!inverse.square().times(norm).equals(Fp.ONE)) {
      square = w.timesXi();
      norm = square.norm();
      inverse = inverse.times(XI_ROOT);
    }
    Fp s = inverse.times(norm);
    Fp2<Fp> root = square.squareRoot(s);
    Fp2<Fp> result = root.conjugate().times(inverse);
    return root.norm().equals(s) ? result : result.negate();
  }

  static G2 map(Fp2<Fp> element) {
    return new G2(MAP.map(element));
  }
}
