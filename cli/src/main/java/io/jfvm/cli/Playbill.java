// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.embed.CallTree;
import io.jfvm.embed.Vm;
import io.jfvm.examples.datadao.ActorChange;
import io.jfvm.examples.datadao.DataDaoStory;
import io.jfvm.examples.datadao.Fees;
import io.jfvm.examples.datadao.Interlude;
import io.jfvm.examples.datadao.Performance;
import io.jfvm.examples.datadao.Stage;
import io.jfvm.examples.datadao.Step;
import io.jfvm.executor.ApplyResult;
import io.jfvm.machine.MachineContext;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.AddressText;
import io.jfvm.types.TokenAmount;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;

/** The story as text in 100 columns, without colours. */
final class Playbill {
  private static final int COLUMNS = 100;
  private static final String INDENT = "    ";
  private static final int FIL_DECIMALS = 18;
  private static final int FEE_DECIMALS = 6;
  private static final int BALANCE_DECIMALS = 4;
  private static final int ADDRESS_CHARACTERS = 44;

  private final PrintWriter out;
  private final DataDaoStory story;
  private final Stage stage;
  private final Fees fees;
  private String chapter = "";
  private int messages;
  private int failures;
  private long gas;
  private TokenAmount paid = TokenAmount.ZERO;
  private TokenAmount burnt = TokenAmount.ZERO;

  Playbill(PrintWriter out, DataDaoStory story, Fees fees) {
    this.out = out;
    this.story = story;
    this.stage = story.stage();
    this.fees = fees;
  }

  void opening() {
    MachineContext context = stage.vm().context();
    out.println("A data DAO on the Filecoin VM");
    out.println();
    out.println(
        "network   version %d (%s), actors v18 of the devnet bundle, chain id %d"
            .formatted(
                context.network().version().number(),
                context.network().version().upgrade(),
                context.network().chainId()));
    out.println(
        "profile   NATIVE: actors in Java; state, exit codes, returns and events as the official"
            + " ones");
    out.println(
        "gas       messages, syscalls and storage at the network's prices; the actors' own"
            + " computing");
    out.println(
        "          by a declared model, fitted to the network: near its figures, not equal");
    out.println(
        "proofs    taken for valid, for nothing is sealed; the market, the miners and their money"
            + " are real");
    out.println(
        "fees      base fee %s, fee cap %s, premium %s attoFIL a gas"
            .formatted(
                CallTree.grouped(fees.base().atto().longValueExact()),
                CallTree.grouped(fees.cap().atto().longValueExact()),
                CallTree.grouped(fees.premium().atto().longValueExact())));
  }

  void show(Performance done) {
    if (!done.step().chapter().equals(chapter)) {
      chapter = done.step().chapter();
      out.println();
      out.println();
      out.println(chapter.toUpperCase(Locale.ROOT));
      out.println("─".repeat(chapter.length()));
    }
    count(done);
    out.println();
    interlude(done.before());
    title(done);
    ApplyResult result = done.result();
    if (!result.receipt().exitCode().isSuccess()) {
      line("✗ " + done.reason());
    }
    for (Performance.Event event : done.events()) {
      wrapped("◆ " + name(event.raw().emitter()) + " " + stage.labels().describe(event.decoded()));
    }
    for (Step.Fact fact : done.step().facts()) {
      line("✓ " + fact.text());
    }
    if (!result.receipt().exitCode().isSuccess()) {
      line("✓ " + unchanged(done));
    }
    CallTree tree = stage.callTree().columns(COLUMNS - INDENT.length());
    result.trace().ifPresent(trace -> tree.lines(trace).forEach(this::line));
    out.flush();
  }

  /** Days pass with cron at work, which tells of money it moved. */
  private void interlude(Interlude before) {
    if (before.ticks() == 0) {
      return;
    }
    line(
        "… %s epochs pass; cron runs in %d of them"
            .formatted(CallTree.grouped(before.epochs()), before.ticks()));
    for (ActorChange change : before.changes()) {
      if (!change.gained().isZero()) {
        String sign = change.gained().isNegative() ? "" : "+";
        line("… %s %s%s".formatted(name(change.id()), sign, change.gained()));
      }
    }
    out.println();
  }

