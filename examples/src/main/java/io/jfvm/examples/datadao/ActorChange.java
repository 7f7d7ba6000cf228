// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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

  /** The change of a place's actor, if it is among them. */
  static Optional<ActorChange> of(Stage stage, String name, List<ActorChange> changes) {
    return stage
        .vm()
        .resolve(stage.address(name))
        .flatMap(id -> changes.stream().filter(change -> change.id().equals(id)).findFirst());
  }

  /** What differs between two states, by number. */
  static List<ActorChange> between(
      Map<ActorId, ActorState> before, Map<ActorId, ActorState> after) {
    List<ActorChange> changes = new ArrayList<>();
    Map<ActorId, ActorState> all = new TreeMap<>(before);
    all.putAll(after);
    for (ActorId id : all.keySet()) {
      if (!Objects.equals(before.get(id), after.get(id))) {
        changes.add(
            new ActorChange(
                id, Optional.ofNullable(before.get(id)), Optional.ofNullable(after.get(id))));
      }
    }
    return changes;
  }

  private static TokenAmount balance(Optional<ActorState> actor) {
    return actor.map(ActorState::balance).orElse(TokenAmount.ZERO);
  }
}
