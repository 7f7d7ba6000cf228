// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes a {@link MinerState}. Collections are written at once; the state itself is what {@link
 * #state} returns. What changes the deadlines is {@link #deadlines}. After an exception the editor
 * is not to be used any more. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 */
public final class MinerEditor {
  private final Blockstore store;
  private final Funds funds;
  private final PreCommits preCommits;
  private final MinerDeadlines deadlineEditor;
  private Cid info;
  private Cid allocatedSectors;
  Cid sectors;
  ChainEpoch provingPeriodStart;
  long currentDeadline;
  Cid deadlines;
  BitField earlyTerminations;
  private boolean deadlineCronActive;

  public MinerEditor(MinerState state, Blockstore store) {
    this.store = store;
    this.funds = new Funds(state);
    this.preCommits = new PreCommits(store, state);
    this.deadlineEditor = new MinerDeadlines(this, store);
    this.info = state.info();
    this.allocatedSectors = state.allocatedSectors();
    this.sectors = state.sectors();
    this.provingPeriodStart = state.provingPeriodStart();
    this.currentDeadline = state.currentDeadline();
    this.deadlines = state.deadlines();
    this.earlyTerminations = state.earlyTerminations();
    this.deadlineCronActive = state.deadlineCronActive();
  }

  /** Runs a transaction of the miner whose state this edits, and returns what it gives. */
  public static <R> R transaction(ActorRuntime rt, Function<MinerEditor, R> change) {
    return rt.transaction(
        MinerState.CODEC,
        state -> {
          MinerEditor editor = new MinerEditor(state, rt.store());
          R result = change.apply(editor);
          return new Change<>(editor.state(), result);
        });
  }

  /** A transaction without a result. */
  public static void update(ActorRuntime rt, Consumer<MinerEditor> change) {
    rt.update(
        MinerState.CODEC,
        state -> {
          MinerEditor editor = new MinerEditor(state, rt.store());
          change.accept(editor);
          return editor.state();
        });
  }

  /** The state as it is now. */
  public MinerState state() {
    return new MinerState(
        info,
        funds.preCommitDeposits(),
        funds.lockedFunds(),
        funds.vestingFunds(),
        funds.feeDebt(),
        funds.initialPledge(),
        preCommits.sectors(),
        preCommits.cleanup(),
        allocatedSectors,
        sectors,
        provingPeriodStart,
        currentDeadline,
        deadlines,
        earlyTerminations,
        deadlineCronActive);
  }

  public Funds funds() {
    return funds;
  }

  public PreCommits preCommits() {
    return preCommits;
  }

  /** What moves sectors in, out of and through deadlines. */
  public MinerDeadlines deadlines() {
    return deadlineEditor;
  }

  // --- the miner itself

  public MinerInfo info() {
    return store.load(MinerInfo.CODEC, info);
  }

  public void replaceInfo(MinerInfo next) {
    info = store.save(MinerInfo.CODEC, next);
  }

  /** Lets the pending worker take over if its time has come. */
  public void processPendingWorker(ChainEpoch epoch) {
    MinerInfo before = info();
    MinerInfo after = before.withPendingWorkerAt(epoch);
    if (!after.equals(before)) {
      replaceInfo(after);
    }
  }

  public boolean isDeadlineCronActive() {
    return deadlineCronActive;
  }

  public void setDeadlineCronActive(boolean active) {
    deadlineCronActive = active;
  }

  // --- deposits and vesting, where they need more than the funds

  /** Unlocks what has vested, then locks an amount; returns what was unlocked. */
  public TokenAmount lockFunds(ChainEpoch epoch, TokenAmount amount, VestingSpec spec) {
    return funds.lock(store, epoch, amount, provingPeriodStart, spec);
  }

  /** Unlocks what vested before an epoch, and returns how much. */
  public TokenAmount unlockVestedFunds(ChainEpoch epoch) {
    return funds.unlockVested(store, epoch);
  }

  /** Pays the debt, or as much of it as there is. */
  public Funds.Repaid repayPartialDebt(ChainEpoch epoch, TokenAmount balance) {
    return funds.repayPartialDebt(store, epoch, balance);
  }

  /** Removes pre-commitments that are too late; returns their deposits, which are to be burnt. */
  public TokenAmount cleanUpPreCommits(ChainEpoch epoch) {
    TokenAmount deposits = preCommits.cleanUp(quantOfEveryDeadline(), epoch);
    funds.addPreCommitDeposit(TokenAmount.ZERO.minus(deposits));
    return deposits;
  }

  // --- sectors

  /**
   * Notes that sectors have these numbers, for ever.
   *
   * @param mayCollide whether some may have been taken before
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if one was taken and may not
   * @throws io.jfvm.encoding.EncodeException if all numbers taken do not fit a bit field any more
   */
  public void allocateSectorNumbers(BitField numbers, boolean mayCollide) {
    BitField before = store.load(BitField.CODEC, allocatedSectors);
    if (!mayCollide && before.containsAny(numbers)) {
      throw Exits.illegalArgument(
          "sector numbers " + before.intersection(numbers) + " already allocated");
    }
    allocatedSectors = store.save(BitField.CODEC, before.union(numbers));
  }

  public Sectors loadSectors() {
    return Sectors.load(store, sectors);
  }

  /** Takes over what a caller changed in {@link #loadSectors}. */
  public void replaceSectors(Sectors changed) {
    sectors = changed.flush();
  }

  /** Adds sectors, or replaces those of the same numbers. */
  public void putSectors(List<Sector> added) {
    Sectors loaded = loadSectors();
    loaded.store(added);
    replaceSectors(loaded);
  }

  // --- time

  public Deadlines loadDeadlines() {
    return store.load(Deadlines.CODEC, deadlines);
  }

  public void replaceDeadlines(Deadlines next) {
    deadlines = store.save(Deadlines.CODEC, next);
  }

  /** The window that an epoch falls into; see {@link MinerState#deadlineAt}. */
  public DeadlineWindow deadlineAt(ChainEpoch epoch) {
    return DeadlineWindow.at(provingPeriodStart, epoch);
  }

  /** When the proving period that an epoch falls into began. */
  public ChainEpoch periodStartAt(ChainEpoch epoch) {
    return deadlineAt(epoch).periodStart();
  }

  /** See {@link MinerState#quantOf}. */
  public QuantSpec quantOf(long deadline) {
    return state().quantOf(deadline);
  }

  /** See {@link MinerState#quantOfEveryDeadline}. */
  public QuantSpec quantOfEveryDeadline() {
    return state().quantOfEveryDeadline();
  }

  /** Deadlines with sectors that have ended early and are not settled. */
  public BitField earlyTerminations() {
    return earlyTerminations;
  }

  /** Notes that sectors of a deadline have ended early. */
  public void addEarlyTermination(long deadline) {
    earlyTerminations = earlyTerminations.with(deadline);
  }
}
