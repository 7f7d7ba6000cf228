// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Which deals the sectors of providers hold. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/market/src/state.rs}.
 */
final class ProviderSectors {
  private static final HamtType<ActorId, Cid> PROVIDERS = HamtType.of(HamtKey.ACTOR_ID, Cid.CODEC);

  private static final HamtType<Long, List<Long>> SECTORS =
      HamtType.of(HamtKey.U64, Codecs.listOf(Codecs.U64));

  private final Blockstore store;
  private final Hamt<ActorId, Cid> providers;

  private ProviderSectors(Blockstore store, Hamt<ActorId, Cid> providers) {
    this.store = store;
    this.providers = providers;
  }

  static ProviderSectors load(Blockstore store, Cid root) {
    return new ProviderSectors(store, Hamt.load(PROVIDERS, store, root));
  }

  /** The deals of a sector. */
  record Sector(long number, List<Long> dealIds) {}

  /** Adds deals to those the sectors of a provider hold. A sector may get none, and be listed. */
  void add(ActorId provider, List<Sector> sectors) {
    Hamt<Long, List<Long>> held = sectorsOf(provider);
    for (Sector sector : sectors) {
      TreeSet<Long> dealIds = new TreeSet<>(Long::compareUnsigned);
      dealIds.addAll(sector.dealIds);
      held.get(sector.number).ifPresent(dealIds::addAll);
      held.put(sector.number, List.copyOf(dealIds));
    }
    save(provider, held);
  }

  /** Removes sectors of a provider and returns the deals they held, by ascending sectors. */
  List<Long> removeSectors(ActorId provider, BitField sectors) {
    Hamt<Long, List<Long>> held = sectorsOf(provider);
    List<Long> dealIds = new ArrayList<>();
    boolean changed = false;
    PrimitiveIterator.OfLong numbers = sectors.bits();
    while (numbers.hasNext()) {
      Optional<List<Long>> removed = held.remove(numbers.nextLong());
      removed.ifPresent(dealIds::addAll);
      changed |= removed.isPresent();
    }
    if (changed) {
      save(provider, held);
    }
    return dealIds;
  }

  /** Removes deals from sectors of a provider; a sector left without is removed. */
  void removeDeals(ActorId provider, Map<Long, List<Long>> dealIdsBySector) {
    Hamt<Long, List<Long>> held = sectorsOf(provider);
    boolean changed = false;
    for (Map.Entry<Long, List<Long>> sector : dealIdsBySector.entrySet()) {
      Optional<List<Long>> before = held.get(sector.getKey());
      if (before.isPresent()) {
        List<Long> rest = new ArrayList<>(before.get());
        rest.removeAll(sector.getValue());
        if (rest.isEmpty()) {
          held.remove(sector.getKey());
        } else {
          held.put(sector.getKey(), List.copyOf(rest));
        }
        changed = true;
      }
    }
    if (changed) {
      save(provider, held);
    }
  }

  /** Visits the providers and their sectors. */
  void forEach(BiConsumer<ActorId, Sector> visitor) {
    providers.forEach(
        (provider, root) ->
            Hamt.load(SECTORS, store, root)
                .forEach(
                    (number, dealIds) -> visitor.accept(provider, new Sector(number, dealIds))));
  }

  private Hamt<Long, List<Long>> sectorsOf(ActorId provider) {
    return providers
        .get(provider)
        .map(root -> Hamt.load(SECTORS, store, root))
        .orElseGet(() -> Hamt.empty(SECTORS, store));
  }

  private void save(ActorId provider, Hamt<Long, List<Long>> held) {
    if (held.isEmpty()) {
      providers.remove(provider);
    } else {
      providers.put(provider, held.flush());
    }
  }

  Cid flush() {
    return providers.flush();
  }
}
