// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.init.InitParams.ExecReturn;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InitActorTest {
  private static final MethodNum EXEC = new MethodNum(2);
  private static final MethodNum EXEC4 = new MethodNum(3);
  private static final ActorId ANNE = new ActorId(1001);
  private static final RawBytes PARAMS = new RawBytes(new byte[] {(byte) 0x81, 0x01});
  private static final byte[] SUBADDRESS = {'f', 'o', 'o', 'b', 'a', 'r'};
  private static final Address DELEGATED = Address.ofDelegated(ActorId.EAM, SUBADDRESS);

  private final MockRuntime rt = new MockRuntime();

  @BeforeEach
  void construct() {
    rt.setReceiver(ActorId.INIT);
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(
            rt.call(
                InitActor.METHODS,
                MethodNum.CONSTRUCTOR,
                InitParams.Constructor.CODEC,
                new InitParams.Constructor("mock")))
        .isEmpty();
    rt.verify();
  }

  @AfterEach
  void stateIsSound() {
    assertThat(InitInvariants.check(state(), rt.store())).isEmpty();
  }

  private InitState state() {
    return rt.state(InitState.CODEC);
  }

  private Optional<ActorId> resolve(Address address) {
    return state().resolve(rt.store(), address);
  }

  private static Address robust(int seed) {
    return Address.ofActor(new byte[] {(byte) seed});
  }

  private void expectConstructor(ActorId id, TokenAmount value, SendResult result) {
    rt.expectSend(id.address(), MethodNum.CONSTRUCTOR, PARAMS.toBlock(), value, result);
  }

  private ExecReturn exec(ActorType type) {
    rt.expectValidateCallerAny();
    ExecReturn returned =
        MockRuntime.returned(
            ExecReturn.CODEC,
            rt.call(
                InitActor.METHODS,
                EXEC,
                InitParams.Exec.CODEC,
                new InitParams.Exec(rt.codeOfType(type), PARAMS)));
    rt.verify();
    return returned;
  }

  private ExecReturn exec4(byte[] subaddress) {
    rt.setCaller(ActorId.EAM, ActorType.EAM);
    rt.expectValidateCallerAddr(ActorId.EAM);
    ExecReturn returned =
        MockRuntime.returned(
            ExecReturn.CODEC,
            rt.call(
                InitActor.METHODS,
                EXEC4,
                InitParams.Exec4.CODEC,
                new InitParams.Exec4(
                    rt.codeOfType(ActorType.EVM), PARAMS, new RawBytes(subaddress))));
    rt.verify();
    return returned;
  }

  private void refused(ExitCode code, Runnable action) {
    Cid before = rt.stateRoot();
    MockRuntime.expectAbort(code, action);
    rt.verify();
    assertThat(rt.stateRoot()).isEqualTo(before);
  }

  // --- constructor

  @Test
  void startsWithoutAddressesAtTheFirstFreeNumber() {
    assertThat(state().networkName()).isEqualTo("mock");
    assertThat(state().nextId()).isEqualTo(ActorId.FIRST_NON_SINGLETON);
    assertThat(state().addressMap().toString())
        .isEqualTo("bafy2bzaceamp42wmmgr2g2ymg46euououzfyck7szknvfacqscohrvaikwfay");
  }

  @Test
  void onlySystemConstructsAndOnlyOnce() {
    refused(ExitCode.USR_ILLEGAL_STATE, this::construct);
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    refused(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.call(
                InitActor.METHODS,
                MethodNum.CONSTRUCTOR,
                InitParams.Constructor.CODEC,
                new InitParams.Constructor("mock")));
  }

  // --- exec

  @Test
  void anybodyMakesWalletsAndPaymentChannels() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    rt.setValueReceived(TokenAmount.ofAtto(7));
    rt.setBalance(TokenAmount.ofAtto(100));
    long next = 100;
    for (ActorType type : new ActorType[] {ActorType.MULTISIG, ActorType.PAYMENT_CHANNEL}) {
      ActorId id = new ActorId(next++);
      Address robust = robust((int) next);
      rt.setNextActorAddress(robust);
      rt.expectCreateActor(rt.codeOfType(type), id, Optional.empty());
      expectConstructor(id, TokenAmount.ofAtto(7), SendResult.Returned.NOTHING);
      assertThat(exec(type)).isEqualTo(new ExecReturn(id.address(), robust));
      assertThat(resolve(robust)).contains(id);
    }
    assertThat(state().nextId()).isEqualTo(new ActorId(102));
  }

  @Test
  void onlyPowerMakesMiners() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    refused(ExitCode.USR_FORBIDDEN, () -> exec(ActorType.MINER));

    rt.setCaller(ActorId.POWER, ActorType.POWER);
    rt.setNextActorAddress(robust(1));
    ActorId id = new ActorId(100);
    rt.expectCreateActor(rt.codeOfType(ActorType.MINER), id, Optional.empty());
    expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
    assertThat(exec(ActorType.MINER).idAddress()).isEqualTo(id.address());
  }

  @Test
  void nobodyMakesOtherActors() {
    rt.setCaller(ActorId.POWER, ActorType.POWER);
    for (ActorType type : ActorType.values()) {
      switch (type) {
        case MULTISIG, PAYMENT_CHANNEL, MINER -> {}
        default -> refused(ExitCode.USR_FORBIDDEN, () -> exec(type));
      }
    }
    rt.expectValidateCallerAny();
    refused(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.call(
                InitActor.METHODS,
                EXEC,
                InitParams.Exec.CODEC,
                new InitParams.Exec(Cid.ofDagCbor(new byte[] {1, 2}), PARAMS)));
  }

  @Test
  void addressKeepsItsNumber() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    rt.setNextActorAddress(robust(1));
    ActorId id = new ActorId(100);
    rt.expectCreateActor(rt.codeOfType(ActorType.MULTISIG), id, Optional.empty());
    expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
    exec(ActorType.MULTISIG);
    refused(ExitCode.USR_FORBIDDEN, () -> exec(ActorType.MULTISIG));
    assertThat(state().nextId()).isEqualTo(new ActorId(101));
  }

  @Test
  void failsAsTheConstructorFailsWithItsData() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    rt.setNextActorAddress(robust(1));
    ActorId id = new ActorId(100);
    IpldBlock data = new IpldBlock(Multicodec.CBOR, new byte[] {9});
    rt.expectCreateActor(rt.codeOfType(ActorType.MULTISIG), id, Optional.empty());
    expectConstructor(
        id,
        TokenAmount.ZERO,
        new SendResult.Returned(ExitCode.USR_ILLEGAL_STATE, Optional.of(data)));
    var abort = MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> exec(ActorType.MULTISIG));
    rt.verify();
    assertThat(abort.data()).contains(data);
    assertThat(resolve(robust(1))).isEmpty();

    rt.expectCreateActor(rt.codeOfType(ActorType.MULTISIG), id, Optional.empty());
    expectConstructor(id, TokenAmount.ZERO, new SendResult.Refused(ErrorNumber.LIMIT_EXCEEDED));
    refused(ExitCode.USR_ASSERTION_FAILED, () -> exec(ActorType.MULTISIG));
  }

  @Test
  void sendsNoBlockForEmptyParameters() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    rt.setNextActorAddress(robust(1));
    ActorId id = new ActorId(100);
    rt.expectCreateActor(rt.codeOfType(ActorType.MULTISIG), id, Optional.empty());
    rt.expectSend(
        id.address(),
        MethodNum.CONSTRUCTOR,
        Optional.empty(),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
    rt.expectValidateCallerAny();
    rt.call(
        InitActor.METHODS,
        EXEC,
        InitParams.Exec.CODEC,
        new InitParams.Exec(rt.codeOfType(ActorType.MULTISIG), RawBytes.EMPTY));
    rt.verify();
  }

  @Test
  void contractsCannotExec() {
    rt.setCaller(ANNE, ActorType.EVM);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> exec(ActorType.MULTISIG));
    rt.reset();
  }

  // --- exec4

  @Test
  void exec4GivesTheActorBothAddresses() {
    ActorId id = new ActorId(100);
    rt.setNextActorAddress(robust(1));
    rt.expectCreateActor(rt.codeOfType(ActorType.EVM), id, Optional.of(DELEGATED));
    expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
    assertThat(exec4(SUBADDRESS)).isEqualTo(new ExecReturn(id.address(), robust(1)));
    assertThat(resolve(robust(1))).contains(id);
    assertThat(resolve(DELEGATED)).contains(id);
    assertThat(state().nextId()).isEqualTo(new ActorId(101));

    // once more: the actor is no placeholder; nor is it one when it is gone
    rt.setNextActorAddress(robust(2));
    refused(ExitCode.USR_FORBIDDEN, () -> exec4(SUBADDRESS));
    rt.setActorCode(id, null);
    refused(ExitCode.USR_FORBIDDEN, () -> exec4(SUBADDRESS));
  }

  @Test
  void exec4KeepsThePlaceholdersNumber() {
    ActorId id = new ActorId(100);
    rt.replaceState(InitState.CODEC, state().map(rt.store(), DELEGATED, Optional.empty()).state());
    rt.setActorType(id, ActorType.PLACEHOLDER);
    rt.setDelegatedAddress(id, DELEGATED);

    rt.setNextActorAddress(robust(1));
    rt.expectCreateActor(rt.codeOfType(ActorType.EVM), id, Optional.of(DELEGATED));
    expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
    assertThat(exec4(SUBADDRESS)).isEqualTo(new ExecReturn(id.address(), robust(1)));
    assertThat(resolve(DELEGATED)).contains(id);
    assertThat(resolve(robust(1))).contains(id);
    assertThat(state().nextId()).isEqualTo(new ActorId(101));
  }

  @Test
  void exec4IsForTheAddressManagerAlone() {
    for (ActorId caller : new ActorId[] {ANNE, ActorId.SYSTEM, ActorId.POWER}) {
      rt.setCaller(caller, ActorType.POWER);
      rt.expectValidateCallerAddr(ActorId.EAM);
      refused(
          ExitCode.USR_FORBIDDEN,
          () ->
              rt.call(
                  InitActor.METHODS,
                  EXEC4,
                  InitParams.Exec4.CODEC,
                  new InitParams.Exec4(
                      rt.codeOfType(ActorType.EVM), PARAMS, new RawBytes(SUBADDRESS))));
    }
  }

  @Test
  void exec4RefusesASubaddressThatIsTooLong() {
    refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> exec4(new byte[55]));
    rt.setNextActorAddress(robust(1));
    byte[] longest = new byte[54];
    ActorId id = new ActorId(100);
    rt.expectCreateActor(
        rt.codeOfType(ActorType.EVM), id, Optional.of(Address.ofDelegated(ActorId.EAM, longest)));
    expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
    exec4(longest);
  }

  // --- the rest

  @Test
  void refusesParametersThatAreNone() {
    for (long method = 1; method <= 3; method++) {
      MethodNum number = new MethodNum(method);
      for (byte[] garbage :
          new byte[][] {{}, {(byte) 0x80}, {(byte) 0x84, 0, 0, 0, 0}, {0x61, 'x'}}) {
        refused(
            ExitCode.USR_SERIALIZATION,
            () ->
                rt.call(
                    InitActor.METHODS,
                    number,
                    Optional.of(new IpldBlock(Multicodec.CBOR, garbage))));
      }
      refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rt.call(InitActor.METHODS, number));
    }
    refused(ExitCode.USR_UNHANDLED_MESSAGE, () -> rt.call(InitActor.METHODS, new MethodNum(4)));
  }

  @Test
  void everyActorMadeKeepsItsAddresses() {
    rt.setCaller(ANNE, ActorType.ACCOUNT);
    for (int i = 0; i < 100; i++) {
      ActorId id = new ActorId(100 + i);
      rt.setNextActorAddress(robust(i));
      rt.expectCreateActor(rt.codeOfType(ActorType.MULTISIG), id, Optional.empty());
      expectConstructor(id, TokenAmount.ZERO, SendResult.Returned.NOTHING);
      exec(ActorType.MULTISIG);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(resolve(robust(i))).contains(new ActorId(100 + i));
    }
    assertThat(resolve(robust(100))).isEmpty();
    assertThat(resolve(ANNE.address())).contains(ANNE);
  }

  @Test
  void invariantsNameWhatIsWrong() {
    InitState low = new InitState(state().addressMap(), new ActorId(99), "");
    assertThat(InitInvariants.check(low, rt.store())).hasSize(2);
    InitState ahead = state().map(rt.store(), robust(1), Optional.of(DELEGATED)).state();
    InitState behind = new InitState(ahead.addressMap(), new ActorId(100), "mock");
    assertThat(InitInvariants.check(behind, rt.store())).hasSize(2);
  }

  @Test
  void stateStandsAsOnTheNetwork() {
    assertThat(HexFormat.of().formatHex(InitState.CODEC.toBytes(state())))
        .startsWith("83" + "d82a5827000171a0e40220")
        .endsWith("1864" + "646d6f636b");
  }
}
