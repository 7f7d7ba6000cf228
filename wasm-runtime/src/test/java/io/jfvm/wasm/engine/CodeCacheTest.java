// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.executor.TestNetwork;
import io.jfvm.kernel.FatalError;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.meter.InstructionPrices;
import io.jfvm.wasm.meter.MeteringRules;
import io.jfvm.wasm.module.Opcode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCacheTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);
  private static final MeteringRules RULES = WasmPrices.metering(NETWORK);
  private static final byte[] WASM =
      new GuestModule()
          .data(10, new byte[] {1, 2, 3})
          .function(Code.of().i32(20).i32(1).op(Opcode.I32_ADD).op(Opcode.DROP).i32(0))
          .toBytes();
  private static final Cid CODE = Cid.ofBlock(Multicodec.RAW, WASM);

  @TempDir Path directory;

  private static CompiledModule compiled() throws Exception {
    return new ModuleCompiler(RULES, CodeForm.PATCHED).compile(WASM);
  }

  private CodeCache cache() throws IOException {
    return new CodeCache(directory, RULES, CodeForm.PATCHED);
  }

  @Test
  void givesBackWhatWasPut() throws Exception {
    CompiledModule compiled = compiled();
    cache().put(CODE, compiled);
    CompiledModule found = cache().find(CODE).orElseThrow();
    assertThat(found.encode()).isEqualTo(compiled.encode());
    assertThat(found.start()).isEqualTo(compiled.start());
    assertThat(files()).containsExactly(cache().path(CODE));
  }

  @Test
  void compilingIsTheSameEachTime() throws Exception {
    assertThat(compiled().encode()).isEqualTo(compiled().encode());
  }

  @Test
  void knowsNothingOfOtherCodePricesOrLimits() throws Exception {
    cache().put(CODE, compiled());
    assertThat(cache().find(Cid.ofBlock(Multicodec.RAW, new byte[1]))).isEmpty();
    MeteringRules cheaper =
        new MeteringRules(RULES.generation(), RULES.stackLimit(), new InstructionPrices(1, 2, 3));
    assertThat(new CodeCache(directory, cheaper, CodeForm.PATCHED).find(CODE)).isEmpty();
    MeteringRules deeper = new MeteringRules(RULES.generation(), 4096, RULES.prices());
    assertThat(new CodeCache(directory, deeper, CodeForm.PATCHED).find(CODE)).isEmpty();
  }

  @Test
  void aDamagedFileIsNoFile() throws Exception {
    CodeCache cache = cache();
    cache.put(CODE, compiled());
    byte[] whole = Files.readAllBytes(cache.path(CODE));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[i < 40 ? i : random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(cache.path(CODE), damaged);
      assertThat(cache.find(CODE)).as("round %s", i).isEmpty();
      Files.write(cache.path(CODE), Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertThat(cache.find(CODE)).as("cut, round %s", i).isEmpty();
    }
  }

  @Test
  void anEngineMendsADamagedFile() throws Exception {
    CodeCache cache = cache();
    cache.put(CODE, compiled());
    byte[] whole = Files.readAllBytes(cache.path(CODE));
    Files.write(cache.path(CODE), new byte[10]);
    TestNetwork network = new TestNetwork();
    network.store().put(CODE, WASM);
    assertThat(WasmEngine.caching(NETWORK, CodeForm.PATCHED, directory).load(CODE, network.store()))
        .isPresent();
    assertThat(Files.readAllBytes(cache.path(CODE))).isEqualTo(whole);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefusedAtOnce() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> WasmEngine.caching(NETWORK, CodeForm.PATCHED, file.resolve("below")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void threadsAndAnotherEngineFindOneAnothersWork() throws Exception {
    TestNetwork network = new TestNetwork();
    network.store().put(CODE, WASM);
    WasmEngine engine = WasmEngine.caching(NETWORK, CodeForm.PATCHED, directory);
    WasmEngine other = WasmEngine.caching(NETWORK, CodeForm.PATCHED, directory);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> warmed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        WasmEngine one = i % 2 == 0 ? engine : other;
        warmed.add(threads.submit(() -> one.warmUp(CODE, network.store())));
      }
      for (Future<Boolean> done : warmed) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(files()).containsExactly(cache().path(CODE));
    assertThat(engine.load(CODE, network.store())).isEqualTo(engine.load(CODE, network.store()));
  }

  @Test
  void processesShareADirectoryEvenWhileFilesInItAreSpoilt(@TempDir Path logs) throws Exception {
    List<Process> others = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      others.add(anotherProcess(seed, logs.resolve("errors" + seed)));
    }
    for (Process other : others) {
      assertThat(other.inputReader().readLine()).isEqualTo(CacheProcess.READY);
    }
    for (Process other : others) {
      try (Writer go = other.outputWriter()) {
        go.write('\n');
      }
    }
    CacheProcess here = new CacheProcess(directory);
    here.run(0);
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).waitFor())
          .as(Files.readString(logs.resolve("errors" + (i + 1))))
          .isZero();
    }
    assertThat(files()).containsExactlyInAnyOrderElementsOf(here.mend());
  }

  private Process anotherProcess(int seed, Path errors) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CacheProcess.class.getName(),
            directory.toString(),
            Integer.toString(seed))
        .redirectError(errors.toFile())
        .start();
  }

  @Test
  void warmingUpSaysWhatCannotBe() throws Exception {
    TestNetwork network = new TestNetwork();
    WasmEngine engine = WasmEngine.caching(NETWORK, CodeForm.PATCHED, directory);
    assertThat(engine.warmUp(CODE, network.store())).isFalse();
    Cid bad = network.store().put(Multicodec.RAW, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> engine.warmUp(bad, network.store()))
        .isInstanceOf(FatalError.class)
        .hasMessageContaining("not admitted");
    assertThat(files()).isEmpty();
  }

  @Test
  void eachFormHasFilesOfItsOwn() throws Exception {
    cache().put(CODE, compiled());
    assertThat(new CodeCache(directory, RULES, CodeForm.UNPATCHED).find(CODE)).isEmpty();
    assertThat(new CodeCache(directory, RULES, CodeForm.INTERPRETED).find(CODE)).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
