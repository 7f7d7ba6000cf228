// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ActorId;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;

/**
 * What an invocation knows of its message and call.
 *
 * @param origin the sender of the message on chain
 * @param nonce of the message on chain, u64
 * @param gasPremium what it pays above the base fee
 */
public record MessageContext(
    ActorId origin,
    long nonce,
    ActorId caller,
    ActorId receiver,
    MethodNum method,
    TokenAmount valueReceived,
    TokenAmount gasPremium,
    boolean readOnly) {}
