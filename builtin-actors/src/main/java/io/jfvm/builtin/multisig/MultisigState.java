// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a wallet.
 *
 * @param signers f0 addresses
 * @param threshold how many signers must agree, u64
 * @param initialBalance what was locked at the start epoch
 * @param unlockDuration epochs over which it is freed
 * @param pendingTxns HAMT of {@link Transaction} by {@link TxnId}
 */
public record MultisigState(
    List<Address> signers,
    long threshold,
    TxnId nextTxnId,
    TokenAmount initialBalance,
    ChainEpoch startEpoch,
    long unlockDuration,
    Cid pendingTxns) {

  public static final int MAX_SIGNERS = 256;

  static final HamtType<TxnId, Transaction> PENDING_TXNS =
      HamtType.of(TxnId.KEY, Transaction.CODEC);

  private static final Codec<List<Address>> ADDRESSES = Codecs.listOf(Address.CODEC);

  public static final Codec<MultisigState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(7);
            ADDRESSES.encode(out, state.signers);
            out.u64(state.threshold);
            TxnId.CODEC.encode(out, state.nextTxnId);
            TokenAmount.CODEC.encode(out, state.initialBalance);
            ChainEpoch.CODEC.encode(out, state.startEpoch);
            out.i64(state.unlockDuration);
            Cid.CODEC.encode(out, state.pendingTxns);
          },
          in -> {
            in.tuple(7);
            return new MultisigState(
                ADDRESSES.decode(in),
                in.u64(),
                TxnId.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                in.i64(),
                Cid.CODEC.decode(in));
          });

  public MultisigState {
    signers = List.copyOf(signers);
  }

  /** A wallet that has locked nothing and has nothing pending. */
  public static MultisigState of(Blockstore store, List<Address> signers, long threshold) {
    return new MultisigState(
        signers,
        threshold,
        TxnId.FIRST,
        TokenAmount.ZERO,
        new ChainEpoch(0),
        0,
        Hamt.empty(PENDING_TXNS, store).flush());
  }

  /** The wallet with this much locked at the start and freed evenly over the duration. */
  public MultisigState locked(ChainEpoch start, long duration, TokenAmount amount) {
    return new MultisigState(signers, threshold, nextTxnId, amount, start, duration, pendingTxns);
  }

  MultisigState withSigners(List<Address> next) {
    return new MultisigState(
        next, threshold, nextTxnId, initialBalance, startEpoch, unlockDuration, pendingTxns);
  }

  MultisigState withThreshold(long next) {
    return new MultisigState(
        signers, next, nextTxnId, initialBalance, startEpoch, unlockDuration, pendingTxns);
  }

  MultisigState withNextTxnId(TxnId next) {
    return new MultisigState(
        signers, threshold, next, initialBalance, startEpoch, unlockDuration, pendingTxns);
  }

  MultisigState withPendingTxns(Cid next) {
    return new MultisigState(
        signers, threshold, nextTxnId, initialBalance, startEpoch, unlockDuration, next);
  }

  Hamt<TxnId, Transaction> pending(Blockstore store) {
    return Hamt.load(PENDING_TXNS, store, pendingTxns);
  }

  boolean isSigner(Address address) {
    return signers.contains(address);
  }

  MultisigState without(Address signer) {
    List<Address> rest = new ArrayList<>(signers);
    rest.removeIf(signer::equals);
    return withSigners(rest);
  }

  MultisigState with(Address signer) {
    List<Address> more = new ArrayList<>(signers);
    more.add(signer);
    return withSigners(more);
  }

  /** What is locked so many epochs after the start, rounded up. */
  public TokenAmount amountLocked(long elapsed) {
    if (elapsed >= unlockDuration) {
      return TokenAmount.ZERO;
    }
    if (elapsed <= 0) {
      return initialBalance;
    }
    BigInteger numerator =
        initialBalance.atto().multiply(BigInteger.valueOf(unlockDuration - elapsed));
    BigInteger[] parts = numerator.divideAndRemainder(BigInteger.valueOf(unlockDuration));
    return new TokenAmount(parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]);
  }

  /**
   * Checks that an amount may leave a balance.
   *
   * @throws io.jfvm.actor.ActorException INSUFFICIENT_FUNDS if the balance does not have it or too
   *     little would be left; ILLEGAL_ARGUMENT if it is negative
   */
  void checkAvailable(TokenAmount balance, TokenAmount amount, ChainEpoch epoch) {
    if (amount.isNegative()) {
      throw Exits.illegalArgument("amount to spend " + amount + " less than zero");
    }
    if (balance.compareTo(amount) < 0) {
      throw Exits.insufficientFunds(
          "current balance " + balance + " less than amount to spend " + amount);
    }
    if (amount.isZero()) {
      return; // even if more is locked than there is
    }
    TokenAmount remaining = balance.minus(amount);
    TokenAmount locked =
        amountLocked(CheckedArithmetic.subtract(epoch.value(), startEpoch.value()));
    if (remaining.compareTo(locked) < 0) {
      throw Exits.insufficientFunds(
          "balance " + remaining + " after spending " + amount + " less than locked " + locked);
    }
  }

  /** Takes back a signer's approvals; a transaction nobody else approved is dropped. */
  MultisigState purgeApprovals(Blockstore store, Address signer) {
    Hamt<TxnId, Transaction> pending = pending(store);
    Map<TxnId, Transaction> approvedBySigner = new LinkedHashMap<>();
    pending.forEach(
        (id, txn) -> {
          if (txn.approved().contains(signer)) {
            approvedBySigner.put(id, txn);
          }
        });
    approvedBySigner.forEach(
        (id, txn) -> {
          Transaction rest = txn.notApprovedBy(signer);
          if (rest.approved().isEmpty()) {
            pending.remove(id);
          } else {
            pending.put(id, rest);
          }
        });
    return withPendingTxns(pending.flush());
  }
}
