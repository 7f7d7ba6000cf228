// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.evm.precompile.Precompiles;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import java.util.Optional;

/** What a contract takes another address for. */
sealed interface ContractType {

  record Precompile() implements ContractType {}

  /** An EVM contract, alive or dead. */
  record Evm(ActorId id) implements ContractType {}

  /** Any actor that is neither contract nor account: seen as the one byte 0xfe of code. */
  record Native() implements ContractType {}

  /** An account of either kind, or the placeholder of one to come. */
  record Account() implements ContractType {}

  record NotFound() implements ContractType {}

  /** Asks the VM about the address. */
  static ContractType of(ActorRuntime rt, EthAddress address) {
    if (Precompiles.exists(address)) {
      return new Precompile();
    }
    Optional<ActorId> id = rt.resolve(address.address());
    Optional<Cid> code = id.flatMap(rt::codeOf);
    if (code.isEmpty()) {
      return new NotFound();
    }
    Optional<ActorType> type = rt.typeOf(code.get());
    if (type.isEmpty()) {
      return new Native();
    }
    return switch (type.get()) {
      case ACCOUNT, PLACEHOLDER, ETH_ACCOUNT -> new Account();
      case EVM -> new Evm(id.get());
      case SYSTEM,
          INIT,
          CRON,
          POWER,
          MINER,
          MARKET,
          PAYMENT_CHANNEL,
          MULTISIG,
          REWARD,
          VERIFIED_REGISTRY,
          DATACAP,
          EAM ->
          new Native();
    };
  }
}
