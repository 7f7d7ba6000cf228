// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.SendResult;
import io.jfvm.evm.ContractFixture;
import io.jfvm.evm.Returns;
import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The call_actor precompiles as a contract uses them: by DELEGATECALL. */
class CallActorTest {
  private static final Address TO = Address.ofId(104);
  private static final long GAS = 1_000_000;
  private static final byte[] FAILED = {0};

  /** Calls the precompile whose last byte comes first with the rest of the input. */
  private static String caller(CallKind kind) {
    String value = kind == CallKind.CALL ? "PUSH0 " : "";
    return "PUSH1 0x20 CALLDATASIZE SUB PUSH1 0x20 PUSH0 CALLDATACOPY PUSH0 PUSH0"
        + " PUSH1 0x20 CALLDATASIZE SUB PUSH0 "
        + value
        + "PUSH0 CALLDATALOAD PUSH20 0xfe00000000000000000000000000000000000000 OR PUSH3 0x0f4240 "
        + kind
        + " PUSH0 MSTORE8 RETURNDATASIZE PUSH0 PUSH1 0x01 RETURNDATACOPY"
        + " RETURNDATASIZE PUSH1 0x01 ADD PUSH0 RETURN";
  }

  private static byte[] head(
      long method, long value, long flags, long codec, long params, long to) {
    return concat(word(method), word(value), word(flags), word(codec), word(params), word(to));
  }

  /** By address, in the form Solidity's abi.encode gives. */
  private static byte[] byAddress(
      long method, long value, long flags, long codec, byte[] params, Address to) {
    byte[] padded = Arrays.copyOf(params, (params.length + 31) / 32 * 32);
    byte[] address = to.toBytes();
    return concat(
        word(3),
        head(method, value, flags, codec, 0xc0, 0xe0 + padded.length),
        word(params.length),
        padded,
        word(address.length),
        Arrays.copyOf(address, (address.length + 31) / 32 * 32));
  }

  private static byte[] answer(Word exit, long codec, byte... data) {
    return concat(
        new byte[] {1},
        exit.toBytes(),
        word(codec),
        word(0x60),
        word(data.length),
        Arrays.copyOf(data, (data.length + 31) / 32 * 32));
  }

  private static byte[] call(byte[] input, Send send, SendResult result) {
    ContractFixture contract = ContractFixture.of(caller(CallKind.DELEGATECALL));
    contract.rt.setBalance(TokenAmount.ofAtto(100));
    contract.rt.expectSend(send, result);
    return contract.invoke(input);
  }

  private static byte[] refuse(byte[] input) {
    return ContractFixture.of(caller(CallKind.DELEGATECALL)).invoke(input);
  }

  private static Send send(long method, long value, boolean readOnly, Optional<IpldBlock> params) {
    return new Send(
        TO,
        new MethodNum(method),
        params,
        TokenAmount.ofAtto(value),
        OptionalLong.of(GAS),
        readOnly);
  }

  private static Optional<IpldBlock> cbor(byte... bytes) {
    return Optional.of(new IpldBlock(Multicodec.CBOR, bytes));
  }

  @Test
  void sendsToAnAddress() {
    byte[] params = {1, 2, 3};
    assertThat(
            call(
                byAddress(1024, 5, 0, 0x51, params, TO),
                send(1024, 5, false, cbor(params)),
                Returns.block(new IpldBlock(Multicodec.CBOR, new byte[] {7}))))
        .isEqualTo(answer(Word.ZERO, 0x51, (byte) 7));
    assertThat(
            call(
                byAddress(0xffffffffL, 0, 1, 0, new byte[0], TO),
                send(0xffffffffL, 0, true, Optional.empty()),
                Returns.nothing()))
        .isEqualTo(answer(Word.ZERO, 0));
  }

  @Test
  void sendsToAnActorsNumber() {
    byte[] input = concat(word(5), head(0, 9, 0, 0, 0xc0, 104), word(0));
    assertThat(call(input, send(0, 9, false, Optional.empty()), Returns.nothing()))
        .isEqualTo(answer(Word.ZERO, 0));
  }

  @Test
  void parametersAtOffsetZeroHaveTheMethodAsTheirLength() {
    byte[] input = concat(word(5), head(0, 9, 0, 0, 0, 104));
    assertThat(call(input, send(0, 9, false, Optional.empty()), Returns.nothing()))
        .isEqualTo(answer(Word.ZERO, 0));
  }

