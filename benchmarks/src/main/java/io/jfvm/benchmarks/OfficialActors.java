// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The actors of a profile; under WASM those of the bundle that the property {@value #BUNDLE} names.
 * What compiling them gives is kept in the directory of {@value #CODE_CACHE}, if it is set.
 */
final class OfficialActors {
  static final String BUNDLE = "jfvm.bundle";
  static final String CODE_CACHE = "jfvm.codeCache";

  private OfficialActors() {}

  static Jfvm of(Profile profile) {
    if (profile == Profile.NATIVE) {
      return new Jfvm(profile);
    }
    String bundle = System.getProperty(BUNDLE);
    if (bundle == null) {
      throw new IllegalStateException(
          "the official actors are needed: -jvmArgsAppend -D" + BUNDLE + "=FILE.car");
    }
    MemoryBlockstore code = new MemoryBlockstore();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(bundle)))) {
      CarReader.open(in).readInto(code);
    } catch (IOException | DecodeException e) {
      throw new IllegalStateException(bundle, e);
    }
    Jfvm jfvm = new Jfvm(profile).withCode(code);
    String codeCache = System.getProperty(CODE_CACHE);
    return codeCache == null ? jfvm : jfvm.withCodeCache(Path.of(codeCache));
  }
}
