// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.evm.system.EvmSystem;
import io.jfvm.types.ChainEpoch;

/**
 * 0xfe…06: the beacon's digest at an epoch. Input: a word whose low 64 bits are the epoch, with a
 * sign, and whose others are zero. Fails where the VM has no randomness to give.
 */
final class GetRandomness {
  private GetRandomness() {}

  static byte[] run(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    long epoch =
        new ValueReader(input)
            .u64()
            .orElseThrow(() -> new PrecompileException("epoch of 2^64 or more"));
    return system
        .runtime()
        .beaconDigest(new ChainEpoch(epoch))
        .orElseThrow(() -> new PrecompileException("no beacon randomness at epoch " + epoch));
  }
}
