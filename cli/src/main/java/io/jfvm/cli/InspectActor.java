// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldException;
import io.jfvm.machine.Manifest;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An actor of a state. */
@Command(
    name = "actor",
    description =
        "Shows an actor of a state: its code, balance and nonce, and its own state as JSON, with"
            + " named fields for built-in actors.",
    mixinStandardHelpOptions = true)
final class InspectActor implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--state",
      paramLabel = "FILE.car",
      required = true,
      description = "The state, as a CAR.")
  private Path file;

  @Option(
      names = "--root",
      paramLabel = "CID",
      description = "Root of the state tree; needed if the CAR has several roots.")
  private Cid root;

  @Parameters(paramLabel = "ADDRESS", description = "Any form, Ethereum's included.")
  private Address address;

  @Override
  public void run() {
    StateFile car = StateFile.read(file);
    Cid stateRoot = stateRoot(car);
    try {
      StateTree tree = StateTree.load(car.store(), stateRoot);
      ActorId id =
          tree.resolve(address)
              .orElseThrow(() -> new CommandException("no actor is at " + address));
      ActorState actor =
          tree.actor(id)
              .orElseThrow(
                  () -> new CommandException("there is no actor " + id + " (" + address + ")"));
      Manifest manifest = Manifest.load(car.store(), tree.systemState().builtinActors());
      show(car, manifest, id, actor);
    } catch (IpldException | DecodeException e) {
      throw new CommandException(file + ": state tree " + stateRoot + ": " + e.getMessage(), e);
    }
  }

  private Cid stateRoot(StateFile car) {
    if (root != null) {
      return root;
    }
    if (car.roots().size() != 1) {
      throw new ParameterException(
          spec.commandLine(), file + " has " + car.roots().size() + " roots: say --root");
    }
    return car.roots().getFirst();
  }

  private void show(StateFile car, Manifest manifest, ActorId id, ActorState actor)
      throws DecodeException {
    Table table =
        new Table()
            .row("actor", id)
            .row("code", StateJson.actorName(manifest, actor.code()) + "  " + actor.code())
            .row("balance", actor.balance())
            .row("nonce", Long.toUnsignedString(actor.sequence()));
    actor.delegatedAddress().ifPresent(delegated -> table.row("address", delegated));
    actor.delegatedAddress().flatMap(EthAddress::of).ifPresent(eth -> table.row("ethereum", eth));
    table.row("state", actor.head());
    table.print(spec.commandLine().getOut());
    byte[] state =
        car.store()
            .get(actor.head())
            .orElseThrow(
                () -> new CommandException(file + ": block " + actor.head() + " is missing"));
    spec.commandLine().getOut().println(StateJson.of(manifest.typeOf(actor.code()), state));
  }
}
