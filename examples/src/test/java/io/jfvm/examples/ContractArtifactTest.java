// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected bytes come from another ABI library (viem 2). */
class ContractArtifactTest {
  private static final EthAddress ALICE = new EthAddress(HexFormat.of().parseHex("ab".repeat(20)));

  private final ContractArtifact dao = ContractArtifact.load("DataDao");

  @Test
  void knowsWhatItWasMadeFrom() {
    assertThat(dao.contractName()).isEqualTo("DataDao");
    assertThat(dao.sourceName()).isEqualTo("DataDao.sol");
    assertThat(dao.compiler()).startsWith("0.8.37+commit.");
    assertThat(dao.sources())
        .containsOnlyKeys(
            "DaoToken.sol",
            "DataDao.sol",
            "Grants.sol",
            "filecoin/Actor.sol",
            "filecoin/Cbor.sol",
            "filecoin/CborValues.sol");
  }

  @Test
  void unknownContractIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContractArtifact.load("Nothing"))
        .withMessage("no contract Nothing among the examples");
  }

  @Test
  void callWithDynamicArgumentsEncodes() {
    byte[] input =
        dao.encodeCall("propose", ALICE, BigInteger.TEN.pow(18), new byte[] {1, 2, 3}, "pay");
    assertThat(HexFormat.of().formatHex(input))
        .isEqualTo(
            """
            82ff16c1
            000000000000000000000000abababababababababababababababababababab
            0000000000000000000000000000000000000000000000000de0b6b3a7640000
            0000000000000000000000000000000000000000000000000000000000000080
            00000000000000000000000000000000000000000000000000000000000000c0
            0000000000000000000000000000000000000000000000000000000000000003
            0102030000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000003
            7061790000000000000000000000000000000000000000000000000000000000
            """
                .replace("\n", ""));
  }

  @Test
  void integersOfEachJavaTypeEncodeAlike() {
    byte[] expected = dao.encodeCall("state", 7);
    assertThat(dao.encodeCall("state", 7L)).isEqualTo(expected);
    assertThat(dao.encodeCall("state", BigInteger.valueOf(7))).isEqualTo(expected);
    assertThat(dao.encodeCall("state", TokenAmount.ofAtto(7))).isEqualTo(expected);
  }

  @Test
  void initcodeIsBytecodeThenArguments() {
    byte[] code = dao.bytecode();
    byte[] initcode = dao.initcode(ALICE, 10, 60);
    assertThat(initcode).startsWith(code).hasSize(code.length + 3 * 32);
    assertThat(initcode[initcode.length - 1]).isEqualTo((byte) 60);
  }

  @Test
  void initcodeWithoutConstructorIsBytecode() {
    ContractArtifact counter = ContractArtifact.load("Counter");
    assertThat(counter.initcode()).isEqualTo(counter.bytecode());
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> counter.initcode(1))
        .withMessage("Counter constructor takes 0 arguments, not 1");
  }

  @Test
  void resultsDecodeByNameAndIndex() {
    Decoded result =
        ContractArtifact.load("Caller")
            .decodeReturn(
                "admit",
                HexFormat.of()
                    .parseHex(
                        """
                        0000000000000000000000000000000000000000000000000000000000000001
                        0000000000000000000000000000000000000000000000000000000000000040
                        0000000000000000000000000000000000000000000000000000000000000004
                        0f2e5b6c00000000000000000000000000000000000000000000000000000000
                        """
                            .replace("\n", "")));
    assertThat(result.value("refused")).isEqualTo(true);
    assertThat(result.value(1)).isEqualTo(new byte[] {0x0f, 0x2e, 0x5b, 0x6c});
    assertThat(result).hasToString("admit(refused=true, reason=0x0f2e5b6c)");
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> result.value("accepted"))
        .withMessage("admit has no value named accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000001",
        "7fffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffff",
        "ff00000000000000000000000000000000000064"
      })
  void addressesOfAnyMagnitudeSurvive(String hex) {
    EthAddress address = new EthAddress(HexFormat.of().parseHex(hex));
    byte[] word = HexFormat.of().parseHex("0".repeat(24) + hex);

    assertThat(dao.encodeCall("hasVoted", 1, address)).endsWith(word);
    assertThat(dao.decodeReturn("token", word).value(0)).isEqualTo(address);
  }

  @Test
  void functionWithoutResultDecodesNothing() {
    assertThat(dao.decodeReturn("vote", new byte[0]).fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void bytesOfWrongLengthAreNoResult(int length) {
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> dao.decodeReturn("state", new byte[length]))
        .withMessage("DataDao.state: %d bytes are not (uint8)", length);
  }

  @Test
  void unknownFunctionIsNamedWithTheKnownOnes() {
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> ContractArtifact.load("Counter").encodeCall("decrement"))
        .withMessage("Counter has no function decrement; it has count, increment, lastSender");
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertRefused("DataDao.vote takes 2 arguments, not 1", "vote", 1);
    assertRefused("DataDao.vote, argument 1: String yes is no bool", "vote", 1, "yes");
    assertRefused("DataDao.vote, argument 0: null is no uint256", "vote", null, true);
    assertRefused(
        "DataDao.vote: tuple index 0: signed value given for unsigned type", "vote", -1, true);
    assertRefused("DataDao.hasVoted, argument 1: String 0x12 is no address", "hasVoted", 1, "0x12");
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> dao.initcode(ALICE, 10, 256))
        .withMessageStartingWith("DataDao constructor: ");
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> dao.initcode(ALICE, 10, 1L << 40))
        .withMessage("DataDao constructor, argument 2: Long 1099511627776 is no uint8");
  }

  private void assertRefused(String message, String function, Object... arguments) {
    assertThatExceptionOfType(AbiException.class)
        .isThrownBy(() -> dao.encodeCall(function, arguments))
        .withMessage(message);
  }
}
