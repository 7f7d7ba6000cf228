// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What the state tree keeps of an actor.
 *
 * @param code which code runs
 * @param head root of the actor's own state
 * @param sequence the nonce its next message must have, u64
 * @param delegatedAddress its f4 address, given at creation and never changed
 */
public record ActorState(
    Cid code, Cid head, long sequence, TokenAmount balance, Optional<Address> delegatedAddress) {

  /** An actor just created: no state, no balance. */
  public static ActorState ofNew(Cid code, Optional<Address> delegatedAddress) {
    return new ActorState(code, StateTree.EMPTY_ARRAY, 0, TokenAmount.ZERO, delegatedAddress);
  }

  public ActorState withCode(Cid newCode) {
    return new ActorState(newCode, head, sequence, balance, delegatedAddress);
  }

  public ActorState withHead(Cid newHead) {
    return new ActorState(code, newHead, sequence, balance, delegatedAddress);
  }

  public ActorState withSequence(long newSequence) {
    return new ActorState(code, head, newSequence, balance, delegatedAddress);
  }

  public ActorState withBalance(TokenAmount newBalance) {
    return new ActorState(code, head, sequence, newBalance, delegatedAddress);
  }
}