  @Test
  void inputGoesOnWithZeros() {
    byte[] beyond = concat(word(5), head(2000, 0, 0, 0x51, 0xffff_ffffL, 104));
    assertThat(call(beyond, send(2000, 0, false, cbor()), Returns.nothing()))
        .isEqualTo(answer(Word.ZERO, 0));
    byte[] longer = concat(word(5), head(2000, 0, 0, 0x51, 0xc0, 104), word(3), new byte[] {9});
    assertThat(
            call(
                longer,
                send(2000, 0, false, cbor((byte) 9, (byte) 0, (byte) 0)),
                Returns.nothing()))
        .isEqualTo(answer(Word.ZERO, 0));
  }

  @Test
  void exitCodesAndErrorNumbers() {
    byte[] input = byAddress(1024, 0, 0, 0, new byte[0], TO);
    Send send = send(1024, 0, false, Optional.empty());
    IpldBlock data = new IpldBlock(Multicodec.DAG_CBOR, new byte[33]);
    assertThat(call(input, send, Returns.exit(new ExitCode(42), Optional.of(data))))
        .isEqualTo(answer(Word.of(42), 0x71, new byte[33]));
    for (ErrorNumber error : ErrorNumber.values()) {
      Word minus = Word.of(BigInteger.valueOf(-error.number()));
      assertThat(call(input, send, Returns.refused(error))).isEqualTo(answer(minus, 0));
    }
  }

  @Test
  void onlyByDelegatecall() {
    byte[] input = byAddress(1024, 0, 0, 0, new byte[0], TO);
    for (CallKind kind : new CallKind[] {CallKind.CALL, CallKind.STATICCALL}) {
      assertThat(ContractFixture.of(caller(kind)).invoke(input)).isEqualTo(FAILED);
    }
  }

  @Test
  void malformedInputFails() {
    for (long method : new long[] {1, 2, 1023}) {
      assertThat(refuse(byAddress(method, 0, 0, 0, new byte[0], TO))).isEqualTo(FAILED);
    }
    assertThat(refuse(byAddress(1024, 0, 2, 0, new byte[0], TO))).as("flags").isEqualTo(FAILED);
    assertThat(refuse(byAddress(1024, 0, 0, 0, new byte[1], TO))).as("codec 0").isEqualTo(FAILED);
    for (long codec : new long[] {0x55, 0x71, 1}) {
      assertThat(refuse(byAddress(1024, 0, 0, codec, new byte[1], TO))).isEqualTo(FAILED);
    }
    byte[] good = concat(word(5), head(1024, 0, 0, 0, 0xc0, 104), word(0));
    for (int at : new int[] {1, 3, 4, 5, 6}) {
      byte[] wide = good.clone();
      wide[32 * at] = 1;
      assertThat(refuse(wide)).as("word %d", at).isEqualTo(FAILED);
    }
    assertThat(refuse(concat(word(5), head(1024, 0, 0, 0, 1L << 32, 104)))).isEqualTo(FAILED);
    assertThat(refuse(concat(word(5), head(1024, 0, 0, 0, 0xc0, 104), word(1L << 32))))
        .isEqualTo(FAILED);
    assertThat(refuse(concat(word(3), head(1024, 0, 0, 0, 0xc0, 1L << 32), word(0))))
        .isEqualTo(FAILED);
    assertThat(refuse(concat(word(3), head(1024, 0, 0, 0, 0xc0, 0xc0), word(0))))
        .as("no address")
        .isEqualTo(FAILED);
    assertThat(refuse(word(3))).isEqualTo(FAILED);
  }

  @Test
  void stateIsWrittenBeforeTheSend() {
    ContractFixture contract =
        ContractFixture.of("PUSH1 0x05 PUSH1 0x01 SSTORE " + caller(CallKind.DELEGATECALL));
    contract.rt.expectSend(
        send(1024, 0, false, Optional.empty()), Returns.refused(ErrorNumber.LIMIT_EXCEEDED));
    byte[] input = concat(word(5), head(1024, 0, 0, 0, 0xc0, 104), word(0));
    assertThat(contract.invoke(input)).hasSize(1 + 4 * 32);
    assertThat(contract.state().storage())
        .isNotEqualTo(ContractFixture.of("STOP").state().storage());
  }
}
