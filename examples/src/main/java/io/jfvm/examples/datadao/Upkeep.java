// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Founding.number;
import static io.jfvm.examples.datadao.Offer.ARCHIVE;
import static io.jfvm.examples.datadao.Offer.DEAL;
import static io.jfvm.examples.datadao.Person.HUGO;
import static io.jfvm.examples.datadao.Person.ROSA;
import static io.jfvm.examples.datadao.Person.WIM;
import static io.jfvm.examples.datadao.Provider.PROVIDER;
import static io.jfvm.examples.datadao.Provider.SUBSTITUTE;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.market.MarketParams;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.proving.ProvingParams;
import io.jfvm.builtin.power.PowerState;
import io.jfvm.embed.LocalChain;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/** The sectors are proven day by day, then no longer: fault, fee, termination, and a substitute. */
final class Upkeep {
  private static final MethodNum SUBMIT_WINDOWED_POST = new MethodNum(5);
  private static final MethodNum TERMINATE_SECTORS = new MethodNum(9);
  private static final int PROOF_BYTES = 192;
  private static final long SUBSTITUTE_DEAL = 1;

  /** How {@code inspect} names what it finds. */
  private static final BigInteger ACTIVE = number(1);

  private static final BigInteger FAULTY = number(2);
  private static final BigInteger DEAD = number(0);

  private Upkeep() {}

  static void write(Script script) {
    script.chapter("The sectors are proven every day");
    script.epochsPass(Upkeep::untilOpen);
    proves(script, "Wim proves the sectors for the first time: they become power")
        .fact(
            "the network stores 4 KiB",
            done -> powerState(done.stage()).totals().bytesCommitted(),
            number(2L * Provider.SECTOR_BYTES));
    script.epochsPass(ProvingPeriod.EPOCHS);
    proves(script, "Wim proves them the next day");
    inspects(script, "Hugo looks after the deal: all is well")
        .fact("its sector is active", done -> done.returned(ARCHIVE, "inspect", 0), ACTIVE);
    faults(script);
    ends(script);
  }

  private static void faults(Script script) {
    script.chapter("They are proven no longer");
    script.epochsPass(ProvingPeriod.EPOCHS + ProvingPeriod.CHALLENGE_WINDOW);
    inspects(script, "A day without proof has passed; Hugo shows the fault")
        .emits("Slashed")
        .fact("its sector is faulty", done -> done.returned(ARCHIVE, "inspect", 0), FAULTY)
        .fact(
            "the archive keeps 5 FIL, half of the insurance",
            done -> done.events().getFirst().decoded().value("amount"),
            TokenAmount.ofFil(5).atto())
        .fact(
            "the network stores nothing",
            done -> powerState(done.stage()).totals().bytesCommitted(),
            BigInteger.ZERO);
    script.epochsPass(ProvingPeriod.EPOCHS);
    inspects(script, "Another day; the provider pays for its fault, the insurance not again")
        .fact(
            "that day cost it more than a thousand times the fee of a good day",
            Upkeep::costMoreThanDailyFees,
            true);
  }

  private static void ends(Script script) {
    script.chapter("A sector is given up, and the piece offered anew");
    script
        .step(WIM, "Wim terminates the sector of the piece")
        .invokes(stage -> stage.address(PROVIDER), TERMINATE_SECTORS, Upkeep::termination)
        .gasLimit(150_000_000)
        .emits("deal-terminated", "sector-terminated")
        .fact("the provider paid for that", done -> done.gained(PROVIDER).isNegative(), true);
    inspects(script, "Hugo shows it; the archive keeps the insurance and offers Rosa the deal")
        .emits("Slashed", "DealProposed")
        .afterwards(Offer::learn)
        .fact("its sector is dead", done -> done.returned(ARCHIVE, "inspect", 0), DEAD)
        .fact(
            "the archive holds 85 FIL: 100, less escrow and bounty, and the insurance",
            done -> done.stage().balance(ARCHIVE),
            TokenAmount.ofFil(85));
    script
        .step(HUGO, "Hugo looks once more")
        .calls(ARCHIVE, "inspect", stage -> args(DEAL))
        .reverts("NotInState(deal=0, state=4)");
    Provider.addsBalance(
        script.step(ROSA, "Rosa puts 1 FIL of collateral into her provider's escrow"),
        SUBSTITUTE,
        Offer.COLLATERAL);
    Provider.publishes(script.step(ROSA, "Rosa publishes the deal"), Stage::proposal)
        .emits("DealPublished", "deal-published")
        .fact(
            "it is deal 1, between the archive and her provider",
            done -> done.returned(MarketParams.StorageDealsPublished.CODEC).ids(),
            List.of(SUBSTITUTE_DEAL));
  }

  private static Script.Draft proves(Script script, String title) {
    return script
        .step(WIM, title)
        .invokes(stage -> stage.address(PROVIDER), SUBMIT_WINDOWED_POST, Upkeep::post)
        .gasLimit(100_000_000);
  }

  private static Script.Draft inspects(Script script, String title) {
    return script
        .step(HUGO, title)
        .calls(ARCHIVE, "inspect", stage -> args(DEAL))
        .gasLimit(100_000_000);
  }

  private static PowerState powerState(Stage stage) {
    return stage.vm().state(ActorId.POWER.address(), PowerState.CODEC).orElseThrow();
  }

  private static Deadlines.Location location(Stage stage) {
    return Provider.state(stage, PROVIDER)
        .loadDeadlines(stage.vm().store())
        .find(stage.vm().store(), Sealing.SECTOR)
        .orElseThrow();
  }

  /** To the second epoch of the window in which the sectors are to be proven. */
  private static long untilOpen(Stage stage) {
    MinerState provider = Provider.state(stage, PROVIDER);
    ChainEpoch now = stage.vm().epoch();
    DeadlineWindow window =
        DeadlineWindow.of(provider.periodStartAt(now), location(stage).deadline(), now)
            .nextNotElapsed();
    return window.open().value() + 1 - now.value();
  }

  private static boolean costMoreThanDailyFees(Performance done) {
    TokenAmount fee =
        Provider.state(done.stage(), PROVIDER)
            .sector(done.stage().vm().store(), Sealing.SECTOR)
            .orElseThrow()
            .dailyFee();
    TokenAmount loss = TokenAmount.ZERO.minus(done.before().gained(done.stage(), PROVIDER));
    return fee.isPositive() && loss.compareTo(fee.times(2 * 1000)) > 0;
  }

  private static byte[] post(Stage stage) {
    Deadlines.Location place = location(stage);
    ChainEpoch committed = new ChainEpoch(stage.vm().epoch().value() - 1);
    return ProvingParams.SubmitWindowedPost.CODEC.toBytes(
        new ProvingParams.SubmitWindowedPost(
            place.deadline(),
            List.of(new PostPartition(place.partition(), BitField.EMPTY)),
            List.of(new WindowPostProof.Proof(Provider.WINDOW_POST_2_KIB, new byte[PROOF_BYTES])),
            committed,
            new RawBytes(
                LocalChain.chainRandomness(DomainSeparationTag.POST_CHAIN_COMMIT, committed))));
  }

  private static byte[] termination(Stage stage) {
    Deadlines.Location place = location(stage);
    return ProvingParams.SectorDeclarations.CODEC.toBytes(
        new ProvingParams.SectorDeclarations(
            List.of(
                new ProvingParams.SectorDeclaration(
                    place.deadline(), place.partition(), BitField.of(Sealing.SECTOR)))));
  }
}
