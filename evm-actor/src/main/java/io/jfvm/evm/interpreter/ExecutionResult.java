// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * How a frame ended.
 *
 * @param halt why
 * @param output RETURN's or REVERT's data, else empty; the caller's own
 * @param pc of the instruction that ended the frame; the code's length if it ran off its end
 * @param gasLeft what is left. Exceptional halts do not zero it: it is what was left when the
 *     payment failed, or when the instruction, its static price paid, found it could not go on
 * @param refund sum of SSTORE refunds, may be negative
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record ExecutionResult(Halt halt, byte[] output, int pc, long gasLeft, long refund) {}
