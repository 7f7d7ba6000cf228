// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;

/**
 * The circumstances a frame runs in.
 *
 * @param address the running contract (ADDRESS); under DELEGATECALL the caller's own
 * @param caller CALLER
 * @param value CALLVALUE
 * @param input the call data; not copied, so it must not change while the frame runs
 * @param isStatic whether state changes are refused
 * @param gas what the frame may use, 0 to 2^63 - 1, in the schedule's unit
 */
@SuppressWarnings("ArrayRecordComponent") // read only, by contract
public record Invocation(
    Word address, Word caller, Word value, byte[] input, boolean isStatic, long gas) {}
