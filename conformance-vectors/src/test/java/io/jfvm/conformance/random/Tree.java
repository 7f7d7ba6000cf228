// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.encoding.CborWriter;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Parameters as trees of lists and leaves: null, Boolean, Long, String, byte[], BigInteger, {@link
 * TokenAmount}, {@link Address}, {@link BitField}, {@link Cid}.
 */
final class Tree {
  private static final long[] EDGES = {
    0, 1, -1, 2, 47, 48, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  /** No parameters at all. */
  static final Object NOTHING = new Object();

  private Tree() {}

  static List<Object> list(Object... items) {
    return new ArrayList<>(Arrays.asList(items));
  }

  static byte[] encode(Object tree) {
    if (tree == NOTHING) {
      return new byte[0];
    }
    CborWriter out = new CborWriter();
    write(out, tree);
    return out.toByteArray();
  }

  private static void write(CborWriter out, Object node) {
    switch (node) {
      case null -> out.nil();
      case List<?> items -> {
        out.array(items.size());
        items.forEach(item -> write(out, item));
      }
      case Boolean value -> out.bool(value);
      case Long value -> out.i64(value);
      case String value -> out.text(value);
      case byte[] value -> out.bytes(value);
      case BigInteger value -> out.bigInt(value);
      case TokenAmount value -> out.bigInt(value.atto());
      case Address value -> out.bytes(value.toBytes());
      case BitField value -> out.bytes(value.encode());
      case Cid value -> out.link(value.toBytes());
      default -> throw new IllegalArgumentException("no CBOR for " + node.getClass());
    }
  }

  /** The same tree but for one place, or bytes that are CBOR no more. */
  static byte[] mutated(Object tree, SplittableRandom random) {
    if (tree == NOTHING || random.nextInt(8) == 0) {
      return damaged(encode(tree), random);
    }
    return encode(changed(tree, random));
  }

  private static Object changed(Object node, SplittableRandom random) {
    return switch (node) {
      case null -> random.nextBoolean() ? Long.valueOf(random.nextInt(4)) : list();
      case List<?> items -> changedList(items, random);
      case Boolean value -> !value;
      case Long value ->
          switch (random.nextInt(4)) {
            case 0 -> value + 1;
            case 1 -> value - 1;
            case 2 -> value * 2;
            default -> EDGES[random.nextInt(EDGES.length)];
          };
      case BigInteger value -> changedNumber(value, random);
      case TokenAmount value -> new TokenAmount(changedNumber(value.atto(), random));
      case Cid value -> Cid.of(value.codec() ^ 3, value.hash(), value.digest());
      case Address value -> changedAddress(value, random);
      case BitField value ->
          switch (random.nextInt(3)) {
            case 0 -> BitField.EMPTY;
            case 1 -> value.with(random.nextInt(40));
            default -> damaged(value.encode(), random);
          };
      case byte[] value -> damaged(value, random);
      case String value -> value + "x".repeat(random.nextInt(300));
      default -> node;
    };
  }

  private static Object changedList(List<?> items, SplittableRandom random) {
    List<Object> copy = new ArrayList<>(items);
    if (copy.isEmpty()) {
      copy.add(1L);
      return copy;
    }
    int place = random.nextInt(copy.size());
    switch (random.nextInt(10)) {
      case 0 -> copy.remove(place);
      case 1 -> copy.add(place, copy.get(place));
      default -> copy.set(place, changed(copy.get(place), random));
    }
    return copy;
  }

  private static BigInteger changedNumber(BigInteger value, SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> value.negate();
      case 2 -> value.add(BigInteger.ONE);
      case 3 -> value.subtract(BigInteger.ONE);
      case 4 -> value.shiftRight(1);
      default -> value.shiftLeft(random.nextInt(80));
    };
  }

  private static Object changedAddress(Address value, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Address.ofId(random.nextInt(12));
      case 1 -> Address.ofId(1000 + random.nextInt(20));
      case 2 -> Address.ofActor(value.toBytes());
      default -> damaged(value.toBytes(), random);
    };
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    byte[] copy = bytes.clone();
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(copy, random.nextInt(copy.length));
      case 1 -> Arrays.copyOf(copy, copy.length + 1);
      default -> {
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
    };
  }
}
