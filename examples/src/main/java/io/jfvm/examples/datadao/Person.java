// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.crypto.Blake2b;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.EthAddress;
import java.nio.charset.StandardCharsets;

/**
 * Who sends messages. Their addresses are digests of their names: nobody holds keys, and nothing
 * here is signed.
 */
public enum Person {
  ALICE("Alice", Key.ETHEREUM),
  BOB("Bob", Key.ETHEREUM),
  CAROL("Carol", Key.ETHEREUM),
  DORA("Dora", Key.SECP256K1),
  EGON("Egon", Key.SECP256K1),
  /** Owns a storage provider. */
  OLGA("Olga", Key.BLS),
  /** Works for it. */
  WIM("Wim", Key.BLS),
  /** Owner and worker of another. */
  ROSA("Rosa", Key.BLS),
  /** Hunts bounties. */
  HUGO("Hugo", Key.ETHEREUM);

  private enum Key {
    ETHEREUM,
    SECP256K1,
    BLS
  }

  private final String label;
  private final Key key;

  Person(String label, Key key) {
    this.label = label;
    this.key = key;
  }

  public String label() {
    return label;
  }

  /** f410 of those who use Ethereum's wallets, f1 or f3 of the others. */
  public Address address() {
    byte[] seed = ("jfvm example: " + label).getBytes(StandardCharsets.US_ASCII);
    return switch (key) {
      case ETHEREUM -> Address.ofDelegated(ActorId.EAM, Blake2b.hash160(seed));
      case SECP256K1 -> Address.ofSecp256k1Key(seed);
      case BLS -> Address.ofBlsKey(Blake2b.hash(Address.BLS_KEY_BYTES, seed));
    };
  }

  /** For contracts; only of those with an f410 address. */
  public EthAddress eth() {
    return EthAddress.of(address())
        .orElseThrow(() -> new IllegalStateException(label + " has no Ethereum address"));
  }

  @Override
  public String toString() {
    return label;
  }
}
