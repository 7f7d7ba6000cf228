// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.CronEventPayload;
import io.jfvm.builtin.miner.MinerActor;
import io.jfvm.builtin.miner.MinerConstructorParams;
import io.jfvm.builtin.miner.MinerInvariants;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.power.PowerParams.EnrollCronEvent;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A miner of small sectors on a devnet without power and supply, in which the deposit and the
 * pledge of a sector are what an epoch mints: {@link #PLEDGE}.
 */
final class OnboardingFixture {
  static final MethodTable MINER = MinerActor.methods(Policy.DEVNET);
  static final ActorId SELF = new ActorId(1000);
  static final ActorId OWNER = new ActorId(101);
  static final ActorId WORKER = new ActorId(102);
  static final ActorId STRANGER = new ActorId(103);

  static final SectorSize SIZE = SectorSize.SIZE_2_KIB;
  static final long SEAL = ProofFamily.SEAL_V1_1.number(SIZE);
  static final long CHALLENGE_DELAY = Policy.DEVNET.preCommitChallengeDelay();
  static final long PROVE_WINDOW = 30 * Epochs.IN_DAY + CHALLENGE_DELAY;
  static final long EPOCH = 5000;
  static final long PROVE_EPOCH = EPOCH + CHALLENGE_DELAY + 1;
  static final long EXPIRATION = EPOCH + PROVE_WINDOW + MinerPolicy.MIN_SECTOR_EXPIRATION;

  static final TokenAmount PLEDGE = TokenAmount.ofAtto(18_000);
  static final byte[] SEAL_RANDOMNESS = bytes(1);
  static final byte[] CHALLENGE = bytes(2);

  private static final int RANDOMNESS_BYTES = 32;
  private static final Address WORKER_KEY = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);

  final MockRuntime rt = new MockRuntime();

  /** A miner whose balance is its deposit, which is locked. */
  OnboardingFixture() {
    rt.setReceiver(SELF);
    rt.setEpoch(EPOCH);
    rt.setBalance(PLEDGE);
    for (ActorId account : List.of(OWNER, WORKER, STRANGER)) {
      rt.setActorType(account, ActorType.ACCOUNT);
    }
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerAddr(ActorId.INIT);
    expectNetwork();
    rt.expectSend(
        WORKER.address(),
        AccountActor.PUBKEY_ADDRESS,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(Address.CODEC, WORKER_KEY));
    rt.call(
        MINER,
        MethodNum.CONSTRUCTOR,
        MinerConstructorParams.CODEC,
        new MinerConstructorParams(
            OWNER.address(),
            WORKER.address(),
            List.of(),
            ProofFamily.WINDOW_POST.number(SIZE),
            RawBytes.EMPTY,
            List.of()));
    verify();
  }

  static byte[] bytes(int value) {
    byte[] bytes = new byte[RANDOMNESS_BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static Cid sealed(long name) {
    return Cid.of(
        Multicodec.COMMITMENT_SEALED, Multicodec.POSEIDON_BLS12_381_A1_FC1, bytes((int) name));
  }

  static Cid unsealed(int name) {
    return Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, bytes(name));
  }

  // --- calls

  <P> Optional<IpldBlock> call(ActorId caller, long method, Codec<P> codec, P params) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    return rt.call(MINER, new MethodNum(method), codec, params);
  }

  /** Fails unless the call aborts with this code; it may have had any of the expected effects. */
  <P> void refuse(ExitCode code, ActorId caller, long method, Codec<P> codec, P params) {
    MinerState before = state();
    MockRuntime.expectAbort(code, () -> call(caller, method, codec, params));
    rt.reset();
    assertThat(state()).isEqualTo(before);
  }

  static BatchReturn batch(Optional<IpldBlock> block) {
    return MockRuntime.returned(BatchReturn.CODEC, block);
  }

  MinerState state() {
    return rt.state(MinerState.CODEC);
  }

  /** All expected effects have happened, and the state is sound. */
  void verify() {
    rt.verify();
    assertThat(MinerInvariants.check(state(), rt.store(), rt.currentBalance()).violations())
        .isEmpty();
  }

  // --- effects

  void expectControllers() {
    rt.expectValidateCallerAddr(WORKER.address(), OWNER.address());
  }

  /** Reward and Power are asked, in this order. */
  void expectNetwork() {
    rt.expectSend(
        ActorId.REWARD.address(),
        RewardActor.THIS_EPOCH_REWARD,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            ThisEpochReward.CODEC,
            new ThisEpochReward(
                FilterEstimate.ofIntegers(PLEDGE.atto(), BigInteger.ZERO), BigInteger.ZERO)));
    FilterEstimate none = FilterEstimate.ofIntegers(BigInteger.ZERO, BigInteger.ZERO);
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.CURRENT_TOTAL_POWER,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            CurrentTotalPower.CODEC,
            new CurrentTotalPower(
                BigInteger.ZERO, BigInteger.ZERO, TokenAmount.ZERO, none, new ChainEpoch(0), 0)));
  }

  void expectPledgeChange(TokenAmount delta) {
    expectSend(ActorId.POWER, PowerActor.UPDATE_PLEDGE_TOTAL, TokenAmount.CODEC, delta);
  }

  /** Power is to call back at the end of the deadline that is open now. */
  void expectCron() {
    expectSend(
        ActorId.POWER,
        PowerActor.ENROLL_CRON_EVENT,
        EnrollCronEvent.CODEC,
        new EnrollCronEvent(
            state().deadlineAt(rt.epoch()).last(),
            RawBytes.of(CronEventPayload.CODEC, CronEventPayload.PROVING_DEADLINE)));
  }

  private <P> void expectSend(ActorId to, MethodNum method, Codec<P> codec, P params) {
    rt.expectSend(
        to.address(), method, block(codec, params), TokenAmount.ZERO, SendResult.Returned.NOTHING);
  }

  void expectSealRandomness(long epoch) {
    rt.expectChainRandomness(
        DomainSeparationTag.SEAL_RANDOMNESS, new ChainEpoch(epoch), entropy(), SEAL_RANDOMNESS);
  }

  void expectChallenge(long preCommitEpoch) {
    rt.expectBeaconRandomness(
        DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED,
        new ChainEpoch(preCommitEpoch + CHALLENGE_DELAY),
        entropy(),
        CHALLENGE);
  }

  private static byte[] entropy() {
    return Address.CODEC.toBytes(SELF.address());
  }

  static List<EventEntry> event(String type, long sector, Optional<Cid> unsealed, Piece... pieces) {
    EventBuilder event =
        EventBuilder.ofType(type)
            .indexed("sector", Codecs.U64, sector)
            .indexed("unsealed-cid", Codecs.optional(Cid.CODEC), unsealed);
    for (Piece piece : pieces) {
      event
          .indexed("piece-cid", Cid.CODEC, piece.cid())
          .field("piece-size", Codecs.U64, piece.paddedSize());
    }
    return event.entries();
  }

  // --- pre-commitments

  static SectorPreCommit preCommit(long number) {
    return preCommit(number, Optional.empty());
  }

  static SectorPreCommit preCommit(long number, Optional<Cid> unsealed) {
    return new SectorPreCommit(
        SEAL,
        number,
        sealed(number),
        new ChainEpoch(EPOCH - 1),
        List.of(),
        new ChainEpoch(EXPIRATION),
        unsealed);
  }

  void expectPreCommitted(long... sortedNumbers) {
    for (long number : sortedNumbers) {
      rt.expectEmit(
          EventBuilder.ofType("sector-precommitted")
              .indexed("sector", Codecs.U64, number)
              .entries());
    }
  }

  void callPreCommit(ActorId caller, SectorPreCommit... sectors) {
    call(caller, 28, PreCommitSectorBatch.CODEC, new PreCommitSectorBatch(List.of(sectors)));
  }

  /** Pre-commits the miner's first sectors, in the order of their numbers, and pays for them. */
  void preCommitFirst(SectorPreCommit... sectors) {
    rt.addBalance(PLEDGE.times(sectors.length));
    expectNetwork();
    expectControllers();
    for (SectorPreCommit sector : sectors) {
      expectPreCommitted(sector.sectorNumber());
    }
    expectCron();
    callPreCommit(WORKER, sectors);
    verify();
  }

  static <T> SendResult returned(Codec<T> codec, T value) {
    return SendResult.Returned.of(IpldBlock.ofCbor(codec, value));
  }

  static <T> Optional<IpldBlock> block(Codec<T> codec, T value) {
    return Optional.of(IpldBlock.ofCbor(codec, value));
  }
}
