// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.math.Q128;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is locked and when it becomes free: the next payment here, the later ones in a block.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/vesting_state.rs}.
 *
 * @param table absent if nothing is locked
 */
public record VestingFunds(Optional<Table> table) {
  private static final Codec<List<VestingFund>> FUNDS = Codecs.listOf(VestingFund.CODEC);
  private static final Codec<Optional<Table>> OPTIONAL_TABLE = Codecs.optional(Table.CODEC);

  public static final Codec<VestingFunds> CODEC =
      Codec.of(
          (out, funds) -> OPTIONAL_TABLE.encode(out, funds.table),
          in -> new VestingFunds(OPTIONAL_TABLE.decode(in)));

  public static final VestingFunds NONE = new VestingFunds(Optional.empty());

  /**
   * Payments by ascending epochs.
   *
   * @param head the next; its amount may have been drawn down to zero
   * @param tail the list of the others
   */
  public record Table(VestingFund head, Cid tail) {
    static final Codec<Table> CODEC =
        Codec.of(
            (out, table) -> {
              out.array(2);
              VestingFund.CODEC.encode(out, table.head);
              Cid.CODEC.encode(out, table.tail);
            },
            in -> {
              in.tuple(2);
              return new Table(VestingFund.CODEC.decode(in), Cid.CODEC.decode(in));
            });
  }

  /**
   * What was taken out, and what is left.
   *
   * @param vested amounts whose epochs had passed
   * @param unvested amounts freed before their time
   */
  public record Unlocked(VestingFunds rest, TokenAmount vested, TokenAmount unvested) {}

  /** All payments that are not zero, by ascending epochs. */
  public List<VestingFund> load(Blockstore store) {
    if (table.isEmpty()) {
      return List.of();
    }
    List<VestingFund> funds = new ArrayList<>();
    if (table.get().head.amount().isPositive()) {
      funds.add(table.get().head);
    }
    funds.addAll(store.load(FUNDS, table.get().tail));
    return funds;
  }

  private static VestingFunds save(Blockstore store, List<VestingFund> funds) {
    return funds.isEmpty()
        ? NONE
        : new VestingFunds(
            Optional.of(
                new Table(funds.getFirst(), store.save(FUNDS, funds.subList(1, funds.size())))));
  }

  /** Takes out what has vested before an epoch. */
  public Unlocked unlockVested(Blockstore store, ChainEpoch epoch) {
    boolean due = table.isPresent() && table.get().head.epoch().compareTo(epoch) < 0;
    return due
        ? takeVested(store, load(store), epoch)
        : new Unlocked(this, TokenAmount.ZERO, TokenAmount.ZERO);
  }

  private static Unlocked takeVested(Blockstore store, List<VestingFund> funds, ChainEpoch epoch) {
    TokenAmount vested = TokenAmount.ZERO;
    int taken = 0;
    while (taken < funds.size() && funds.get(taken).epoch().compareTo(epoch) < 0) {
      vested = vested.plus(funds.get(taken++).amount());
    }
    return new Unlocked(save(store, funds.subList(taken, funds.size())), vested, TokenAmount.ZERO);
  }

  /**
   * Locks an amount and takes out what has vested.
   *
   * @param periodStart of the proving period, to which payments are aligned
   */
  public Unlocked lock(
      Blockstore store,
      ChainEpoch epoch,
      TokenAmount amount,
      ChainEpoch periodStart,
      VestingSpec spec) {
    Map<ChainEpoch, TokenAmount> merged = new TreeMap<>();
    for (VestingFund fund : load(store)) {
      merged.merge(fund.epoch(), fund.amount(), TokenAmount::plus);
    }
    for (VestingFund fund : schedule(epoch, amount, periodStart, spec)) {
      merged.merge(fund.epoch(), fund.amount(), TokenAmount::plus);
    }
    List<VestingFund> funds = new ArrayList<>();
    merged.forEach((due, sum) -> funds.add(new VestingFund(due, sum)));
    return takeVested(store, funds, epoch);
  }

  private static List<VestingFund> schedule(
      ChainEpoch epoch, TokenAmount amount, ChainEpoch periodStart, VestingSpec spec) {
    long begin = CheckedArithmetic.add(epoch.value(), spec.initialDelay());
    QuantSpec quant = new QuantSpec(spec.quantization(), periodStart.value());
    List<VestingFund> funds = new ArrayList<>();
    TokenAmount vested = TokenAmount.ZERO;
    for (long at = begin; vested.compareTo(amount) < 0; ) {
      at = CheckedArithmetic.add(at, spec.step());
      ChainEpoch due = quant.quantizeUp(new ChainEpoch(at));
      long elapsed = CheckedArithmetic.subtract(due.value(), begin);
      TokenAmount target =
          elapsed < spec.period()
              ? new TokenAmount(
                  Q128.floorDiv(amount.times(elapsed).atto(), BigInteger.valueOf(spec.period())))
              : amount;
      funds.add(new VestingFund(due, target.minus(vested)));
      vested = target;
    }
    return funds;
  }

  /** Takes out what has vested before an epoch and, soonest first, up to {@code target} more. */
  public Unlocked unlockVestedAndUnvested(Blockstore store, ChainEpoch epoch, TokenAmount target) {
    if (table.isEmpty()) {
      return new Unlocked(this, TokenAmount.ZERO, TokenAmount.ZERO);
    }
    VestingFund head = table.get().head;
    if (head.epoch().compareTo(epoch) >= 0 && head.amount().compareTo(target) >= 0) {
      VestingFund less = new VestingFund(head.epoch(), head.amount().minus(target));
      return new Unlocked(
          new VestingFunds(Optional.of(new Table(less, table.get().tail))),
          TokenAmount.ZERO,
          target);
    }
    TokenAmount vested = TokenAmount.ZERO;
    TokenAmount unvested = TokenAmount.ZERO;
    TokenAmount wanted = target;
    List<VestingFund> rest = new ArrayList<>(load(store));
    while (!rest.isEmpty()) {
      VestingFund fund = rest.removeFirst();
      if (fund.epoch().compareTo(epoch) < 0) {
        vested = vested.plus(fund.amount());
      } else if (fund.amount().compareTo(wanted) < 0) {
        wanted = wanted.minus(fund.amount());
        unvested = unvested.plus(fund.amount());
      } else {
        unvested = unvested.plus(wanted);
        rest.addFirst(new VestingFund(fund.epoch(), fund.amount().minus(wanted)));
        break;
      }
    }
    return new Unlocked(save(store, rest), vested, unvested);
  }
}
