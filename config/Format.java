// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java source of the repository, in the JVM the toolchain has chosen.
 *
 * <p>{@code check ROOT} lists the files that differ and fails; {@code fix ROOT} rewrites them.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("check");
    List<String> arguments =
        new ArrayList<>(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    arguments.addAll(sources(Path.of(args[1])));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
    if (status != 0) {
      System.err.println("The files above are not formatted; run: mvn -N process-sources -Dformat=fix");
      System.exit(status);
    }
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> entries = Files.list(root)) {
      for (Path module : entries.sorted().toList()) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (Stream<Path> files = Files.walk(src)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
