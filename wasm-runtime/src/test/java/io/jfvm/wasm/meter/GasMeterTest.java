// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.wasm.TestModule;
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GasMeterTest {
  @Test
  void straightCodeIsOneBlockChargedAtItsBeginning() throws InvalidModuleException {
    assertThat(metered("i32.const 1", "i32.const 2", "i32.add", "drop"))
        .containsExactly("charge 12000", "i32.const 1", "i32.const 2", "i32.add", "drop", "end");
  }

  @Test
  void freeInstructionsEmitNoCharge() throws InvalidModuleException {
    assertThat(metered("nop", "block", "loop", "end", "end", "unreachable"))
        .containsExactly("nop", "block", "loop", "end", "end", "unreachable", "end");
  }

  @Test
  void plainBlockSharesTheBlockOfItsParent() throws InvalidModuleException {
    assertThat(
            metered(
                "i32.const 1",
                "drop",
                "block",
                "i32.const 2",
                "drop",
                "end",
                "i32.const 3",
                "drop"))
        .containsExactly(
            "charge 12000",
            "i32.const 1",
            "drop",
            "block",
            "i32.const 2",
            "drop",
            "end",
            "i32.const 3",
            "drop",
            "end");
  }

  @Test
  void branchOutEndsTheBlockInsideAndAfter() throws InvalidModuleException {
    assertThat(
            metered(
                "block",
                "i32.const 1",
                "br_if 0",
                "i32.const 2",
                "drop",
                "end",
                "i32.const 3",
                "drop"))
        .containsExactly(
            "charge 12000",
            "block",
            "i32.const 1",
            "br_if 0",
            "charge 4000",
            "i32.const 2",
            "drop",
            "end",
            "i32.const 3",
            "drop",
            "end");
  }

  @Test
  void branchToAnOuterBlockEndsTheBlocksBetween() throws InvalidModuleException {
    assertThat(
            metered(
                "block",
                "block",
                "i32.const 1",
                "br_if 1",
                "end",
                "i32.const 2",
                "drop",
                "end",
                "i32.const 3",
                "drop"))
        .containsExactly(
            "charge 12000",
            "block",
            "block",
            "i32.const 1",
            "br_if 1",
            "end",
            "charge 4000",
            "i32.const 2",
            "drop",
            "end",
            "i32.const 3",
            "drop",
            "end");
  }

  @Test
  void branchThroughTwoBlocksEndsWhatFollowsEachOfThem() throws InvalidModuleException {
    assertThat(
            metered(
                "block",
                "block",
                "block",
                "i32.const 1",
                "br_if 2",
                "end",
                "i32.const 2",
                "drop",
                "end",
                "i32.const 3",
                "drop",
                "end",
                "i32.const 4",
                "drop"))
        .containsExactly(
            "charge 12000",
            "block",
            "block",
            "block",
            "i32.const 1",
            "br_if 2",
            "end",
            "charge 4000",
            "i32.const 2",
            "drop",
            "end",
            "charge 4000",
            "i32.const 3",
            "drop",
            "end",
            "i32.const 4",
            "drop",
            "end");
  }

  @Test
  void armsOfIfAreChargedApartAndTheRestWithTheParent() throws InvalidModuleException {
    assertThat(
            metered(
                "i32.const 1",
                "if",
                "i32.const 2",
                "drop",
                "else",
                "i32.const 3",
                "i32.const 3",
                "drop",
                "drop",
                "end",
                "i32.const 4",
                "drop"))
        .containsExactly(
            "charge 12000",
            "i32.const 1",
            "if",
            "charge 4000",
            "i32.const 2",
            "drop",
            "else",
            "charge 8000",
            "i32.const 3",
            "i32.const 3",
            "drop",
            "drop",
            "end",
            "i32.const 4",
            "drop",
            "end");
  }

  @Test
  void loopIsChargedOnEachPass() throws InvalidModuleException {
    assertThat(metered("loop", "i32.const 1", "br_if 0", "end", "i32.const 2", "drop"))
        .containsExactly(
            "charge 4000",
            "loop",
            "charge 8000",
            "i32.const 1",
            "br_if 0",
            "end",
            "i32.const 2",
            "drop",
            "end");
  }

  @Test
  void returnBranchesToTheFunctionsEnd() throws InvalidModuleException {
    assertThat(metered("i32.const 1", "if", "return", "end", "i32.const 2", "drop"))
        .containsExactly(
            "charge 8000",
            "i32.const 1",
            "if",
            "return",
            "end",
            "charge 4000",
            "i32.const 2",
            "drop",
            "end");
  }

  @Test
  void callDoesNotEndABlock() throws InvalidModuleException {
    byte[] module =
        new TestModule()
            .importFunction("->")
            .function("->", "i32.const 1", "drop", "call 0", "i32.const 2", "drop")
            .toBytes();
    assertThat(Metering.code(Generation.NV18, module, 0))
        .containsExactly(
            "charge 12000", "i32.const 1", "drop", "call 0", "i32.const 2", "drop", "end");
  }

  private static final String[] DEFAULT_TARGET_OUTSIDE = {
    "block",
    "block",
    "i32.const 0",
    "br_table 0 1",
    "end",
    "i32.const 1",
    "drop",
    "end",
    "i32.const 2",
    "drop"
  };

  @Test
  void defaultTargetOfBranchTableIsOverlooked() throws InvalidModuleException {
    assertThat(metered(DEFAULT_TARGET_OUTSIDE))
        .containsExactly(
            "charge 16000",
            "block",
            "block",
            "i32.const 0",
            "br_table 0 1",
            "end",
            "i32.const 1",
            "drop",
            "end",
            "i32.const 2",
            "drop",
            "end");
  }

  @Test
  void defaultTargetOfBranchTableCountedBeforeNv18() throws InvalidModuleException {
    assertThat(Metering.code(Generation.NV17, TestModule.of("->", DEFAULT_TARGET_OUTSIDE), 0))
        .containsExactly(
            "charge 12000",
            "block",
            "block",
            "i32.const 0",
            "br_table 0 1",
            "end",
            "charge 4000",
            "i32.const 1",
            "drop",
            "end",
            "i32.const 2",
            "drop",
            "end");
  }

  @Test
  void unreachableCodeIsChargedWhereItBegins() throws InvalidModuleException {
    assertThat(metered("block", "br 0", "i32.const 1", "drop", "end"))
        .containsExactly(
            "charge 4000", "block", "br 0", "charge 4000", "i32.const 1", "drop", "end", "end");
  }

  @Test
  void operandOfABulkInstructionIsChargedWhenItRuns() throws InvalidModuleException {
    byte[] module =
        new TestModule()
            .function(
                "i32 ->",
                List.of("2 i64"),
                "i32.const 0",
                "i32.const 0",
                "local.get 0",
                "memory.fill 0",
                "local.get 0",
                "memory.grow 0",
                "drop")
            .memory(1, -1)
            .toBytes();
    assertThat(Metering.code(Generation.NV18, module, 0))
        .containsExactly(
            "charge 24000",
            "i32.const 0",
            "i32.const 0",
            "local.get 0",
            "local.tee 3",
            "local.get 3",
            "i64.extend_i32_u",
            "i64.const 400",
            "i64.mul",
            "call charge",
            "memory.fill",
            "local.get 0",
            "local.tee 3",
            "local.get 3",
            "i64.extend_i32_u",
            "i64.const 26214400",
            "i64.mul",
            "call charge",
            "memory.grow",
            "drop",
            "end");
  }

  @Test
  void constantOperandIsChargedWithTheBlock() throws InvalidModuleException {
    assertThat(metered("i32.const 0", "i32.const 0", "i32.const 7", "memory.copy 0 0"))
        .containsExactly(
            "charge 18800", "i32.const 0", "i32.const 0", "i32.const 7", "memory.copy", "end");
  }

  @Test
  void blockChargeComesBeforeTheOperandsCharge() throws InvalidModuleException {
    byte[] module = TestModule.of("i32 ->", "local.get 0", "loop", "end", "memory.grow 0", "drop");
    assertThat(Metering.code(Generation.NV18, module, 0).subList(0, 6))
        .containsExactly("charge 8000", "local.get 0", "loop", "end", "local.tee 1", "local.get 1");
  }

  @Test
  void anyInstructionBetweenConstantAndBulkInstructionHidesTheConstant()
      throws InvalidModuleException {
    assertThat(metered("i32.const 7", "nop", "memory.grow 0", "drop")).contains("local.tee 0");
    assertThat(metered("i32.const 7", "memory.grow 0", "drop")).doesNotContain("local.tee 0");
  }

  @Test
  void negativeConstantOperandIsRejected() {
    assertThatThrownBy(() -> metered("i32.const -1", "memory.grow 0", "drop"))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("code section")
        .hasMessageContaining("negative constant -1");
  }

  @Test
  void bulkInstructionsCostLikeOthersBeforeNv18() throws InvalidModuleException {
    byte[] module = TestModule.of("i32 ->", "local.get 0", "memory.grow 0", "drop");
    assertThat(Metering.code(Generation.NV17, module, 0))
        .containsExactly("charge 8000", "local.get 0", "memory.grow", "drop", "end");
  }

  @Test
  void tableInstructionsCostByTheElement() throws InvalidModuleException {
    byte[] module =
        new TestModule()
            .function("->", "i32.const 0", "i32.const 0", "i32.const 2", "table.copy 0 0")
            .table(1, -1)
            .toBytes();
    assertThat(Metering.code(Generation.NV18, module, 0)).startsWith("charge 22400");
  }

  @Test
  void blockOfOverflowingCostIsRejected() {
    String[] code = new String[3 * 400];
    for (int i = 0; i < code.length; i += 3) {
      code[i] = "i32.const 2147483647";
      code[i + 1] = "memory.grow 0";
      code[i + 2] = "drop";
    }
    assertThatThrownBy(() -> metered(code))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("overflows");
  }

  @Test
  void chargeFunctionTrapsBelowZero() throws InvalidModuleException {
    MeteredModule metered = Metering.of(Generation.NV18, TestModule.of("->", "nop"));
    assertThat(io.jfvm.wasm.Assembly.read(metered.bytes(), metered.chargeFunction()))
        .containsExactly(
            "global.get 0",
            "local.get 0",
            "i64.sub",
            "global.set 0",
            "global.get 0",
            "i64.const 0",
            "i64.lt_s",
            "if",
            "unreachable",
            "end",
            "end");
  }

  private static List<String> metered(String... code) throws InvalidModuleException {
    return Metering.code(Generation.NV18, TestModule.of("->", code), 0);
  }
}
