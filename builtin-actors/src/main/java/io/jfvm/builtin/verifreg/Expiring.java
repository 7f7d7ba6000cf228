// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.collection.MapMap;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An allocation or a claim: from an epoch on anybody may remove it.
 *
 * <p>Source: builtin-actors {@code actors/verifreg/src/expiration.rs}.
 */
interface Expiring {

  long expiresAt();

  /** What of an owner's was to be removed, and how each fared. */
  record Removal(List<Long> considered, BatchReturn results) {}

  /**
   * Removes what has expired of an owner's.
   *
   * @param candidates ids that may be removed; all there are if none is named
   * @param removed hears of each that was
   */
  static <T extends Expiring> Removal remove(
      MapMap<ActorId, Long, T> all,
      ActorId owner,
      List<Long> candidates,
      ChainEpoch now,
      BiConsumer<Long, T> removed) {
    Removal removal =
        candidates.isEmpty()
            ? find(all, owner, now)
            : new Removal(candidates, check(all, owner, candidates, now));
    for (long id : removal.results.successes(removal.considered)) {
      T item =
          all.remove(owner, id)
              .orElseThrow(
                  () -> Exits.assertionFailed(Long.toUnsignedString(id) + " is named twice"));
      removed.accept(id, item);
    }
    return removal;
  }

  private static <T extends Expiring> Removal find(
      MapMap<ActorId, Long, T> all, ActorId owner, ChainEpoch now) {
    List<Long> found = new ArrayList<>();
    all.forEachIn(
        owner,
        (id, item) -> {
          if (now.value() >= item.expiresAt()) {
            found.add(id);
          }
        });
    return new Removal(found, BatchReturn.ok(found.size()));
  }

  private static <T extends Expiring> BatchReturn check(
      MapMap<ActorId, Long, T> all, ActorId owner, List<Long> candidates, ChainEpoch now) {
    List<ExitCode> codes = new ArrayList<>();
    for (long id : candidates) {
      Optional<T> item = all.get(owner, id);
      if (item.isEmpty()) {
        codes.add(ExitCode.USR_NOT_FOUND);
      } else {
        boolean expired = now.value() >= item.get().expiresAt();
        codes.add(expired ? ExitCode.OK : ExitCode.USR_FORBIDDEN);
      }
    }
    return BatchReturn.of(codes);
  }
}
