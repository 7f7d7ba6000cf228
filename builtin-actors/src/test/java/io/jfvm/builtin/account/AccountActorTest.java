// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountActorTest {
  private static final ActorId ACCOUNT = new ActorId(100);
  private static final Address SECP_KEY = Address.ofSecp256k1Key(new byte[65]);
  private static final Address BLS_KEY = blsKey();
  private static final MethodNum PUBKEY_ADDRESS = new MethodNum(2);
  private static final MethodNum AUTHENTICATE_MESSAGE = new MethodNum(2643134072L);

  private static final RawBytes SIGNATURE = new RawBytes(new byte[] {7, 8});
  private static final RawBytes MESSAGE = new RawBytes(new byte[] {9});

  private final MockRuntime rt = new MockRuntime();

  private static Address blsKey() {
    byte[] key = new byte[Address.BLS_KEY_BYTES];
    Arrays.fill(key, (byte) 1);
    return Address.ofBlsKey(key);
  }

  private void construct(Address key) {
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(rt.call(AccountActor.METHODS, MethodNum.CONSTRUCTOR, Address.CODEC, key)).isEmpty();
    rt.verify();
    rt.setCaller(new ActorId(555), ActorType.EVM);
  }

  private Optional<IpldBlock> authenticate() {
    rt.expectValidateCallerAny();
    return rt.call(
        AccountActor.METHODS,
        AUTHENTICATE_MESSAGE,
        AuthenticateMessageParams.CODEC,
        new AuthenticateMessageParams(SIGNATURE, MESSAGE));
  }

  private void expectVerify(Signature.Type type, Address key, Optional<Boolean> result) {
    rt.expectVerifySignature(new Signature(type, SIGNATURE.bytes()), key, MESSAGE.bytes(), result);
  }

  @Test
  void keepsTheKeyItIsConstructedWith() {
    for (Address key : new Address[] {SECP_KEY, BLS_KEY}) {
      MockRuntime fresh = new MockRuntime();
      fresh.expectValidateCallerAddr(ActorId.SYSTEM);
      fresh.call(AccountActor.METHODS, MethodNum.CONSTRUCTOR, Address.CODEC, key);
      fresh.verify();
      AccountState state = fresh.state(AccountState.CODEC);
      assertThat(state.address()).isEqualTo(key);
      assertThat(AccountInvariants.check(state, ACCOUNT)).isEmpty();
    }
  }

  @Test
  void addressesWithoutAKeyAreRefused() {
    Address delegated = Address.ofDelegated(ActorId.EAM, new byte[20]);
    for (Address key :
        new Address[] {new ActorId(1).address(), Address.ofActor(new byte[] {1}), delegated}) {
      MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> construct(key));
      rt.verify();
    }
  }

  @Test
  void onlySystemConstructs() {
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> rt.call(AccountActor.METHODS, MethodNum.CONSTRUCTOR, Address.CODEC, SECP_KEY));
    rt.verify();
  }

  @Test
  void constructsOnlyOnce() {
    construct(SECP_KEY);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> construct(BLS_KEY));
    rt.verify();
  }

  @Test
  void saysItsKey() {
    construct(SECP_KEY);
    rt.setCaller(new ActorId(555), ActorType.MULTISIG);
    rt.expectValidateCallerAny();
    assertThat(MockRuntime.returned(Address.CODEC, rt.call(AccountActor.METHODS, PUBKEY_ADDRESS)))
        .isEqualTo(SECP_KEY);
    rt.verify();
  }

  @Test
  void authenticatesWhatItsKeySigned() {
    construct(SECP_KEY);
    expectVerify(Signature.Type.SECP256K1, SECP_KEY, Optional.of(true));
    assertThat(MockRuntime.returned(Codecs.BOOL, authenticate())).isTrue();
    rt.verify();
  }

  @Test
  void takesTheSchemeFromItsKey() {
    construct(BLS_KEY);
    expectVerify(Signature.Type.BLS, BLS_KEY, Optional.of(true));
    assertThat(MockRuntime.returned(Codecs.BOOL, authenticate())).isTrue();
    rt.verify();
  }

  @Test
  void abortsForWhatItsKeyDidNotSign() {
    construct(SECP_KEY);
    expectVerify(Signature.Type.SECP256K1, SECP_KEY, Optional.of(false));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, this::authenticate);
    rt.verify();
    expectVerify(Signature.Type.SECP256K1, SECP_KEY, Optional.empty());
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, this::authenticate);
    rt.verify();
  }

  @Test
  void burntFundsAccountHasNoKeyToAuthenticateWith() {
    rt.replaceState(AccountState.CODEC, new AccountState(ActorId.BURNT_FUNDS.address()));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, this::authenticate);
    rt.verify();
    assertThat(AccountInvariants.check(rt.state(AccountState.CODEC), ActorId.BURNT_FUNDS))
        .isEmpty();
    assertThat(AccountInvariants.check(rt.state(AccountState.CODEC), ACCOUNT)).hasSize(1);
  }

  @Test
  void refusesParametersThatAreNone() {
    for (byte[] garbage :
        new byte[][] {{}, {0x40}, {(byte) 0x81, 0x40}, {(byte) 0x82, 0x60, 0x40}}) {
      MockRuntime.expectAbort(
          ExitCode.USR_SERIALIZATION,
          () ->
              rt.call(
                  AccountActor.METHODS,
                  AUTHENTICATE_MESSAGE,
                  Optional.of(new IpldBlock(Multicodec.CBOR, garbage))));
    }
    MockRuntime.expectAbort(
        ExitCode.USR_SERIALIZATION,
        () ->
            rt.call(
                AccountActor.METHODS,
                MethodNum.CONSTRUCTOR,
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 9}))));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            rt.call(
                AccountActor.METHODS,
                PUBKEY_ADDRESS,
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0x80}))));
  }

  @Test
  void acceptsEveryExportedMethodAndNoOther() {
    construct(SECP_KEY);
    for (long method : new long[] {MethodNum.FIRST_EXPORTED, 3726118371L, -1}) {
      rt.expectValidateCallerAny();
      assertThat(rt.call(AccountActor.METHODS, new MethodNum(method))).isEmpty();
      rt.verify();
    }
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    for (long method : new long[] {3, MethodNum.FIRST_EXPORTED - 1}) {
      rt.expectValidateCallerAny();
      MockRuntime.expectAbort(
          ExitCode.USR_UNHANDLED_MESSAGE,
          () -> rt.call(AccountActor.METHODS, new MethodNum(method)));
      rt.verify();
    }
  }

  @Test
  void stateOfBurntFundsStandsAsOnTheNetwork() {
    byte[] state = AccountState.CODEC.toBytes(new AccountState(ActorId.BURNT_FUNDS.address()));
    assertThat(HexFormat.of().formatHex(state)).isEqualTo("81420063");
    assertThat(Cid.ofDagCbor(state).toString())
        .isEqualTo("bafy2bzacedpuk5ggwoq3s2wixsyjjnexpsjstdlyntio76vs2lt2jvy3o6mau");
  }
}
