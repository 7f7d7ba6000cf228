// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Block;
import io.jfvm.ipld.CarReader;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import io.jfvm.wasm.validate.InstanceLimits;
import io.jfvm.wasm.validate.Validator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every official actor, instrumented byte for byte as by the reference. */
class BundleDigestsTest {
  private static final String REJECTED = "-";

  @Test
  void officialModulesAreInstrumentedAsByTheReference()
      throws IOException, DecodeException, InvalidModuleException {
    String folder = System.getProperty("jfvm.bundles");
    assumeTrue(folder != null, "set -Djfvm.bundles=DIR, a folder with official bundles (.car)");
    Map<String, String[]> expected = expected();
    TreeSet<String> checked = new TreeSet<>();
    for (Path bundle : bundles(Path.of(folder))) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
        CarReader car = CarReader.open(in);
        for (Optional<Block> block = car.next(); block.isPresent(); block = car.next()) {
          String cid = block.get().cid().toString();
          byte[] data = block.get().data();
          if (isModule(data) && checked.add(cid)) {
            assertThat(expected).as("module %s of %s", cid, bundle).containsKey(cid);
            check(cid, data, expected.get(cid));
          }
        }
      }
    }
    assertThat(checked).as("modules in the bundles of %s", folder).isNotEmpty();
  }

  @Test
  void digestsCoverTheBundlesOfNetworkVersions17To28() throws IOException {
    assertThat(expected()).hasSize(973);
  }

  private static void check(String cid, byte[] code, String[] digests)
      throws InvalidModuleException {
    WasmModule module = WasmModule.read(code);
    Validator.check(module);
    byte[] nv18 = Instrumenter.instrument(module, Metering.rules(Generation.NV18)).bytes();
    assertThat(sha256(nv18)).as("%s, nv18", cid).isEqualTo(digests[0]);
    Validator.check(WasmModule.read(nv18));
    InstanceLimits.NV18.check(WasmModule.read(nv18));
    if (digests[1].equals(REJECTED)) {
      assertThatThrownBy(() -> Instrumenter.instrument(module, Metering.rules(Generation.NV17)))
          .as("%s, nv17", cid)
          .isInstanceOf(InvalidModuleException.class);
    } else {
      byte[] nv17 = Instrumenter.instrument(module, Metering.rules(Generation.NV17)).bytes();
      assertThat(sha256(nv17)).as("%s, nv17", cid).isEqualTo(digests[1]);
    }
  }

  private static boolean isModule(byte[] data) {
    return data.length > 4 && data[0] == 0 && data[1] == 'a' && data[2] == 's' && data[3] == 'm';
  }

  private static List<Path> bundles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".car")).sorted().toList();
    }
  }

  private static Map<String, String[]> expected() throws IOException {
    Map<String, String[]> digests = new LinkedHashMap<>();
    try (InputStream in = BundleDigestsTest.class.getResourceAsStream("bundle-digests.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ", -1);
          digests.put(words[0], new String[] {words[1], words[2]});
        }
      }
    }
    return digests;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
