// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import java.util.Optional;

/**
 * The kinds of built-in actors, in the order of the manifest; the position, from 1, is the number
 * actors see.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/builtins.rs}.
 */
public enum ActorType {
  SYSTEM(1, "system"),
  INIT(2, "init"),
  CRON(3, "cron"),
  ACCOUNT(4, "account"),
  POWER(5, "storagepower"),
  MINER(6, "storageminer"),
  MARKET(7, "storagemarket"),
  PAYMENT_CHANNEL(8, "paymentchannel"),
  MULTISIG(9, "multisig"),
  REWARD(10, "reward"),
  VERIFIED_REGISTRY(11, "verifiedregistry"),
  DATACAP(12, "datacap"),
  PLACEHOLDER(13, "placeholder"),
  EVM(14, "evm"),
  EAM(15, "eam"),
  ETH_ACCOUNT(16, "ethaccount");

  private final int number;
  private final String manifestName;

  ActorType(int number, String manifestName) {
    this.number = number;
    this.manifestName = manifestName;
  }

  /** The name in the bundle's manifest. */
  public String manifestName() {
    return manifestName;
  }

  public int number() {
    return number;
  }

  public static Optional<ActorType> ofNumber(int number) {
    for (ActorType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
