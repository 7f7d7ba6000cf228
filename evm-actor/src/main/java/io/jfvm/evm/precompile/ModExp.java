// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.InstanceMemory;
import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * 0x05: base^exponent mod modulus (EIP-198). Input: the three lengths, each a word below 2^32, then
 * the numbers. A modulus of 0 gives 0.
 */
final class ModExp {
  private static final byte[] NOTHING = {};

  /** From this many missing bytes on, their number in bits exceeds the 32 bits it is kept in. */
  private static final long MAX_MISSING_BYTES = 1L << 29;

  /** {@link BigInteger} holds no more; a number of that size exceeds the instance anyway. */
  private static final int MAX_NUMBER_BYTES = 1 << 28;

  private ModExp() {}

  static byte[] run(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    ActorRuntime rt = system.runtime();
    ValueReader in = new ValueReader(input);
    long baseBytes = length(in.u32());
    long exponentBytes = length(in.u32());
    long modulusBytes = length(in.u32());
    if (baseBytes == 0 && modulusBytes == 0) {
      return NOTHING;
    }
    BigInteger base = number(rt, in, baseBytes);
    BigInteger exponent = number(rt, in, exponentBytes);
    BigInteger modulus = number(rt, in, modulusBytes);
    byte[] result = new byte[InstanceMemory.allocate(rt, modulusBytes)];
    if (modulus.signum() == 0 || modulus.equals(BigInteger.ONE)) {
      return result;
    }
    rt.chargeCompute(PrecompilePrices.modExp(base, exponent, modulus));
    byte[] power = base.modPow(exponent, modulus).toByteArray();
    int sign = power[0] == 0 ? 1 : 0;
    int length = power.length - sign;
    System.arraycopy(power, sign, result, result.length - length, length);
    return result;
  }

  private static long length(OptionalLong length) throws PrecompileException {
    return length.orElseThrow(() -> new PrecompileException("length of 2^32 or more"));
  }

  /** Zeros that are missing at the end of the input count, but a zero stays small. */
  private static BigInteger number(ActorRuntime rt, ValueReader in, long length) {
    byte[] present = in.present(length);
    BigInteger number = new BigInteger(1, present);
    long missing = length - present.length;
    if (missing >= MAX_MISSING_BYTES) {
      throw Exits.assertionFailed("attempt to multiply with overflow: " + missing + " bytes");
    }
    if (missing == 0 || number.signum() == 0) {
      return number;
    }
    long bytes = number.bitLength() / 8L + 1 + missing;
    InstanceMemory.allocate(rt, bytes);
    if (bytes >= MAX_NUMBER_BYTES) {
      // A number and its reduction, which is as long, do not fit the instance together.
      InstanceMemory.take(rt, bytes, 2 * bytes + 1);
    }
    return number.shiftLeft(8 * (int) missing);
  }
}
