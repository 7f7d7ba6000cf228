// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import static io.jfvm.evm.ContractFixture.concat;
import static io.jfvm.evm.ContractFixture.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.crypto.Hash;
import io.jfvm.evm.host.FevmGas;
import io.jfvm.evm.interpreter.Opcode;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a contract learns of its surroundings. */
class EnvironmentTest {
  private static ContractFixture returning(String source) {
    return ContractFixture.of(Asm.returning(source));
  }

  @Test
  void addresses() {
    assertThat(returning("ADDRESS").invokeForWord()).isEqualTo(Words.of(ContractFixture.ETH));
    ContractFixture caller = returning("CALLER");
    assertThat(caller.invokeForWord()).isEqualTo(Words.of(EthAddress.ofId(new ActorId(1001))));
    caller.rt.setDelegatedAddress(
        new ActorId(1001), Address.ofDelegated(ActorId.EAM, ContractFixture.CREATOR.bytes()));
    assertThat(caller.invokeForWord()).isEqualTo(Words.of(ContractFixture.CREATOR));
    caller.rt.setDelegatedAddress(
        new ActorId(1001), Address.ofDelegated(new ActorId(11), new byte[20]));
    assertThat(caller.invokeForWord()).isEqualTo(Words.of(EthAddress.ofId(new ActorId(1001))));
    ContractFixture origin = returning("ORIGIN");
    origin.rt.setOrigin(new ActorId(1002));
    assertThat(origin.invokeForWord()).isEqualTo(Words.of(EthAddress.ofId(new ActorId(1002))));
  }

  @Test
  void numbersOfTheNetwork() {
    ContractFixture contract =
        ContractFixture.of(
            "TIMESTAMP PUSH0 MSTORE NUMBER PUSH1 0x20 MSTORE CHAINID PUSH1 0x40 MSTORE GASPRICE"
                + " PUSH1 0x60 MSTORE BASEFEE PUSH1 0x80 MSTORE GASLIMIT PUSH1 0xa0 MSTORE COINBASE"
                + " PUSH1 0xc0 MSTORE CALLVALUE PUSH1 0xe0 MSTORE PUSH2 0x0100 PUSH0 RETURN");
    contract.rt.setTimestampSeconds(123);
    contract.rt.setEpoch(456);
    contract.rt.setChainId(314);
    contract.rt.setBaseFee(TokenAmount.ofAtto(100));
    contract.rt.setGasPremium(TokenAmount.ofAtto(23));
    contract.rt.setValueReceived(TokenAmount.ofFil(7));
    assertThat(contract.invoke())
        .isEqualTo(
            concat(
                word(123),
                word(456),
                word(314),
                word(123),
                word(100),
                word(10_000_000_000L),
                word(0),
                word(7_000_000_000_000_000_000L)));
  }

  @Test
  void balances() {
    ContractFixture own = returning("SELFBALANCE");
    own.rt.setBalance(TokenAmount.ofAtto(17));
    assertThat(own.invokeForWord()).isEqualTo(Word.of(17));
    ContractFixture other = returning("PUSH0 CALLDATALOAD BALANCE");
    other.rt.setBalanceOf(new ActorId(2000), TokenAmount.ofAtto(18));
    other.rt.setAddress(
        Address.ofDelegated(ActorId.EAM, ContractFixture.CREATOR.bytes()), new ActorId(2000));
    assertThat(other.invoke(word(EthAddress.ofId(new ActorId(2000))))).isEqualTo(word(18));
    assertThat(other.invoke(word(ContractFixture.CREATOR))).isEqualTo(word(18));
    assertThat(other.invoke(word(EthAddress.ofId(new ActorId(2001))))).isEqualTo(word(0));
    assertThat(other.invoke(word(123))).isEqualTo(word(0));
  }

  @Test
  void blockHashIsTheTipsetsDigestFor256Epochs() {
    ContractFixture contract = returning("PUSH0 CALLDATALOAD BLOCKHASH");
    Cid tipset = Cid.ofDagCbor("tipset".getBytes(StandardCharsets.UTF_8));
    contract.rt.setTipsetCid(new ChainEpoch(1000), tipset);
    long[][] nowAndKnown = {{1001, 1}, {1256, 1}, {1257, 0}, {1000, 0}, {999, 0}};
    for (long[] row : nowAndKnown) {
      contract.rt.setEpoch(row[0]);
      assertThat(contract.invoke(word(1000)))
          .as("at epoch %d", row[0])
          .isEqualTo(row[1] == 1 ? tipset.digest() : word(0));
    }
    contract.rt.setEpoch(1001);
    assertThat(contract.invoke(word(999))).as("unknown to the VM").isEqualTo(word(0));
    assertThat(contract.invoke(word(-1))).as("2^64 - 1").isEqualTo(word(0));
    assertThat(contract.invoke(Word.MAX.toBytes())).isEqualTo(word(0));
    byte[] wide = new byte[40];
    wide[0] = 1;
    wide[39] = 2;
    contract.rt.setTipsetCid(
        new ChainEpoch(1000), Cid.of(Multicodec.DAG_CBOR, Multicodec.IDENTITY, wide));
    assertThat(contract.invoke(word(1000))).isEqualTo(Arrays.copyOf(wide, 32));
  }

  @Test
  void prevRandaoIsDrawnOnceAnInvocation() {
    ContractFixture contract = returning("PREVRANDAO PREVRANDAO EQ PREVRANDAO MUL");
    contract.rt.setEpoch(99);
    byte[] randomness = Hash.SHA2_256.digest(new byte[] {1});
    contract.rt.expectBeaconRandomness(
        DomainSeparationTag.EVM_PREVRANDAO,
        new ChainEpoch(99),
        "prevrandao".getBytes(StandardCharsets.US_ASCII),
        randomness);
    assertThat(contract.invoke()).isEqualTo(randomness);
  }

  @Test
  void gasIsTheVmsInWholeGas() {
    byte[] code = Asm.returning("GAS");
    ContractFixture contract = ContractFixture.of(code);
    contract.rt.setMilligasAvailable(1_000_000_999);
    long spent = FevmGas.CODE_BYTE * code.length + FevmGas.SCHEDULE.cost(Opcode.GAS.code());
    assertThat(contract.invokeForWord()).isEqualTo(Word.of((1_000_000_999 - spent) / 1000));
  }
}
