// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.ipld.CarWriter;
import io.jfvm.machine.Manifest;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchStartTest {
  private static final List<String> ACTORS =
      List.of("system", "init", "account", "placeholder", "eam", "ethaccount");

  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void nameABundle() {
    bundle = folder.resolve("bundle.car");
  }

  /** All its actors have the same code. */
  private void writeBundle(byte[] code, boolean withCode) throws IOException {
    Cid codeCid = Cid.ofBlock(Multicodec.RAW, code);
    byte[] list =
        Manifest.DATA_CODEC.toBytes(
            ACTORS.stream().map(name -> new Manifest.Entry(name, codeCid)).toList());
    byte[] root = Manifest.bundleRoot(Cid.ofDagCbor(list));
    try (OutputStream out = Files.newOutputStream(bundle)) {
      CarWriter car = new CarWriter(out, List.of(Cid.ofDagCbor(root)));
      car.write(Cid.ofDagCbor(root), root);
      car.write(Cid.ofDagCbor(list), list);
      if (withCode) {
        car.write(codeCid, code);
      }
    }
  }

  private static byte[] ledger() throws IOException {
    try (InputStream in =
        BenchStartTest.class.getResourceAsStream("/io/jfvm/examples/actors/ledger.wasm")) {
      return in.readAllBytes();
    }
  }

  @Test
  void codeIsMadeReadyAndKept() throws IOException {
    writeBundle(ledger(), true);
    Path cache = folder.resolve("cache");
    for (int run = 0; run < 2; run++) {
      Run start = Run.of("bench", "start", "--code-cache=" + cache, bundle.toString());
      assertThat(start.err()).isEmpty();
      assertThat(start.status()).isZero();
      assertThat(start.lines().get(0)).matches("actors +1");
      assertThat(start.lines().get(3)).matches("actors ready after +[0-9,_ ]+ ms");
      try (Stream<Path> kept = Files.list(cache)) {
        assertThat(kept).hasSize(1);
      }
    }
  }

  @Test
  void whatIsNoBundleIsNamed() throws IOException {
    assertRefused(bundle + ": no such file");
    writeBundle(ledger(), false);
    assertRefused(bundle + ": no bundle of actors: it lacks block bafk");
    writeBundle(new byte[] {0, 'a', 's', 'm'}, true);
    assertRefused(bundle + ": ");
  }

  @Test
  void networkVersionsUnknownAreRefused() throws IOException {
    writeBundle(ledger(), true);
    Run run = Run.of("bench", "start", "--network-version=3", bundle.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("jfvm bench start: ");
  }

  private void assertRefused(String message) {
    Run run = Run.of("bench", "start", bundle.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }
}
