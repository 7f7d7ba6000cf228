// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.init;

import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.util.Optional;

/**
 * The Init actor's state.
 *
 * @param addressMap HAMT of {@link ActorId} by every address that is not f0
 * @param nextId the number the next actor gets
 */
public record InitState(Cid addressMap, ActorId nextId, String networkName) {
  static final HamtType<Address, ActorId> ADDRESSES = HamtType.of(HamtKey.ADDRESS, ActorId.CODEC);

  public static final Codec<InitState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(3);
            Cid.CODEC.encode(out, state.addressMap);
            ActorId.CODEC.encode(out, state.nextId);
            out.text(state.networkName);
          },
          in -> {
            in.tuple(3);
            return new InitState(Cid.CODEC.decode(in), ActorId.CODEC.decode(in), in.text());
          });

  static InitState of(Blockstore store, String networkName) {
    return new InitState(
        Hamt.empty(ADDRESSES, store).flush(), ActorId.FIRST_NON_SINGLETON, networkName);
  }

  /**
   * The number an actor's addresses stand for.
   *
   * @param existing whether one of them stood for it before
   */
  record Mapping(ActorId id, boolean existing) {}

  /**
   * Gives an actor's addresses a number: the one its delegated address has, else the next one. An
   * address keeps its number for ever.
   *
   * @throws io.jfvm.actor.ActorException FORBIDDEN if the robust address has a number
   */
  Change<InitState, Mapping> map(Blockstore store, Address robust, Optional<Address> delegated) {
    Hamt<Address, ActorId> addresses = Hamt.load(ADDRESSES, store, addressMap);
    Optional<ActorId> existing = delegated.flatMap(addresses::get);
    ActorId id = existing.orElse(nextId);
    if (existing.isEmpty()) {
      delegated.ifPresent(address -> addresses.put(address, id));
    }
    if (!addresses.putIfAbsent(robust, id)) {
      throw Exits.forbidden("robust address " + robust + " is already allocated");
    }
    ActorId next = existing.isPresent() ? nextId : new ActorId(nextId.value() + 1);
    return new Change<>(
        new InitState(addresses.flush(), next, networkName), new Mapping(id, existing.isPresent()));
  }

  /** The number of an address, if it has one; f0 is its own. */
  public Optional<ActorId> resolve(Blockstore store, Address address) {
    return address.id().or(() -> Hamt.load(ADDRESSES, store, addressMap).get(address));
  }
}
