// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the seeded scripts have in common that were run against the reference crates (fvm_ipld_hamt
 * 0.10.6, fvm_ipld_amt 0.7.7, fvm_ipld_kamt 0.4.6) too. A script logs each block read and written
 * and the result of each operation; the tests hold the sha2-256 digest of the log that the
 * reference wrote.
 */
public final class ReferenceScript {
  public static final int OPERATIONS = 1500;

  private final SplittableRandom random;

  public ReferenceScript(long seed) {
    random = new SplittableRandom(seed);
  }

  public long next() {
    return random.nextLong();
  }

  public long below(long bound) {
    return (random.nextLong() >>> 1) % bound;
  }

  public static String text(Optional<?> value) {
    return value.map(some -> "Some(" + some + ")").orElse("None");
  }

  public static String digest(String log) {
    return HexFormat.of().formatHex(Hash.SHA2_256.digest(log.getBytes(StandardCharsets.US_ASCII)));
  }
}
