// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.function.Function;

/**
 * An actor to be put into a state by {@link Vm#create} or {@link StateEditor#create}. Unless told
 * otherwise it has the next free number, no other address, no funds and an empty array for state.
 */
public final class NewActor {
  private final Cid code;
  private Optional<ActorId> id = Optional.empty();
  private Optional<Address> delegatedAddress = Optional.empty();
  private TokenAmount balance = TokenAmount.ZERO;
  private Function<Blockstore, Cid> state = store -> StateTree.EMPTY_ARRAY;

  private NewActor(Cid code) {
    this.code = code;
  }

  /** An actor that runs code of one's own: what {@link Vm#install} gave. */
  public static NewActor of(Cid code) {
    return new NewActor(code);
  }

  /** Under a number that Init has passed without using it: from 100 on, below the next one. */
  public NewActor id(ActorId number) {
    id = Optional.of(number);
    return this;
  }

  /** Under the next number and an f4 address, by which contracts and messages find it too. */
  public NewActor delegatedAddress(Address address) {
    delegatedAddress = Optional.of(address);
    return this;
  }

  /** Funds that nobody else had. */
  public NewActor balance(TokenAmount amount) {
    balance = amount;
    return this;
  }

  public <S> NewActor state(Codec<S> codec, S value) {
    state = store -> store.save(codec, value);
    return this;
  }

  /** The root of a state whose blocks are in the store. */
  public NewActor state(Cid head) {
    state = store -> head;
    return this;
  }

  Cid code() {
    return code;
  }

  Optional<ActorId> id() {
    return id;
  }

  Optional<Address> delegatedAddress() {
    return delegatedAddress;
  }

  TokenAmount balance() {
    return balance;
  }

  /** The root of its state, which is in the store from then on. */
  Cid saveState(Blockstore store) {
    return state.apply(store);
  }
}
