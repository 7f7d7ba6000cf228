// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table, stated a second time: from the yellow paper's appendix H and the EIPs after it. */
class OpcodeTest {
  /** Byte, name, words taken, words left. */
  private static final String TABLE =
      """
      00 STOP 0 0
      01 ADD 2 1
      02 MUL 2 1
      03 SUB 2 1
      04 DIV 2 1
      05 SDIV 2 1
      06 MOD 2 1
      07 SMOD 2 1
      08 ADDMOD 3 1
      09 MULMOD 3 1
      0a EXP 2 1
      0b SIGNEXTEND 2 1
      10 LT 2 1
      11 GT 2 1
      12 SLT 2 1
      13 SGT 2 1
      14 EQ 2 1
      15 ISZERO 1 1
      16 AND 2 1
      17 OR 2 1
      18 XOR 2 1
      19 NOT 1 1
      1a BYTE 2 1
      1b SHL 2 1
      1c SHR 2 1
      1d SAR 2 1
      1e CLZ 1 1
      20 KECCAK256 2 1
      30 ADDRESS 0 1
      31 BALANCE 1 1
      32 ORIGIN 0 1
      33 CALLER 0 1
      34 CALLVALUE 0 1
      35 CALLDATALOAD 1 1
      36 CALLDATASIZE 0 1
      37 CALLDATACOPY 3 0
      38 CODESIZE 0 1
      39 CODECOPY 3 0
      3a GASPRICE 0 1
      3b EXTCODESIZE 1 1
      3c EXTCODECOPY 4 0
      3d RETURNDATASIZE 0 1
      3e RETURNDATACOPY 3 0
      3f EXTCODEHASH 1 1
      40 BLOCKHASH 1 1
      41 COINBASE 0 1
      42 TIMESTAMP 0 1
      43 NUMBER 0 1
      44 PREVRANDAO 0 1
      45 GASLIMIT 0 1
      46 CHAINID 0 1
      47 SELFBALANCE 0 1
      48 BASEFEE 0 1
      50 POP 1 0
      51 MLOAD 1 1
      52 MSTORE 2 0
      53 MSTORE8 2 0
      54 SLOAD 1 1
      55 SSTORE 2 0
      56 JUMP 1 0
      57 JUMPI 2 0
      58 PC 0 1
      59 MSIZE 0 1
      5a GAS 0 1
      5b JUMPDEST 0 0
      5c TLOAD 1 1
      5d TSTORE 2 0
      5e MCOPY 3 0
      5f PUSH0 0 1
      a0 LOG0 2 0
      a1 LOG1 3 0
      a2 LOG2 4 0
      a3 LOG3 5 0
      a4 LOG4 6 0
      f0 CREATE 3 1
      f1 CALL 7 1
      f3 RETURN 2 0
      f4 DELEGATECALL 6 1
      f5 CREATE2 4 1
      fa STATICCALL 6 1
      fd REVERT 2 0
      fe INVALID 0 0
      ff SELFDESTRUCT 1 0
      """;

  private static Map<Integer, String> expected() {
    TreeMap<Integer, String> rows = new TreeMap<>();
    TABLE.lines().forEach(l -> rows.put(Integer.parseInt(l.substring(0, 2), 16), l + " 0"));
    for (int n = 1; n <= 32; n++) {
      rows.put(0x5f + n, "%02x PUSH%d 0 1 %d".formatted(0x5f + n, n, n));
    }
    for (int n = 1; n <= 16; n++) {
      rows.put(0x7f + n, "%02x DUP%d %d %d 0".formatted(0x7f + n, n, n, n + 1));
      rows.put(0x8f + n, "%02x SWAP%d %d %d 0".formatted(0x8f + n, n, n + 1, n + 1));
    }
    return rows;
  }

  @Test
  void tableIsTheOneOfTheSpecification() {
    List<String> rows = new ArrayList<>();
    for (int code = 0; code < 256; code++) {
      Opcode row = Opcode.of(code);
      if (row != null) {
        assertThat(row.code()).isEqualTo(code);
        rows.add(
            "%02x %s %d %d %d"
                .formatted(code, row, row.popped(), row.pushed(), row.immediateBytes()));
      }
    }
    assertThat(rows).containsExactlyElementsOf(expected().values()).hasSize(147);
  }

  @Test
  void decodedOperationsTakeOnlyNumbersOfPushDupAndSwap() throws IllegalAccessException {
    List<Integer> numbers = new ArrayList<>();
    for (var field : Decoded.class.getDeclaredFields()) {
      if (field.getType() == int.class && Modifier.isPublic(field.getModifiers())) {
        numbers.add(field.getInt(null));
      }
    }
    assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n > Op.PUSH0 && n <= Op.SWAP16);
  }

  @Test
  void everyInstructionIsExecutedByTheLoopOrOutOfLine() {
    for (Opcode opcode : Opcode.values()) {
      StringBuilder code = new StringBuilder();
      for (int i = 0; i < opcode.popped(); i++) {
        code.append("PUSH0 ");
      }
      code.append(opcode).append(" 0x").append("00".repeat(opcode.immediateBytes()));
      Halt halt = new Run().code(code.toString()).halt();
      switch (opcode) {
        case RETURN -> assertThat(halt).isEqualTo(Halt.RETURN);
        case REVERT -> assertThat(halt).isEqualTo(Halt.REVERT);
        case INVALID -> assertThat(halt).isEqualTo(Halt.INVALID);
        case SELFDESTRUCT -> assertThat(halt).isEqualTo(Halt.SELFDESTRUCT);
        case JUMP -> assertThat(halt).isEqualTo(Halt.BAD_JUMP);
        default -> assertThat(halt).as("%s", opcode).isEqualTo(Halt.STOP);
      }
    }
  }

  @Test
  void everyOtherByteIsUndefined() {
    for (int code = 0; code < 256; code++) {
      if (Opcode.of(code) == null) {
        Run run = new Run().code(new byte[] {0x5b, (byte) code});
        assertThat(run.halt()).isEqualTo(Halt.UNDEFINED_OPCODE);
        assertThat(run.result().pc()).isEqualTo(1);
        assertThat(run.used()).isEqualTo(1);
      }
    }
  }

  @Test
  void everyInstructionChecksTheStackItNeeds() {
    for (Opcode opcode : Opcode.values()) {
      if (opcode.popped() > 0) {
        String code = "PUSH0 ".repeat(opcode.popped() - 1) + opcode;
        Run run = new Run().code(code);
        assertThat(run.halt()).as(code).isEqualTo(Halt.STACK_UNDERFLOW);
        assertThat(run.result().pc()).isEqualTo(opcode.popped() - 1);
        assertThat(run.used()).isEqualTo(2L * (opcode.popped() - 1));
      }
      int full = 1024 - Math.max(0, opcode.pushed() - opcode.popped()) + 1;
      if (opcode.pushed() > opcode.popped()) {
        String code = "PUSH0 ".repeat(full) + opcode + " 0x" + "00".repeat(opcode.immediateBytes());
        Run run = new Run().code(code);
        assertThat(run.halt()).as("%s on a full stack", opcode).isEqualTo(Halt.STACK_OVERFLOW);
        assertThat(run.result().pc()).isEqualTo(1024);
      }
    }
  }
}
