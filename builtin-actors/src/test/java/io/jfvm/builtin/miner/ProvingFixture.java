// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclaration;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.UpdateClaimedPower;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A miner with three unproven sectors of 2 KiB under one deadline: 1 and 2 in partition 0, 3 in
 * partition 1. Nothing vests any more. In cron calls, a sector is expected to earn half an attoFIL
 * an epoch; whoever asks, hears of a network without power, in which any power earns {@link
 * MinerHarness#DEPOSIT}.
 */
final class ProvingFixture {
  static final long SUBMIT_POST = 5;
  static final long TERMINATE = 9;
  static final long DECLARE_FAULTS = 10;
  static final long DECLARE_RECOVERIES = 11;

  static final TokenAmount PLEDGE = TokenAmount.ofAtto(1000);
  static final long EXPIRATION = MinerHarness.EPOCH + 200 * Epochs.IN_DAY;
  static final long BYTES = 2048;
  static final Cid SEALED_CID = Cid.ofBlock(Multicodec.DAG_CBOR, new byte[] {1});
  static final byte[] TICKET = new byte[32];
  static final byte[] BEACON = new byte[] {9};
  static final long SEAL_2_KIB = 5;

  /** How much more a verified byte counts than another, in bytes. */
  static final long VERIFIED_BONUS = 9;

  private static final TokenAmount RICH = TokenAmount.ofFil(100);
  private static final long DAILY_FEE = 7;

  /** Of the three sectors. */
  static final long DAILY_FEES = 3 * DAILY_FEE;

  /** A faulty sector's, for 10108 epochs at half an attoFIL. */
  static final long FAULT_FEE = 5054;

  private static final int DEADLINES_AHEAD = 5;

  final MinerHarness miner = new MinerHarness().constructed();
  final MockRuntime rt = miner.rt;
  final long deadline;
  private final long verifiedBytes;

  ProvingFixture() {
    this(0);
  }

  /** Sector 1 holds verified deals of so many bytes. */
  ProvingFixture(long verifiedBytes) {
    this.verifiedBytes = verifiedBytes;
    DeadlineWindow now = miner.state().deadlineAt(rt.epoch());
    deadline = (now.index() + DEADLINES_AHEAD) % ProvingPeriod.DEADLINES;
    BigInteger weight = BigInteger.valueOf(verifiedBytes * (EXPIRATION - MinerHarness.EPOCH));
    List<Sector> sectors =
        List.of(
            sector(1, BigInteger.ZERO, weight),
            sector(2, BigInteger.ZERO, BigInteger.ZERO),
            sector(3, BigInteger.ZERO, BigInteger.ZERO));
    MinerEditor editor = new MinerEditor(miner.state(), rt.store());
    editor.allocateSectorNumbers(BitField.of(1, 2, 3), false);
    editor.putSectors(sectors);
    SectorSize size = SectorSize.SIZE_2_KIB;
    editor.deadlines().assignTo(deadline, rt.epoch(), sectors, size.partitionSectors(), size);
    editor.funds().addInitialPledge(PLEDGE.times(3));
    editor.unlockVestedFunds(new ChainEpoch(EXPIRATION));
    editor.setDeadlineCronActive(true);
    rt.replaceState(MinerState.CODEC, editor.state());
    rt.setBalance(RICH);
    rt.setOrigin(MinerHarness.WORKER);
  }

  /** With deals of these weights. */
  static Sector sector(long number, BigInteger dealWeight, BigInteger verifiedDealWeight) {
    return new Sector(
        number,
        SEAL_2_KIB,
        SEALED_CID,
        List.of(),
        new ChainEpoch(MinerHarness.EPOCH),
        new ChainEpoch(EXPIRATION),
        dealWeight,
        verifiedDealWeight,
        PLEDGE,
        Optional.empty(),
        Optional.empty(),
        new ChainEpoch(MinerHarness.EPOCH),
        Optional.empty(),
        Optional.empty(),
        Sector.SIMPLE_QA_POWER,
        TokenAmount.ofAtto(DAILY_FEE));
  }

  Deadline deadline() {
    return miner.state().loadDeadlines(rt.store()).load(rt.store(), deadline);
  }

  // --- time

  /** The deadline's window that is open, or its next. */
  DeadlineWindow window() {
    ChainEpoch start = miner.state().periodStartAt(rt.epoch());
    return DeadlineWindow.of(start, deadline, rt.epoch()).nextNotElapsed();
  }

  /** Goes to the first epochs of the deadline's window. */
  void openWindow() {
    rt.setEpoch(window().open().value() + 10);
  }

  /** Goes to the end of the window; the miner is called, loses so many bytes and pays a fee. */
  void closeWindow(long powerDelta, long fee) {
    DeadlineWindow closing = window();
    rt.setEpoch(closing.last().value());
    expectPower(powerDelta);
    miner.expectPayment(ActorId.BURNT_FUNDS, TokenAmount.ofAtto(fee));
    miner.expectEnrolled(closing.close().value() + ProvingPeriod.CHALLENGE_WINDOW - 1);
    cron(CronEventPayload.PROVING_DEADLINE);
    miner.verify();
    rt.setEpoch(closing.close().value());
  }

  void cron(CronEventPayload event) {
    cron(RawBytes.of(CronEventPayload.CODEC, event));
  }

  void cron(RawBytes payload) {
    cron(rt, payload);
  }

  static void cron(MockRuntime rt, RawBytes payload) {
    rt.setCaller(ActorId.POWER, ActorType.POWER);
    rt.expectValidateCallerAddr(ActorId.POWER);
    rt.call(
        MinerHarness.MINER,
        DeferredCronEventParams.METHOD,
        DeferredCronEventParams.CODEC,
        event(payload));
  }

  static DeferredCronEventParams event(RawBytes payload) {
    BigInteger reward = MinerHarness.DEPOSIT.atto();
    BigInteger networkPower = reward.multiply(BigInteger.valueOf(2 * BYTES));
    return new DeferredCronEventParams(
        payload,
        FilterEstimate.ofIntegers(reward, BigInteger.ZERO),
        FilterEstimate.ofIntegers(networkPower, BigInteger.ZERO));
  }

  // --- messages of the worker

  <P> Optional<IpldBlock> call(long method, Codec<P> codec, P params) {
    miner.expectControllers();
    Optional<IpldBlock> returned = miner.call(MinerHarness.WORKER, method, codec, params);
    miner.verify();
    return returned;
  }

  Optional<IpldBlock> declare(long method, SectorDeclarations sectors) {
    return call(method, SectorDeclarations.CODEC, sectors);
  }

  SectorDeclarations sectors(long partition, long... numbers) {
    return new SectorDeclarations(
        List.of(new SectorDeclaration(deadline, partition, BitField.of(numbers))));
  }

  static WindowPostProof.Proof proof() {
    return new WindowPostProof.Proof(MinerHarness.WINDOW_2_KIB, new byte[192]);
  }

  SubmitWindowedPost post(PostPartition... partitions) {
    return new SubmitWindowedPost(
        deadline,
        List.of(partitions),
        List.of(proof()),
        new ChainEpoch(rt.epoch().value() - 1),
        new RawBytes(TICKET));
  }

  static PostPartition partition(long index, long... skipped) {
    return new PostPartition(index, BitField.of(skipped));
  }

  void expectTicket() {
    rt.expectChainRandomness(
        DomainSeparationTag.POST_CHAIN_COMMIT,
        new ChainEpoch(rt.epoch().value() - 1),
        new byte[0],
        TICKET);
  }

  /** Proves partitions in the open window, which brings so many bytes. */
  void prove(long power, PostPartition... partitions) {
    expectTicket();
    expectPower(power);
    call(SUBMIT_POST, SubmitWindowedPost.CODEC, post(partitions));
  }

  /** Has all sectors proven in the window that opens now. */
  void proveAll() {
    openWindow();
    expectTicket();
    expectPower(3 * BYTES, 3 * BYTES + VERIFIED_BONUS * verifiedBytes);
    call(SUBMIT_POST, SubmitWindowedPost.CODEC, post(partition(0), partition(1)));
  }

  /** The proof is asked about with these sectors. */
  void expectVerified(DeadlineWindow of, boolean valid, long... numbers) {
    rt.expectBeaconRandomness(
        DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED,
        of.challenge(),
        Address.CODEC.toBytes(MinerHarness.SELF.address()),
        BEACON);
    List<WindowPostProof.Sector> challenged =
        LongStream.of(numbers)
            .mapToObj(number -> new WindowPostProof.Sector(SEAL_2_KIB, number, SEALED_CID))
            .toList();
    rt.proofExpectations()
        .expect(
            new WindowPostProof(BEACON, List.of(proof()), challenged, MinerHarness.SELF.value()),
            valid);
  }

  // --- what Power hears

  /** Of sectors without verified deals. */
  void expectPower(long delta) {
    if (delta != 0) {
      expectPower(delta, delta);
    }
  }

  void expectPower(long raw, long qualityAdjusted) {
    UpdateClaimedPower deltas =
        new UpdateClaimedPower(BigInteger.valueOf(raw), BigInteger.valueOf(qualityAdjusted));
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.UPDATE_CLAIMED_POWER,
        Optional.of(IpldBlock.ofCbor(UpdateClaimedPower.CODEC, deltas)),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  /** Sectors without deals that ended early are settled: a fee is burnt, their pledge released. */
  void expectSettled(TokenAmount fee, long... sectors) {
    miner.expectPayment(ActorId.BURNT_FUNDS, fee);
    miner.expectPledgeChange(PLEDGE.times(-sectors.length));
    for (long sector : sectors) {
      expectTerminated(sector);
    }
  }

  void expectTerminated(long sector) {
    rt.expectEmit(
        EventBuilder.ofType("sector-terminated").indexed("sector", Codecs.U64, sector).entries());
  }
}
