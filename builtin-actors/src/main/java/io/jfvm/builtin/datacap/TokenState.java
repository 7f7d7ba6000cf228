// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * The state of an FRC-46 token: who has how much, and who may spend how much of whose.
 *
 * <p>Source: actors-utils {@code frc46_token/src/token/state.rs}.
 *
 * @param balances HAMT by actor; without zeros
 * @param allowances HAMT of HAMTs: what an operator may spend of an owner's; without zeros
 * @param hamtBitWidth of both, u32
 */
public record TokenState(TokenAmount supply, Cid balances, Cid allowances, long hamtBitWidth) {
  public static final Codec<TokenState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(4);
            TokenAmount.CODEC.encode(out, state.supply);
            Cid.CODEC.encode(out, state.balances);
            Cid.CODEC.encode(out, state.allowances);
            out.u64(state.hamtBitWidth);
          },
          in -> {
            in.tuple(4);
            return new TokenState(
                TokenAmount.CODEC.decode(in), Cid.CODEC.decode(in), Cid.CODEC.decode(in), in.u32());
          });

  public static final int DEFAULT_HAMT_BIT_WIDTH = 3;

  private static final HamtType<ActorId, TokenAmount> AMOUNTS =
      HamtType.of(HamtKey.ACTOR_ID, TokenAmount.CODEC, DEFAULT_HAMT_BIT_WIDTH);

  private static final HamtType<ActorId, Cid> MAPS =
      HamtType.of(HamtKey.ACTOR_ID, Cid.CODEC, DEFAULT_HAMT_BIT_WIDTH);

  /** Nothing minted. */
  static TokenState initial(Blockstore store) {
    Cid emptyMap = EmptyCollections.map(store);
    return new TokenState(TokenAmount.ZERO, emptyMap, emptyMap, DEFAULT_HAMT_BIT_WIDTH);
  }

  Hamt<ActorId, TokenAmount> balances(Blockstore store) {
    return Hamt.load(AMOUNTS, store, balances);
  }

  Hamt<ActorId, Cid> allowances(Blockstore store) {
    return Hamt.load(MAPS, store, allowances);
  }

  Optional<Hamt<ActorId, TokenAmount>> allowancesOf(Blockstore store, ActorId owner) {
    return allowances(store).get(owner).map(root -> Hamt.load(AMOUNTS, store, root));
  }

  TokenAmount balance(Blockstore store, ActorId owner) {
    return balances(store).get(owner).orElse(TokenAmount.ZERO);
  }

  TokenAmount allowance(Blockstore store, ActorId owner, ActorId operator) {
    return allowancesOf(store, owner).flatMap(map -> map.get(operator)).orElse(TokenAmount.ZERO);
  }

  private TokenState withBalances(Cid next) {
    return new TokenState(supply, next, allowances, hamtBitWidth);
  }

  private TokenState withAllowances(Cid next) {
    return new TokenState(supply, balances, next, hamtBitWidth);
  }

  /** A new balance of an actor, which must not be negative: INSUFFICIENT_FUNDS otherwise. */
  TokenState withBalanceChanged(Blockstore store, ActorId owner, TokenAmount delta) {
    if (delta.isZero()) {
      return this;
    }
    Hamt<ActorId, TokenAmount> all = balances(store);
    TokenAmount before = all.get(owner).orElse(TokenAmount.ZERO);
    TokenAmount after = before.plus(delta);
    if (after.isNegative()) {
      throw Exits.insufficientFunds(
          owner + " has " + before.atto() + ", not enough for " + delta.atto());
    }
    if (after.isZero()) {
      all.remove(owner);
    } else {
      all.put(owner, after);
    }
    return withBalances(all.flush());
  }

  /** A new supply, which must not be negative: ILLEGAL_STATE otherwise. */
  TokenState withSupplyChanged(TokenAmount delta) {
    TokenAmount after = supply.plus(delta);
    if (after.isNegative()) {
      throw Exits.illegalState("the supply would be " + after.atto());
    }
    return new TokenState(after, balances, allowances, hamtBitWidth);
  }

  /** A transfer to oneself changes nothing, but one must have what one transfers. */
  TokenState transferred(Blockstore store, ActorId from, ActorId to, TokenAmount amount) {
    if (from.equals(to)) {
      TokenAmount balance = balance(store, from);
      if (balance.compareTo(amount) < 0) {
        throw Exits.insufficientFunds(from + " has " + balance.atto() + " of " + amount.atto());
      }
      return this;
    }
    return withBalanceChanged(store, from, TokenAmount.ZERO.minus(amount))
        .withBalanceChanged(store, to, amount);
  }

  /** Changes what an operator may spend; below zero it stays at zero. */
  TokenState withAllowanceChanged(
      Blockstore store, ActorId owner, ActorId operator, TokenAmount delta) {
    if (delta.isZero() || delta.isNegative() && allowancesOf(store, owner).isEmpty()) {
      return this;
    }
    TokenAmount changed = allowance(store, owner, operator).plus(delta);
    return withAllowance(store, owner, operator, changed.max(TokenAmount.ZERO));
  }

  /** Sets what an operator may spend. An owner without allowances has no map of them. */
  TokenState withAllowance(
      Blockstore store, ActorId owner, ActorId operator, TokenAmount allowance) {
    Hamt<ActorId, Cid> all = allowances(store);
    Hamt<ActorId, TokenAmount> own =
        all.get(owner)
            .map(root -> Hamt.load(AMOUNTS, store, root))
            .orElseGet(() -> Hamt.empty(AMOUNTS, store));
    if (allowance.isZero()) {
      own.remove(operator);
    } else {
      own.put(operator, allowance);
    }
    if (own.isEmpty()) {
      all.remove(owner);
    } else {
      all.put(owner, own.flush());
    }
    return withAllowances(all.flush());
  }
}
