// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Founding.TOKEN;
import static io.jfvm.examples.datadao.Person.ALICE;
import static io.jfvm.examples.datadao.Person.CAROL;
import static io.jfvm.examples.datadao.Person.OLGA;
import static io.jfvm.examples.datadao.Person.WIM;
import static io.jfvm.examples.datadao.Provider.PROVIDER;
import static io.jfvm.examples.datadao.Provider.SUBSTITUTE;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.builtin.market.DealProposal;
import io.jfvm.builtin.market.MarketParams;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The DAO's archive offers a deal; the market asks it before the deal is published. */
final class Offer {
  static final String ARCHIVE = "Archive";

  /** The piece that is to be kept: it fills a sector. */
  static final Cid PIECE =
      PieceCommitment.of(
          "Mauna Loa, 1958-03-29, CO2 in air: 316.19 ppm\n"
              .repeat(40)
              .getBytes(StandardCharsets.US_ASCII),
          Provider.SECTOR_BYTES);

  static final int PIECE_NUMBER = 0;
  static final long DEAL = 0;
  static final TokenAmount BOUNTY = TokenAmount.ofFil(20);
  static final TokenAmount INSURANCE = TokenAmount.ofFil(10);

  /** What a provider's money in the market is for. */
  static final TokenAmount COLLATERAL = TokenAmount.ofFil(1);

  private static final TokenAmount FUNDS = TokenAmount.ofFil(100);
  private static final TokenAmount ESCROW = TokenAmount.ofFil(5);

  private static final String REFUSED = "all deal proposals invalid";

  private Offer() {}

  static void write(Script script) {
    script.chapter("The DAO's archive offers a deal");
    script
        .step(ALICE, "Alice deploys the archive, a client of the storage market, with 100 FIL")
        .deploys(ARCHIVE, stage -> args(stage.eth(TOKEN)))
        .value(FUNDS);
    script
        .step(ALICE, "Alice has the archive put 5 FIL into escrow with the market")
        .calls(ARCHIVE, "fundEscrow", stage -> args(ESCROW))
        .fact(
            "the archive holds 95 FIL", done -> done.stage().balance(ARCHIVE), FUNDS.minus(ESCROW));
    script
        .step(ALICE, "Alice names a piece to be kept, and a bounty of 20 FIL")
        .calls(
            ARCHIVE,
            "namePiece",
            stage ->
                args(
                    PIECE.toBytes(),
                    Provider.SECTOR_BYTES,
                    "CO2 in air, 1958",
                    BOUNTY,
                    stage.id(SUBSTITUTE).value()))
        .emits("PieceNamed");
    script
        .step(CAROL, "Carol, who has no tokens, offers a deal")
        .calls(ARCHIVE, "offerDeal", stage -> args(PIECE_NUMBER, stage.id(PROVIDER).value()))
        .reverts("NotAMember(caller=Carol)");
    script
        .step(ALICE, "Alice offers the provider a deal")
        .calls(ARCHIVE, "offerDeal", stage -> args(PIECE_NUMBER, stage.id(PROVIDER).value()))
        .emits("DealProposed")
        .afterwards(Offer::learn);
    published(script);
  }

  private static void published(Script script) {
    Provider.addsBalance(
        script.step(OLGA, "Olga puts 1 FIL of collateral into the provider's escrow"),
        PROVIDER,
        COLLATERAL);
    Provider.publishes(
            script.step(WIM, "Wim publishes the deal, at ten times the price"),
            stage -> dearer(stage.proposal()))
        .fails(ExitCode.USR_ILLEGAL_ARGUMENT, REFUSED)
        .fact("the archive's state is what it was", done -> done.keptState(ARCHIVE), true);
    Provider.publishes(
            script.step(WIM, "Wim publishes the deal as it was offered"), Stage::proposal)
        .emits("DealPublished", "deal-published")
        .fact(
            "it is deal 0",
            done -> done.returned(MarketParams.StorageDealsPublished.CODEC).ids(),
            List.of(DEAL));
    Provider.publishes(script.step(WIM, "Wim publishes it again"), Stage::proposal)
        .fails(ExitCode.USR_ILLEGAL_ARGUMENT, REFUSED);
    script
        .step(OLGA, "Olga insures the deal for 10 FIL")
        .calls(ARCHIVE, "insure", stage -> args(DEAL))
        .value(INSURANCE)
        .emits("Insured");
  }

  /** Remembers the proposal of a deal on offer. */
  static void learn(Performance done) {
    Performance.Event offered =
        done.events().stream()
            .filter(event -> event.decoded().name().equals("DealProposed"))
            .findFirst()
            .orElseThrow();
    try {
      byte[] proposal = (byte[]) offered.decoded().value("proposal");
      done.stage().remember(DealProposal.CODEC.fromBytes(proposal));
    } catch (DecodeException e) {
      throw done.differs("the proposal does not decode: " + e.getMessage());
    }
  }

  private static DealProposal dearer(DealProposal offered) {
    return new DealProposal(
        offered.pieceCid(),
        offered.pieceSize(),
        offered.verified(),
        offered.client(),
        offered.provider(),
        offered.label(),
        offered.startEpoch(),
        offered.endEpoch(),
        offered.pricePerEpoch().times(10),
        offered.providerCollateral(),
        offered.clientCollateral());
  }
}
