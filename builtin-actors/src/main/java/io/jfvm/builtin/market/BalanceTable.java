// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Amounts by f0 address. Who has nothing has no entry, unless nothing was ever added to it. Used by
 * one thread.
 *
 * <p>Source: builtin-actors {@code actors/market/src/balance_table.rs}.
 */
final class BalanceTable {
  private static final int BIT_WIDTH = 6;

  private static final HamtType<Address, TokenAmount> TYPE =
      HamtType.of(HamtKey.ADDRESS, TokenAmount.CODEC, BIT_WIDTH);

  private final Hamt<Address, TokenAmount> balances;

  private BalanceTable(Hamt<Address, TokenAmount> balances) {
    this.balances = balances;
  }

  static BalanceTable load(Blockstore store, Cid root) {
    return new BalanceTable(Hamt.load(TYPE, store, root));
  }

  TokenAmount get(Address address) {
    return balances.get(address).orElse(TokenAmount.ZERO);
  }

  /** Adds an amount, which may be negative; aborts with ILLEGAL_ARGUMENT if too little is left. */
  void add(Address address, TokenAmount amount) {
    TokenAmount before = get(address);
    TokenAmount after = before.plus(amount);
    if (after.isNegative()) {
      throw Exits.illegalArgument(
          "negative balance for " + address + " adding " + amount + " to " + before);
    }
    if (after.isZero() && !before.isZero()) {
      balances.remove(address);
    } else {
      balances.put(address, after);
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if the balance does not have the amount. */
  void requireCovers(Address address, TokenAmount amount) {
    TokenAmount balance = get(address);
    if (amount.compareTo(balance) > 0) {
      throw Exits.illegalArgument(
          "negative balance for " + address + " subtracting " + amount + " from " + balance);
    }
  }

  /** Aborts as {@link #requireCovers}, and then changes nothing. */
  void subtract(Address address, TokenAmount amount) {
    requireCovers(address, amount);
    add(address, TokenAmount.ZERO.minus(amount));
  }

  /** Takes as much of the amount as leaves the floor, and returns how much that is. */
  TokenAmount subtractAbove(Address address, TokenAmount amount, TokenAmount floor) {
    TokenAmount available = get(address).minus(floor).max(TokenAmount.ZERO);
    TokenAmount taken = available.min(amount);
    if (taken.isPositive()) {
      add(address, TokenAmount.ZERO.minus(taken));
    }
    return taken;
  }

  void forEach(BiConsumer<Address, TokenAmount> visitor) {
    balances.forEach(visitor);
  }

  TokenAmount total() {
    List<TokenAmount> amounts = new ArrayList<>();
    balances.forEach((address, amount) -> amounts.add(amount));
    return amounts.stream().reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  Cid flush() {
    return balances.flush();
  }
}
