// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every body against BigInteger: on all pairs of edges, and on random words. */
class WordFunctionsTest {
  private static final long SEED = Long.getLong("jfvm.seed", 77L);
  private static final int RANDOM = 60_000;
  private static final List<BigInteger> EDGES = WordSamples.edges();
  private static final BigInteger THIRTY_TWO = BigInteger.valueOf(32);

  /** A function of the words on the stack, top first. */
  private interface Body {
    void run(long[] stack, int top, long[] scratch);
  }

  private interface Unary {
    BigInteger of(BigInteger a);
  }

  private interface Binary {
    BigInteger of(BigInteger a, BigInteger b);
  }

  private interface Ternary {
    BigInteger of(BigInteger a, BigInteger b, BigInteger c);
  }

  private final long[] stack = new long[16];
  private final long[] scratch = new long[Division.SCRATCH_LIMBS];

  private void check(Body body, BigInteger expected, BigInteger... topFirst) {
    int words = topFirst.length;
    for (int i = 0; i < words; i++) {
      Word.of(topFirst[words - 1 - i]).store(stack, 4 * i);
    }
    Word.MAX.store(stack, 4 * words);
    body.run(stack, 4 * (words - 1), scratch);
    assertThat(Word.load(stack, 0))
        .as("of %s, seed %d", List.of(topFirst), SEED)
        .isEqualTo(Word.of(expected));
  }

