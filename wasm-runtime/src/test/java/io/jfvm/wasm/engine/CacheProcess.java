// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.executor.TestNetwork;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.meter.MeteringRules;
import io.jfvm.wasm.module.InvalidModuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A process that shares its directory of compiled code with others: it compiles, keeps, and finds
 * again. Now and then it spoils a file under the others' hands, as a crash might. It takes the
 * directory and a seed, says that it is ready, and begins when told to.
 */
final class CacheProcess {
  static final String READY = "ready";

  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);
  private static final MeteringRules RULES = WasmPrices.metering(NETWORK);
  private static final int ROUNDS = 12;
  private static final int MODULES = 3;

  /** One file in so many is spoilt before it is asked for. */
  private static final int CARE = 6;

  private static final int MOST_SPOILT_BYTES = 200;

  private final Path directory;
  private final CodeCache cache;

  CacheProcess(Path directory) throws IOException {
    this.directory = directory;
    this.cache = new CodeCache(directory, RULES, CodeForm.PATCHED);
  }

  public static void main(String[] args) throws IOException, InvalidModuleException {
    CacheProcess process = new CacheProcess(Path.of(args[0]));
    System.out.println(READY);
    if (System.in.read() >= 0) {
      process.run(Long.parseLong(args[1]));
    }
  }

  void run(long seed) throws IOException, InvalidModuleException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ROUNDS * MODULES; i++) {
      byte[] wasm = module(i % MODULES);
      Path file = cache.path(code(wasm));
      if (random.nextInt(CARE) == 0 && Files.exists(file)) {
        Files.write(file, new byte[random.nextInt(MOST_SPOILT_BYTES)]);
      }
      engineHas(wasm);
      Optional<CompiledModule> found = cache.find(code(wasm));
      require(found.isEmpty() || isWhole(found.get(), wasm), "other code than was put");
    }
  }

  /** With nobody else there: every module has its file, and it is whole. Returns the files. */
  List<Path> mend() throws IOException, InvalidModuleException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < MODULES; i++) {
      byte[] wasm = module(i);
      engineHas(wasm);
      require(isWhole(cache.find(code(wasm)).orElseThrow(), wasm), "a file that is not whole");
      files.add(cache.path(code(wasm)));
    }
    return files;
  }

  private void engineHas(byte[] wasm) throws IOException {
    TestNetwork network = new TestNetwork();
    Cid code = network.store().put(Multicodec.RAW, wasm);
    WasmEngine engine = WasmEngine.caching(NETWORK, CodeForm.PATCHED, directory);
    require(engine.warmUp(code, network.store()), "code that does not run");
  }

  private static boolean isWhole(CompiledModule found, byte[] wasm) throws InvalidModuleException {
    CompiledModule compiled = new ModuleCompiler(RULES, CodeForm.PATCHED).compile(wasm);
    return Arrays.equals(found.encode(), compiled.encode());
  }

  private static byte[] module(int number) {
    return new GuestModule().function(Code.of().i32(number)).toBytes();
  }

  private static Cid code(byte[] wasm) {
    return Cid.ofBlock(Multicodec.RAW, wasm);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
