// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.crypto.bn254.G1;
import io.jfvm.crypto.bn254.G2;
import io.jfvm.crypto.bn254.Pairing;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * 0x06 to 0x08: the curve alt_bn128 (EIP-196, EIP-197). They fail where a coordinate is not below
 * the prime, or a point is not on its curve or not in its group.
 */
final class AltBn128 {
  private static final int PAIR_BYTES = G1.BYTES + G2.BYTES;

  private AltBn128() {}

  /** Input: two points, zeros following. Output: their sum. */
  static byte[] add(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    ValueReader in = new ValueReader(input);
    G1 first = first(in.fixed(G1.BYTES));
    G1 second = first(in.fixed(G1.BYTES));
    system.runtime().chargeCompute(PrecompilePrices.altBn128Add());
    return first.plus(second).encode();
  }

  /** Input: a point and any number of a word, zeros following. Output: the multiple. */
  static byte[] multiply(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    ValueReader in = new ValueReader(input);
    G1 point = first(in.fixed(G1.BYTES));
    BigInteger scalar = new BigInteger(1, in.fixed(Word.BYTES)).mod(Pairing.ORDER);
    system.runtime().chargeCompute(PrecompilePrices.altBn128Multiply(scalar.bitLength()));
    return point.times(scalar).encode();
  }

  /** Input: any number of pairs, nothing following. Output: 1 if their pairings' product is 1. */
  static byte[] pairing(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    if (input.length % PAIR_BYTES != 0) {
      throw new PrecompileException("input of " + input.length + " bytes: no whole pairs");
    }
    Pairing pairing = new Pairing();
    for (int at = 0; at < input.length; at += PAIR_BYTES) {
      int middle = at + G1.BYTES;
      G1 first = first(Arrays.copyOfRange(input, at, middle));
      pairing.add(first, second(system, Arrays.copyOfRange(input, middle, at + PAIR_BYTES)));
    }
    if (pairing.size() > 0) {
      system.runtime().chargeCompute(PrecompilePrices.altBn128Pairing(pairing.size()));
    }
    return (pairing.isOne() ? Word.ONE : Word.ZERO).toBytes();
  }

  private static G1 first(byte[] bytes) throws PrecompileException {
    try {
      return G1.decode(bytes);
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  private static G2 second(EvmSystem system, byte[] bytes) throws PrecompileException {
    G2 point;
    try {
      point = G2.decode(bytes);
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
    if (point.isInfinity()) {
      return point;
    }
    system.runtime().chargeCompute(PrecompilePrices.altBn128Group());
    if (!point.isInSubgroup()) {
      throw new PrecompileException("point is not in the group of G2");
    }
    return point;
  }
}
