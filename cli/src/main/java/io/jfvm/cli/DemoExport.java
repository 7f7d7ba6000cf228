// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.MessageVector;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.VectorRecorder;
import io.jfvm.conformance.VectorWriter;
import io.jfvm.embed.Vm;
import io.jfvm.examples.datadao.DataDaoStory;
import io.jfvm.examples.datadao.Performance;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the messages of the story as vectors, and its end state. The folder appears complete or
 * not at all: everything is written beside it and moved.
 */
final class DemoExport {
  /** Names the files of an export, so that a later one knows what it may replace. */
  private static final String CONTENTS = "CONTENTS.txt";

  private static final String HEAD = "Written by jfvm demo --export. Names of the other files:\n";
  private static final String STATE = "state.car";

  private final Path folder;
  private final List<Recorded> recorded = new ArrayList<>();

  private record Recorded(Performance performance, List<Randomness> randomness) {}

  private DemoExport(Path folder) {
    this.folder = folder;
  }

  /**
   * An export into a folder that is new, empty or an earlier export.
   *
   * @throws CommandException if it is anything else
   */
  static DemoExport into(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    DemoExport export = new DemoExport(absolute);
    try {
      export.requireReplaceable();
    } catch (IOException e) {
      throw export.failed(e);
    }
    return export;
  }

  void add(Performance performance, List<Randomness> randomness) {
    recorded.add(new Recorded(performance, randomness));
  }

  /** Writes everything. Returns what was written, as a line of text. */
  String write(DataDaoStory story) {
    try {
      Files.createDirectories(folder.getParent());
      Path workshop = Files.createTempDirectory(folder.getParent(), ".jfvm-demo-");
      Path draft = Files.createDirectory(workshop.resolve("new"));
      Path aside = workshop.resolve("old");
      try {
        int vectors = writeFiles(story, draft);
        requireReplaceable();
        replace(draft, aside);
        return vectors + " vectors and " + STATE + " written to " + folder;
      } finally {
        delete(draft);
        delete(aside);
        Files.delete(workshop);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private int writeFiles(DataDaoStory story, Path draft) throws IOException {
    Vm vm = story.stage().vm();
    VectorRecorder recorder =
        new VectorRecorder(
            vm.store(),
            vm.context(),
            Map.of(MessageVector.PROFILE, "native", MessageVector.PROOFS, "accepted"));
    StringBuilder contents = new StringBuilder(HEAD);
    for (Recorded one : recorded) {
      MessageVector vector = vector(recorder, one);
      String name = vector.id() + ".json";
      Files.write(draft.resolve(name), VectorWriter.toJson(vector));
      contents.append(name).append('\n');
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft.resolve(STATE)))) {
      VectorRecorder.writeState(vm.store(), story.root(), out);
    }
    contents.append(STATE).append('\n');
    Files.write(draft.resolve(CONTENTS), contents.toString().getBytes(StandardCharsets.UTF_8));
    return recorded.size();
  }

  private static MessageVector vector(VectorRecorder recorder, Recorded one) {
    Performance done = one.performance();
    return recorder.record(
        new VectorRecorder.Label(
            "datadao-%02d".formatted(done.step().number()), done.step().title()),
        done.epoch(),
        done.preRoot(),
        done.message(),
        done.result(),
        done.postRoot(),
        one.randomness());
  }

  private void requireReplaceable() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandException(folder + " is no directory");
    }
    Set<String> present = names(folder);
    if (present.isEmpty()) {
      return;
    }
    Path contents = folder.resolve(CONTENTS);
    String text = Files.isRegularFile(contents) ? Files.readString(contents) : "";
    if (!text.startsWith(HEAD)) {
      throw new CommandException(folder + " is not empty and no export of the demo; left as it is");
    }
    present.remove(CONTENTS);
    text.substring(HEAD.length()).lines().forEach(present::remove);
    if (!present.isEmpty()) {
      throw new CommandException(
          folder
              + " has files of others, such as "
              + present.iterator().next()
              + "; left as it is");
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  /** Puts the draft in the folder's place; the old one stays aside until the new one is there. */
  private void replace(Path draft, Path aside) throws IOException {
    boolean present = Files.exists(folder);
    if (present) {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (present) {
        Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  /** Deletes a folder of files, if it is there. */
  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    for (String name : names(directory)) {
      Files.delete(directory.resolve(name));
    }
    Files.delete(directory);
  }

  private CommandException failed(IOException e) {
    String why = e.getMessage();
    return new CommandException(
        "export to " + folder + ": " + e.getClass().getSimpleName() + ": " + why, e);
  }
}
