// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
    name = "bench",
    description = "Measures how long things take, and checks that they come out right.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchVectors.class, BenchStart.class})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing subcommand: vectors or start");
  }
}
