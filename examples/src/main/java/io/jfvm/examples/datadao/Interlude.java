// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.types.TokenAmount;
import java.util.List;

/**
 * What happened between two steps.
 *
 * @param epochs that passed
 * @param ticks how often cron ran
 * @param changes actors that cron changed
 */
public record Interlude(long epochs, int ticks, List<ActorChange> changes) {
  public Interlude {
    changes = List.copyOf(changes);
  }

  /** How much a place's balance grew. */
  TokenAmount gained(Stage stage, String name) {
    return ActorChange.of(stage, name, changes).map(ActorChange::gained).orElse(TokenAmount.ZERO);
  }
}
