// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Sends;
import io.jfvm.evm.eam.Create2Params;
import io.jfvm.evm.eam.CreateParams;
import io.jfvm.evm.eam.CreateReturn;
import io.jfvm.evm.eam.EamMethods;
import io.jfvm.evm.interpreter.CreateRequest;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.ReturnedBytes;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CREATE and CREATE2 through the Ethereum address manager. Source: builtin-actors {@code
 * actors/evm/src/interpreter/instructions/lifecycle.rs}.
 */
final class Creations {
  private static final byte[] NOTHING = {};

  private Creations() {}

  /**
   * What a creation gives.
   *
   * @param address zero if there is no new contract
   * @param returned the return buffer: what the constructor reverted with
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record Outcome(Word address, byte[] returned) {}

  static Outcome create(EvmSystem system, CreateRequest request) {
    MethodNum method = request.salt().isPresent() ? EamMethods.CREATE2 : EamMethods.CREATE;
    IpldBlock params =
        request.salt().isPresent()
            ? IpldBlock.ofCbor(
                Create2Params.CODEC, new Create2Params(request.initcode(), request.salt().get()))
            : IpldBlock.ofCbor(
                CreateParams.CODEC, new CreateParams(request.initcode(), system.nonce()));
    TokenAmount endowment = Words.amount(request.value());
    if (endowment.compareTo(system.runtime().currentBalance()) > 0) {
      return new Outcome(Word.ZERO, NOTHING);
    }
    // Before the send, so a creation that fails uses its nonce up.
    system.incrementNonce();
    Send send =
        new Send(
            ActorId.EAM.address(),
            method,
            Optional.of(params),
            endowment,
            OptionalLong.of(system.mostCallGas()),
            false);
    Optional<IpldBlock> returned;
    try {
      returned = system.send(send);
    } catch (ActorException failed) {
      return new Outcome(Word.ZERO, ReturnedBytes.of(failed.data()));
    }
    CreateReturn created = Sends.decode(CreateReturn.CODEC, returned);
    return new Outcome(Words.of(created.ethAddress()), NOTHING);
  }
}
