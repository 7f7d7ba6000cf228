// SPDX-License-Identifier: Apache-2.0
package io.jfvm.externs;

import io.jfvm.crypto.Blake2b;
import io.jfvm.types.ChainEpoch;
import java.nio.ByteBuffer;

/**
 * Randomness for one purpose, drawn from the chain's. The VM itself did so up to network version
 * 20; later actors do it (FIP-0075).
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/default.rs} at {@code release/v3} (draw_randomness).
 */
public final class MixedRandomness {
  private MixedRandomness() {}

  /**
   * The BLAKE2b-256 digest of {@link #preimage}.
   *
   * @param tag keeps uses of the same epoch apart
   */
  public static byte[] of(byte[] digest, long tag, ChainEpoch epoch, byte[] entropy) {
    return Blake2b.hash256(preimage(digest, tag, epoch, entropy));
  }

  /** Tag, the chain's digest, epoch and entropy, integers big-endian. */
  public static byte[] preimage(byte[] digest, long tag, ChainEpoch epoch, byte[] entropy) {
    return ByteBuffer.allocate(2 * Long.BYTES + digest.length + entropy.length)
        .putLong(tag)
        .put(digest)
        .putLong(epoch.value())
        .put(entropy)
        .array();
  }
}
