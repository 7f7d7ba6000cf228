// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * Where the calls of a message come from.
 *
 * @param address the sender as the message has it
 * @param receiver the message's receiver, if it resolved before anything ran
 * @param nonce u64
 * @param gasPremium what the message pays above the base fee
 */
public record Origin(
    ActorId sender,
    Address address,
    Optional<ActorId> receiver,
    long nonce,
    TokenAmount gasPremium) {}
