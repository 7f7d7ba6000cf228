// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * The parts of a price that depend on more than the instruction's byte. Zero switches a part off;
 * where a part needs an answer of the {@link Host} (is this account warm?), zero means it is not
 * asked.
 */
public enum Price {
  /** Per word that memory grows. */
  MEMORY_WORD,
  /** Memory of n words costs n²/this more; 0 for linear memory. */
  MEMORY_QUADRATIC_DIVISOR,
  /** Per word, begun or full, that CALLDATACOPY, CODECOPY, EXTCODECOPY and their like copy. */
  COPY_WORD,
  /** Per word, begun or full, hashed by KECCAK256 and CREATE2. */
  KECCAK_WORD,
  /** Per significant byte of EXP's exponent. */
  EXP_BYTE,
  /** Per byte of LOG data; topics are in the instruction's static price. */
  LOG_BYTE,
  /** Per word, begun or full, of CREATE's and CREATE2's initcode. */
  INITCODE_WORD,
  /** Longest initcode accepted; 0 for any. */
  MAX_INITCODE_BYTES,
  /** Over the static price, the first time a transaction names an account. */
  COLD_ACCOUNT,
  /** Over the static price, the first SLOAD of a slot in a transaction. */
  COLD_SLOAD,
  /** The first SSTORE to a slot in a transaction. */
  COLD_SSTORE,
  /** SSTORE fails as out of gas unless more than this is left. */
  SSTORE_SENTRY,
  /** Over SELFDESTRUCT's static price, for a beneficiary not yet named. */
  COLD_BENEFICIARY,
  /** SELFDESTRUCT that sends a balance to an empty account. */
  SELFDESTRUCT_NEW_ACCOUNT,
  /** CALL with value. */
  CALL_VALUE,
  /** CALL with value to an empty account. */
  CALL_NEW_ACCOUNT,
  /** Gas given to the callee, for nothing, with a value. Only under {@link CallGas#EIP_150}. */
  CALL_STIPEND
}
