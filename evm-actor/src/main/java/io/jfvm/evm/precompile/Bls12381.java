// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.crypto.bls12381.G1;
import io.jfvm.crypto.bls12381.G2;
import io.jfvm.crypto.bls12381.Pairing;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * 0x0b to 0x11: the curve BLS12-381 (EIP-2537). Inputs have exact lengths. All but the additions
 * fail where a point is not in its subgroup.
 */
final class Bls12381 {
  private static final int PAIR_BYTES = PaddedPoints.G1_BYTES + PaddedPoints.G2_BYTES;

  private Bls12381() {}

  /** Input: two points of G1. Output: their sum. */
  static byte[] addG1(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.exactly(input, 2 * PaddedPoints.G1_BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381AddG1());
    return PaddedPoints.encode(in.g1().plus(in.g1()));
  }

  /** Input: two points of G2. Output: their sum. */
  static byte[] addG2(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.exactly(input, 2 * PaddedPoints.G2_BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381AddG2());
    return PaddedPoints.encode(in.g2().plus(in.g2()));
  }

  /** Input: points of G1, each with any number of a word. Output: the sum of the multiples. */
  static byte[] sumG1(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.multiple(input, PaddedPoints.G1_BYTES + Word.BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381SumG1(in.count()));
    List<G1> points = new ArrayList<>();
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      points.add(in.g1InSubgroup());
      scalars.add(in.scalar());
    }
    return PaddedPoints.encode(G1.sumOfMultiples(points, scalars));
  }

  /** Input: points of G2, each with any number of a word. Output: the sum of the multiples. */
  static byte[] sumG2(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.multiple(input, PaddedPoints.G2_BYTES + Word.BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381SumG2(in.count()));
    List<G2> points = new ArrayList<>();
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      points.add(in.g2InSubgroup());
      scalars.add(in.scalar());
    }
    return PaddedPoints.encode(G2.sumOfMultiples(points, scalars));
  }

  /** Input: pairs of points. Output: 1 in a word if the product of their pairings is 1. */
  static byte[] pairing(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.multiple(input, PAIR_BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381Subgroups(in.count()));
    Pairing pairing = new Pairing();
    for (int i = 0; i < in.count(); i++) {
      pairing.add(in.g1InSubgroup(), in.g2InSubgroup());
    }
    if (pairing.size() > 0) {
      system.runtime().chargeCompute(PrecompilePrices.bls12381Pairing(pairing.size()));
    }
    return (pairing.isOne() ? Word.ONE : Word.ZERO).toBytes();
  }

  /** Input: an element of Fp. Output: the point of G1 it maps to. */
  static byte[] mapToG1(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.exactly(input, PaddedPoints.ELEMENT_BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381MapToG1());
    return PaddedPoints.encode(in.mapToG1());
  }

  /** Input: an element of Fp2. Output: the point of G2 it maps to. */
  static byte[] mapToG2(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    PaddedPoints in = PaddedPoints.exactly(input, 2 * PaddedPoints.ELEMENT_BYTES);
    system.runtime().chargeCompute(PrecompilePrices.bls12381MapToG2());
    return PaddedPoints.encode(in.mapToG2());
  }
}
