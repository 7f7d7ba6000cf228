// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.init;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.RawBytes;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/**
 * Makes actors. Its state is an {@link InitState}.
 *
 * <p>Source: builtin-actors {@code actors/init/src/lib.rs}.
 */
public final class InitActor {
  public static final MethodNum EXEC = new MethodNum(2);

  public static final MethodTable METHODS =
      MethodTable.of("Init")
          .on(1, "Constructor", InitParams.Constructor.CODEC, InitActor::construct)
          .on(
              EXEC.value(),
              "Exec",
              InitParams.Exec.CODEC,
              InitActor::exec,
              InitParams.ExecReturn.CODEC)
          .on(3, "Exec4", InitParams.Exec4.CODEC, InitActor::exec4, InitParams.ExecReturn.CODEC)
          .build();

  private InitActor() {}

  private static void construct(ActorRuntime rt, InitParams.Constructor params) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(InitState.CODEC, InitState.of(rt.store(), params.networkName()));
  }

  private static InitParams.ExecReturn exec(ActorRuntime rt, InitParams.Exec params) {
    rt.callers().acceptAny();
    Cid callerCode =
        rt.codeOf(rt.caller())
            .orElseThrow(() -> Exits.illegalState("no code for caller " + rt.caller()));
    if (!mayExec(rt, callerCode, params.code())) {
      throw Exits.forbidden("code " + callerCode + " cannot exec code " + params.code());
    }

    Address robust = rt.nextActorAddress();
    InitState.Mapping mapping = map(rt, robust, Optional.empty());
    if (mapping.existing()) {
      throw Exits.forbidden("cannot exec over an existing actor " + mapping.id());
    }
    rt.createActor(params.code(), mapping.id(), Optional.empty());
    return constructActor(rt, mapping.id(), robust, params.constructorParams());
  }

  /** The Ethereum address manager's way: the actor gets an f4 address in its namespace as well. */
  private static InitParams.ExecReturn exec4(ActorRuntime rt, InitParams.Exec4 params) {
    rt.callers().acceptOnly(ActorId.EAM);
    byte[] subaddress = params.subaddress().bytes();
    if (subaddress.length > Address.MAX_SUBADDRESS_BYTES) {
      throw Exits.illegalArgument(
          "invalid delegated address: sub-address of " + subaddress.length + " bytes");
    }
    Address delegated = Address.ofDelegated(rt.caller(), subaddress);

    Address robust = rt.nextActorAddress();
    InitState.Mapping mapping = map(rt, robust, Optional.of(delegated));
    if (mapping.existing()) {
      requirePlaceholder(rt, mapping.id());
    }
    rt.createActor(params.code(), mapping.id(), Optional.of(delegated));
    return constructActor(rt, mapping.id(), robust, params.constructorParams());
  }

  private static boolean mayExec(ActorRuntime rt, Cid caller, Cid code) {
    Optional<ActorType> type = rt.typeOf(code);
    if (type.isEmpty()) {
      return false;
    }
    return switch (type.get()) {
      case MULTISIG, PAYMENT_CHANNEL -> true;
      case MINER -> rt.typeOf(caller).equals(Optional.of(ActorType.POWER));
      case SYSTEM,
          INIT,
          CRON,
          ACCOUNT,
          POWER,
          MARKET,
          REWARD,
          VERIFIED_REGISTRY,
          DATACAP,
          PLACEHOLDER,
          EVM,
          EAM,
          ETH_ACCOUNT ->
          false;
    };
  }

  private static InitState.Mapping map(
      ActorRuntime rt, Address robust, Optional<Address> delegated) {
    return rt.transaction(InitState.CODEC, state -> state.map(rt.store(), robust, delegated));
  }

  private static void requirePlaceholder(ActorRuntime rt, ActorId id) {
    Cid code = rt.codeOf(id).orElseThrow(() -> Exits.forbidden("cannot redeploy a deleted actor"));
    if (!code.equals(rt.codeOfType(ActorType.PLACEHOLDER))) {
      throw Exits.forbidden("cannot replace an existing non-placeholder actor with code " + code);
    }
  }

  /** Hands on the value received; a constructor that fails ends this invocation like itself. */
  private static InitParams.ExecReturn constructActor(
      ActorRuntime rt, ActorId id, Address robust, RawBytes params) {
    var unused =
        Sends.requireSuccess(
            rt.send(id.address(), MethodNum.CONSTRUCTOR, params.toBlock(), rt.valueReceived()));
    return new InitParams.ExecReturn(id.address(), robust);
  }
}
