// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Entry point. Bad arguments give one line and exit status 2, a command that fails one line and 1.
 */
@Command(
    name = "jfvm",
    description = "The Filecoin Virtual Machine for the JVM.",
    mixinStandardHelpOptions = true,
    version = "jfvm 0.1.0-SNAPSHOT",
    subcommands = {
      DemoCommand.class,
      ConformanceCommand.class,
      BenchCommand.class,
      InspectCommand.class
    })
public final class Main implements Runnable {
  private static final int OUTPUT_BUFFER = 1 << 16;
  private static final int USAGE_COLUMNS = 100;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BUFFER),
            false,
            StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int status = run(out, err, args);
    out.flush();
    System.exit(status);
  }

  /** Runs a command. Returns the exit status. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine command =
        new CommandLine(new Main())
            .registerConverter(Cid.class, Main::cid)
            .registerConverter(Address.class, Main::address)
            .setOut(new PrintWriter(out, false, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(USAGE_COLUMNS)
            .setParameterExceptionHandler(Main::badArguments)
            .setExecutionExceptionHandler(Main::failed);
    int status = command.execute(args);
    command.getOut().flush();
    return status;
  }

  private static Cid cid(String text) {
    try {
      return Cid.parse(text);
    } catch (DecodeException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Any text form, Ethereum's included. */
  private static Address address(String text) {
    try {
      return text.startsWith("0x") || text.startsWith("0X")
          ? EthAddress.parse(text).address()
          : Address.parse(text);
    } catch (DecodeException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int badArguments(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + firstLine(e.getMessage()) + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  /** What a command says about bad input; anything else is our own bug and shown as such. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (!(e instanceof CommandException)) {
      throw e;
    }
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: demo, conformance, bench or inspect");
  }
}
