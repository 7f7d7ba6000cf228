// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.evm.eam.Create2Params;
import io.jfvm.evm.eam.CreateParams;
import io.jfvm.evm.eam.CreateReturn;
import io.jfvm.evm.eam.EamMethods;
import io.jfvm.evm.host.FevmGas;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.evm.interpreter.Price;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CreationsTest {
  private static final long MILLIGAS = 9_000_000_000L;
  private static final byte[] NEW_ADDRESS = word(ContractFixture.CREATOR);

  /** Creates with value 3 and the initcode 0x6001; returns the address and the return buffer. */
  private static ContractFixture creator(String salt, String opcode) {
    byte[] code =
        Asm.code(
            "PUSH2 0x6001 PUSH0 MSTORE "
                + salt
                + "PUSH1 0x02 PUSH1 0x1e PUSH1 0x03 "
                + opcode
                + " PUSH0 MSTORE RETURNDATASIZE PUSH0 PUSH1 0x20 RETURNDATACOPY"
                + " RETURNDATASIZE PUSH1 0x20 ADD PUSH0 RETURN");
    ContractFixture contract = ContractFixture.of(code);
    contract.rt.setMilligasAvailable(MILLIGAS);
    contract.rt.setBalance(TokenAmount.ofAtto(10));
    return contract;
  }

  private static long limit(ContractFixture contract, String salt, Opcode opcode) {
    int size = contract.rt.store().get(contract.state().bytecode()).orElseThrow().length;
    long spent =
        FevmGas.CODE_BYTE * size
            + 4 * cost(Opcode.PUSH1)
            + cost(Opcode.PUSH0)
            + cost(Opcode.MSTORE)
            + FevmGas.SCHEDULE.price(Price.MEMORY_WORD)
            + FevmGas.SCHEDULE.price(Price.INITCODE_WORD)
            + (salt.isEmpty() ? 0 : cost(Opcode.PUSH1))
            + cost(opcode);
    return (MILLIGAS - spent) / 1000 * 63 / 64;
  }

  private static long cost(Opcode opcode) {
    return FevmGas.SCHEDULE.cost(opcode.code());
  }

  private static Send send(MethodNum method, IpldBlock params, long limit) {
    return new Send(
        ActorId.EAM.address(),
        method,
        Optional.of(params),
        TokenAmount.ofAtto(3),
        OptionalLong.of(limit),
        false);
  }

  private static byte[] create(SendResult result, ContractFixture contract) {
    IpldBlock params =
        IpldBlock.ofCbor(CreateParams.CODEC, new CreateParams(new byte[] {0x60, 1}, 1));
    contract.rt.expectSend(
        send(EamMethods.CREATE, params, limit(contract, "", Opcode.CREATE)), result);
    return contract.invoke();
  }

  private static SendResult created() {
    return Returns.cbor(
        CreateReturn.CODEC,
        new CreateReturn(
            new ActorId(1234),
            Optional.of(Address.ofActor(new byte[] {1})),
            ContractFixture.CREATOR));
  }

  @Test
  void createAsksTheEamWithTheNonceAndThenCountsIt() {
    ContractFixture contract = creator("", "CREATE");
    assertThat(create(created(), contract)).isEqualTo(NEW_ADDRESS);
    assertThat(contract.state().nonce()).isEqualTo(2);
  }

  @Test
  void create2SendsTheSalt() {
    ContractFixture contract = creator("PUSH1 0x2a ", "CREATE2");
    IpldBlock params =
        IpldBlock.ofCbor(
            Create2Params.CODEC, new Create2Params(new byte[] {0x60, 1}, Word.of(0x2a)));
    contract.rt.expectSend(
        send(EamMethods.CREATE2, params, limit(contract, "salt", Opcode.CREATE2)), created());
    assertThat(contract.invoke()).isEqualTo(NEW_ADDRESS);
    assertThat(contract.state().nonce()).isEqualTo(2);
  }

  @Test
  void aFailedCreationUsesItsNonceAndShowsTheRevert() {
    ContractFixture contract = creator("", "CREATE");
    IpldBlock revert = new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 9});
    assertThat(create(Returns.exit(EvmExits.REVERTED, Optional.of(revert)), contract))
        .isEqualTo(concat(word(0), new byte[] {9}));
    assertThat(contract.state().nonce()).isEqualTo(2);
  }

  @Test
  void aRefusedCreationUsesItsNonceToo() {
    ContractFixture contract = creator("", "CREATE");
    assertThat(create(Returns.refused(ErrorNumber.LIMIT_EXCEEDED), contract)).isEqualTo(word(0));
    assertThat(contract.state().nonce()).isEqualTo(2);
  }

  @Test
  void anEndowmentBeyondTheBalanceSendsNothing() {
    ContractFixture contract = creator("", "CREATE");
    contract.rt.setBalance(TokenAmount.ofAtto(2));
    assertThat(contract.invoke()).isEqualTo(word(0));
    assertThat(contract.state().nonce()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNoneAborts() {
    ContractFixture contract = creator("", "CREATE");
    MockRuntime.expectAbort(
        ExitCode.USR_ASSERTION_FAILED, () -> create(Returns.nothing(), contract));
    MockRuntime.expectAbort(
        ExitCode.USR_SERIALIZATION,
        () ->
            create(Returns.block(new IpldBlock(Multicodec.CBOR, new byte[] {1})), freshCreator()));
  }

  private static ContractFixture freshCreator() {
    return creator("", "CREATE");
  }
}
