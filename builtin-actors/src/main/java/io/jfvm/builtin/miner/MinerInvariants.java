// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.miner.deadline.BitFieldQueue;
import io.jfvm.builtin.miner.deadline.DeadlineInvariants;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorSummary;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What holds of a miner's state. The deadline cron must be active only for deposits and pledge: a
 * new miner's deposit vests without it.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/testing.rs}.
 */
public final class MinerInvariants {
  private final MinerState state;
  private final Blockstore store;
  private final Violations violations = new Violations();

  private MinerInvariants(MinerState state, Blockstore store) {
    this.state = state;
    this.store = store;
  }

  /** What is wrong, and what the sectors add up to. */
  public record Checked(List<String> violations, SectorSummary sectors) {}

  /**
   * Checks a state and everything it links to.
   *
   * @param balance of the actor
   */
  public static Checked check(MinerState state, Blockstore store, TokenAmount balance) {
    MinerInvariants checks = new MinerInvariants(state, store);
    SectorSummary sectors = SectorSummary.NONE;
    try {
      sectors = checks.checkAll(balance);
    } catch (IpldException e) {
      checks.violations.add("cannot be read: " + e.getMessage());
    }
    return new Checked(checks.violations.toList(), sectors);
  }

  private SectorSummary checkAll(TokenAmount balance) {
    MinerInfo info = state.loadInfo(store);
    checkInfo(info);
    checkFunds(balance);
    BitField allocated = state.loadAllocatedSectors(store);
    checkPreCommits(allocated);
    Map<Long, Sector> sectors = checkSectors(allocated);
    return checkDeadlines(info.sectorSize(), sectors);
  }

  // --- who the miner is

  private void checkInfo(MinerInfo info) {
    List<Address> addresses = new ArrayList<>(info.controllers());
    addresses.add(info.beneficiary());
    info.pendingWorker().ifPresent(pending -> addresses.add(pending.newWorker()));
    info.pendingOwner().ifPresent(addresses::add);
    for (Address address : addresses) {
      violations.require(
          address.protocol() == Address.Protocol.ID, address + " is not an ID address");
    }
    violations.require(
        info.pendingWorker().filter(next -> next.newWorker().equals(info.worker())).isEmpty(),
        "the pending worker is the worker already");
    violations.require(
        info.pendingOwner().filter(info.owner()::equals).isEmpty(),
        "the pending owner is the owner already");
    Optional<SectorSize> size = ProofFamily.WINDOW_POST.sizeOf(info.windowPostProofType());
    violations.require(
        size.isPresent()
            && size.get() == info.sectorSize()
            && size.get().partitionSectors() == info.partitionSectors(),
        "window PoSt "
            + info.windowPostProofType()
            + " is not for sectors of "
            + info.sectorSize()
            + ", "
            + info.partitionSectors()
            + " in a partition");
  }

  // --- funds

  private void checkFunds(TokenAmount balance) {
    requireNotNegative("balance", balance);
    requireNotNegative("locked funds", state.lockedFunds());
    requireNotNegative("pre-commit deposits", state.preCommitDeposits());
    requireNotNegative("initial pledge", state.initialPledge());
    requireNotNegative("fee debt", state.feeDebt());
    TokenAmount minimum =
        state.lockedFunds().plus(state.preCommitDeposits()).plus(state.initialPledge());
    violations.require(
        balance.compareTo(minimum) >= 0,
        "balance " + balance + " does not cover what is locked, " + minimum);
    QuantSpec quant = state.quantOfEveryDeadline();
    TokenAmount vesting = TokenAmount.ZERO;
    for (VestingFund fund : state.vestingFunds().load(store)) {
      violations.require(
          fund.amount().isPositive(), "nothing vests at " + fund.epoch() + ": " + fund.amount());
      requireQuantized("vesting", quant, fund.epoch());
      vesting = vesting.plus(fund.amount());
    }
    requireSum("locked funds", state.lockedFunds(), vesting);
    boolean needsCron = !state.preCommitDeposits().isZero() || !state.initialPledge().isZero();
    violations.require(
        state.deadlineCronActive() || !needsCron,
        "deadline cron is inactive although funds are at stake");
  }

  private void requireNotNegative(String name, TokenAmount amount) {
    violations.require(!amount.isNegative(), name + " is negative: " + amount);
  }

  private void requireSum(String name, TokenAmount recorded, TokenAmount sum) {
    violations.require(recorded.equals(sum), name + " is " + recorded + " and should be " + sum);
  }

  private void requireQuantized(String name, QuantSpec quant, ChainEpoch epoch) {
    violations.require(
        quant.quantizeUp(epoch).equals(epoch), name + " at " + epoch + " is not quantized");
  }

  // --- sectors

  private void checkPreCommits(BitField allocated) {
    QuantSpec quant = state.quantOfEveryDeadline();
    List<BitField> cleanedUp = new ArrayList<>();
    BitFieldQueue.load(PreCommits.CLEANUP_TYPE, store, state.preCommittedSectorsCleanup(), quant)
        .amt()
        .forEach(
            (epoch, numbers) -> {
              requireQuantized("clean-up", quant, new ChainEpoch(epoch));
              cleanedUp.add(numbers);
            });
    BitField due = BitField.union(cleanedUp);
    List<TokenAmount> deposits = new ArrayList<>();
    Hamt.load(PreCommits.TYPE, store, state.preCommittedSectors())
        .forEach(
            (number, sector) -> {
              violations.require(
                  allocated.contains(number),
                  "pre-committed sector number " + number + " has not been allocated");
              violations.require(
                  due.contains(number), "pre-committed sector " + number + " is never cleaned up");
              deposits.add(sector.deposit());
            });
    requireSum(
        "pre-commit deposits",
        state.preCommitDeposits(),
        deposits.stream().reduce(TokenAmount.ZERO, TokenAmount::plus));
  }

  private Map<Long, Sector> checkSectors(BitField allocated) {
    Map<Long, Sector> sectors = new TreeMap<>();
    state
        .loadSectors(store)
        .forEach(
            (number, sector) -> {
              sectors.put(number, sector);
              violations.require(
                  allocated.contains(number), "sector number " + number + " is not allocated");
              violations.require(
                  sector.activation().compareTo(sector.powerBaseEpoch()) <= 0,
                  "power of sector " + number + " is from before its activation");
              violations.require(
                  sector.powerBaseEpoch().compareTo(sector.expiration()) < 0,
                  "power of sector " + number + " is from after its expiration");
            });
    return sectors;
  }

  private SectorSummary checkDeadlines(SectorSize size, Map<Long, Sector> sectors) {
    violations.require(
        Long.compareUnsigned(state.currentDeadline(), ProvingPeriod.DEADLINES) < 0,
        "current deadline is " + Long.toUnsignedString(state.currentDeadline()));
    Deadlines deadlines = state.loadDeadlines(store);
    DeadlineInvariants checks = new DeadlineInvariants(store, size, sectors);
    SectorSummary sum = SectorSummary.NONE;
    for (int index = 0; index < deadlines.due().size(); index++) {
      Violations found = new Violations();
      sum = sum.plus(checks.check(deadlines.load(store, index), state.quantOf(index), found));
      violations.addAll("deadline " + index, found.toList());
    }
    return sum;
  }
}
