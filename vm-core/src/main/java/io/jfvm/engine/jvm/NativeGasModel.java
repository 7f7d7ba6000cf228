// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

/**
 * What the computing of a Java actor costs, in place of the metered instructions of the official
 * actor's Wasm. It is a declared model: syscalls, messages and storage are priced as on the network
 * beside it, so only this part of a gas figure is an estimate. Unit: milligas.
 *
 * <p>Code that counts its own steps, like the EVM, charges them on top with {@link
 * io.jfvm.actor.ActorRuntime#chargeCompute}.
 *
 * @param perInvocation the initial memory, dispatch, and what every method does
 * @param perSyscall laying out arguments and reading results
 * @param perByteDecoded of parameters, state and what sends return
 * @param perByteEncoded of return values, state and the parameters of sends
 */
public record NativeGasModel(
    long perInvocation, long perSyscall, long perByteDecoded, long perByteEncoded) {

  /**
   * Not calibrated yet: 17 pages of memory and 20,000 instructions an invocation, 500 instructions
   * a syscall, 40 and 30 a byte.
   */
  public static final NativeGasModel DEFAULT =
      new NativeGasModel(525_000_000, 2_000_000, 160_000, 120_000);

  /** Computing is free: what is charged is the network's prices alone. */
  public static final NativeGasModel FREE = new NativeGasModel(0, 0, 0, 0);

  public NativeGasModel {
    if (perInvocation < 0 || perSyscall < 0 || perByteDecoded < 0 || perByteEncoded < 0) {
      throw new IllegalArgumentException("negative price in the native gas model");
    }
  }
}
