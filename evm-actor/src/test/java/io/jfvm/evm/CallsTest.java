// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.host.DelegateParams;
import io.jfvm.evm.host.FevmGas;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmState;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each way a contract calls another, and each way that can end. */
class CallsTest {
  private static final EthAddress TARGET = EthAddress.ofId(new ActorId(2000));
  private static final byte[] INPUT = {1, 2, 3, 4};
  private static final long GAS = 1_000_000;

  /** Calls with gas, address, value and input of its own call data; returns ok and what came. */
  static String caller(CallKind kind) {
    String value = kind == CallKind.CALL ? "PUSH1 0x40 CALLDATALOAD " : "";
    return "PUSH1 0x60 CALLDATASIZE SUB PUSH1 0x60 PUSH0 CALLDATACOPY PUSH0 PUSH0"
        + " PUSH1 0x60 CALLDATASIZE SUB PUSH0 "
        + value
        + "PUSH1 0x20 CALLDATALOAD PUSH0 CALLDATALOAD "
        + kind
        + " PUSH0 MSTORE8 RETURNDATASIZE PUSH0 PUSH1 0x01 RETURNDATACOPY"
        + " RETURNDATASIZE PUSH1 0x01 ADD PUSH0 RETURN";
  }

  static byte[] request(long gas, EthAddress target, long value, byte[] input) {
    return concat(word(gas), word(target), word(value), input);
  }

  private static Send send(
      Address to, CallKind kind, long gas, long value, Optional<IpldBlock> params) {
    return new Send(
        to,
        EvmMethods.INVOKE_CONTRACT,
        params,
        TokenAmount.ofAtto(value),
        OptionalLong.of(gas),
        kind == CallKind.STATICCALL);
  }

  private static Optional<IpldBlock> raw(byte[] bytes) {
    return Optional.of(new IpldBlock(Multicodec.RAW, bytes));
  }

  private static byte[] success(byte... returned) {
    return concat(new byte[] {1}, returned);
  }

  private static byte[] failure(byte... returned) {
    return concat(new byte[] {0}, returned);
  }

  private static byte[] call(CallKind kind, boolean readOnly, SendResult result) {
    ContractFixture contract = ContractFixture.of(caller(kind));
    contract.rt.setReadOnly(readOnly);
    contract.rt.expectSend(send(TARGET.address(), kind, GAS, 0, raw(INPUT)), result);
    return contract.invoke(request(GAS, TARGET, 0, INPUT));
  }

  @ParameterizedTest
  @EnumSource(value = CallKind.class, mode = Mode.EXCLUDE, names = "DELEGATECALL")
  void callsAreMessagesWithRawInput(CallKind kind) {
    assertThat(call(kind, false, Returns.nothing())).isEqualTo(success());
  }

  @ParameterizedTest
  @EnumSource(value = CallKind.class, mode = Mode.EXCLUDE, names = "DELEGATECALL")
  void whatComesBackIsDecodedAsBytesIfItIsThat(CallKind kind) {
    byte[] cbor = {0x42, 7, 8};
    for (long codec : new long[] {Multicodec.CBOR, Multicodec.DAG_CBOR}) {
      assertThat(call(kind, false, Returns.block(new IpldBlock(codec, cbor))))
          .isEqualTo(success((byte) 7, (byte) 8));
    }
    assertThat(call(kind, false, Returns.block(new IpldBlock(Multicodec.RAW, cbor))))
        .isEqualTo(success(cbor));
    byte[] tuple = {(byte) 0x81, 0x01};
    assertThat(call(kind, false, Returns.block(new IpldBlock(Multicodec.CBOR, tuple))))
        .isEqualTo(success(tuple));
    byte[] trailing = {0x41, 7, 8};
    assertThat(call(kind, false, Returns.block(new IpldBlock(Multicodec.CBOR, trailing))))
        .isEqualTo(success(trailing));
  }

