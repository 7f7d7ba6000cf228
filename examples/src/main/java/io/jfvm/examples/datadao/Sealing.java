// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Offer.ARCHIVE;
import static io.jfvm.examples.datadao.Offer.DEAL;
import static io.jfvm.examples.datadao.Person.HUGO;
import static io.jfvm.examples.datadao.Person.OLGA;
import static io.jfvm.examples.datadao.Person.WIM;
import static io.jfvm.examples.datadao.Provider.PROVIDER;
import static io.jfvm.examples.datadao.Provider.SECTOR_BYTES;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The piece goes into a sector; once that is proven, and not before, the bounty is paid. */
final class Sealing {
  /** Holds the piece. */
  static final long SECTOR = 1;

  /** Holds nothing but zeros. */
  static final long EMPTY_SECTOR = 2;

  /** StackedDrg2KiBV1P1. */
  private static final long SEAL_2_KIB = 5;

  private static final MethodNum PRE_COMMIT_SECTOR_BATCH_2 = new MethodNum(28);
  private static final MethodNum PROVE_COMMIT_SECTORS_3 = new MethodNum(34);
  private static final int PROOF_BYTES = 192;

  /** From the pre-commitment, in epochs: longer than the deal. */
  private static final long LIFE = 700_000;

  private static final TokenAmount FEE = TokenAmount.ofFil(2);
  private static final TokenAmount REWARD = Offer.BOUNTY.minus(FEE);

  private Sealing() {}

  static void write(Script script) {
    script.chapter("The piece is sealed into a sector and proven");
    script
        .step(HUGO, "Hugo, who hunts bounties, claims the one of deal 0")
        .calls(ARCHIVE, "claim", stage -> args(DEAL))
        .reverts("NotActivated(deal=0)")
        .fact("the archive's state is what it was", done -> done.keptState(ARCHIVE), true);
    script
        .step(WIM, "Wim pre-commits two sectors, one of the piece and one of zeros")
        .invokes(
            stage -> stage.address(PROVIDER),
            PRE_COMMIT_SECTOR_BATCH_2,
            stage -> preCommitment(stage.vm().epoch()))
        .gasLimit(100_000_000)
        .emits("sector-precommitted", "sector-precommitted")
        .fact(
            "a deposit is locked until they are proven",
            done -> Provider.state(done.stage(), PROVIDER).preCommitDeposits().isPositive(),
            true);
    script.epochsPass(Policy.DEVNET.preCommitChallengeDelay() + 1);
    script
        .step(WIM, "Wim proves them; the provider tells the market of the piece")
        .invokes(stage -> stage.address(PROVIDER), PROVE_COMMIT_SECTORS_3, stage -> proof())
        .gasLimit(200_000_000)
        .emits("sector-activated", "sector-activated", "deal-activated")
        .fact(
            "the deposit became the pledge of two sectors",
            done -> Provider.state(done.stage(), PROVIDER).initialPledge().isPositive(),
            true)
        .fact(
            "nothing is left of the deposit",
            done -> Provider.state(done.stage(), PROVIDER).preCommitDeposits(),
            TokenAmount.ZERO);
    claimed(script);
  }

  private static void claimed(Script script) {
    script
        .step(HUGO, "Hugo claims again: the archive asks market and provider, and pays")
        .calls(ARCHIVE, "claim", stage -> args(DEAL))
        .gasLimit(150_000_000)
        .emits("BountyPaid")
        .fact("the provider's owner Olga got 18 FIL", done -> done.gained(OLGA.label()), REWARD)
        .fact(
            "Hugo's fee is 2 FIL",
            done -> done.events().getFirst().decoded().value("fee"),
            FEE.atto())
        .fact(
            "the archive paid 20 FIL",
            done -> TokenAmount.ZERO.minus(done.gained(ARCHIVE)),
            Offer.BOUNTY);
    script
        .step(HUGO, "Hugo claims once more")
        .calls(ARCHIVE, "claim", stage -> args(DEAL))
        .reverts("NotInState(deal=0, state=2)");
  }

  private static byte[] preCommitment(ChainEpoch now) {
    List<SectorPreCommit> sectors =
        List.of(
            sector(SECTOR, now, Optional.of(Offer.PIECE)),
            sector(EMPTY_SECTOR, now, Optional.empty()));
    return PreCommitSectorBatch.CODEC.toBytes(new PreCommitSectorBatch(sectors));
  }

  private static SectorPreCommit sector(long number, ChainEpoch now, Optional<Cid> data) {
    return new SectorPreCommit(
        SEAL_2_KIB,
        number,
        replica(number),
        new ChainEpoch(now.value() - 1),
        List.of(),
        new ChainEpoch(now.value() + LIFE),
        data);
  }

  /** In place of what sealing would give. */
  private static Cid replica(long number) {
    byte[] digest = Hash.SHA2_256.digest(("replica " + number).getBytes(StandardCharsets.US_ASCII));
    digest[digest.length - 1] = 0;
    return Cid.of(Multicodec.COMMITMENT_SEALED, Multicodec.POSEIDON_BLS12_381_A1_FC1, digest);
  }

  /** The proofs are of the right size and nothing else. */
  private static byte[] proof() {
    DataActivationNotification tellTheMarket =
        new DataActivationNotification(ActorId.MARKET.address(), RawBytes.of(Codecs.U64, DEAL));
    PieceActivationManifest piece =
        new PieceActivationManifest(
            Offer.PIECE, SECTOR_BYTES, Optional.empty(), List.of(tellTheMarket));
    RawBytes seal = new RawBytes(new byte[PROOF_BYTES]);
    return ProveCommitSectors3.CODEC.toBytes(
        new ProveCommitSectors3(
            List.of(
                new SectorActivationManifest(SECTOR, List.of(piece)),
                new SectorActivationManifest(EMPTY_SECTOR, List.of())),
            List.of(seal, seal),
            RawBytes.EMPTY,
            Optional.empty(),
            true,
            true));
  }
}
