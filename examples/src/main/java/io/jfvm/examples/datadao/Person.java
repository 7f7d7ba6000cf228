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
  ALICE("Alice", true),
  BOB("Bob", true),
  CAROL("Carol", true),
  DORA("Dora", false),
  EGON("Egon", false);

  private final String label;
  private final boolean ethereum;

  Person(String label, boolean ethereum) {
    this.label = label;
    this.ethereum = ethereum;
  }

  public String label() {
    return label;
  }

  /** f410 of those who use Ethereum's wallets, f1 of the others. */
  public Address address() {
    byte[] seed = ("jfvm example: " + label).getBytes(StandardCharsets.US_ASCII);
    return ethereum
        ? Address.ofDelegated(ActorId.EAM, Blake2b.hash160(seed))
        : Address.ofSecp256k1Key(seed);
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
