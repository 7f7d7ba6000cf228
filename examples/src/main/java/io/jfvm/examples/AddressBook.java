// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import io.jfvm.types.ActorId;
import io.jfvm.types.EthAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people call actors, by number and by Ethereum address. */
public final class AddressBook {
  private final Map<ActorId, String> byId = new LinkedHashMap<>();
  private final Map<String, String> byText = new LinkedHashMap<>();

  /** Also files the masked form of the number. */
  public void put(ActorId id, String name) {
    byId.put(id, name);
    put(EthAddress.ofId(id), name);
  }

  public void put(EthAddress address, String name) {
    byText.put(address.toString(), name);
  }

  public Optional<String> nameOf(ActorId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The name of an Ethereum address in hex, in whatever case. */
  public Optional<String> nameOf(String ethAddress) {
    return Optional.ofNullable(byText.get(ethAddress.toLowerCase(Locale.ROOT)));
  }
}
