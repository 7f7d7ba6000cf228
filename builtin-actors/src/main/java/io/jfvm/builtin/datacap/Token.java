// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.datacap.TokenParams.Received;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The rules of an FRC-46 token over a state that changes as its methods are called. Recipients hear
 * of tokens when the state has been written: the changes that concern them return what to tell.
 *
 * <p>Source: actors-utils {@code frc46_token/src/token/mod.rs}.
 */
final class Token {
  /** What any amount but an allowance must be a multiple of: one whole token. */
  static final BigInteger GRANULARITY = BigInteger.TEN.pow(18);

  /** Says in the recipient's hook that it is about tokens of this standard. */
  static final long TOKEN_TYPE = MethodNum.ofName("FRC46").value();

  private final ActorRuntime rt;
  private final Blockstore store;
  private TokenState state;

  Token(ActorRuntime rt, TokenState state) {
    this.rt = rt;
    this.store = rt.store();
    this.state = state;
  }

  TokenState state() {
    return state;
  }

  // --- looking

  TokenAmount balanceOf(Address owner) {
    return rt.resolve(owner).map(id -> state.balance(store, id)).orElse(TokenAmount.ZERO);
  }

  TokenAmount allowance(Address owner, Address operator) {
    Optional<ActorId> ownerId = rt.resolve(owner);
    if (ownerId.isEmpty()) {
      return TokenAmount.ZERO;
    }
    return rt.resolve(operator)
        .map(id -> state.allowance(store, ownerId.get(), id))
        .orElse(TokenAmount.ZERO);
  }

  // --- allowances

  /** Adds to what an operator may spend. Returns the new allowance. */
  TokenAmount increaseAllowance(Address owner, Address operator, TokenAmount delta) {
    return changeAllowance(owner, operator, delta, delta);
  }

  TokenAmount decreaseAllowance(Address owner, Address operator, TokenAmount delta) {
    return changeAllowance(owner, operator, delta, TokenAmount.ZERO.minus(delta));
  }

  private TokenAmount changeAllowance(
      Address owner, Address operator, TokenAmount given, TokenAmount delta) {
    requireNotNegative(given);
    ActorId ownerId = resolveOrCreate(owner);
    ActorId operatorId = resolveOrCreate(operator);
    state = state.withAllowanceChanged(store, ownerId, operatorId, delta);
    return state.allowance(store, ownerId, operatorId);
  }

  /** Takes an allowance away. Returns what it was. */
  TokenAmount revokeAllowance(Address owner, Address operator) {
    Optional<ActorId> ownerId = rt.resolve(owner);
    if (ownerId.isEmpty()) {
      return TokenAmount.ZERO;
    }
    Optional<ActorId> operatorId = rt.resolve(operator);
    if (operatorId.isEmpty() || state.allowancesOf(store, ownerId.get()).isEmpty()) {
      return TokenAmount.ZERO;
    }
    TokenAmount before = state.allowance(store, ownerId.get(), operatorId.get());
    state = state.withAllowance(store, ownerId.get(), operatorId.get(), TokenAmount.ZERO);
    return before;
  }

  /** Sets an allowance, which is positive. */
  void setAllowance(Address owner, Address operator, TokenAmount allowance) {
    ActorId ownerId = resolveOrCreate(owner);
    state = state.withAllowance(store, ownerId, resolveOrCreate(operator), allowance);
  }

  // --- moving tokens

  Received mint(Address operator, Address to, TokenAmount amount) {
    requireWhole(amount);
    ActorId operatorId = resolveOrCreate(operator);
    ActorId toId = resolveOrCreate(to);
    state = state.withBalanceChanged(store, toId, amount).withSupplyChanged(amount);
    return new Received(rt.receiver(), toId, operatorId, amount, RawBytes.EMPTY, RawBytes.EMPTY);
  }

  /** Returns the balance that is left. */
  TokenAmount burn(Address owner, TokenAmount amount) {
    requireWhole(amount);
    return burn(resolveOrCreate(owner), amount);
  }

  private TokenAmount burn(ActorId owner, TokenAmount amount) {
    TokenAmount less = TokenAmount.ZERO.minus(amount);
    state = state.withBalanceChanged(store, owner, less).withSupplyChanged(less);
    return state.balance(store, owner);
  }