  private void unary(Body body, Unary expected) {
    EDGES.forEach(a -> check(body, expected.of(a), a));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM; i++) {
      BigInteger a = WordSamples.random(random);
      check(body, expected.of(a), a);
    }
  }

  private void binary(Body body, Binary expected) {
    for (BigInteger a : EDGES) {
      for (BigInteger b : EDGES) {
        check(body, expected.of(a, b), a, b);
      }
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM; i++) {
      BigInteger a = WordSamples.random(random);
      BigInteger b = WordSamples.random(random);
      check(body, expected.of(a, b), a, b);
    }
  }

  /** The top word is an amount: small ones all, and every edge. */
  private void byAmount(Body body, Binary expected) {
    for (BigInteger b : EDGES) {
      for (int a = 0; a < 300; a++) {
        check(body, expected.of(BigInteger.valueOf(a), b), BigInteger.valueOf(a), b);
      }
    }
    binary(body, expected);
  }

  private void ternary(Body body, Ternary expected) {
    List<BigInteger> some = EDGES.stream().filter(w -> w.bitLength() % 64 < 2).toList();
    for (BigInteger a : some) {
      for (BigInteger b : some) {
        for (BigInteger c : some) {
          check(body, expected.of(a, b, c), a, b, c);
        }
      }
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM; i++) {
      BigInteger a = WordSamples.random(random);
      BigInteger b = WordSamples.random(random);
      BigInteger c = WordSamples.random(random);
      check(body, expected.of(a, b, c), a, b, c);
    }
  }

  private static BigInteger orZero(BigInteger divisor, BigInteger ifNot) {
    return divisor.signum() == 0 ? ZERO : ifNot;
  }

  private static BigInteger nonZero(BigInteger divisor) {
    return divisor.signum() == 0 ? ONE : divisor;
  }

  private static boolean below(BigInteger a, int limit) {
    return a.compareTo(BigInteger.valueOf(limit)) < 0;
  }

  @Test
  void add() {
    binary((s, top, w) -> Arithmetic.add(s, top), BigInteger::add);
  }

  @Test
  void sub() {
    binary((s, top, w) -> Arithmetic.sub(s, top), BigInteger::subtract);
  }

  @Test
  void mul() {
    binary((s, top, w) -> Arithmetic.mul(s, top), BigInteger::multiply);
  }

  @Test
  void addAndSubtractU64() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (BigInteger a : EDGES) {
      for (long y : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()}) {
        BigInteger b = Word.of(y).toBigInteger();
        check((s, top, w) -> Arithmetic.addU64(s, top, y), a.add(b), a);
        check((s, top, w) -> Arithmetic.subU64(s, top, y), a.subtract(b), a);
      }
    }
  }

  @Test
  void div() {
    binary(Division::div, (a, b) -> orZero(b, a.divide(nonZero(b))));
  }

  @Test
  void mod() {
    binary(Division::mod, (a, b) -> orZero(b, a.mod(nonZero(b))));
  }

  @Test
  void sdiv() {
    binary(
        Division::sdiv,
        (a, b) -> orZero(b, WordSamples.signed(a).divide(WordSamples.signed(nonZero(b)))));
  }

  @Test
  void smod() {
    binary(
        Division::smod,
        (a, b) -> orZero(b, WordSamples.signed(a).remainder(WordSamples.signed(nonZero(b)))));
  }

  @Test
  void addmod() {
    ternary(Division::addmod, (a, b, n) -> orZero(n, a.add(b).mod(nonZero(n))));
  }

  @Test
  void mulmod() {
    ternary(Division::mulmod, (a, b, n) -> orZero(n, a.multiply(b).mod(nonZero(n))));
  }

  /** Dividends built from a quotient and a remainder close to the divisor: wrong first guesses. */
  @Test
  void divideWhereTheFirstGuessOfADigitIsWrong() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM; i++) {
      BigInteger b = WordSamples.random(random).max(ONE);
      BigInteger q = WordSamples.random(random).shiftRight(b.bitLength());
      BigInteger r = b.subtract(ONE).subtract(BigInteger.valueOf(random.nextInt(2))).max(ZERO);
      BigInteger a = q.multiply(b).add(r).mod(WordSamples.MODULUS);
      check(Division::div, a.divide(b), a, b);
      check(Division::mod, a.mod(b), a, b);
    }
  }

  @Test
  void exp() {
    binary((s, top, w) -> Arithmetic.exp(s, top), (a, b) -> a.modPow(b, WordSamples.MODULUS));
    for (int e = 0; e < 300; e++) {
      BigInteger two = BigInteger.TWO;
      BigInteger power = e < 256 ? two.pow(e) : ZERO;
      check((s, top, w) -> Arithmetic.exp(s, top), power, two, BigInteger.valueOf(e));
    }
  }

  @Test
  void signExtend() {
    byAmount(
        (s, top, w) -> Arithmetic.signExtend(s, top),
        (k, x) -> {
          if (!below(k, 31)) {
            return x;
          }
          int bits = 8 * k.intValue() + 8;
          BigInteger low = x.mod(ONE.shiftLeft(bits));
          return low.testBit(bits - 1) ? low.subtract(ONE.shiftLeft(bits)) : low;
        });
  }

  @Test
  void logic() {
    binary((s, top, w) -> Bitwise.and(s, top), BigInteger::and);
    binary((s, top, w) -> Bitwise.or(s, top), BigInteger::or);
    binary((s, top, w) -> Bitwise.xor(s, top), BigInteger::xor);
    unary((s, top, w) -> Bitwise.not(s, top), BigInteger::not);
  }

  @Test
  void shifts() {
    byAmount(
        (s, top, w) -> Bitwise.shl(s, top),
        (n, x) -> below(n, 256) ? x.shiftLeft(n.intValue()) : ZERO);
    byAmount(
        (s, top, w) -> Bitwise.shr(s, top),
        (n, x) -> below(n, 256) ? x.shiftRight(n.intValue()) : ZERO);
    byAmount(
        (s, top, w) -> Bitwise.sar(s, top),
        (n, x) -> WordSamples.signed(x).shiftRight(below(n, 256) ? n.intValue() : 256));
  }

  @Test
  void byteAt() {
    byAmount(
        (s, top, w) -> Bitwise.byteAt(s, top),
        (i, x) ->
            i.compareTo(THIRTY_TWO) < 0
                ? x.shiftRight(8 * (31 - i.intValue())).and(BigInteger.valueOf(255))
                : ZERO);
  }

  @Test
  void leadingZeros() {
    unary((s, top, w) -> Bitwise.clz(s, top), a -> BigInteger.valueOf(256 - a.bitLength()));
  }

  @Test
  void byteLengthCountsSignificantBytes() {
    for (BigInteger a : EDGES) {
      Word.of(a).store(stack, 4);
      assertThat(Arithmetic.byteLength(stack, 4)).isEqualTo((a.bitLength() + 7) / 8);
    }
  }

  @Test
  void comparisons() {
    for (BigInteger a : EDGES) {
      for (BigInteger b : EDGES) {
        Word.of(a).store(stack, 0);
        Word.of(b).store(stack, 4);
        assertThat(Comparison.less(stack, 0, 4)).isEqualTo(a.compareTo(b) < 0);
        assertThat(Comparison.signedLess(stack, 0, 4))
            .isEqualTo(WordSamples.signed(a).compareTo(WordSamples.signed(b)) < 0);
        assertThat(Comparison.equal(stack, 0, 4)).isEqualTo(a.equals(b));
        assertThat(Comparison.isZero(stack, 0)).isEqualTo(a.signum() == 0);
        assertThat(Word.of(a).compareTo(Word.of(b))).isEqualTo(a.compareTo(b));
      }
    }
  }
}