  @ParameterizedTest
  @EnumSource(value = CallKind.class, mode = Mode.EXCLUDE, names = "DELEGATECALL")
  void aFailedCalleePushesZeroAndShowsItsData(CallKind kind) {
    IpldBlock revert = new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 9});
    assertThat(call(kind, false, Returns.exit(EvmExits.REVERTED, Optional.of(revert))))
        .isEqualTo(failure((byte) 9));
    assertThat(call(kind, false, Returns.exit(ExitCode.SYS_OUT_OF_GAS, Optional.empty())))
        .isEqualTo(failure());
  }

  @ParameterizedTest
  @EnumSource(value = CallKind.class, mode = Mode.EXCLUDE, names = "DELEGATECALL")
  void refusedSends(CallKind kind) {
    for (boolean readOnly : new boolean[] {false, true}) {
      for (ErrorNumber error : ErrorNumber.values()) {
        boolean isStatic = readOnly || kind == CallKind.STATICCALL;
        boolean nobodyThere =
            error == ErrorNumber.NOT_FOUND || (error == ErrorNumber.READ_ONLY && isStatic);
        assertThat(call(kind, readOnly, Returns.refused(error)))
            .as("%s, read-only %s", error, readOnly)
            .isEqualTo(nobodyThere ? success() : failure());
      }
    }
  }

  @Test
  void noInputIsNoParameters() {
    ContractFixture contract = ContractFixture.of(caller(CallKind.CALL));
    contract.rt.expectSend(
        send(TARGET.address(), CallKind.CALL, GAS, 0, Optional.empty()), Returns.nothing());
    assertThat(contract.invoke(request(GAS, TARGET, 0, new byte[0]))).isEqualTo(success());
  }

  @Test
  void otherAddressesAreF410() {
    EthAddress target = ContractFixture.CREATOR;
    ContractFixture contract = ContractFixture.of(caller(CallKind.CALL));
    contract.rt.setBalance(TokenAmount.ofAtto(10));
    contract.rt.expectSend(
        send(
            Address.ofDelegated(ActorId.EAM, target.bytes()),
            CallKind.CALL,
            GAS,
            3,
            Optional.empty()),
        Returns.nothing());
    assertThat(contract.invoke(request(GAS, target, 3, new byte[0]))).isEqualTo(success());
  }

  @Test
  void bareTransfersGetTenMillionGas() {
    long[][] gasValueLimit = {
      {0, 1, 10_000_000}, {2300, 0, 10_000_000}, {0, 0, 0}, {2300, 1, 2300}, {2301, 0, 2301}
    };
    for (long[] row : gasValueLimit) {
      ContractFixture contract = ContractFixture.of(caller(CallKind.CALL));
      contract.rt.setBalance(TokenAmount.ofAtto(10));
      contract.rt.expectSend(
          send(TARGET.address(), CallKind.CALL, row[2], row[1], Optional.empty()),
          Returns.nothing());
      assertThat(contract.invoke(request(row[0], TARGET, row[1], new byte[0])))
          .isEqualTo(success());
    }
  }

  @Test
  void aCallGetsAtMostAllButOne64th() {
    String source =
        "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH2 0x1234 PUSH32 0x%s CALL".formatted("ff".repeat(32));
    byte[] code = Asm.code(source);
    ContractFixture contract = ContractFixture.of(code);
    long available = 5_000_000_000L;
    contract.rt.setMilligasAvailable(available);
    long spent =
        FevmGas.CODE_BYTE * code.length
            + 5 * FevmGas.SCHEDULE.cost(Opcode.PUSH0.code())
            + FevmGas.SCHEDULE.cost(Opcode.PUSH2.code())
            + FevmGas.SCHEDULE.cost(Opcode.PUSH32.code())
            + FevmGas.SCHEDULE.cost(Opcode.CALL.code());
    long limit = (available - spent) / 1000 * 63 / 64;
    contract.rt.expectSend(
        send(
            new EthAddress(Word.of(0x1234).toAddress()).address(),
            CallKind.CALL,
            limit,
            0,
            Optional.empty()),
        Returns.nothing());
    assertThat(contract.invoke()).isEmpty();
  }

  @Test
  void delegatecallAsksForTheCodeAndCallsItself() {
    Cid code = Cid.ofBlock(Multicodec.RAW, new byte[] {0x5b});
    for (boolean fails : new boolean[] {false, true}) {
      ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
      contract.rt.setActorType(new ActorId(2000), ActorType.EVM);
      contract.rt.setValueReceived(TokenAmount.ofAtto(77));
      contract.rt.expectSend(getBytecode(), bytecode(Optional.of(code)));
      DelegateParams params =
          new DelegateParams(
              code, INPUT, EthAddress.ofId(new ActorId(1001)), TokenAmount.ofAtto(77));
      IpldBlock returned = new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 3});
      contract.rt.expectSend(
          new Send(
              ContractFixture.ID.address(),
              EvmMethods.INVOKE_CONTRACT_DELEGATE,
              Optional.of(new IpldBlock(Multicodec.DAG_CBOR, DelegateParams.CODEC.toBytes(params))),
              TokenAmount.ZERO,
              OptionalLong.of(GAS),
              false),
          fails ? Returns.exit(EvmExits.REVERTED, Optional.of(returned)) : Returns.block(returned));
      assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT)))
          .isEqualTo(fails ? failure((byte) 3) : success((byte) 3));
    }
  }

  @Test
  void delegatecallThatIsRefusedFails() {
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    contract.rt.setActorType(new ActorId(2000), ActorType.EVM);
    Cid code = Cid.ofBlock(Multicodec.RAW, new byte[] {0x5b});
    contract.rt.expectSend(getBytecode(), bytecode(Optional.of(code)));
    DelegateParams params =
        new DelegateParams(code, INPUT, EthAddress.ofId(new ActorId(1001)), TokenAmount.ZERO);
    contract.rt.expectSend(
        new Send(
            ContractFixture.ID.address(),
            EvmMethods.INVOKE_CONTRACT_DELEGATE,
            Optional.of(new IpldBlock(Multicodec.DAG_CBOR, DelegateParams.CODEC.toBytes(params))),
            TokenAmount.ZERO,
            OptionalLong.of(GAS),
            false),
        Returns.refused(ErrorNumber.LIMIT_EXCEEDED));
    assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT))).isEqualTo(failure());
  }

  private static Send getBytecode() {
    return query(EvmMethods.GET_BYTECODE);
  }

  private static Send query(MethodNum method) {
    return new Send(
        new ActorId(2000).address(),
        method,
        Optional.empty(),
        TokenAmount.ZERO,
        OptionalLong.empty(),
        true);
  }

  private static SendResult bytecode(Optional<Cid> code) {
    return Returns.block(
        new IpldBlock(Multicodec.DAG_CBOR, Codecs.optional(Cid.CODEC).toBytes(code)));
  }

  @Test
  void delegatecallToADeadContractSucceedsWithNothing() {
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    contract.rt.setActorType(new ActorId(2000), ActorType.EVM);
    contract.rt.expectSend(getBytecode(), bytecode(Optional.empty()));
    assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT))).isEqualTo(success());
  }

  @ParameterizedTest
  @EnumSource(ActorType.class)
  void delegatecallToOthersSendsNothing(ActorType type) {
    if (type == ActorType.EVM) {
      return;
    }
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    contract.rt.setActorType(new ActorId(2000), type);
    boolean account =
        type == ActorType.ACCOUNT || type == ActorType.PLACEHOLDER || type == ActorType.ETH_ACCOUNT;
    assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT)))
        .isEqualTo(account ? success() : failure());
  }

  @Test
  void delegatecallToNobodySucceedsAndToUserActorsFails() {
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT))).isEqualTo(success());
    contract.rt.setActorCode(new ActorId(2000), Cid.ofBlock(Multicodec.RAW, new byte[] {1}));
    assertThat(contract.invoke(request(GAS, TARGET, 0, INPUT))).isEqualTo(failure());
  }

  @Test
  void aRefusedQuestionForCodeAborts() {
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    contract.rt.setActorType(new ActorId(2000), ActorType.EVM);
    contract.rt.expectSend(getBytecode(), Returns.refused(ErrorNumber.LIMIT_EXCEEDED));
    MockRuntime.expectAbort(
        ExitCode.USR_UNSPECIFIED, () -> contract.invoke(request(GAS, TARGET, 0, INPUT)));
    contract.rt.expectSend(getBytecode(), Returns.exit(ExitCode.SYS_OUT_OF_GAS, Optional.empty()));
    MockRuntime.expectAbort(
        ExitCode.USR_ASSERTION_FAILED, () -> contract.invoke(request(GAS, TARGET, 0, INPUT)));
  }

  @Test
  void codeOfOthers() {
    byte[] code = {1, 2, 3};
    ContractFixture contract =
        ContractFixture.of(
            "PUSH0 CALLDATALOAD EXTCODESIZE PUSH0 MSTORE"
                + " PUSH0 CALLDATALOAD EXTCODEHASH PUSH1 0x20 MSTORE"
                + " PUSH1 0x20 PUSH0 PUSH1 0x40 PUSH0 CALLDATALOAD EXTCODECOPY"
                + " PUSH1 0x60 PUSH0 RETURN");
    Cid cid = contract.rt.store().put(Multicodec.RAW, code);
    contract.rt.setActorType(new ActorId(2000), ActorType.EVM);
    Word hash = Word.of(123456);
    contract.rt.expectSend(getBytecode(), bytecode(Optional.of(cid)));
    contract.rt.expectSend(
        query(EvmMethods.GET_BYTECODE_HASH), Returns.cbor(Codecs.BYTES, hash.toBytes()));
    contract.rt.expectSend(getBytecode(), bytecode(Optional.of(cid)));
    assertThat(contract.invoke(word(TARGET)))
        .isEqualTo(concat(word(3), hash.toBytes(), Arrays.copyOf(code, 32)));

    byte[] emptyHash = Hash.KECCAK_256.digest(new byte[0]);
    contract.rt.setActorType(new ActorId(2000), ActorType.PLACEHOLDER);
    assertThat(contract.invoke(word(TARGET))).isEqualTo(concat(word(0), emptyHash, word(0)));
    contract.rt.setActorType(new ActorId(2000), ActorType.MINER);
    byte[] fe = {(byte) 0xfe};
    assertThat(contract.invoke(word(TARGET)))
        .isEqualTo(concat(word(1), Hash.KECCAK_256.digest(fe), Arrays.copyOf(fe, 32)));
    assertThat(contract.invoke(word(EthAddress.ofId(new ActorId(4242)))))
        .isEqualTo(concat(word(0), word(0), word(0)));
    // A precompile exists, also one that cannot be called yet; a reserved address does not.
    for (int precompile : new int[] {1, 5, 8, 9, 0x0b, 0x11, 0x100}) {
      assertThat(contract.invoke(word(precompile))).isEqualTo(concat(word(0), emptyHash, word(0)));
    }
    for (int reserved : new int[] {0, 0x0a, 0x12, 0xff, 0x101}) {
      assertThat(contract.invoke(word(reserved))).isEqualTo(concat(word(0), word(0), word(0)));
    }
  }

  @Test
  void stateHeldInMemorySurvivesAFailedSend() {
    ContractFixture contract =
        ContractFixture.of(
            "PUSH1 0x05 PUSH1 0x01 SSTORE"
                + " PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH2 0x1234 PUSH1 0x09 CALL POP"
                + " PUSH1 0x01 SLOAD PUSH1 0x02 SSTORE");
    contract.rt.expectSend(
        send(
            new EthAddress(Word.of(0x1234).toAddress()).address(),
            CallKind.CALL,
            9,
            0,
            Optional.empty()),
        Returns.exit(EvmExits.REVERTED, Optional.empty()));
    contract.invoke();
    ContractFixture same =
        ContractFixture.of("PUSH1 0x05 DUP1 PUSH1 0x01 SSTORE PUSH1 0x02 SSTORE");
    same.invoke();
    EvmState end = contract.state();
    assertThat(end.storage()).isEqualTo(same.state().storage());
  }
}
