// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import java.math.BigInteger;

/**
 * What precompiles that compute in the actor itself cost, in milligas: a declared model of the Wasm
 * instructions the official actor runs. Those that are syscalls (hashes, key recovery, sends) cost
 * what the VM charges.
 */
final class PrecompilePrices {
  /** A Wasm instruction. Source: ref-fvm {@code gas/price_list.rs} (instruction_default). */
  private static final long INSTRUCTION = 4000;

  /** Eight mixings of four words each. */
  private static final long BLAKE2_ROUND = 480 * INSTRUCTION;

  private static final long P256_VERIFY = 26_300_000 * INSTRUCTION;

  // Points and pairings: what runs of the official actor were charged, in round numbers.

  private static final long ALT_BN128_ADD = 265_000 * INSTRUCTION;
  private static final long ALT_BN128_MULTIPLY = 100_000 * INSTRUCTION;
  private static final long ALT_BN128_MULTIPLY_BIT = 59_400 * INSTRUCTION;
  private static final long ALT_BN128_PAIRING = 70_750_000 * INSTRUCTION;
  private static final long ALT_BN128_PAIR = 55_000_000 * INSTRUCTION;
  private static final long ALT_BN128_GROUP = 45_000_000 * INSTRUCTION;
  private static final long BLS12381_ADD_G1 = 760_000 * INSTRUCTION;
  private static final long BLS12381_ADD_G2 = 1_320_000 * INSTRUCTION;
  private static final long BLS12381_MULTIPLY_G1 = 27_700_000 * INSTRUCTION;
  private static final long BLS12381_MULTIPLY_G2 = 54_700_000 * INSTRUCTION;
  private static final long BLS12381_PAIRING = 73_750_000 * INSTRUCTION;
  private static final long BLS12381_PAIR = 77_150_000 * INSTRUCTION;
  private static final long BLS12381_SUBGROUPS = 22_850_000 * INSTRUCTION;
  private static final long BLS12381_MAP_TO_G1 = 8_920_000 * INSTRUCTION;
  private static final long BLS12381_MAP_TO_G2 = 33_700_000 * INSTRUCTION;

  /** Multiplying two 32-bit digits and adding. */
  private static final long DIGIT_PRODUCT = 6 * INSTRUCTION;

  private static final int DIGIT_BITS = 32;

  /** Squarings and multiplications for each four bits of the exponent, and before the first. */
  private static final int PRODUCTS_PER_WINDOW = 5;

  private static final int WINDOW_BITS = 4;
  private static final int FIRST_PRODUCTS = 20;

  /** A Montgomery product multiplies twice. */
  private static final int PASSES = 2;

  private PrecompilePrices() {}

  /**
   * @param rounds u32
   */
  static long blake2(long rounds) {
    return rounds * BLAKE2_ROUND;
  }

  static long p256Verify() {
    return P256_VERIFY;
  }

  static long altBn128Add() {
    return ALT_BN128_ADD;
  }

  /** By a scalar of so many bits. */
  static long altBn128Multiply(int bits) {
    return ALT_BN128_MULTIPLY + bits * ALT_BN128_MULTIPLY_BIT;
  }

  /** Whether a point is in its group. */
  static long altBn128Group() {
    return ALT_BN128_GROUP;
  }

  /** Of pairs without infinity. */
  static long altBn128Pairing(int pairs) {
    return ALT_BN128_PAIRING + pairs * ALT_BN128_PAIR;
  }

  static long bls12381AddG1() {
    return BLS12381_ADD_G1;
  }

  static long bls12381AddG2() {
    return BLS12381_ADD_G2;
  }

  static long bls12381SumG1(int points) {
    return points * BLS12381_MULTIPLY_G1;
  }

  static long bls12381SumG2(int points) {
    return points * BLS12381_MULTIPLY_G2;
  }

  /** Whether the points of pairs are in their subgroups. */
  static long bls12381Subgroups(int pairs) {
    return pairs * BLS12381_SUBGROUPS;
  }

  /** Of pairs without infinity. */
  static long bls12381Pairing(int pairs) {
    return BLS12381_PAIRING + pairs * BLS12381_PAIR;
  }

  static long bls12381MapToG1() {
    return BLS12381_MAP_TO_G1;
  }

  static long bls12381MapToG2() {
    return BLS12381_MAP_TO_G2;
  }

  /** Of numbers that fit memory; more than 2^63 - 1 becomes that. */
  static long modExp(BigInteger base, BigInteger exponent, BigInteger modulus) {
    BigInteger modulusDigits = digits(modulus);
    BigInteger windows = BigInteger.valueOf(exponent.bitLength() / WINDOW_BITS + 1);
    BigInteger products =
        windows
            .multiply(BigInteger.valueOf(PRODUCTS_PER_WINDOW))
            .add(BigInteger.valueOf(FIRST_PRODUCTS))
            .multiply(BigInteger.valueOf(PASSES))
            .multiply(modulusDigits.pow(2));
    BigInteger reduction = digits(base).multiply(modulusDigits);
    BigInteger cost = products.add(reduction).multiply(BigInteger.valueOf(DIGIT_PRODUCT));
    return cost.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static BigInteger digits(BigInteger number) {
    return BigInteger.valueOf(number.bitLength() / DIGIT_BITS + 1);
  }
}
