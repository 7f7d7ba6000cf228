// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.VariantResult;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorFiles;
import io.jfvm.conformance.VectorReader;
import io.jfvm.conformance.VectorRunner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays message vectors. */
@Command(
    name = "conformance",
    description = {
      "Replays message vectors, the public ones and ours, and compares exit codes, return values,"
          + " events and state roots.",
      "One line with the reason for each that failed or was skipped. The last line counts them;"
          + " the exit status is 1 if any failed."
    },
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ActorOptions actors;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A vector, or a folder with .json and .json.gz files at any depth.")
  private List<Path> paths;

  private int passed;
  private int failed;
  private int skipped;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    VectorRunner runner = actors.runner(actors.jfvm());
    for (Path file : files(paths)) {
      replay(runner, file, out);
    }
    out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** The vectors at some places. */
  static List<Path> files(List<Path> places) {
    List<Path> files = new ArrayList<>();
    try {
      for (Path place : places) {
        files.addAll(VectorFiles.at(place));
      }
    } catch (VectorException e) {
      throw new CommandException(e.getMessage(), e);
    }
    return files;
  }

  private void replay(VectorRunner runner, Path file, PrintWriter out) {
    try {
      for (VariantResult result : runner.run(VectorReader.read(file))) {
        switch (result.verdict()) {
          case Verdict.Passed ignored -> passed++;
          case Verdict.Failed ignored -> {
            failed++;
            out.println(file + ": " + result);
          }
          case Verdict.Skipped ignored -> {
            skipped++;
            out.println(file + ": " + result);
          }
        }
      }
    } catch (VectorException e) {
      failed++;
      out.println(file + ": failed: " + e.getMessage());
    }
    out.flush();
  }
}
