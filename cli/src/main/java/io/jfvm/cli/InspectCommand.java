// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows things of the chain to people. */
@Command(
    name = "inspect",
    description = "Shows a CID, an address, a CAR, an actor or a message in readable form.",
    mixinStandardHelpOptions = true,
    subcommands = {
      InspectCid.class,
      InspectAddress.class,
      InspectCar.class,
      InspectActor.class,
      InspectMessage.class
    })
final class InspectCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing subcommand: cid, address, car, actor or message");
  }
}
