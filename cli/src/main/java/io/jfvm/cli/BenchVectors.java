// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.MessageVector;
import io.jfvm.conformance.VariantResult;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorReader;
import io.jfvm.conformance.VectorRunner;
import io.jfvm.embed.Jfvm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how long the messages of vectors take. */
@Command(
    name = "vectors",
    description = {
      "Measures how long the messages of vectors take to be applied: the first time, when code is"
          + " compiled or loaded, and again in rounds over all vectors. Reading a vector, opening"
          + " its state and comparing are not counted.",
      "Every result is checked each time; the exit status is 1 if one is wrong. A vector that"
          + " fails or is skipped is named with the reason and not measured."
    },
    mixinStandardHelpOptions = true)
final class BenchVectors implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ActorOptions actors;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "10",
      description = "Rounds that count as warm; ${DEFAULT-VALUE} by default.")
  private int repeat;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds before them that do not count; ${DEFAULT-VALUE} by default.")
  private int warmUp;

  @Option(
      names = "--cpu",
      description =
          "Count the CPU time of the thread that applies messages, not the clock's: on a machine"
              + " that others use too.")
  private boolean cpu;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes every figure there, in nanoseconds.")
  private Path json;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A vector, or a folder with .json and .json.gz files at any depth.")
  private List<Path> paths;

  private final Map<Path, MessageVector> vectors = new LinkedHashMap<>();
  private VectorStopwatch watch;
  private int failed;
  private int skipped;

  @Override
  public Integer call() {
    requireAtLeast(1, "--repeat", repeat);
    requireAtLeast(0, "--warm-up", warmUp);
    watch = cpu ? VectorStopwatch.cpu() : VectorStopwatch.wall();
    Jfvm jfvm = actors.jfvm();
    VectorRunner runner = actors.runner(jfvm).watchedBy(watch);
    List<Path> files = ConformanceCommand.files(paths);
    if (json != null) {
      BenchReport.requireWritable(json);
    }
    files.forEach(this::read);
    // As a node applies many messages: none of them goes to a deep stack by itself.
    BenchReport report =
        new BenchReport(actors.profile(), repeat, jfvm.stack().call(() -> measure(runner)));
    PrintWriter out = spec.commandLine().getOut();
    report.print(out);
    out.println(vectors.size() + " measured, " + failed + " failed, " + skipped + " skipped");
    if (json != null) {
      report.write(json);
    }
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private void requireAtLeast(int least, String option, int value) {
    if (value < least) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least " + least + ", not " + value);
    }
  }

  private void read(Path file) {
    try {
      vectors.put(file, VectorReader.read(file));
    } catch (VectorException e) {
      failed++;
      say(file + ": failed: " + e.getMessage());
    }
  }

  private List<VectorTime> measure(VectorRunner runner) {
    Map<Path, Long> cold = new LinkedHashMap<>();
    Map<Path, Long> instances = new LinkedHashMap<>();
    round(runner, (file, nanos) -> cold.put(file, nanos));
    round(runner.tracing(), (file, nanos) -> instances.put(file, watch.instances()));
    for (int i = 0; i < warmUp; i++) {
      round(runner, (file, nanos) -> {});
    }
    Map<Path, long[]> warm = new LinkedHashMap<>();
    for (int i = 0; i < repeat; i++) {
      int at = i;
      round(
          runner, (file, nanos) -> warm.computeIfAbsent(file, key -> new long[repeat])[at] = nanos);
    }
    List<VectorTime> times = new ArrayList<>();
    vectors.forEach(
        (file, vector) ->
            times.add(
                new VectorTime(
                    file.toString(),
                    vector.messages().size() * vector.variants().size(),
                    instances.get(file),
                    cold.get(file),
                    warm.get(file))));
    return times;
  }

  private interface Measured {
    void took(Path file, long nanos);
  }

  /** Replays each vector once. One that does not pass is named, and measured no more. */
  private void round(VectorRunner runner, Measured measured) {
    vectors
        .entrySet()
        .removeIf(entry -> !passes(runner, entry.getKey(), entry.getValue(), measured));
  }

  private boolean passes(VectorRunner runner, Path file, MessageVector vector, Measured measured) {
    watch.reset();
    try {
      for (VariantResult result : runner.run(vector)) {
        if (!result.passed()) {
          say(file + ": " + result);
          if (result.verdict() instanceof Verdict.Failed) {
            failed++;
          } else {
            skipped++;
          }
          return false;
        }
      }
    } catch (VectorException e) {
      failed++;
      say(file + ": failed: " + e.getMessage());
      return false;
    }
    measured.took(file, watch.nanos());
    return true;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