  private void title(Performance done) {
    String left = "%2d  %s".formatted(done.step().number(), done.step().title());
    String epoch = "epoch " + done.epoch();
    out.println(left + " ".repeat(Math.max(2, COLUMNS - left.length() - epoch.length())) + epoch);
    String outcome =
        "%s → exit %s, gas %s of %s, fee %s"
            .formatted(
                done.step().sender(),
                done.result().receipt().exitCode(),
                CallTree.grouped(done.result().receipt().gasUsed()),
                CallTree.grouped(done.message().gasLimit()),
                rounded(fee(done.result())));
    line(outcome);
  }

  /** That only these differ was checked when the step was played. */
  private String unchanged(Performance done) {
    String others =
        done.changes().stream()
            .map(ActorChange::id)
            .filter(id -> !id.equals(stage.id(done.step().sender().label())))
            .map(Playbill::text)
            .collect(Collectors.joining(" and "));
    return "nothing else changed: only %s's nonce%s"
        .formatted(
            done.step().sender(),
            others.isEmpty() ? "" : ", and the fee went from there to " + others);
  }

  private void count(Performance done) {
    messages++;
    gas += done.result().receipt().gasUsed();
    failures += done.result().receipt().exitCode().isSuccess() ? 0 : 1;
    paid = paid.plus(fee(done.result()));
    burnt = burnt.plus(done.result().baseFeeBurn()).plus(done.result().overEstimationBurn());
  }

  private static TokenAmount fee(ApplyResult result) {
    return result.baseFeeBurn().plus(result.overEstimationBurn()).plus(result.minerTip());
  }

  void closing() {
    out.println();
    out.println();
    out.println("WHO HAS WHAT IN THE END");
    out.println("───────────────────────");
    out.println();
    for (String name : stage.names()) {
      Address address = stage.address(name);
      Vm vm = stage.vm();
      ActorState actor = vm.actor(address).orElseThrow();
      out.println(
          INDENT
              + "%-12s  %-6s  %-12s  %14s  %s"
                  .formatted(
                      name,
                      text(vm.resolve(address).orElseThrow()),
                      vm.names().actor(actor.code()),
                      balance(actor.balance()),
                      shortened(AddressText.format(address, AddressText.Network.TESTNET))));
    }
    out.println();
    line(
        "%d messages, %d of them refused as they should be; gas %s"
            .formatted(messages, failures, CallTree.grouped(gas)));
    line("fees %s, of which %s burnt".formatted(rounded(paid), rounded(burnt)));
    line("all balances together are what they were at genesis: " + story.supply());
    out.println();
  }

  private String name(ActorId id) {
    return stage.labels().actor(id).orElse(text(id));
  }

  private static String text(ActorId id) {
    return AddressText.format(id.address(), AddressText.Network.TESTNET);
  }

  /** Those of BLS keys are too long for the line. */
  private static String shortened(String address) {
    return address.length() <= ADDRESS_CHARACTERS
        ? address
        : address.substring(0, ADDRESS_CHARACTERS / 2)
            + "…"
            + address.substring(address.length() - ADDRESS_CHARACTERS / 2 + 1);
  }

  private static String balance(TokenAmount amount) {
    return new BigDecimal(amount.atto(), FIL_DECIMALS)
            .setScale(BALANCE_DECIMALS, RoundingMode.DOWN)
            .toPlainString()
        + " FIL";
  }

  /** At most six decimals, rounded up: nothing that was paid shows as nothing. */
  private static String rounded(TokenAmount amount) {
    BigDecimal fil = new BigDecimal(amount.atto(), FIL_DECIMALS);
    return amount.isZero()
        ? "0 FIL"
        : fil.setScale(FEE_DECIMALS, RoundingMode.UP).stripTrailingZeros().toPlainString() + " FIL";
  }

  /** Goes on below where a line would be too long, after a comma if there is one. */
  private void wrapped(String text) {
    String rest = text;
    int room = COLUMNS - INDENT.length();
    while (rest.length() > room) {
      int comma = rest.lastIndexOf(", ", room - 2);
      int end = comma < 0 ? room : comma + 2;
      line(rest.substring(0, end).stripTrailing());
      rest = INDENT + rest.substring(end);
    }
    line(rest);
  }

  private void line(String text) {
    out.println(INDENT + text);
  }
}
