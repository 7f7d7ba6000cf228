// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.wasm.Assembly;
import io.jfvm.wasm.TestModule;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackLimiterTest {
  @Test
  void directCallBecomesFifteenInstructionsThatAreChargedToo() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").function("->", "call 0").toBytes();
    assertThat(Metering.code(Generation.NV18, module, 1))
        .containsExactly(
            "charge 52000",
            "global.get 1",
            "i32.const 2",
            "i32.add",
            "global.set 1",
            "global.get 1",
            "i32.const 2048",
            "i32.gt_u",
            "if",
            "unreachable",
            "end",
            "call 0",
            "global.get 1",
            "i32.const 2",
            "i32.sub",
            "global.set 1",
            "end");
  }

  @Test
  void importedFunctionIsCalledUnguarded() throws InvalidModuleException {
    byte[] module = new TestModule().importFunction("->").function("->", "call 0").toBytes();
    assertThat(Metering.code(Generation.NV18, module, 0))
        .containsExactly("charge 4000", "call 0", "end");
  }

  @Test
  void indirectCallIsLeftAlone() throws InvalidModuleException {
    byte[] module =
        new TestModule().function("->", "i32.const 0", "call_indirect 0 0").table(1, 1).toBytes();
    assertThat(Metering.code(Generation.NV18, module, 0))
        .containsExactly("charge 8000", "i32.const 0", "call_indirect", "end");
  }

  @Test
  void declarationsOfLocalsCountNotLocals() throws InvalidModuleException {
    TestModule module = new TestModule().function("i64 i64 ->", List.of("5 i32", "7 i64", "0 f32"));
    assertThat(cost(Generation.NV18, module)).isEqualTo(3 + 2);
  }

  @Test
  void localsCountBeforeNv18() throws InvalidModuleException {
    TestModule module = new TestModule().function("i64 i64 ->", List.of("5 i32", "7 i64", "0 f32"));
    assertThat(cost(Generation.NV17, module)).isEqualTo(12 + 2);
  }

  @Test
  void greatestHeightCounts() throws InvalidModuleException {
    assertThat(cost("i32.const 1", "i32.const 2", "i32.const 3", "drop", "drop", "drop"))
        .isEqualTo(2 + 3);
  }

  @Test
  void heightIsSampledBeforeInstructions() throws InvalidModuleException {
    // The two operands are gone, the result not yet there, when the next instruction comes.
    assertThat(cost("i32.const 1", "i32.const 2", "i32.add", "drop")).isEqualTo(2 + 2);
    assertThat(cost("i32.const 1", "drop")).isEqualTo(2 + 1);
  }

  @Test
  void heightInUnreachableCodeDoesNotCount() throws InvalidModuleException {
    assertThat(cost("unreachable", "i32.const 1", "i32.const 2", "drop", "drop")).isEqualTo(2);
    assertThat(cost("block", "br 0", "i32.const 1", "drop", "end")).isEqualTo(2);
    assertThat(cost("return", "i32.const 1", "drop")).isEqualTo(2);
  }

  @Test
  void blockOpenedInUnreachableCodeCounts() throws InvalidModuleException {
    assertThat(cost("unreachable", "block", "i32.const 1", "drop", "end")).isEqualTo(2 + 1);
  }

  @Test
  void elseStaysUnreachableAfterAnUnreachableThen() throws InvalidModuleException {
    assertThat(
            cost(
                "i32.const 0",
                "if",
                "unreachable",
                "else",
                "i32.const 1",
                "i32.const 1",
                "i32.const 1",
                "drop",
                "drop",
                "drop",
                "end"))
        .isEqualTo(2 + 1);
  }

  @Test
  void resultOfABlockIsOneHighAfterIt() throws InvalidModuleException {
    assertThat(cost("block i32", "i32.const 1", "i32.const 1", "br 0", "end", "drop"))
        .isEqualTo(2 + 2);
  }

  @Test
  void driftBelowZeroInUnreachableCodeIsRejected() throws InvalidModuleException {
    // Validation knows that operands appear as needed there; the height does not.
    assertThat(cost("unreachable", "drop", "drop", "drop", "drop")).isEqualTo(2);
    assertThatThrownBy(() -> cost("unreachable", "drop", "i32.store 0 0"))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("below zero");
  }

  @Test
  void codeAfterMemoryCopyLooksUnreachableBeforeNv18() throws InvalidModuleException {
    String[] code = {
      "i32.const 0",
      "i32.const 0",
      "i32.const 0",
      "memory.copy 0 0",
      "i32.const 0",
      "i32.const 0",
      "i32.const 0",
      "i32.const 0",
      "drop",
      "drop",
      "drop",
      "drop"
    };
    TestModule module = new TestModule().memory(1, -1).function("->", code);
    assertThat(cost(Generation.NV18, module)).isEqualTo(2 + 4);
    module = new TestModule().memory(1, -1).function("->", code);
    assertThat(cost(Generation.NV17, module)).isEqualTo(2 + 3);
  }

  @Test
  void thunksFollowTheFunctionsInAscendingOrderOfTheirTargets() throws InvalidModuleException {
    byte[] module =
        new TestModule()
            .importFunction("->")
            .function("->", "nop")
            .function("i32 i64 -> i32", "local.get 0")
            .function("->", "nop")
            .function("->", "nop")
            .table(2, -1)
            .export("second", 0, 2)
            .export("imported", 0, 0)
            .export("again", 0, 2)
            .start(4)
            .elements("i32.const 0", 1, 0)
            .toBytes();
    MeteredModule metered = Metering.of(Generation.NV18, module);
    WasmModule result = WasmModule.read(metered.bytes());
    assertThat(result.exports()).extracting(Export::index).containsExactly(6, 0, 6);
    assertThat(result.start()).isEqualTo(7);
    assertThat(result.elements().getFirst().functions()).containsExactly(5, 0);
    assertThat(metered.chargeFunction()).isEqualTo(8);
    assertThat(result.definedFunctions()).isEqualTo(8);
    assertThat(Assembly.read(metered.bytes(), 5))
        .startsWith("i64.const 60000", "call 8", "local.get 0", "local.get 1", "global.get 1")
        .contains("call 2");
  }

  @Test
  void counterIsTheLastGlobal() throws InvalidModuleException {
    byte[] module =
        new TestModule()
            .function("->", "global.get 0", "drop")
            .global("i64", true, "i64.const 9")
            .toBytes();
    MeteredModule metered = Metering.of(Generation.NV18, module);
    assertThat(metered.gasGlobal()).isZero();
    assertThat(metered.stackGlobal()).isEqualTo(2);
    assertThat(WasmModule.read(metered.bytes()).globals()).hasSize(2);
    assertThat(Metering.code(Generation.NV18, module, 0)).contains("global.get 1");
  }

  private static int cost(String... code) throws InvalidModuleException {
    return cost(Generation.NV18, new TestModule().memory(1, -1).function("->", code));
  }

  /** The cost of function 0, as its thunk pays it. */
  private static int cost(Generation generation, TestModule module) throws InvalidModuleException {
    MeteredModule metered = Metering.of(generation, module.export("f", 0, 0).toBytes());
    List<String> thunk = Assembly.read(metered.bytes(), metered.chargeFunction() - 1);
    String constant = thunk.get(thunk.indexOf("i32.add") - 1);
    return Integer.parseInt(constant.substring("i32.const ".length()));
  }
}
