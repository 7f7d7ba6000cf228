// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.JavaActor;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.Params;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.host.DelegateParams;
import io.jfvm.evm.host.EvmExecutor;
import io.jfvm.evm.host.ExternalCode;
import io.jfvm.evm.system.ConstructorParams;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmState;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * An EVM contract as a Filecoin actor. One instance serves all contracts; it keeps what it learned
 * of their code. Any caller may use any method; each looks at its caller. Source: builtin-actors
 * {@code actors/evm/src/lib.rs}.
 */
public final class EvmActor implements JavaActor {
  private static final byte[] NOTHING = {};

  /** The parameters of GetStorageAt: a tuple of one. */
  private static final Codec<Word> STORAGE_KEY =
      Codec.of(
          (out, key) -> Words.CODEC.encode(out.array(1), key),
          in -> {
            in.tuple(1);
            return Words.CODEC.decode(in);
          });

  private final EvmExecutor executor = new EvmExecutor();
  private final MethodTable methods =
      MethodTable.of("EVM")
          .unrestricted()
          .on(
              MethodNum.CONSTRUCTOR.value(),
              "Constructor",
              ConstructorParams.CODEC,
              this::constructor)
          .on(EvmMethods.RESURRECT.value(), "Resurrect", ConstructorParams.CODEC, this::resurrect)
          .raw(EvmMethods.GET_BYTECODE.value(), "GetBytecode", EvmActor::getBytecode)
          .on(
              EvmMethods.GET_BYTECODE_HASH.value(),
              "GetBytecodeHash",
              EvmActor::getBytecodeHash,
              Words.HASH_CODEC)
          .on(
              EvmMethods.GET_STORAGE_AT.value(),
              "GetStorageAt",
              STORAGE_KEY,
              EvmActor::getStorageAt,
              Words.CODEC)
          .raw(
              EvmMethods.INVOKE_CONTRACT_DELEGATE.value(),
              "InvokeContractDelegate",
              this::invokeContractDelegate)
          .raw(EvmMethods.INVOKE_CONTRACT.value(), "InvokeContract", this::invokeContract)
          .otherwise(this::handleFilecoinMethod)
          .build();

  @Override
  public Optional<IpldBlock> invoke(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    return methods.invoke(rt, method, params);
  }

  @Override
  public Optional<String> nameOf(MethodNum method) {
    return methods.nameOf(method);
  }

  private void constructor(ActorRuntime rt, ConstructorParams params) {
    rt.callers().acceptOnly(ActorId.INIT);
    construct(EvmSystem.create(rt), params);
  }

  private void resurrect(ActorRuntime rt, ConstructorParams params) {
    rt.callers().acceptOnly(ActorId.EAM);
    construct(EvmSystem.resurrect(rt), params);
  }

  /** Runs the initcode, whose output becomes the contract's code. */
  private void construct(EvmSystem system, ConstructorParams params) {
    ActorRuntime rt = system.runtime();
    EthAddress receiver = system.ethAddress(rt.receiver());
    if (receiver.maskedId().isPresent()) {
      throw Exits.forbidden(rt.receiver() + " has no Ethereum address");
    }
    if (params.initcode().length > 0) {
      EvmExecutor.Call call =
          new EvmExecutor.Call(receiver, params.creator(), rt.valueReceived(), NOTHING);
      system.setBytecode(executor.run(system, params.initcode(), call));
    }
    system.flush();
  }

  private static Optional<IpldBlock> getBytecode(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    Params.requireNone(params);
    rt.callers().acceptAny();
    EvmState state = rt.state(EvmState.CODEC);
    Optional<Cid> code = state.isDead(rt) ? Optional.empty() : Optional.of(state.bytecode());
    return Optional.of(
        new IpldBlock(Multicodec.DAG_CBOR, ExternalCode.BYTECODE_CODEC.toBytes(code)));
  }

  private static Word getBytecodeHash(ActorRuntime rt) {
    rt.callers().acceptAny();
    EvmState state = rt.state(EvmState.CODEC);
    return state.isDead(rt) ? ExternalCode.EMPTY_HASH : state.bytecodeHash();
  }

  /** For simulations alone: on chain f00 sends nothing. */
  private static Word getStorageAt(ActorRuntime rt, Word key) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    long[] limbs = new long[Word.LIMBS];
    key.store(limbs, 0);
    EvmSystem system = EvmSystem.load(rt);
    try {
      system.loadStorage(limbs, 0);
    } catch (ActorException e) {
      throw Exits.assertionFailed("storage key: " + e.getMessage());
    }
    return Word.load(limbs, 0);
  }

  private Optional<IpldBlock> invokeContractDelegate(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> block) {
    DelegateParams params =
        Params.decode(DelegateParams.CODEC, Params.require(block, Multicodec.DAG_CBOR));
    rt.callers().acceptOnly(rt.receiver());
    byte[] output = run(load(rt), params.code(), params.caller(), params.value(), params.input());
    return Optional.of(IpldBlock.ofCbor(Codecs.BYTES, output));
  }

  private Optional<IpldBlock> invokeContract(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    byte[] input = params.map(block -> Params.decode(Codecs.BYTES, block)).orElse(NOTHING);
    return Optional.of(IpldBlock.ofCbor(Codecs.BYTES, invoke(rt, input)));
  }

  /** Hands a message that is none of the EVM's own to the contract. */
  private Optional<IpldBlock> handleFilecoinMethod(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    if (EvmMethods.isReserved(method)) {
      throw Exits.unhandledMessage("invalid method: " + method);
    }
    return NativeMessages.decode(rt, invoke(rt, NativeMessages.encode(method, params)));
  }

  private byte[] invoke(ActorRuntime rt, byte[] input) {
    rt.callers().acceptAny();
    EvmSystem system = load(rt);
    Optional<Cid> code = system.bytecode();
    if (code.isEmpty()) {
      return NOTHING;
    }
    TokenAmount value = rt.valueReceived();
    return run(system, code.get(), system.ethAddress(rt.caller()), value, input);
  }

  private byte[] run(
      EvmSystem system, Cid code, EthAddress caller, TokenAmount value, byte[] input) {
    ActorRuntime rt = system.runtime();
    byte[] bytecode = bytecode(rt, code);
    if (bytecode.length == 0) {
      return NOTHING;
    }
    EthAddress receiver = system.ethAddress(rt.receiver());
    byte[] output =
        executor.run(system, code, bytecode, new EvmExecutor.Call(receiver, caller, value, input));
    system.flush();
    return output;
  }

  private static byte[] bytecode(ActorRuntime rt, Cid code) {
    try {
      return rt.store()
          .get(code)
          .orElseThrow(() -> Exits.notFound("bytecode " + code + " is missing"));
    } catch (IpldException e) {
      throw Exits.notFound("bytecode: " + e.getMessage());
    }
  }

  /** Whatever is wrong with the state, an invocation ends with UNSPECIFIED. */
  private static EvmSystem load(ActorRuntime rt) {
    try {
      return EvmSystem.load(rt);
    } catch (ActorException e) {
      throw Exits.unspecified("contract state: " + e.getMessage());
    }
  }
}
