// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.ActorBundles;
import io.jfvm.conformance.BundleFolder;
import io.jfvm.conformance.VariantResult;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorFiles;
import io.jfvm.conformance.VectorReader;
import io.jfvm.conformance.VectorRunner;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.externs.ProofPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--bundles",
      paramLabel = "DIR",
      description =
          "Holds the official actors as bundle CARs, at any depth; each is known by its manifest.")
  private Path bundles;

  @Option(
      names = "--profile",
      paramLabel = "wasm|native",
      description = {
        "What runs the actors: the official Wasm of --bundles, or the Java ones. Native, the"
            + " default without --bundles, does not compare gas: vectors whose outcome depends on"
            + " it are skipped."
      })
  private Profile profile;

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
    VectorRunner runner = runner();
    List<Path> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        files.addAll(VectorFiles.at(path));
      }
    } catch (VectorException e) {
      throw new CommandException(e.getMessage(), e);
    }
    for (Path file : files) {
      replay(runner, file, out);
    }
    out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private VectorRunner runner() {
    Profile chosen = profile != null ? profile : bundles != null ? Profile.WASM : Profile.NATIVE;
    return new VectorRunner(new Jfvm(chosen), actors(chosen), ProofPolicy.ACCEPT_ALL);
  }

  private ActorBundles actors(Profile chosen) {
    return switch (chosen) {
      case NATIVE -> {
        if (bundles != null) {
          throw new ParameterException(
              spec.commandLine(), "--profile native takes no --bundles: its actors are Java");
        }
        yield ActorBundles.OFFICIAL_MANIFESTS;
      }
      case WASM -> {
        if (bundles == null) {
          throw new ParameterException(spec.commandLine(), "--profile wasm needs --bundles DIR");
        }
        try {
          yield BundleFolder.of(bundles);
        } catch (VectorException e) {
          throw new CommandException(e.getMessage(), e);
        }
      }
    };
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
