// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import java.util.Optional;

/**
 * The code of other contracts, as EXTCODESIZE, EXTCODECOPY and EXTCODEHASH see it. Source:
 * builtin-actors {@code actors/evm/src/interpreter/instructions/ext.rs}.
 */
public final class ExternalCode {
  /** What GetBytecode returns: a link to a raw block, null from a dead contract. */
  public static final Codec<Optional<Cid>> BYTECODE_CODEC = Codecs.optional(Cid.CODEC);

  /** Of no code at all. */
  public static final Word EMPTY_HASH = Word.of(Hash.KECCAK_256.digest(new byte[0]));

  private static final byte[] NO_CODE = {};

  /** The code of an actor that is not the EVM's: INVALID. */
  private static final byte NATIVE_CODE = (byte) 0xfe;

  private static final Word NATIVE_HASH = Word.of(Hash.KECCAK_256.digest(new byte[] {NATIVE_CODE}));

  private ExternalCode() {}

  static byte[] of(EvmSystem system, EthAddress address) {
    return switch (ContractType.of(system.runtime(), address)) {
      case ContractType.Evm evm -> bytecode(system, evm.id());
      case ContractType.Native nativeActor -> new byte[] {NATIVE_CODE};
      case ContractType.Account account -> NO_CODE;
      case ContractType.NotFound notFound -> NO_CODE;
      case ContractType.Precompile precompile -> NO_CODE;
    };
  }

  static Word hash(EvmSystem system, EthAddress address) {
    return switch (ContractType.of(system.runtime(), address)) {
      case ContractType.Evm evm ->
          Sends.decode(Words.HASH_CODEC, system.query(evm.id(), EvmMethods.GET_BYTECODE_HASH));
      case ContractType.Native nativeActor -> NATIVE_HASH;
      case ContractType.Account account -> EMPTY_HASH;
      case ContractType.Precompile precompile -> EMPTY_HASH;
      case ContractType.NotFound notFound -> Word.ZERO;
    };
  }

  /** The block of a contract's code; nothing if it is dead. */
  static Optional<Cid> bytecodeCid(EvmSystem system, ActorId contract) {
    return Sends.decode(BYTECODE_CODEC, system.query(contract, EvmMethods.GET_BYTECODE));
  }

  private static byte[] bytecode(EvmSystem system, ActorId contract) {
    ActorRuntime rt = system.runtime();
    Optional<Cid> cid = bytecodeCid(system, contract);
    if (cid.isEmpty()) {
      return NO_CODE;
    }
    return rt.store()
        .get(cid.get())
        .orElseThrow(() -> Exits.illegalState("bytecode " + cid.get() + " is missing"));
  }
}
