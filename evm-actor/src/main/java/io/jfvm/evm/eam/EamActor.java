// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.system.ConstructorParams;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The Ethereum address manager f010: gives new contracts their Ethereum addresses and has Init make
 * them. It has no state. Any caller may use any of its methods; each looks at its caller. Source:
 * builtin-actors {@code actors/eam/src/lib.rs}.
 */
public final class EamActor {
  public static final MethodTable METHODS =
      MethodTable.of("EAM")
          .unrestricted()
          .on(MethodNum.CONSTRUCTOR.value(), "Constructor", EamActor::constructor)
          .on(
              EamMethods.CREATE.value(),
              "Create",
              CreateParams.CODEC,
              EamActor::create,
              CreateReturn.CODEC)
          .on(
              EamMethods.CREATE2.value(),
              "Create2",
              Create2Params.CODEC,
              EamActor::create2,
              CreateReturn.CODEC)
          .on(
              EamMethods.CREATE_EXTERNAL.value(),
              "CreateExternal",
              Codecs.BYTES,
              EamActor::createExternal,
              CreateReturn.CODEC)
          .build();

  /** The account actor's PubkeyAddress. */
  private static final MethodNum PUBKEY_ADDRESS = new MethodNum(2);

  /** First byte of the Filecoin precompiles' addresses. */
  private static final byte FILECOIN_PRECOMPILES = (byte) 0xfe;

  private EamActor() {}

  /**
   * Whom a contract made from outside belongs to.
   *
   * @param owner what the contract sees as its creator
   * @param stable what its address is derived from
   */
  private record ExternalCreator(EthAddress owner, EthAddress stable) {}

  private static void constructor(ActorRuntime rt) {
    if (!rt.receiver().equals(ActorId.EAM)) {
      throw Exits.forbidden("the Ethereum address manager is " + ActorId.EAM);
    }
    rt.callers().acceptOnly(ActorId.SYSTEM);
  }

  private static CreateReturn create(ActorRuntime rt, CreateParams params) {
    rt.callers().acceptTypes(List.of(ActorType.EVM));
    EthAddress creator = ethAddressOf(rt, rt.caller());
    EthAddress address = ContractAddresses.create(rt, creator, params.nonce());
    return createAt(rt, creator, address, params.initcode());
  }

  private static CreateReturn create2(ActorRuntime rt, Create2Params params) {
    rt.callers().acceptTypes(List.of(ActorType.EVM));
    EthAddress creator = ethAddressOf(rt, rt.caller());
    EthAddress address = ContractAddresses.create2(rt, creator, params.salt(), params.initcode());
    return createAt(rt, creator, address, params.initcode());
  }

  /** For accounts of either kind that send the message on chain themselves. */
  private static CreateReturn createExternal(ActorRuntime rt, byte[] initcode) {
    rt.callers().acceptOnly(rt.origin());
    ExternalCreator creator = externalCreator(rt);
    EthAddress address = ContractAddresses.create(rt, creator.stable(), rt.nonce());
    return createAt(rt, creator.owner(), address, initcode);
  }

  private static ExternalCreator externalCreator(ActorRuntime rt) {
    ActorId caller = rt.caller();
    Cid code = rt.codeOf(caller).orElseThrow(() -> Exits.assertionFailed("no code for " + caller));
    Optional<ActorType> type = rt.typeOf(code);
    if (type.equals(Optional.of(ActorType.ETH_ACCOUNT))) {
      EthAddress address = ethAddressOf(rt, caller);
      return new ExternalCreator(address, address);
    }
    if (type.equals(Optional.of(ActorType.ACCOUNT))) {
      EthAddress stable = ContractAddresses.hash20(rt, keyAddress(rt, caller).toBytes());
      return new ExternalCreator(EthAddress.ofId(caller), stable);
    }
    throw Exits.forbidden("caller " + caller + " is no account");
  }

  private static Address keyAddress(ActorRuntime rt, ActorId account) {
    Send query =
        new Send(
            account.address(),
            PUBKEY_ADDRESS,
            Optional.empty(),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true);
    return switch (rt.send(query)) {
      case SendResult.Returned returned when returned.exitCode().isSuccess() ->
          Sends.decode(Address.CODEC, returned.value());
      case SendResult.Returned returned ->
          throw new ActorException(
              Sends.passOn(returned.exitCode()), "account " + account + " gave no key address");
      case SendResult.Refused refused ->
          throw Exits.assertionFailed("account " + account + ": " + refused.error());
    };
  }

  private static EthAddress ethAddressOf(ActorRuntime rt, ActorId actor) {
    return rt.lookupDelegatedAddress(actor)
        .flatMap(EthAddress::of)
        .orElseThrow(() -> Exits.forbidden(actor + " has no Ethereum address"));
  }

  static CreateReturn createAt(
      ActorRuntime rt, EthAddress creator, EthAddress address, byte[] initcode) {
    if (!isAssignable(address)) {
      throw Exits.forbidden("no contract can be made at " + address);
    }
    byte[] params = ConstructorParams.CODEC.toBytes(new ConstructorParams(creator, initcode));
    Optional<ActorId> existing = rt.resolve(Address.ofDelegated(ActorId.EAM, address.bytes()));
    if (existing.isPresent() && isContract(rt, existing.get(), address)) {
      return resurrect(rt, existing.get(), address, params);
    }
    return exec4(rt, address, params);
  }

  private static boolean isAssignable(EthAddress address) {
    return address.maskedId().isEmpty() && !isInPrecompileRange(address);
  }

  /** Index 0 is no precompile, but no contract may have it either; nor may it be all zeros. */
  private static boolean isInPrecompileRange(EthAddress address) {
    byte[] bytes = address.bytes();
    for (int i = 1; i < bytes.length - 1; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[0] == 0 || bytes[0] == FILECOIN_PRECOMPILES;
  }

  /** True for a contract, false for a placeholder; nothing else may be in the way. */
  private static boolean isContract(ActorRuntime rt, ActorId existing, EthAddress address) {
    Cid code =
        rt.codeOf(existing)
            .orElseThrow(() -> Exits.assertionFailed("no code for actor " + existing));
    Optional<ActorType> type = rt.typeOf(code);
    boolean contract = type.equals(Optional.of(ActorType.EVM));
    if (!contract && !type.equals(Optional.of(ActorType.PLACEHOLDER))) {
      throw Exits.forbidden("there is an actor at " + address + " already");
    }
    return contract;
  }

  /** Only a dead contract lets itself be resurrected. */
  private static CreateReturn resurrect(
      ActorRuntime rt, ActorId contract, EthAddress address, byte[] params) {
    Sends.requireSuccess(
        rt.send(
            contract.address(),
            EvmMethods.RESURRECT,
            Optional.of(new IpldBlock(Multicodec.CBOR, params)),
            rt.valueReceived()));
    return new CreateReturn(contract, Optional.empty(), address);
  }

  private static CreateReturn exec4(ActorRuntime rt, EthAddress address, byte[] params) {
    Exec4.Params exec4 = new Exec4.Params(rt.codeOfType(ActorType.EVM), params, address.bytes());
    Exec4.Return created =
        Sends.requireReturned(
            Exec4.Return.CODEC,
            rt.send(
                ActorId.INIT.address(),
                Exec4.METHOD,
                Optional.of(IpldBlock.ofCbor(Exec4.Params.CODEC, exec4)),
                rt.valueReceived()));
    ActorId id =
        created
            .idAddress()
            .id()
            .orElseThrow(() -> Exits.assertionFailed("Init gave no f0 address"));
    return new CreateReturn(id, Optional.of(created.robustAddress()), address);
  }
}
