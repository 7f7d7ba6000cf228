// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. Bad arguments give one line and exit status 2. */
@Command(
    name = "jfvm",
    description = "The Filecoin Virtual Machine for the JVM.",
    mixinStandardHelpOptions = true,
    version = "jfvm 0.1.0-SNAPSHOT")
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say which command; see --help");
  }
}
