// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.builtin.miner.MinerHarness;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A miner of small sectors; the deposit and the pledge of a sector are {@link #PLEDGE}. */
final class OnboardingFixture extends MinerHarness {
  static final SectorSize SIZE = SectorSize.SIZE_2_KIB;
  static final long SEAL = ProofFamily.SEAL_V1_1.number(SIZE);
  static final long CHALLENGE_DELAY = Policy.DEVNET.preCommitChallengeDelay();
  static final long PROVE_WINDOW = 30 * Epochs.IN_DAY + CHALLENGE_DELAY;
  static final long PROVE_EPOCH = EPOCH + CHALLENGE_DELAY + 1;
  static final long EXPIRATION = EPOCH + PROVE_WINDOW + MinerPolicy.MIN_SECTOR_EXPIRATION;

  static final TokenAmount PLEDGE = DEPOSIT;
  static final byte[] SEAL_RANDOMNESS = bytes(1);
  static final byte[] CHALLENGE = bytes(2);

  private static final int RANDOMNESS_BYTES = 32;

  /** A miner whose balance is its deposit, which is locked. */
  OnboardingFixture() {
    constructed();
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

  static BatchReturn batch(Optional<IpldBlock> block) {
    return MockRuntime.returned(BatchReturn.CODEC, block);
  }

  /** Reward and Power are asked, in this order. */
  void expectNetwork() {
    expectReward();
    expectPower();
  }

  /** Power is to call back at the end of the deadline that is open now. */
  void expectCron() {
    expectEnrolled(state().deadlineAt(rt.epoch()).last().value());
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

  static <T> Optional<IpldBlock> block(Codec<T> codec, T value) {
    return Optional.of(IpldBlock.ofCbor(codec, value));
  }
}