  TokenParams.BurntFrom burnFrom(Address operator, Address owner, TokenAmount amount) {
    requireWhole(amount);
    requireDifferent(operator, owner);
    ActorId operatorId = resolve(operator);
    ActorId ownerId = resolve(owner);
    TokenAmount allowance = useAllowance(operatorId, ownerId, amount);
    return new TokenParams.BurntFrom(burn(ownerId, amount), allowance);
  }

  Received transfer(Address from, Address to, TokenAmount amount, RawBytes operatorData) {
    requireWhole(amount);
    ActorId fromId = resolveOrCreate(from);
    ActorId toId = resolveOrCreate(to);
    state = state.transferred(store, fromId, toId, amount);
    return new Received(fromId, toId, fromId, amount, operatorData, RawBytes.EMPTY);
  }

  Received transferFrom(
      Address operator, Address from, Address to, TokenAmount amount, RawBytes operatorData) {
    requireWhole(amount);
    requireDifferent(operator, from);
    ActorId operatorId = resolve(operator);
    ActorId fromId = resolve(from);
    ActorId toId = resolveOrCreate(to);
    var unused = useAllowance(operatorId, fromId, amount);
    state = state.transferred(store, fromId, toId, amount);
    return new Received(fromId, toId, operatorId, amount, operatorData, RawBytes.EMPTY);
  }

  /** Returns the allowance that is left. */
  private TokenAmount useAllowance(ActorId operator, ActorId owner, TokenAmount amount) {
    TokenAmount allowance = state.allowance(store, owner, operator);
    if (allowance.isZero() && !operator.equals(owner) || allowance.compareTo(amount) < 0) {
      throw noAllowance(operator, owner);
    }
    state = state.withAllowanceChanged(store, owner, operator, TokenAmount.ZERO.minus(amount));
    return state.allowance(store, owner, operator);
  }

  // --- what recipients hear

  /**
   * Tells a recipient. If it aborts, so does the caller, with its code.
   *
   * @return what the recipient returned
   */
  static RawBytes tell(ActorRuntime rt, Address recipient, Received received) {
    UniversalReceiver.Params params =
        new UniversalReceiver.Params(TOKEN_TYPE, RawBytes.of(Received.CODEC, received));
    SendResult result =
        rt.send(
            recipient,
            UniversalReceiver.METHOD,
            Optional.of(IpldBlock.ofCbor(UniversalReceiver.Params.CODEC, params)),
            TokenAmount.ZERO);
    try {
      return RawBytes.ofBlock(Sends.requireSuccess(result));
    } catch (ActorException e) {
      throw new ActorException(
          e.exitCode(), "receiver hook of " + recipient + ": " + e.getMessage());
    }
  }

  // ---

  private static void requireWhole(TokenAmount amount) {
    requireNotNegative(amount);
    if (amount.atto().mod(GRANULARITY).signum() != 0) {
      throw Exits.illegalArgument("amount " + amount.atto() + " is no multiple of " + GRANULARITY);
    }
  }

  private static void requireNotNegative(TokenAmount amount) {
    if (amount.isNegative()) {
      throw Exits.illegalArgument("amount " + amount.atto() + " must not be negative");
    }
  }

  /** Addresses of one protocol are compared as such, others by whom they resolve to. */
  private void requireDifferent(Address operator, Address owner) {
    boolean same;
    if (operator.protocol() == owner.protocol()) {
      same = operator.equals(owner);
    } else {
      Optional<ActorId> operatorId = rt.resolve(operator);
      same = operatorId.isPresent() && operatorId.equals(rt.resolve(owner));
    }
    if (same) {
      throw Exits.illegalArgument("operator cannot be the same as the debited address " + operator);
    }
  }

  /** Whoever cannot be resolved has no allowance and gave none. */
  private ActorId resolve(Address address) {
    return rt.resolve(address)
        .orElseThrow(() -> Exits.insufficientFunds("no allowance between anybody and " + address));
  }

  private static ActorException noAllowance(ActorId operator, ActorId owner) {
    return Exits.insufficientFunds(operator + " may not spend that much of " + owner);
  }

  /** Changes are made inside a transaction, where no actor can be created: so there must be one. */
  private ActorId resolveOrCreate(Address address) {
    return rt.resolve(address)
        .orElseThrow(() -> Exits.notFound("address could not be initialized: " + address));
  }
}
