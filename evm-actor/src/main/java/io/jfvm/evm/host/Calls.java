// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.SendResult;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.interpreter.CallRequest;
import io.jfvm.evm.precompile.Precompiles;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.ReturnedBytes;
import io.jfvm.evm.system.Words;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CALL, STATICCALL and DELEGATECALL as messages. Source: builtin-actors {@code
 * actors/evm/src/interpreter/instructions/call.rs}.
 */
final class Calls {
  private static final byte[] NOTHING = {};

  /** What Solidity's transfers ask for when they send nothing, to be enough in the EVM. */
  private static final long STIPEND = 2300;

  /** What bare transfers get instead. */
  private static final long TRANSFER_GAS = 10_000_000;

  private Calls() {}

  /**
   * How a call ended.
   *
   * @param returned what RETURNDATACOPY will read
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record Outcome(boolean succeeded, byte[] returned) {
    static Outcome success(Optional<IpldBlock> value) {
      return new Outcome(true, ReturnedBytes.of(value));
    }

    static Outcome failure(Optional<IpldBlock> value) {
      return new Outcome(false, ReturnedBytes.of(value));
    }
  }

  /**
   * @param caller and
   * @param value of the running invocation: DELEGATECALL passes them on
   */
  static Outcome call(EvmSystem system, CallRequest request, EthAddress caller, TokenAmount value) {
    EthAddress target = Words.address(request.target());
    if (Precompiles.isReserved(target)) {
      Optional<byte[]> output =
          Precompiles.call(
              system, target, request.kind(), request.gas(), request.value(), request.input());
      return new Outcome(output.isPresent(), output.orElse(NOTHING));
    }
    return switch (request.kind()) {
      case CALL, STATICCALL -> message(system, target, request);
      case DELEGATECALL -> delegate(system, target, request, caller, value);
    };
  }

  private static Outcome message(EvmSystem system, EthAddress target, CallRequest request) {
    boolean isStatic = request.kind() == CallKind.STATICCALL;
    byte[] input = request.input();
    Optional<IpldBlock> params =
        input.length == 0 ? Optional.empty() : Optional.of(new IpldBlock(Multicodec.RAW, input));
    // The limit is taken of what is left before the state is written.
    OptionalLong gas = OptionalLong.of(system.callGasLimit(requestedGas(request)));
    Send send =
        new Send(
            target.address(),
            EvmMethods.INVOKE_CONTRACT,
            params,
            Words.amount(request.value()),
            gas,
            isStatic);
    return switch (system.sendRaw(send)) {
      case SendResult.Returned returned when returned.exitCode().isSuccess() ->
          Outcome.success(returned.value());
      case SendResult.Returned returned -> Outcome.failure(returned.value());
      case SendResult.Refused refused ->
          looksEmpty(refused.error(), isStatic || system.isReadOnly())
              ? Outcome.success(Optional.empty())
              : Outcome.failure(Optional.empty());
    };
  }

  /**
   * Whether a refusal means that there is no actor: in the EVM a call to nobody succeeds. Where
   * nothing may change the VM refuses to create the receiver.
   */
  private static boolean looksEmpty(ErrorNumber error, boolean readOnly) {
    return error == ErrorNumber.NOT_FOUND || (error == ErrorNumber.READ_ONLY && readOnly);
  }

  private static long requestedGas(CallRequest request) {
    boolean bare = request.value().isZero() ? request.gas() == STIPEND : request.gas() == 0;
    return bare ? TRANSFER_GAS : request.gas();
  }

  private static Outcome delegate(
      EvmSystem system,
      EthAddress target,
      CallRequest request,
      EthAddress caller,
      TokenAmount value) {
    return switch (ContractType.of(system.runtime(), target)) {
      case ContractType.Evm evm -> delegate(system, evm.id(), request, caller, value);
      case ContractType.Account account -> Outcome.success(Optional.empty());
      case ContractType.NotFound notFound -> Outcome.success(Optional.empty());
      case ContractType.Native nativeActor -> Outcome.failure(Optional.empty());
      case ContractType.Precompile precompile -> Outcome.failure(Optional.empty());
    };
  }

  private static Outcome delegate(
      EvmSystem system,
      ActorId contract,
      CallRequest request,
      EthAddress caller,
      TokenAmount value) {
    Optional<Cid> code = ExternalCode.bytecodeCid(system, contract);
    if (code.isEmpty()) {
      return Outcome.success(Optional.empty());
    }
    DelegateParams params = new DelegateParams(code.get(), request.input(), caller, value);
    IpldBlock block = new IpldBlock(Multicodec.DAG_CBOR, DelegateParams.CODEC.toBytes(params));
    ActorRuntime rt = system.runtime();
    Send send =
        new Send(
            rt.receiver().address(),
            EvmMethods.INVOKE_CONTRACT_DELEGATE,
            Optional.of(block),
            TokenAmount.ZERO,
            OptionalLong.of(system.callGasLimit(request.gas())),
            false);
    try {
      return Outcome.success(system.send(send));
    } catch (ActorException failed) {
      return Outcome.failure(failed.data());
    }
  }
}
