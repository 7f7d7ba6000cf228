// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.embed.CallTree;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldException;
import io.jfvm.machine.Manifest;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.types.NetworkVersion;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the way from nothing to actors that are ready to be called. */
@Command(
    name = "start",
    description = {
      "Measures how long it takes until the code of all actors of a bundle is ready to run, from"
          + " the start of the JVM on, and the memory that is in use then.",
      "With a code cache the first run compiles and fills it; the second loads."
    },
    mixinStandardHelpOptions = true)
final class BenchStart implements Runnable {
  private static final long MEBI = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--code-cache",
      paramLabel = "DIR",
      description = "Compiled actors are loaded from there, and kept there if they are not.")
  private Path codeCache;

  @Option(
      names = "--network-version",
      paramLabel = "N",
      defaultValue = "28",
      description = "Under which the actors are to run; ${DEFAULT-VALUE} by default.")
  private int networkVersion;

  @Parameters(paramLabel = "BUNDLE", description = "Actors as a CAR.")
  private Path bundle;

  @Override
  public void run() {
    NetworkConfig network = NetworkConfig.of(version(), 0);
    RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
    long started = jvm.getUptime();
    StateFile car = StateFile.read(bundle);
    List<Cid> codes = codes(car);
    long read = jvm.getUptime();
    Jfvm jfvm = new Jfvm(Profile.WASM);
    if (codeCache != null) {
      jfvm = jfvm.withCodeCache(codeCache);
    }
    try {
      jfvm.warmUp(network, car.store(), codes).join();
    } catch (CompletionException e) {
      throw new CommandException(bundle + ": " + e.getCause().getMessage(), e);
    }
    long ready = jvm.getUptime();
    new Table()
        .row("actors", codes.size())
        .row("JVM started after", millis(started))
        .row("bundle read after", millis(read))
        .row("actors ready after", millis(ready))
        .row("heap in use", mebibytes(heapInUse()))
        .row("classes and code", mebibytes(outsideOfTheHeap()))
        .print(spec.commandLine().getOut());
  }

  private NetworkVersion version() {
    try {
      return NetworkVersion.of(networkVersion);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Cid> codes(StateFile car) {
    try {
      Cid data = Manifest.dataOf(block(car, car.roots().getFirst()));
      List<Cid> codes =
          Manifest.load(car.store(), data).entries().stream()
              .map(Manifest.Entry::code)
              .distinct()
              .toList();
      codes.forEach(code -> block(car, code));
      return codes;
    } catch (IpldException | DecodeException e) {
      throw new CommandException(bundle + ": no bundle of actors: " + e.getMessage(), e);
    }
  }

  private static byte[] block(StateFile car, Cid cid) {
    return car.store().get(cid).orElseThrow(() -> new IpldException("it lacks block " + cid));
  }

  private static long heapInUse() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static long outsideOfTheHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.NON_HEAP)
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static String millis(long millis) {
    return CallTree.grouped(millis) + " ms";
  }

  private static String mebibytes(long bytes) {
    return bytes / MEBI + " MiB";
  }
}
