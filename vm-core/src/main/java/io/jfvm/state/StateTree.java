// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * All actors, with transactions inside each other that can be undone. Actors changed are kept aside
 * until {@link #flush()}.
 *
 * <p>State that is missing or malformed is reported as {@link IpldException}. Used by one thread.
 * Source: ref-fvm {@code fvm/src/state_tree.rs}.
 */
public final class StateTree {
  private static final byte[] EMPTY_ARRAY_DATA = {(byte) 0x80};

  /** The CID of an empty array: the state of actors just created. */
  public static final Cid EMPTY_ARRAY = Cid.ofBlock(Multicodec.DAG_CBOR, EMPTY_ARRAY_DATA);

  private final Blockstore store;
  private final StateTreeVersion version;
  private final Cid information;
  private final Hamt<Address, ActorState> actors;
  private final HistoryMap<ActorId, CachedActor> actorCache = new HistoryMap<>();
  private final HistoryMap<Address, ActorId> addressCache = new HistoryMap<>();
  private final List<Layer> layers = new ArrayList<>();

  /** An actor as it is now, or its absence, and whether the HAMT must be told. */
  private record CachedActor(Optional<ActorState> actor, boolean dirty) {}

  private record Layer(int actors, int addresses) {}

  private StateTree(
      Blockstore store,
      StateTreeVersion version,
      Cid information,
      Hamt<Address, ActorState> actors) {
    this.store = store;
    this.version = version;
    this.information = information;
    this.actors = actors;
  }

  /** A tree without actors. */
  public static StateTree empty(Blockstore store, StateTreeVersion version) {
    putEmptyArray(store);
    return new StateTree(store, version, EMPTY_ARRAY, Hamt.empty(version.actors(), store));
  }

  public static StateTree load(Blockstore store, Cid root) {
    StateRoot stateRoot = store.load(StateRoot.CODEC, root);
    StateTreeVersion version = stateRoot.version();
    return new StateTree(
        store,
        version,
        stateRoot.information(),
        Hamt.load(version.actors(), store, stateRoot.actors()));
  }

  /** Stores the block of {@link #EMPTY_ARRAY}. */
  public static void putEmptyArray(Blockstore store) {
    store.put(EMPTY_ARRAY, EMPTY_ARRAY_DATA);
  }

  public StateTreeVersion version() {
    return version;
  }

  public Blockstore store() {
    return store;
  }

  public Optional<ActorState> actor(ActorId id) {
    CachedActor cached = actorCache.get(id);
    if (cached == null) {
      cached = new CachedActor(actors.get(id.address()), false);
      actorCache.put(id, cached);
    }
    return cached.actor;
  }

  /** Sets an actor, whether or not there was one. */
  public void setActor(ActorId id, ActorState state) {
    actorCache.put(id, new CachedActor(Optional.of(state), true));
  }

  /** Removes an actor, if there is one. Its addresses go on resolving to its number. */
  public void deleteActor(ActorId id) {
    actorCache.put(id, new CachedActor(Optional.empty(), true));
  }

  /** The number of an address; that of an f0 address whether or not there is such an actor. */
  public Optional<ActorId> resolve(Address address) {
    if (address.protocol() == Address.Protocol.ID) {
      return address.id();
    }
    ActorId cached = addressCache.get(address);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<ActorId> id = initState().resolve(store, address);
    id.ifPresent(found -> addressCache.put(address, found));
    return id;
  }

  /** Gives an address the next number, in Init's state. */
  public ActorId registerNewAddress(Address address) {
    InitState before = initState();
    ActorId id = new ActorId(before.nextId());
    Cid head = store.save(InitState.CODEC, before.register(store, address));
    setActor(ActorId.INIT, require(ActorId.INIT).withHead(head));
    addressCache.put(address, id);
    return id;
  }

  public InitState initState() {
    return store.load(InitState.CODEC, require(ActorId.INIT).head());
  }

  public SystemState systemState() {
    return store.load(SystemState.CODEC, require(ActorId.SYSTEM).head());
  }

  /** An actor without which there is no network. */
  private ActorState require(ActorId id) {
    return actor(id).orElseThrow(() -> new IpldException("state tree without actor " + id));
  }

  public void beginTransaction() {
    layers.add(new Layer(actorCache.height(), addressCache.height()));
  }

  /** Ends the innermost transaction, keeping or undoing what happened in it. */
  public void endTransaction(boolean revert) {
    Layer layer = layers.removeLast();
    if (revert) {
      actorCache.rollback(layer.actors);
      addressCache.rollback(layer.addresses);
    }
    if (layers.isEmpty()) {
      actorCache.discardHistory();
      addressCache.discardHistory();
    }
  }

  /**
   * Writes changed actors and the tree's blocks into its store and returns the root.
   *
   * @throws IllegalStateException inside a transaction
   */
  public Cid flush() {
    if (!layers.isEmpty()) {
      throw new IllegalStateException("flush inside a transaction");
    }
    Map<ActorId, Optional<ActorState>> changed = new TreeMap<>();
    actorCache.forEach(
        (id, cached) -> {
          if (cached.dirty) {
            changed.put(id, cached.actor);
          }
        });
    changed.forEach(
        (id, actor) ->
            actor.ifPresentOrElse(
                state -> actors.put(id.address(), state), () -> actors.remove(id.address())));
    actorCache.replaceAll(cached -> new CachedActor(cached.actor, false));
    return store.save(StateRoot.CODEC, new StateRoot(version, actors.flush(), information));
  }

  /** Visits all actors as of the last flush, in the order of the HAMT. */
  public void forEach(BiConsumer<ActorId, ActorState> visitor) {
    actors.forEach((address, state) -> visitor.accept(address.id().orElseThrow(), state));
  }
}
