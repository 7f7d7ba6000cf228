// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Sends;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.types.EthAddress;
import io.jfvm.types.MethodNum;
import java.util.Map;
import java.util.Optional;

/**
 * The precompiles by address: Ethereum's below 0x0100, Filecoin's behind 0xfe. Source:
 * builtin-actors {@code actors/evm/src/interpreter/precompiles/mod.rs}.
 */
public final class Precompiles {
  private static final int FILECOIN_PREFIX = 0xfe;
  private static final int ADDRESS_END = EthAddress.BYTES - 1;
  private static final byte[] NOTHING = {};

  private static final Map<Integer, Precompile> ETHEREUM =
      Map.ofEntries(
          Map.entry(0x01, EcRecover::run),
          Map.entry(0x02, Hashes::sha256),
          Map.entry(0x03, Hashes::ripemd160),
          Map.entry(0x04, (system, input, context) -> input),
          Map.entry(0x05, ModExp::run),
          Map.entry(0x06, AltBn128::add),
          Map.entry(0x07, AltBn128::multiply),
          Map.entry(0x08, AltBn128::pairing),
          Map.entry(0x09, Blake2F::run),
          Map.entry(0x0b, Bls12381::addG1),
          Map.entry(0x0c, Bls12381::sumG1),
          Map.entry(0x0d, Bls12381::addG2),
          Map.entry(0x0e, Bls12381::sumG2),
          Map.entry(0x0f, Bls12381::pairing),
          Map.entry(0x10, Bls12381::mapToG1),
          Map.entry(0x11, Bls12381::mapToG2),
          Map.entry(0x100, P256Verify::run));

  private static final Map<Integer, Precompile> FILECOIN =
      Map.of(
          0x01, AddressPrecompiles::resolveAddress,
          0x02, AddressPrecompiles::lookupDelegatedAddress,
          0x03, CallActor::byAddress,
          0x05, CallActor::byId,
          0x06, GetRandomness::run);

  private Precompiles() {}

  /**
   * Whether calls to this address never become messages: one of the precompiles', or one kept for
   * others to come.
   */
  public static boolean isReserved(EthAddress address) {
    byte[] bytes = address.bytes();
    for (int i = 1; i < ADDRESS_END - 1; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    int prefix = bytes[0] & 0xff;
    int index = index(bytes);
    if (index > 0xff) {
      return prefix == 0 && ETHEREUM.containsKey(index);
    }
    return index > 0 && (prefix == 0 || prefix == FILECOIN_PREFIX);
  }

  /** Whether there is a precompile at this address. */
  public static boolean exists(EthAddress address) {
    return isReserved(address) && at(address).isPresent();
  }

  /**
   * Calls a reserved address. Where there is no precompile that succeeds with nothing. The value is
   * moved after a success.
   *
   * @param gas what the caller asks for, u64
   * @return what the precompile gives; nothing at all if it or the transfer fails
   */
  public static Optional<byte[]> call(
      EvmSystem system, EthAddress address, CallKind kind, long gas, Word value, byte[] input) {
    byte[] output;
    try {
      Optional<Precompile> precompile = at(address);
      output =
          precompile.isPresent()
              ? precompile.get().run(system, input, new Precompile.Context(kind, gas))
              : NOTHING;
    } catch (PrecompileException e) {
      return Optional.empty();
    }
    return value.isZero() || transfer(system, address, value)
        ? Optional.of(output)
        : Optional.empty();
  }

  /** A plain transfer runs no code, so the contract's state need not be written. */
  private static boolean transfer(EvmSystem system, EthAddress to, Word value) {
    try {
      Sends.requireSuccess(
          system
              .runtime()
              .send(to.address(), MethodNum.SEND, Optional.empty(), Words.amount(value)));
      return true;
    } catch (ActorException refused) {
      return false;
    }
  }

  private static Optional<Precompile> at(EthAddress reserved) {
    byte[] bytes = reserved.bytes();
    Map<Integer, Precompile> table = bytes[0] == 0 ? ETHEREUM : FILECOIN;
    return Optional.ofNullable(table.get(index(bytes)));
  }

  private static int index(byte[] address) {
    return (address[ADDRESS_END - 1] & 0xff) << 8 | address[ADDRESS_END] & 0xff;
  }
}
