// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * The state of a miner. Transactions change it through a {@link MinerEditor}.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 *
 * @param info root of the {@link MinerInfo}
 * @param preCommitDeposits of all pre-committed sectors
 * @param lockedFunds sum of the vesting funds
 * @param feeDebt what the miner could not pay
 * @param initialPledge of all sectors
 * @param preCommittedSectors HAMT of {@link PreCommittedSector} by sector number
 * @param preCommittedSectorsCleanup queue of sector numbers by when they are too late
 * @param allocatedSectors root of the set of numbers that sectors have had
 * @param sectors root of {@link Sectors}
 * @param provingPeriodStart of the period at the last deadline's end
 * @param currentDeadline the next whose window is to be closed, u64
 * @param deadlines root of {@link Deadlines}
 * @param earlyTerminations deadlines with sectors that have ended early and are not settled
 * @param deadlineCronActive whether the Power actor is to call back at the end of a deadline
 */
public record MinerState(
    Cid info,
    TokenAmount preCommitDeposits,
    TokenAmount lockedFunds,
    VestingFunds vestingFunds,
    TokenAmount feeDebt,
    TokenAmount initialPledge,
    Cid preCommittedSectors,
    Cid preCommittedSectorsCleanup,
    Cid allocatedSectors,
    Cid sectors,
    ChainEpoch provingPeriodStart,
    long currentDeadline,
    Cid deadlines,
    BitField earlyTerminations,
    boolean deadlineCronActive) {

  public static final Codec<MinerState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(15);
            Cid.CODEC.encode(out, state.info);
            TokenAmount.CODEC.encode(out, state.preCommitDeposits);
            TokenAmount.CODEC.encode(out, state.lockedFunds);
            VestingFunds.CODEC.encode(out, state.vestingFunds);
            TokenAmount.CODEC.encode(out, state.feeDebt);
            TokenAmount.CODEC.encode(out, state.initialPledge);
            Cid.CODEC.encode(out, state.preCommittedSectors);
            Cid.CODEC.encode(out, state.preCommittedSectorsCleanup);
            Cid.CODEC.encode(out, state.allocatedSectors);
            Cid.CODEC.encode(out, state.sectors);
            ChainEpoch.CODEC.encode(out, state.provingPeriodStart);
            out.u64(state.currentDeadline);
            Cid.CODEC.encode(out, state.deadlines);
            BitField.CODEC.encode(out, state.earlyTerminations);
            out.bool(state.deadlineCronActive);
          },
          in -> {
            in.tuple(15);
            return new MinerState(
                Cid.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                VestingFunds.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                in.u64(),
                Cid.CODEC.decode(in),
                BitField.CODEC.decode(in),
                in.bool());
          });

  /** A miner without sectors or funds. Writes its empty collections. */
  public static MinerState of(
      Blockstore store, MinerInfo info, ChainEpoch periodStart, long deadline) {
    return new MinerState(
        store.save(MinerInfo.CODEC, info),
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        VestingFunds.NONE,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        EmptyCollections.map(store),
        EmptyCollections.array(store, PreCommits.CLEANUP_BIT_WIDTH),
        store.save(BitField.CODEC, BitField.EMPTY),
        EmptyCollections.array(store, Sectors.BIT_WIDTH),
        periodStart,
        deadline,
        store.save(Deadlines.CODEC, Deadlines.empty(store)),
        BitField.EMPTY,
        false);
  }

  public MinerInfo loadInfo(Blockstore store) {
    return store.load(MinerInfo.CODEC, info);
  }

  public Deadlines loadDeadlines(Blockstore store) {
    return store.load(Deadlines.CODEC, deadlines);
  }

  public Sectors loadSectors(Blockstore store) {
    return Sectors.load(store, sectors);
  }

  /**
   * A proven sector.
   *
   * @param number u64
   */
  public Optional<Sector> sector(Blockstore store, long number) {
    return loadSectors(store).get(number);
  }

  /** The numbers that sectors have had. */
  public BitField loadAllocatedSectors(Blockstore store) {
    return store.load(BitField.CODEC, allocatedSectors);
  }

  /** The window that an epoch falls into, whatever the last deadline closed. */
  public DeadlineWindow deadlineAt(ChainEpoch epoch) {
    return DeadlineWindow.at(provingPeriodStart, epoch);
  }

  /** The window of the deadline this state says is the current one. */
  public DeadlineWindow recordedDeadline(ChainEpoch epoch) {
    return DeadlineWindow.of(provingPeriodStart, currentDeadline, epoch);
  }

  /** When the proving period that an epoch falls into began. */
  public ChainEpoch periodStartAt(ChainEpoch epoch) {
    return deadlineAt(epoch).periodStart();
  }

  /**
   * To which epochs a deadline's queues round.
   *
   * @param deadline index, u64
   */
  public QuantSpec quantOf(long deadline) {
    return DeadlineWindow.of(provingPeriodStart, deadline, new ChainEpoch(0)).quant();
  }

  /** To which epochs the queue of pre-commitments rounds: the ends of all deadlines. */
  public QuantSpec quantOfEveryDeadline() {
    return new QuantSpec(ProvingPeriod.CHALLENGE_WINDOW, provingPeriodStart.value());
  }

  /** What the miner has locked, owes, and may spend. */
  public Funds funds() {
    return new Funds(this);
  }

  /** Whether there is anything that ends of deadlines could change. */
  public boolean needsDeadlineCron() {
    return !preCommitDeposits.isZero() || !initialPledge.isZero() || !lockedFunds.isZero();
  }
}
