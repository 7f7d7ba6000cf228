// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import io.jfvm.types.ActorId;
import io.jfvm.types.EthAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What people call actors, by number and by Ethereum address. */
public final class AddressBook {
  private final Map<ActorId, String> byId = new LinkedHashMap<>();
  private final Map<EthAddress, String> byAddress = new LinkedHashMap<>();

  /** Also files the masked form of the number. */
  public void put(ActorId id, String name) {
    byId.put(id, name);
    put(EthAddress.ofId(id), name);
  }

  public void put(EthAddress address, String name) {
    byAddress.put(address, name);
  }

  public Optional<String> nameOf(ActorId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<String> nameOf(EthAddress address) {
    return Optional.ofNullable(byAddress.get(address));
  }
}
