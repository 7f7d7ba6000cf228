// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.RandomnessOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ChainEpoch;

/** The namespace {@code rand}: the chain's randomness of an epoch, 32 bytes. */
final class RandomnessSyscalls {
  private static final int RANDOMNESS_BYTES = 32;

  private RandomnessSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.struct("rand", "get_chain_randomness", "I", RANDOMNESS_BYTES, RandomnessSyscalls::chain);
    table.struct(
        "rand", "get_beacon_randomness", "I", RANDOMNESS_BYTES, RandomnessSyscalls::beacon);
  }

  /** {@code get_chain_randomness(epoch)}; refused as {@link RandomnessOps#chainRandomness}. */
  private static byte[] chain(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    return randomness.chainRandomness(new ChainEpoch(args.i64(0)));
  }

  /** {@code get_beacon_randomness(epoch)}; refused as {@link RandomnessOps#beaconRandomness}. */
  private static byte[] beacon(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    return randomness.beaconRandomness(new ChainEpoch(args.i64(0)));
  }
}
