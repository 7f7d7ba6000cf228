// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GasScheduleTest {
  /** Cancun's static prices from the yellow paper's appendix G and EIPs 2929, 3855, 1153, 5656. */
  private static final String CANCUN =
      """
      0: STOP RETURN REVERT INVALID SSTORE
      1: JUMPDEST
      2: ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE \
         TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID BASEFEE POP PC MSIZE GAS PUSH0
      3: ADD SUB LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CALLDATALOAD MLOAD MSTORE \
         MSTORE8 CALLDATACOPY CODECOPY RETURNDATACOPY MCOPY
      5: MUL DIV SDIV MOD SMOD SIGNEXTEND SELFBALANCE
      8: ADDMOD MULMOD JUMP
      10: JUMPI EXP
      20: BLOCKHASH
      30: KECCAK256
      100: BALANCE EXTCODESIZE EXTCODECOPY EXTCODEHASH CALL DELEGATECALL STATICCALL SLOAD TLOAD TSTORE
      375: LOG0
      750: LOG1
      1125: LOG2
      1500: LOG3
      1875: LOG4
      5000: SELFDESTRUCT
      32000: CREATE CREATE2
      """;

  private static Map<String, Long> cancun() {
    Map<String, Long> prices = new TreeMap<>();
    for (String line : CANCUN.lines().toList()) {
      String[] words = line.split("[: ]+", -1);
      for (int i = 1; i < words.length; i++) {
        prices.put(words[i], Long.parseLong(words[0]));
      }
    }
    for (int n = 1; n <= 32; n++) {
      prices.put("PUSH" + n, 3L);
    }
    for (int n = 1; n <= 16; n++) {
      prices.put("DUP" + n, 3L);
      prices.put("SWAP" + n, 3L);
    }
    return prices;
  }

  private static Map<String, Long> prices(GasSchedule schedule) {
    Map<String, Long> prices = new TreeMap<>();
    for (int code = 0; code < 256; code++) {
      if (schedule.isDefined(code)) {
        prices.put(Opcode.of(code).name(), schedule.cost(code));
      }
    }
    return prices;
  }

  @Test
  void cancunIsTheOneOfTheSpecification() {
    assertThat(prices(EthereumSchedules.CANCUN)).isEqualTo(cancun()).hasSize(146);
  }

  @Test
  void forksDifferByTheirChanges() {
    Map<String, Long> osaka = cancun();
    osaka.put("CLZ", 5L);
    assertThat(prices(EthereumSchedules.OSAKA)).isEqualTo(osaka);
    Map<String, Long> shanghai = cancun();
    shanghai.keySet().removeAll(List.of("TLOAD", "TSTORE", "MCOPY"));
    assertThat(prices(EthereumSchedules.SHANGHAI)).isEqualTo(shanghai);
    shanghai.remove("PUSH0");
    assertThat(prices(EthereumSchedules.PARIS)).isEqualTo(shanghai);
    assertThat(EthereumSchedules.PARIS.price(Price.INITCODE_WORD)).isZero();
    assertThat(EthereumSchedules.CANCUN.price(Price.INITCODE_WORD)).isEqualTo(2);
  }

  @Test
  void flatScheduleDefinesAllInstructionsAtOnePrice() {
    GasSchedule flat = GasSchedule.flat("flat", 4).cost(Opcode.MUL, 9).build();
    assertThat(prices(flat)).hasSize(147).containsEntry("MUL", 9L).containsEntry("ADD", 4L);
    for (Price price : Price.values()) {
      assertThat(flat.price(price)).isZero();
    }
    assertThat(flat.callGas()).isEqualTo(CallGas.HOST);
  }

  @Test
  void changingLeavesTheOriginalAlone() {
    GasSchedule changed =
        EthereumSchedules.CANCUN.change("x").cost(Opcode.ADD, 1).undefine(Opcode.MUL).build();
    assertThat(changed.isDefined(Op.MUL)).isFalse();
    assertThat(EthereumSchedules.CANCUN.cost(Op.ADD)).isEqualTo(3);
    assertThat(changed.callGas()).isEqualTo(CallGas.EIP_150);
    assertThat(changed.price(Price.COLD_SLOAD)).isEqualTo(2000);
  }

  @Test
  void pricesOutOfRangeAreRefused() {
    GasSchedule.Builder builder = GasSchedule.builder("bad");
    assertThatThrownBy(() -> builder.cost(Opcode.ADD, -1)).hasMessage("ADD cannot cost -1");
    assertThatThrownBy(() -> builder.price(Price.COPY_WORD, 1L << 31))
        .hasMessageContaining("COPY_WORD");
    assertThatThrownBy(() -> builder.memoryLimitBytes(33)).hasMessageContaining("33");
  }
}
