// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** An actor before and after a message; absent where it did not exist. */
public record ActorChange(ActorId id, Optional<ActorState> before, Optional<ActorState> after) {

  /** By how much its balance grew; negative if it shrank. */
  public TokenAmount gained() {
    return balance(after).minus(balance(before));
  }

  /** Whether it is the same code with the same state of its own: nothing but balance and nonce. */
  public boolean keptHead() {
    return before.isPresent()
        && after.isPresent()
        && before.get().head().equals(after.get().head())
        && before.get().code().equals(after.get().code());
  }

  private static TokenAmount balance(Optional<ActorState> actor) {
    return actor.map(ActorState::balance).orElse(TokenAmount.ZERO);
  }
}
