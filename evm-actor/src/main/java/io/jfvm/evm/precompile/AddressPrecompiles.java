// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;

/** 0xfe…01 and 0xfe…02: from an address to an actor's number and back. */
final class AddressPrecompiles {
  private static final byte[] NOTHING = {};

  private AddressPrecompiles() {}

  /**
   * Input: the bytes of an address, without length or padding. Output: the actor's number in a
   * word, nothing if there is no such actor.
   */
  static byte[] resolveAddress(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    Address address;
    try {
      address = Address.decode(input);
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
    return system.runtime().resolve(address).map(Words::of).map(Word::toBytes).orElse(NOTHING);
  }

  /** Input: an actor's number in a word. Output: its f4 address, nothing if it has none. */
  static byte[] lookupDelegatedAddress(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    long id =
        new ValueReader(input)
            .u64()
            .orElseThrow(() -> new PrecompileException("actor number of 2^64 or more"));
    return system
        .runtime()
        .lookupDelegatedAddress(new ActorId(id))
        .map(Address::toBytes)
        .orElse(NOTHING);
  }
}
