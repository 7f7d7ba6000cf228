// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;

/**
 * What a CALL, STATICCALL or DELEGATECALL asks of the host.
 *
 * @param kind which instruction
 * @param gas u64 in a {@code long}: under {@link CallGas#EIP_150} what the callee has, stipend
 *     included, already taken from the frame; under {@link CallGas#HOST} what the instruction asks
 *     for, 2^64 - 1 if that is more
 * @param target the callee's address, a word below 2^160
 * @param value what CALL transfers; zero for the other kinds
 * @param input the callee's own copy of the input
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record CallRequest(CallKind kind, long gas, Word target, Word value, byte[] input) {}
