// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.RandomnessOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ChainEpoch;

/** The namespace {@code rand}: the chain's randomness of an epoch, 32 bytes. */
final class RandomnessSyscalls {
  private static final int RANDOMNESS_BYTES = 32;
  private static final String CHAIN = "get_chain_randomness";
  private static final String BEACON = "get_beacon_randomness";

  private RandomnessSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    switch (rules) {
      case FVM2, FVM3 -> {
        bind(table, CHAIN, "IIii", RandomnessSyscalls::mixedChain);
        bind(table, BEACON, "IIii", RandomnessSyscalls::mixedBeacon);
      }
      case FVM4 -> {
        bind(table, CHAIN, "I", RandomnessSyscalls::chain);
        bind(table, BEACON, "I", RandomnessSyscalls::beacon);
      }
    }
  }

  private static void bind(SyscallTable table, String name, String parameters, Syscall.Body body) {
    table.struct("rand", name, parameters, RANDOMNESS_BYTES, body);
  }

  /**
   * {@code get_chain_randomness(epoch)}; refused as {@link
   * RandomnessOps#chainRandomness(ChainEpoch)}.
   */
  private static byte[] chain(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    return randomness.chainRandomness(new ChainEpoch(args.i64(0)));
  }

  /**
   * {@code get_beacon_randomness(epoch)}; refused as {@link
   * RandomnessOps#beaconRandomness(ChainEpoch)}.
   */
  private static byte[] beacon(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    return randomness.beaconRandomness(new ChainEpoch(args.i64(0)));
  }

  /**
   * {@code get_chain_randomness(tag, epoch, entropy_ptr, entropy_len)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the entropy leaves the memory; those of {@link
   *     RandomnessOps#chainRandomness(long, ChainEpoch, byte[])}
   */
  private static byte[] mixedChain(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    byte[] entropy = memory.read(args.i32(2), args.i32(3));
    return randomness.chainRandomness(args.i64(0), new ChainEpoch(args.i64(1)), entropy);
  }

  /** {@code get_beacon_randomness(tag, epoch, entropy_ptr, entropy_len)}; as the other. */
  private static byte[] mixedBeacon(RandomnessOps randomness, GuestMemory memory, Args args)
      throws SyscallException {
    byte[] entropy = memory.read(args.i32(2), args.i32(3));
    return randomness.beaconRandomness(args.i64(0), new ChainEpoch(args.i64(1)), entropy);
  }
}
