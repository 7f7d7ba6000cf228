// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

/**
 * What the computing of one kind of Java actor costs. Unit: milligas.
 *
 * <p>Code that counts its own steps, like the EVM, charges them on top with {@link
 * io.jfvm.actor.ActorRuntime#chargeCompute}.
 *
 * @param perInvocation the initial memory, dispatch, and what every method does
 * @param perKey hashed for a look-up in a HAMT, and the work on what is found
 * @param perSyscall laying out arguments and reading results
 * @param perByteDecoded of parameters, state and what sends return
 * @param perByteEncoded of return values, state and the parameters of sends
 */
public record NativePrices(
    long perInvocation, long perKey, long perSyscall, long perByteDecoded, long perByteEncoded) {

  /** Computing is free. */
  static final NativePrices FREE = new NativePrices(0, 0, 0, 0, 0);

  public NativePrices {
    if (perInvocation < 0
        || perKey < 0
        || perSyscall < 0
        || perByteDecoded < 0
        || perByteEncoded < 0) {
      throw new IllegalArgumentException("negative price in the native gas model");
    }
  }
}
