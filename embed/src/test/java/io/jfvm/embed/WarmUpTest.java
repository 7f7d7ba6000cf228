// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.kernel.FatalError;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);

  /** Exports a memory of one page, and an entry point that returns 0. */
  private static final byte[] ACTOR =
      HexFormat.of()
          .parseHex(
              "0061736d0100000001060160017f017f03020100050301000107130206"
                  + "6d656d6f7279020006696e766f6b6500000a0601040041000b");

  @TempDir private Path cache;

  private final MemoryBlockstore store = new MemoryBlockstore();

  @Test
  void codeIsCompiledBeforeItIsCalled() throws IOException {
    Cid code = store.put(Multicodec.RAW, ACTOR);
    Cid absent = Cid.ofBlock(Multicodec.RAW, new byte[] {7});
    Jfvm jfvm = new Jfvm(Profile.WASM).withCodeCache(cache);
    jfvm.warmUp(NETWORK, store, List.of(absent, code, code)).join();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void bundlesGivenAsCodeAreLookedThrough() throws IOException {
    Cid code = store.put(Multicodec.RAW, ACTOR);
    Jfvm jfvm = new Jfvm(Profile.WASM).withCode(store).withCodeCache(cache);
    jfvm.warmUp(NETWORK, new MemoryBlockstore(), List.of(code)).join();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void codeThatIsNotAdmittedIsTold() {
    Cid bad = store.put(Multicodec.RAW, new byte[] {1, 2, 3});
    Jfvm jfvm = new Jfvm(Profile.WASM);
    assertThatThrownBy(() -> jfvm.warmUp(NETWORK, store, List.of(bad)).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(FatalError.class);
  }
}
