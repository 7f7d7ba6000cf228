// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.AddressText;
import io.jfvm.types.EthAddress;
import java.util.HexFormat;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All forms of an address that follow from one of them without a state. */
@Command(
    name = "address",
    description = "Shows every form of an address: f and t, Ethereum's 0x, masked id, bytes.",
    mixinStandardHelpOptions = true)
final class InspectAddress implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS",
      description = "f0 to f4, t0 to t4, or 0x and 40 hexadecimal digits.")
  private Address address;

  @Override
  public void run() {
    Table table =
        new Table()
            .row("mainnet", AddressText.format(address, AddressText.Network.MAINNET))
            .row("testnet", AddressText.format(address, AddressText.Network.TESTNET))
            .row("bytes", HexFormat.of().formatHex(address.toBytes()))
            .row("kind", kind(address));
    Optional<EthAddress> eth = EthAddress.of(address);
    eth.ifPresent(value -> table.row("ethereum", value));
    address.id().ifPresent(id -> table.row("actor", Long.toUnsignedString(id.value())));
    address.namespace().ifPresent(id -> table.row("namespace", id));
    address.subaddress().ifPresent(sub -> table.row("sub-address", HexFormat.of().formatHex(sub)));
    table.print(spec.commandLine().getOut());
  }

  private static String kind(Address address) {
    return switch (address.protocol()) {
      case ID -> "f0, the number of an actor";
      case SECP256K1 -> "f1, hash of a secp256k1 public key";
      case ACTOR -> "f2, hash of what made an actor unique";
      case BLS -> "f3, a BLS public key";
      case DELEGATED ->
          address.namespace().orElseThrow().equals(ActorId.EAM)
              ? "f410, an Ethereum address"
              : "f4, given by an actor that manages addresses";
    };
  }
}
