// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.account;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.ExportedMethods;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;

/**
 * Stands for the holder of a key. Its state is an {@link AccountState}.
 *
 * <p>Source: builtin-actors {@code actors/account/src/lib.rs}.
 */
public final class AccountActor {
  public static final MethodNum PUBKEY_ADDRESS = new MethodNum(2);
  public static final MethodNum AUTHENTICATE_MESSAGE = MethodNum.ofName("AuthenticateMessage");

  public static final MethodTable METHODS =
      MethodTable.of("Account")
          .on(1, "Constructor", Address.CODEC, AccountActor::construct)
          .on(PUBKEY_ADDRESS.value(), "PubkeyAddress", AccountActor::pubkeyAddress, Address.CODEC)
          .export(
              "AuthenticateMessage",
              AuthenticateMessageParams.CODEC,
              AccountActor::authenticateMessage,
              Codecs.BOOL)
          .otherwise(ExportedMethods::accept)
          .build();

  private AccountActor() {}

  private static void construct(ActorRuntime rt, Address key) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    if (!key.isKey()) {
      throw Exits.illegalArgument("address must use BLS or SECP protocol, got " + key);
    }
    rt.create(AccountState.CODEC, new AccountState(key));
  }

  private static Address pubkeyAddress(ActorRuntime rt) {
    rt.callers().acceptAny();
    return rt.state(AccountState.CODEC).address();
  }

  /** Always true; what the key did not sign aborts. */
  private static boolean authenticateMessage(ActorRuntime rt, AuthenticateMessageParams params) {
    rt.callers().acceptAny();
    Address key = rt.state(AccountState.CODEC).address();
    Signature signature = new Signature(scheme(key), params.signature().bytes());
    if (!rt.verifySignature(signature, key, params.message().bytes()).orElse(false)) {
      throw Exits.illegalArgument("failed to authenticate message, signature invalid");
    }
    return true;
  }

  private static Signature.Type scheme(Address key) {
    return switch (key.protocol()) {
      case SECP256K1 -> Signature.Type.SECP256K1;
      case BLS -> Signature.Type.BLS;
      case ID, ACTOR, DELEGATED ->
          throw Exits.illegalState("account address must use BLS or SECP protocol, got " + key);
    };
  }
}
