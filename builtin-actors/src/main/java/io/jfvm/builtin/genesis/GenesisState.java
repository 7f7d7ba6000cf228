// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state as it was before the first message.
 *
 * @param root of the state tree
 * @param ids numbers of the accounts by their addresses, signers of wallets among them
 * @param multisigs numbers of the wallets, in the order they were named
 */
public record GenesisState(
    BundleManifest bundle, Cid root, Map<Address, ActorId> ids, List<ActorId> multisigs) {
  public GenesisState {
    ids = Map.copyOf(ids);
    multisigs = List.copyOf(multisigs);
  }

  public Optional<ActorId> id(Address address) {
    return Optional.ofNullable(ids.get(address));
  }
}
