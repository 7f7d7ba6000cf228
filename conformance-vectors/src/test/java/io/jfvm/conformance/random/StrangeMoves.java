// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What nobody should do: any method of any actor with anything, and transfers with any gas. */
final class StrangeMoves {
  private static final int METHODS = 40;
  private static final int SINGLETONS = 11;

  private final World world;

  StrangeMoves(World world) {
    this.world = world;
  }

  void call() throws Disagreement {
    long method = world.random.nextInt(METHODS);
    if (world.chance(5)) {
      method = world.random.nextLong();
    }
    Address sender = world.any(world.keys.all());
    world.say("any method " + method, sender, receiver(), value(), method, tree(3));
  }

  private Address receiver() {
    List<Address> all = new ArrayList<>(world.keys.all());
    world.miners.forEach(miner -> all.add(miner.id));
    all.addAll(world.wallets);
    all.addAll(world.contracts);
    return world.chance(50) ? Address.ofId(world.random.nextInt(SINGLETONS)) : world.any(all);
  }

  private TokenAmount value() {
    return switch (world.random.nextInt(10)) {
      case 0 -> TokenAmount.ofAtto(1);
      case 1 -> TokenAmount.ofFil(100_000_000);
      default -> TokenAmount.ZERO;
    };
  }

  private Object tree(int depth) {
    return switch (world.random.nextInt(depth == 0 ? 7 : 10)) {
      case 0 -> (long) world.random.nextInt(10);
      case 1 -> world.random.nextLong();
      case 2 -> receiver();
      case 3 -> BigInteger.valueOf(world.random.nextInt(1000));
      case 4 -> BitField.of(world.random.nextInt(30));
      case 5 -> world.chance(50);
      case 6 -> world.unsealed();
      default -> {
        List<Object> items = list();
        for (int n = world.random.nextInt(5); n > 0; n--) {
          items.add(tree(depth - 1));
        }
        yield items;
      }
    };
  }

  /** No code runs, so that gas is the same for all actors and may be paid for, or be too little. */
  void transfer() throws Disagreement {
    List<Address> known = new ArrayList<>(world.keys.all());
    world.miners.forEach(miner -> known.add(miner.id));
    TokenAmount base = TokenAmount.ofAtto(1 + world.random.nextInt(1000));
    TokenAmount cap = TokenAmount.ofAtto(world.random.nextInt(3000));
    TokenAmount premium = TokenAmount.ofAtto(world.random.nextInt(3000));
    long limit =
        switch (world.random.nextInt(4)) {
          case 0 -> 1 + world.random.nextInt(500_000);
          case 1 -> 500_000 + world.random.nextInt(3_000_000);
          default -> 3_000_000 + world.random.nextLong(1_000_000_000L);
        };
    TokenAmount value = world.chance(90) ? TokenAmount.ofFil(world.random.nextInt(5)) : value();
    world.transfer(
        world.any(world.keys.all()), world.any(known), value, new Fees(limit, base, cap, premium));
  }
}
