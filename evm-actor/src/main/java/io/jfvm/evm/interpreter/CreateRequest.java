// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;
import java.util.Optional;

/**
 * What a CREATE or CREATE2 asks of the host.
 *
 * @param gas u64 in a {@code long}: under {@link CallGas#EIP_150} what the initcode has, already
 *     taken from the frame; under {@link CallGas#HOST} all that is left, and nothing is taken
 * @param value the endowment; the host checks the balance
 * @param initcode the host's own copy
 * @param salt CREATE2's salt; empty for CREATE
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record CreateRequest(long gas, Word value, byte[] initcode, Optional<Word> salt) {}
