// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.embed.CallTree;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldException;
import io.jfvm.machine.Manifest;
import io.jfvm.state.StateRoot;
import io.jfvm.state.StateTree;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a CAR holds. */
@Command(
    name = "car",
    description =
        "Shows what a CAR holds, gzipped or not: roots, blocks, bytes by codec, and its actors if a"
            + " root is a state tree.",
    mixinStandardHelpOptions = true)
final class InspectCar implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Version 1.")
  private Path file;

  @Override
  public void run() {
    StateFile car = StateFile.read(file);
    Table table = new Table().row("file", file);
    car.roots().forEach(root -> table.row("root", root));
    table.row("blocks", CallTree.grouped(car.blocks()));
    car.bytesByCodec()
        .forEach(
            (codec, bytes) ->
                table.row("bytes of " + InspectCid.codec(codec), CallTree.grouped(bytes)));
    for (Cid root : car.roots()) {
      if (isStateTree(car, root)) {
        summarize(car, root, table);
      }
    }
    table.print(spec.commandLine().getOut());
  }

  private static boolean isStateTree(StateFile car, Cid root) {
    byte[] data = car.store().get(root).orElse(null);
    if (data == null) {
      return false;
    }
    try {
      StateRoot.CODEC.fromBytes(data);
      return true;
    } catch (DecodeException notAStateTree) {
      return false;
    }
  }

  private void summarize(StateFile car, Cid root, Table table) {
    try {
      StateTree tree = StateTree.load(car.store(), root);
      Manifest manifest = Manifest.load(car.store(), tree.systemState().builtinActors());
      Map<String, Integer> kinds = new TreeMap<>();
      TokenAmount[] total = {TokenAmount.ZERO};
      tree.forEach(
          (id, actor) -> {
            kinds.merge(StateJson.actorName(manifest, actor.code()), 1, Integer::sum);
            total[0] = total[0].plus(actor.balance());
          });
      table
          .row("state tree", "version " + tree.version().number() + ", " + root)
          .row("network", tree.initState().networkName())
          .row("balances", total[0]);
      kinds.forEach((kind, count) -> table.row("actors: " + kind, count));
    } catch (IpldException | DecodeException e) {
      throw new CommandException(file + ": state tree " + root + ": " + e.getMessage(), e);
    }
  }
}
