// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.gas.PriceList;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import java.util.Optional;

/**
 * The keys behind accounts, which the VM itself looked up in network version 17.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/default.rs} at {@code release/v2} (resolve_to_key_addr).
 */
public final class KeyAddresses {
  private final CallContext call;

  public KeyAddresses(CallContext call) {
    this.call = call;
  }

  /**
   * The address of the key that signs for an address: itself, or what the state of its account
   * says. An account without state is fatal.
   *
   * @throws SyscallException NOT_FOUND if there is no such actor, ILLEGAL_ARGUMENT if it is no
   *     account
   */
  public Address of(Address address) throws SyscallException {
    return of(address, false);
  }

  /** The same, but the state is charged for like any block an actor opens. */
  Address charged(Address address) throws SyscallException {
    return of(address, true);
  }

  private Address of(Address address, boolean charged) throws SyscallException {
    if (address.isKey()) {
      return address;
    }
    Optional<ActorId> id = call.resolve(address);
    ActorState account =
        (id.isPresent() ? call.actor(id.get()) : Optional.<ActorState>empty())
            .orElseThrow(
                () -> new SyscallException(ErrorNumber.NOT_FOUND, "no actor has " + address));
    if (!call.machine().manifest().is(ActorType.ACCOUNT, account.code())) {
      throw new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, address + " is no account");
    }
    PriceList prices = call.machine().network().prices();
    if (charged) {
      call.gas().charge("OnBlockOpenBase", prices.onBlockOpenBase());
    }
    byte[] state =
        call.machine()
            .store()
            .get(account.head())
            .orElseThrow(() -> new FatalError("the state of " + address + " is missing"));
    if (charged) {
      call.gas().charge("OnBlockOpen", prices.onBlockOpen(state.length, 0));
    }
    try {
      CborReader in = new CborReader(state);
      in.tuple(1);
      Address key = Address.CODEC.decode(in);
      in.expectEnd();
      return key;
    } catch (DecodeException e) {
      throw new FatalError("the state of " + address + ": " + e.getMessage(), e);
    }
  }
}
