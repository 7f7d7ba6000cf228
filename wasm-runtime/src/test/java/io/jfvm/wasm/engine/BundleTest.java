// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.encoding.CborReader;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.Cid;
import io.jfvm.types.NetworkVersion;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The official actors compile and link. Needs the bundles: {@code -Djfvm.bundles=DIR} with {@code
 * DIR/v18/builtin-actors-mainnet.car}.
 */
class BundleTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);

  @Test
  void allActorsOfTheBundleCompileAndLink() throws Exception {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "no -Djfvm.bundles=DIR given");
    MemoryBlockstore store = new MemoryBlockstore();
    Path car = Path.of(bundles, "v18", "builtin-actors-mainnet.car");
    Cid root;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
      CarReader reader = CarReader.open(in);
      root = reader.roots().get(0);
      reader.readInto(store);
    }
    CborReader in = new CborReader(store.get(root).orElseThrow());
    in.tuple(2);
    in.u64();
    Manifest manifest = Manifest.load(store, Cid.CODEC.decode(in));
    assertThat(manifest.entries()).hasSize(16);
    SyscallTable syscalls = SyscallTable.of(RuleSet.FVM4);
    for (Manifest.Entry entry : manifest.entries()) {
      CompiledModule compiled =
          new ModuleCompiler(WasmPrices.metering(NETWORK), CodeForm.PATCHED)
              .compile(store.get(entry.code()).orElseThrow());
      LinkedModule linked = new LinkedModule(compiled, syscalls, NETWORK);
      assertThat(linked.linkError()).as(entry.name()).isEmpty();
      assertThat(linked.isEntryPointCallable()).as(entry.name()).isTrue();
      assertThat(linked.segmentsFit()).as(entry.name()).isTrue();
      assertThat(linked.onlyActiveSegments()).as(entry.name()).isTrue();
    }
  }
}
