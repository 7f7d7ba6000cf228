// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.RandomnessRecorder;
import io.jfvm.examples.datadao.DataDaoStory;
import io.jfvm.examples.datadao.Fees;
import io.jfvm.examples.datadao.Performance;
import io.jfvm.examples.datadao.Step;
import io.jfvm.examples.datadao.StoryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the story of a DAO and shows what each message did. */
@Command(
    name = "demo",
    description = {
      "Runs a data DAO on the Filecoin VM: Solidity contracts, the storage market and storage"
          + " providers. The DAO pays a grant to a multisig; its archive offers a storage deal,"
          + " pays a bounty once the deal's sector is proven, sees the sector fail and be"
          + " terminated, and offers the deal anew. Then vaults made by CREATE2, and calls of every"
          + " kind.",
      "Proofs count as valid; nothing is sealed.",
      "Shows each message with exit code, gas, fee, events and call tree. The last line is the"
          + " state root, the same on every run and machine."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = {
        "Also write each message as a test vector, and the end state as state.car, into DIR.",
        "DIR must be new, empty, or written by an earlier export."
      })
  private Path export;

  @Option(
      names = "--zero-fees",
      description =
          "Play with a base fee and fee caps of zero, so that states do not depend on gas.")
  private boolean zeroFees;

  @Override
  public void run() {
    DemoExport exporter = export == null ? null : DemoExport.into(export);
    PrintWriter out = spec.commandLine().getOut();
    Fees fees = zeroFees ? Fees.ZERO : Fees.REALISTIC;
    RandomnessRecorder node = new RandomnessRecorder(DataDaoStory.node());
    DataDaoStory story = DataDaoStory.begin(fees, node);
    Playbill playbill = new Playbill(out, story, fees);
    playbill.opening();
    try {
      for (Step step : story.steps()) {
        Performance done = story.play(step);
        playbill.show(done);
        if (exporter != null) {
          exporter.add(done, node.take());
        }
      }
    } catch (StoryException e) {
      throw new CommandException(e.getMessage(), e);
    }
    playbill.closing();
    if (exporter != null) {
      out.println(exporter.write(story));
      out.println();
    }
    out.println("state root " + story.root());
  }
}
