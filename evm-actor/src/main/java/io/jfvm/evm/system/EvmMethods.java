// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.types.MethodNum;

/** The methods of an EVM contract as a Filecoin actor. */
public final class EvmMethods {
  public static final MethodNum RESURRECT = new MethodNum(2);
  public static final MethodNum GET_BYTECODE = new MethodNum(3);
  public static final MethodNum GET_BYTECODE_HASH = new MethodNum(4);
  public static final MethodNum GET_STORAGE_AT = new MethodNum(5);
  public static final MethodNum INVOKE_CONTRACT_DELEGATE = new MethodNum(6);

  /** What CALL and STATICCALL call, and Ethereum transactions. */
  public static final MethodNum INVOKE_CONTRACT = MethodNum.ofName("InvokeEVM");

  /**
   * Numbers up to this one are never handed to a contract's {@code handle_filecoin_method}, nor may
   * the call_actor precompiles call them (but 0).
   */
  public static final long MAX_RESERVED = 1023;

  private EvmMethods() {}

  /** Whether a number is reserved: 0 to {@link #MAX_RESERVED}. */
  public static boolean isReserved(MethodNum method) {
    return Long.compareUnsigned(method.value(), MAX_RESERVED) <= 0;
  }
}
