// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.MinerParams.ControlAddresses;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * Who has money in escrow.
 *
 * @param account the f0 address it is held for
 * @param recipient who gets what is withdrawn: a miner's owner, or the account itself
 * @param mayWithdraw who may ask for it
 */
record EscrowParty(Address account, Address recipient, List<Address> mayWithdraw) {

  /** Aborts with ILLEGAL_ARGUMENT if the address is no actor's. */
  static EscrowParty of(ActorRuntime rt, Address address) {
    ActorId account =
        rt.resolve(address)
            .orElseThrow(() -> Exits.illegalArgument("failed to resolve address " + address));
    Cid code =
        rt.codeOf(account)
            .orElseThrow(() -> Exits.illegalArgument("no code for address " + account));
    if (rt.typeOf(code).filter(type -> type == ActorType.MINER).isEmpty()) {
      return new EscrowParty(account.address(), account.address(), List.of(account.address()));
    }
    ControlAddresses miner = MarketSends.controlAddresses(rt, account);
    return new EscrowParty(
        account.address(), miner.owner(), List.of(miner.owner(), miner.worker()));
  }
}
