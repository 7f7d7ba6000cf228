// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static io.jfvm.evm.ContractFixture.HEX;
import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorTrap;
import io.jfvm.actor.MockRuntime;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.host.DelegateParams;
import io.jfvm.evm.host.ExternalCode;
import io.jfvm.evm.system.ConstructorParams;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmState;
import io.jfvm.evm.system.Lifespan;
import io.jfvm.evm.system.Words;
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
import org.junit.jupiter.api.Test;

class EvmActorTest {
  private static final byte[] EMPTY_STRING = {0x40};

  private static IpldBlock cbor(ConstructorParams params) {
    return IpldBlock.ofCbor(ConstructorParams.CODEC, params);
  }

  private static void expectConstructorAbort(
      ContractFixture contract, ExitCode exitCode, byte[] initcode) {
    contract.rt.expectValidateCallerAddr(ActorId.INIT);
    expectAbort(
        exitCode,
        () ->
            contract.rt.call(
                contract.actor,
                MethodNum.CONSTRUCTOR,
                Optional.of(cbor(new ConstructorParams(ContractFixture.CREATOR, initcode)))));
    contract.rt.verify();
  }

  @Test
  void emptyInitcodeMakesAnEmptyContract() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.construct(new byte[0]);
    EvmState state = contract.state();
    assertThat(state.bytecode())
        .hasToString("bafk2bzaceahfouoae3suhmxivmxlayez3kq5dzo7i53y654h7kvultprf7r2q");
    assertThat(state.storage())
        .hasToString("bafy2bzaceamp42wmmgr2g2ymg46euououzfyck7szknvfacqscohrvaikwfay");
    assertThat(state.bytecodeHash()).isEqualTo(ExternalCode.EMPTY_HASH);
    assertThat(state.nonce()).isEqualTo(1);
    assertThat(state.transientData()).isEmpty();
    assertThat(state.tombstone()).isEmpty();
    assertThat(contract.invoke(new byte[] {1})).isEmpty();
  }

  @Test
  void initcodeDeploysWhatItReturns() {
    byte[] code = Asm.returning("PUSH1 0x2a");
    ContractFixture contract = ContractFixture.of(code);
    assertThat(contract.state().bytecode()).isEqualTo(Cid.ofBlock(Multicodec.RAW, code));
    assertThat(contract.state().bytecodeHash()).isEqualTo(Word.of(Hash.KECCAK_256.digest(code)));
    assertThat(contract.invokeForWord()).isEqualTo(Word.of(42));
  }

  @Test
  void initcodeSeesCreatorAndValueAndMayStore() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.setValueReceived(TokenAmount.ofAtto(99));
    contract.construct(
        Asm.code(
            "CALLER PUSH1 0x01 SSTORE CALLVALUE PUSH1 0x02 SSTORE CALLDATASIZE PUSH1 0x03 SSTORE"));
    assertThat(storageAt(contract, 1)).isEqualTo(Words.of(ContractFixture.CREATOR));
    assertThat(storageAt(contract, 2)).isEqualTo(Word.of(99));
    assertThat(storageAt(contract, 3)).isEqualTo(Word.ZERO);
  }

  private static Word storageAt(ContractFixture contract, long key) {
    contract.rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    contract.rt.expectValidateCallerAddr(ActorId.SYSTEM);
    IpldBlock params =
        new IpldBlock(
            Multicodec.CBOR,
            new CborWriter().array(1).raw(Words.CODEC.toBytes(Word.of(key))).toByteArray());
    Word value =
        MockRuntime.returned(
            Words.CODEC,
            contract.rt.call(contract.actor, EvmMethods.GET_STORAGE_AT, Optional.of(params)));
    contract.rt.verify();
    return value;
  }

  @Test
  void onlyInitConstructs() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.setCaller(ActorId.EAM, ActorType.EAM);
    expectConstructorAbort(contract, ExitCode.USR_FORBIDDEN, new byte[0]);
  }

  @Test
  void constructorNeedsAnEthereumAddress() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.setReceiver(new ActorId(777));
    expectConstructorAbort(contract, ExitCode.USR_FORBIDDEN, new byte[0]);
  }

  @Test
  void constructorRefusesAnAddressOfAnotherLength() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.setDelegatedAddress(
        ContractFixture.ID, Address.ofDelegated(ActorId.EAM, new byte[19]));
    expectConstructorAbort(contract, ExitCode.USR_ASSERTION_FAILED, new byte[0]);
  }

  @Test
  void constructorRefusesAnActorWithState() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.construct(new byte[0]);
    expectConstructorAbort(contract, ExitCode.USR_ILLEGAL_STATE, new byte[0]);
  }

  @Test
  void constructorRefusesMalformedParameters() {
    ContractFixture contract = ContractFixture.unconstructed();
    expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> contract.rt.call(contract.actor, MethodNum.CONSTRUCTOR));
    for (long codec : new long[] {Multicodec.CBOR, Multicodec.RAW, 0x99}) {
      expectAbort(
          ExitCode.USR_SERIALIZATION,
          () ->
              contract.rt.call(
                  contract.actor,
                  MethodNum.CONSTRUCTOR,
                  Optional.of(new IpldBlock(codec, new byte[] {(byte) 0x80}))));
    }
  }

  @Test
  void codeMustNotStartWithEf() {
    expectConstructorAbort(
        ContractFixture.unconstructed(),
        ExitCode.USR_ILLEGAL_ARGUMENT,
        Asm.initcode(new byte[] {(byte) 0xef}));
  }

  @Test
  void codeIsLimitedTo24576Bytes() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.construct(Asm.initcode(new byte[24576]));
    assertThat(contract.state().bytecode()).isEqualTo(Cid.ofBlock(Multicodec.RAW, new byte[24576]));
    expectConstructorAbort(
        ContractFixture.unconstructed(),
        ExitCode.USR_ILLEGAL_ARGUMENT,
        Asm.initcode(new byte[24577]));
  }

  @Test
  void revertInInitcodeCarriesItsData() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.expectValidateCallerAddr(ActorId.INIT);
    ActorException abort =
        expectAbort(
            EvmExits.REVERTED,
            () ->
                contract.rt.call(
                    contract.actor,
                    MethodNum.CONSTRUCTOR,
                    Optional.of(
                        cbor(
                            new ConstructorParams(
                                ContractFixture.CREATOR,
                                Asm.code(
                                    "PUSH1 0x07 PUSH1 0x00 MSTORE8 PUSH1 0x01 PUSH1 0x00"
                                        + " REVERT"))))));
    assertThat(abort.data()).contains(new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 7}));
  }

  @Test
  void selfDestructInInitcodeLeavesATombstoneAndNoCode() {
    ContractFixture contract = ContractFixture.unconstructed();
    contract.rt.setBalance(TokenAmount.ofAtto(5));
    contract.rt.expectSend(
        new ActorId(0x64).address(),
        MethodNum.SEND,
        Optional.empty(),
        TokenAmount.ofAtto(5),
        Returns.nothing());
    contract.construct(Asm.code("PUSH20 0xff00000000000000000000000000000000000064 SELFDESTRUCT"));
    assertThat(contract.state().tombstone()).contains(new Lifespan(new ActorId(1001), 7));
    assertThat(contract.state().bytecodeHash()).isEqualTo(ExternalCode.EMPTY_HASH);
  }

  @Test
  void revertCarriesItsData() {
    ActorException abort =
        ContractFixture.of("PUSH1 0x00 PUSH1 0x00 REVERT").abort(EvmExits.REVERTED);
    assertThat(abort.data()).contains(new IpldBlock(Multicodec.CBOR, EMPTY_STRING));
  }

  @Test
  void everyFailureHasItsExitCode() {
    ContractFixture.of("INVALID").abort(EvmExits.INVALID_INSTRUCTION);
    ContractFixture.of("0x0c").abort(EvmExits.UNDEFINED_INSTRUCTION);
    for (String never : new String[] {"0xf2", "0x49", "0x4a", "0x21", "0xef"}) {
      ContractFixture.of("PUSH0 " + never).abort(EvmExits.UNDEFINED_INSTRUCTION);
    }
    ContractFixture.of("ADD").abort(EvmExits.STACK_UNDERFLOW);
    ContractFixture.of("again: PUSH0 @again JUMP").abort(EvmExits.STACK_OVERFLOW);
    ContractFixture.of("PUSH1 0x00 JUMP").abort(EvmExits.BAD_JUMP);
    ContractFixture.of("PUSH5 0x0100000000 MLOAD").abort(EvmExits.ILLEGAL_MEMORY_ACCESS);
    ContractFixture.of("PUSH1 0x01 PUSH1 0x00 PUSH1 0x00 RETURNDATACOPY")
        .abort(EvmExits.ILLEGAL_MEMORY_ACCESS);
  }

  @Test
  void stateChangesInAReadOnlyCallAbort() {
    String[] changes = {
      "PUSH1 0x01 PUSH1 0x01 SSTORE",
      "PUSH1 0x01 PUSH1 0x01 TSTORE",
      "PUSH0 PUSH0 LOG0",
      "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 LOG4",
      "PUSH0 PUSH0 PUSH0 CREATE",
      "PUSH0 PUSH0 PUSH0 PUSH0 CREATE2",
      "PUSH0 SELFDESTRUCT",
      "PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x01 PUSH0 PUSH0 CALL"
    };
    for (String change : changes) {
      ContractFixture contract = ContractFixture.of(change);
      contract.rt.setReadOnly(true);
      contract.abort(ExitCode.USR_READ_ONLY);
    }
  }

  @Test
  void memoryBeyondTheInstanceTraps() {
    ContractFixture trapped = ContractFixture.of("PUSH4 0x20000000 MLOAD");
    assertThat(catchThrowable(trapped::invoke)).isInstanceOf(ActorTrap.class);
    ContractFixture.of("PUSH4 0x80000000 MLOAD").abort(ExitCode.USR_ASSERTION_FAILED);
  }

  @Test
  void inputComesRawOrInCborOrNotAtAll() {
    ContractFixture contract =
        ContractFixture.of("CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 RETURN");
    byte[] bytes = {1, 2, 3};
    byte[] encoded = Codecs.BYTES.toBytes(bytes);
    assertThat(contract.invokeRaw(Optional.of(new IpldBlock(Multicodec.RAW, bytes))))
        .contains(new IpldBlock(Multicodec.CBOR, encoded));
    assertThat(contract.invokeRaw(Optional.of(new IpldBlock(Multicodec.CBOR, encoded))))
        .contains(new IpldBlock(Multicodec.CBOR, encoded));
    assertThat(contract.invokeRaw(Optional.of(new IpldBlock(Multicodec.DAG_CBOR, encoded))))
        .contains(new IpldBlock(Multicodec.CBOR, encoded));
    assertThat(contract.invokeRaw(Optional.empty()))
        .contains(new IpldBlock(Multicodec.CBOR, EMPTY_STRING));
  }

  @Test
  void malformedInputEndsWithSerialization() {
    ContractFixture contract = ContractFixture.of("STOP");
    IpldBlock[] malformed = {
      new IpldBlock(0x99, new byte[] {1}),
      new IpldBlock(Multicodec.CBOR, new byte[] {0x43, 1}),
      new IpldBlock(Multicodec.CBOR, new byte[] {0x01}),
      new IpldBlock(Multicodec.CBOR, new byte[] {0x40, 0x40}),
      new IpldBlock(Multicodec.CBOR, new byte[0])
    };
    for (IpldBlock block : malformed) {
      expectAbort(
          ExitCode.USR_SERIALIZATION,
          () -> contract.rt.call(contract.actor, EvmMethods.INVOKE_CONTRACT, Optional.of(block)));
    }
  }

  @Test
  void storageIsWrittenAtTheEndOnlyIfItChanged() {
    ContractFixture contract =
        ContractFixture.of(
            "PUSH0 CALLDATALOAD PUSH1 0x01 SSTORE PUSH1 0x01 SLOAD PUSH0 MSTORE PUSH1 0x20 PUSH0"
                + " RETURN");
    Cid before = contract.rt.stateRoot();
    assertThat(contract.invoke(word(0))).isEqualTo(word(0));
    assertThat(contract.rt.stateRoot()).isEqualTo(before);
    assertThat(contract.invoke(word(9))).isEqualTo(word(9));
    Cid nine = contract.rt.stateRoot();
    assertThat(nine).isNotEqualTo(before);
    assertThat(contract.invoke(word(9))).isEqualTo(word(9));
    assertThat(contract.rt.stateRoot()).isEqualTo(nine);
    assertThat(contract.invoke(word(0))).isEqualTo(word(0));
    assertThat(contract.rt.stateRoot()).isEqualTo(before);
  }

  @Test
  void bytecodeIsALinkInDagCbor() {
    byte[] code = Asm.code("STOP");
    ContractFixture contract = ContractFixture.of(code);
    contract.rt.expectValidateCallerAny();
    assertThat(contract.rt.call(contract.actor, EvmMethods.GET_BYTECODE))
        .contains(
            new IpldBlock(
                Multicodec.DAG_CBOR, Cid.CODEC.toBytes(Cid.ofBlock(Multicodec.RAW, code))));
    contract.rt.expectValidateCallerAny();
    assertThat(contract.rt.call(contract.actor, EvmMethods.GET_BYTECODE_HASH))
        .contains(
            new IpldBlock(Multicodec.CBOR, Codecs.BYTES.toBytes(Hash.KECCAK_256.digest(code))));
    contract.rt.verify();
    for (MethodNum method :
        new MethodNum[] {EvmMethods.GET_BYTECODE, EvmMethods.GET_BYTECODE_HASH}) {
      expectAbort(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          () ->
              contract.rt.call(
                  contract.actor,
                  method,
                  Optional.of(new IpldBlock(Multicodec.CBOR, EMPTY_STRING))));
    }
  }

  @Test
  void storageIsForTheSystemActorAlone() {
    ContractFixture contract = ContractFixture.of("STOP");
    contract.rt.expectValidateCallerAddr(ActorId.SYSTEM);
    IpldBlock params = new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0x81, 0x40});
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> contract.rt.call(contract.actor, EvmMethods.GET_STORAGE_AT, Optional.of(params)));
    contract.rt.verify();
  }

  @Test
  void aDestroyedContractLivesUntilItsMessageIsOver() {
    ContractFixture contract =
        ContractFixture.of(
            "CALLDATASIZE @die JUMPI PUSH1 0x2a PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN"
                + " die: PUSH1 0x05 PUSH1 0x01 SSTORE CALLER SELFDESTRUCT");
    contract.rt.setBalance(TokenAmount.ofAtto(3));
    contract.rt.expectSend(
        new ActorId(1001).address(),
        MethodNum.SEND,
        Optional.empty(),
        TokenAmount.ofAtto(3),
        Returns.nothing());
    assertThat(contract.invoke(new byte[] {1})).isEmpty();
    assertThat(contract.state().tombstone()).contains(new Lifespan(new ActorId(1001), 7));
    assertThat(contract.invokeForWord()).isEqualTo(Word.of(42));

    contract.rt.setNonce(8);
    assertThat(contract.invoke()).isEmpty();
    contract.rt.expectValidateCallerAny();
    assertThat(contract.rt.call(contract.actor, EvmMethods.GET_BYTECODE))
        .contains(new IpldBlock(Multicodec.DAG_CBOR, new byte[] {(byte) 0xf6}));
    contract.rt.expectValidateCallerAny();
    assertThat(contract.rt.call(contract.actor, EvmMethods.GET_BYTECODE_HASH))
        .contains(IpldBlock.ofCbor(Words.HASH_CODEC, ExternalCode.EMPTY_HASH));
    assertThat(storageAt(contract, 1)).isEqualTo(Word.ZERO);
  }

  @Test
  void selfDestructThatCannotSendAborts() {
    ContractFixture contract = ContractFixture.of("CALLER SELFDESTRUCT");
    contract.rt.expectSend(
        new ActorId(1001).address(),
        MethodNum.SEND,
        Optional.empty(),
        TokenAmount.ZERO,
        Returns.refused(ErrorNumber.NOT_FOUND));
    contract.abort(EvmExits.SELFDESTRUCT_FAILED);
    assertThat(contract.state().tombstone()).isEmpty();
  }

  @Test
  void onlyADeadContractIsResurrectedAndOnlyByTheEam() {
    ContractFixture contract = ContractFixture.of("CALLER SELFDESTRUCT");
    IpldBlock params =
        cbor(
            new ConstructorParams(
                ContractFixture.CREATOR, Asm.initcode(Asm.returning("PUSH1 0x07"))));
    contract.rt.setCaller(ActorId.INIT, ActorType.INIT);
    contract.rt.expectValidateCallerAddr(ActorId.EAM);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> contract.rt.call(contract.actor, EvmMethods.RESURRECT, Optional.of(params)));
    contract.rt.setCaller(ActorId.EAM, ActorType.EAM);
    contract.rt.expectValidateCallerAddr(ActorId.EAM);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> contract.rt.call(contract.actor, EvmMethods.RESURRECT, Optional.of(params)));

    EvmState alive = contract.state();
    contract.rt.replaceState(
        EvmState.CODEC,
        new EvmState(
            alive.bytecode(),
            alive.bytecodeHash(),
            alive.storage(),
            Optional.empty(),
            17,
            Optional.of(new Lifespan(new ActorId(1001), 6))));
    contract.rt.expectValidateCallerAddr(ActorId.EAM);
    assertThat(contract.rt.call(contract.actor, EvmMethods.RESURRECT, Optional.of(params)))
        .isEmpty();
    contract.rt.verify();
    assertThat(contract.state().nonce()).isEqualTo(1);
    assertThat(contract.state().tombstone()).isEmpty();
    assertThat(contract.invokeForWord()).isEqualTo(Word.of(7));
  }

  @Test
  void delegateRunsForeignCodeWithTheCallersEyes() {
    ContractFixture contract = ContractFixture.of("STOP");
    byte[] foreign =
        Asm.code(
            "CALLER PUSH0 MSTORE CALLVALUE PUSH1 0x20 MSTORE ADDRESS PUSH1 0x40 MSTORE PUSH0"
                + " CALLDATALOAD PUSH1 0x60 MSTORE CODESIZE PUSH1 0x80 MSTORE PUSH1 0xa0 PUSH0"
                + " RETURN");
    Cid code = contract.rt.store().put(Multicodec.RAW, foreign);
    EthAddress caller = EthAddress.ofId(new ActorId(55));
    DelegateParams params = new DelegateParams(code, word(12), caller, TokenAmount.ofAtto(1234));
    byte[] encoded = DelegateParams.CODEC.toBytes(params);
    Optional<IpldBlock> block = Optional.of(new IpldBlock(Multicodec.DAG_CBOR, encoded));

    contract.rt.expectValidateCallerAddr(ContractFixture.ID);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> contract.rt.call(contract.actor, EvmMethods.INVOKE_CONTRACT_DELEGATE, block));
    expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> contract.rt.call(contract.actor, EvmMethods.INVOKE_CONTRACT_DELEGATE));
    expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            contract.rt.call(
                contract.actor,
                EvmMethods.INVOKE_CONTRACT_DELEGATE,
                Optional.of(new IpldBlock(Multicodec.CBOR, encoded))));

    contract.rt.setCaller(ContractFixture.ID, ActorType.EVM);
    contract.rt.expectValidateCallerAddr(ContractFixture.ID);
    byte[] output =
        MockRuntime.returned(
            Codecs.BYTES,
            contract.rt.call(contract.actor, EvmMethods.INVOKE_CONTRACT_DELEGATE, block));
    contract.rt.verify();
    assertThat(output)
        .isEqualTo(
            concat(
                word(caller),
                word(1234),
                word(ContractFixture.ETH),
                word(12),
                word(foreign.length)));
  }

  @Test
  void reservedMethodsAreUnhandled() {
    ContractFixture contract = ContractFixture.of("STOP");
    for (long method : new long[] {7, 100, 1023}) {
      expectAbort(
          ExitCode.USR_UNHANDLED_MESSAGE,
          () -> contract.rt.call(contract.actor, new MethodNum(method)));
    }
  }

  @Test
  void nativeMessagesArriveAsAbiCalls() {
    ContractFixture contract =
        ContractFixture.of(
            // exit 0, codec 0x51, data: the call data as CBOR text would not do: store their hash.
            "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 KECCAK256 PUSH1 0x01 SSTORE");
    byte[] expected =
        concat(
            HEX.parseHex("868e10c4"),
            word(1024),
            word(0x51),
            word(0x60),
            word(3),
            Arrays.copyOf(new byte[] {1, 2, 3}, 32));
    contract.rt.expectValidateCallerAny();
    assertThat(
            contract.rt.call(
                contract.actor,
                new MethodNum(1024),
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {1, 2, 3}))))
        .isEmpty();
    contract.rt.verify();
    assertThat(storageAt(contract, 1)).isEqualTo(Word.of(Hash.KECCAK_256.digest(expected)));

    byte[] none = concat(HEX.parseHex("868e10c4"), word(-1), word(0), word(0x60), word(0));
    contract.rt.expectValidateCallerAny();
    contract.rt.call(contract.actor, new MethodNum(-1));
    assertThat(storageAt(contract, 1)).isEqualTo(Word.of(Hash.KECCAK_256.digest(none)));
  }

  private static Optional<IpldBlock> answer(byte[] output) {
    // A contract that returns its second half: the code after the STOP.
    byte[] head =
        Asm.code(
            "PUSH2 0x%04x DUP1 PUSH1 0x0c PUSH1 0x00 CODECOPY PUSH1 0x00 RETURN"
                .formatted(output.length));
    ContractFixture contract = ContractFixture.of(concat(head, output));
    contract.rt.expectValidateCallerAny();
    return contract.rt.call(contract.actor, new MethodNum(5000));
  }

  @Test
  void nativeAnswersAreDecoded() {
    assertThat(answer(concat(word(0), word(0), word(0x60), word(0)))).isEmpty();
    assertThat(answer(concat(word(0), word(0x51), word(0x60), word(1), new byte[] {(byte) 0xf5})))
        .contains(new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0xf5}));
    // Offsets and lengths may leave the data: there are zeros.
    assertThat(answer(concat(word(0), word(0x51), word(0x60), word(2), new byte[] {5})))
        .contains(new IpldBlock(Multicodec.CBOR, new byte[] {5, 0}));
    assertThat(answer(concat(word(0), word(0x51), word(0xffff_ffffL))))
        .contains(new IpldBlock(Multicodec.CBOR, new byte[0]));

    byte[][] malformed = {
      concat(word(1L << 32), word(0), word(0x60), word(0)),
      concat(word(0), word(0x71), word(0x60), word(0)),
      concat(word(0), word(0x55), word(0x60), word(0)),
      concat(word(0), word(0), word(0x60), word(1)),
      concat(word(0), Word.MAX.toBytes(), word(0x60), word(0)),
      concat(word(0), word(0), word(1L << 32), word(0)),
      concat(word(0), word(0), word(0x60), word(1L << 32))
    };
    for (byte[] output : malformed) {
      expectAbort(ExitCode.USR_SERIALIZATION, () -> answer(output));
    }
    ActorException exit =
        expectAbort(
            new ExitCode(101),
            () -> answer(concat(word(101), word(0x51), word(0x60), word(1), new byte[] {9})));
    assertThat(exit.data()).contains(new IpldBlock(Multicodec.CBOR, new byte[] {9}));
  }
}
