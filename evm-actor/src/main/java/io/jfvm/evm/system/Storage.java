// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.kamt.Kamt;
import io.jfvm.types.Cid;

/**
 * Slots of a contract, words to words, kept in a KAMT. A slot of zero has no entry. Aborts with
 * ILLEGAL_STATE if a block is missing or malformed.
 */
final class Storage {
  private final Blockstore store;
  private Kamt slots;

  private Storage(Blockstore store, Kamt slots) {
    this.store = store;
    this.slots = slots;
  }

  static Storage empty(Blockstore store) {
    return new Storage(store, Kamt.empty(store));
  }

  static Storage load(Blockstore store, Cid root) {
    return new Storage(store, read(store, root));
  }

  private static Kamt read(Blockstore store, Cid root) {
    try {
      return Kamt.load(store, root);
    } catch (IpldException e) {
      throw broken(e);
    }
  }

  void setRoot(Cid root) {
    slots = read(store, root);
  }

  /** Forgets everything; one that is empty stays as it is. */
  void clear() {
    if (!slots.isEmpty()) {
      slots = Kamt.empty(store);
    }
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Replaces the key in four limbs, low first, by its value. */
  void load(long[] limbs, int key) {
    try {
      boolean unused = slots.get(limbs, key, limbs, key);
    } catch (IpldException e) {
      throw broken(e);
    }
  }

  /** Sets a slot and says whether that changed anything. */
  boolean store(long[] limbs, int key, int value) {
    boolean zero = (limbs[value] | limbs[value + 1] | limbs[value + 2] | limbs[value + 3]) == 0;
    try {
      return zero ? slots.remove(limbs, key) : slots.put(limbs, key, limbs, value);
    } catch (IpldException e) {
      throw broken(e);
    }
  }

  /** Writes what changed and returns the root. */
  Cid flush() {
    try {
      return slots.flush();
    } catch (IpldException e) {
      throw broken(e);
    }
  }

  private static ActorException broken(IpldException e) {
    return Exits.illegalState("contract storage: " + e.getMessage());
  }
}
