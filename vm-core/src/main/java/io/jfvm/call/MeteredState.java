// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.gas.GasTracker;
import io.jfvm.gas.PriceList;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.FatalError;
import io.jfvm.kernel.SyscallException;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state tree as one message pays for it. State that is missing or malformed is fatal for the
 * message.
 */
final class MeteredState {
  private final StateTree tree;
  private final PriceList prices;
  private final GasTracker gas;
  private final AccessTracker accesses;

  MeteredState(StateTree tree, PriceList prices, GasTracker gas, AccessTracker accesses) {
    this.tree = tree;
    this.prices = prices;
    this.gas = gas;
    this.accesses = accesses;
  }

  Optional<ActorId> resolve(Address address) {
    return orFatal(() -> tree.resolve(address));
  }

  Optional<ActorState> actor(ActorId id) {
    chargeLookup(id);
    Optional<ActorState> actor = orFatal(() -> tree.actor(id));
    accesses.recordRead(id);
    return actor;
  }

  void setActor(ActorId id, ActorState state) {
    chargeUpdate(id);
    tree.setActor(id, state);
    accesses.recordUpdate(id);
  }

  void deleteActor(ActorId id) {
    chargeUpdate(id);
    tree.deleteActor(id);
    accesses.recordUpdate(id);
  }

  /** Gives a new actor to an address a send has gone to. */
  ActorId createOnSend(Address address, ActorState state) {
    gas.charge("OnCreateActor", prices.onCreateActor(true));
    ActorId id = orFatal(() -> tree.registerNewAddress(address));
    setActor(id, state);
    return id;
  }

  void transfer(ActorId from, ActorId to, TokenAmount value) throws SyscallException {
    if (value.isNegative()) {
      throw new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, "transfer of " + value);
    }
    ActorState sender =
        actor(from)
            .filter(actor -> actor.balance().compareTo(value) >= 0)
            .orElseThrow(
                () ->
                    new SyscallException(
                        ErrorNumber.INSUFFICIENT_FUNDS, from + " does not own " + value));
    if (from.equals(to)) {
      return;
    }
    ActorState receiver =
        actor(to)
            .orElseThrow(
                () -> new SyscallException(ErrorNumber.NOT_FOUND, "there is no actor " + to));
    setActor(from, sender.withBalance(sender.balance().minus(value)));
    setActor(to, receiver.withBalance(receiver.balance().plus(value)));
  }

  private void chargeLookup(ActorId id) {
    if (!accesses.isRead(id)) {
      gas.charge("OnActorLookup", prices.onActorLookup());
    }
  }

  private void chargeUpdate(ActorId id) {
    chargeLookup(id);
    if (!accesses.isUpdated(id)) {
      gas.charge("OnActorUpdate", prices.onActorUpdate());
    }
  }

  private static <T> T orFatal(Supplier<T> access) {
    try {
      return access.get();
    } catch (IpldException e) {
      throw new FatalError("state: " + e.getMessage(), e);
    }
  }
}
