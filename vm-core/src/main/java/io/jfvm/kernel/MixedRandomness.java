// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.crypto.Blake2b;
import io.jfvm.types.ChainEpoch;
import java.nio.ByteBuffer;

/**
 * Randomness for one purpose, as the VM itself drew it up to network version 20. Later actors do it
 * (FIP-0075).
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/default.rs} at {@code release/v3} (draw_randomness).
 */
final class MixedRandomness {
  private MixedRandomness() {}

  /**
   * The digest of tag, node's digest, epoch and entropy, integers big-endian.
   *
   * @param tag keeps uses of the same epoch apart
   */
  static byte[] of(byte[] digest, long tag, ChainEpoch epoch, byte[] entropy) {
    return Blake2b.hash256(
        ByteBuffer.allocate(2 * Long.BYTES + digest.length + entropy.length)
            .putLong(tag)
            .put(digest)
            .putLong(epoch.value())
            .put(entropy)
            .array());
  }
}
