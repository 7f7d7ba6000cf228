// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.wasm.engine.Admission;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.WasmModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed modules are those of the committed sources, and what the Java side takes them for.
 */
class ActorModuleTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final String COMPILER = "clang version 14.";
  private static final int MOST_BYTES = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "courier"})
  void theNetworkAdmitsTheModule(String name) throws Exception {
    byte[] wasm = ActorModule.load(name);
    assertThat(wasm.length).isLessThan(MOST_BYTES);

    Admission.check(wasm, NetworkConfig.of(NetworkVersion.NV28, 314));

    WasmModule module = WasmModule.read(wasm);
    assertThat(module.exports())
        .extracting(export -> export.name() + " " + export.kind())
        .containsExactlyInAnyOrder(
            "memory " + ExternalKind.MEMORY, "invoke " + ExternalKind.FUNCTION);
    assertThat(module.start()).isNegative();
    assertThat(module.customSections()).allMatch(section -> !section.name().startsWith(".debug"));
  }

  @Test
  void theModulesImportTheSyscallsTheyNeedAndNoOthers() throws Exception {
    assertThat(imports("ledger"))
        .containsExactlyInAnyOrder(
            "vm.exit",
            "vm.message_context",
            "ipld.block_open",
            "ipld.block_create",
            "ipld.block_read",
            "ipld.block_link",
            "self.root",
            "self.set_root");
    assertThat(imports("courier"))
        .containsExactlyInAnyOrder(
            "vm.exit",
            "vm.message_context",
            "ipld.block_open",
            "ipld.block_create",
            "ipld.block_read",
            "self.root",
            "actor.resolve_address",
            "send.send");
  }

  private static List<String> imports(String name) throws Exception {
    return WasmModule.read(ActorModule.load(name)).imports().stream()
        .map(wanted -> wanted.module() + "." + wanted.name())
        .toList();
  }

  @Test
  void theSourcesSpellTheMethodNumbersOfTheirNames() throws IOException {
    assertThat(source("ledger.c"))
        .contains(
            defined("CREDIT", Ledger.CREDIT),
            defined("MOVE", Ledger.MOVE),
            defined("POINTS_OF", Ledger.POINTS_OF));
    assertThat(source("courier.c"))
        .contains(
            defined("PAY", Courier.PAY),
            defined("ASK", Courier.ASK),
            defined("LEDGER_CREDIT", Ledger.CREDIT));
  }

  private static String defined(String name, MethodNum number) {
    return name + " = " + number;
  }

  private static String source(String file) throws IOException {
    return Files.readString(MODULE.resolve("src/main/wasm").resolve(file));
  }

  /** Another compiler makes other bytes, so only the one that made them is held to it. */
  @Test
  void theRecipeMakesTheCommittedModules() throws IOException, InterruptedException {
    String version = version();
    assumeTrue(version.contains(COMPILER), "modules are of " + COMPILER + "x, here is " + version);
    Path out = MODULE.resolve("target/recompiled-actors");
    Finished compiled = run(MODULE.resolve("compile-wasm.sh").toString(), out.toString());
    if (compiled.exitCode() != 0 && compiled.output().contains("wasm-ld")) {
      abort("the linker, lld, is missing: " + compiled.output());
    }
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    for (String name : List.of("ledger", "courier")) {
      assertThat(Files.readAllBytes(out.resolve(name + ".wasm")))
          .as("%s: run compile-wasm.sh", name)
          .isEqualTo(ActorModule.load(name));
    }
  }

  private static String version() throws IOException, InterruptedException {
    try {
      return run("clang", "--version").output().lines().findFirst().orElse("");
    } catch (IOException e) {
      return abort("clang is not on the path: " + e.getMessage());
    }
  }

  private record Finished(int exitCode, String output) {}

  private static Finished run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command[0] + " did not end: " + output);
    }
    return new Finished(process.exitValue(), output);
  }
}
