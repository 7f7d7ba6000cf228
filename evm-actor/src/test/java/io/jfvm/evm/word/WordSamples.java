// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Words where things go wrong: around limb borders, powers of two, all ones; and random ones. */
final class WordSamples {
  static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private WordSamples() {}

  /** Every edge: 0, 2^k and its neighbours for k around limb borders, and their complements. */
  static List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    edges.add(BigInteger.ZERO);
    for (int bit : new int[] {0, 1, 5, 8, 31, 32, 63, 64, 65, 127, 128, 160, 191, 192, 224, 255}) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      for (int offset = -1; offset <= 1; offset++) {
        BigInteger word = power.add(BigInteger.valueOf(offset));
        edges.add(word);
        edges.add(MODULUS.subtract(word).mod(MODULUS));
      }
    }
    return edges.stream().distinct().toList();
  }

  /** A word of random length whose limbs are random, zero, or all ones. */
  static BigInteger random(SplittableRandom random) {
    long[] limbs = new long[4];
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      limbs[i] =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1L;
            case 2 -> Long.MIN_VALUE;
            case 3 -> 1L << random.nextInt(64);
            default -> random.nextLong();
          };
    }
    return Word.load(limbs, 0).toBigInteger();
  }

  static BigInteger signed(BigInteger word) {
    return word.testBit(255) ? word.subtract(MODULUS) : word;
  }
}
