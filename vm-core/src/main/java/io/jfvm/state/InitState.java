// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

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
 * The state of the init actor, f01, which the VM reads to resolve addresses and writes when a send
 * makes an actor. Source: ref-fvm {@code fvm/src/init_actor.rs}.
 *
 * @param addressMap HAMT of actors' numbers by their addresses other than f0
 * @param nextId u64
 */
public record InitState(Cid addressMap, long nextId, String networkName) {
  public static final Codec<InitState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(3);
            Cid.CODEC.encode(out, state.addressMap);
            out.u64(state.nextId).text(state.networkName);
          },
          in -> {
            in.tuple(3);
            return new InitState(Cid.CODEC.decode(in), in.u64(), in.text());
          });

  public static final HamtType<Address, ActorId> ADDRESS_MAP =
      HamtType.of(HamtKey.ADDRESS, ActorId.CODEC);

  Optional<ActorId> resolve(Blockstore store, Address address) {
    return Hamt.load(ADDRESS_MAP, store, addressMap).get(address);
  }

  /** The state in which the address has the next number. */
  InitState register(Blockstore store, Address address) {
    Hamt<Address, ActorId> map = Hamt.load(ADDRESS_MAP, store, addressMap);
    map.put(address, new ActorId(nextId));
    return new InitState(map.flush(), nextId + 1, networkName);
  }
}
