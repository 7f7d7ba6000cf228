// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.wasm.TestModule;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unreachable; i32.add; drop",
        "unreachable; select; drop",
        "unreachable; i64.const 1; i32.const 0; select; drop",
        "i32.const 1; if; nop; else; nop; end",
        "block i32; i32.const 1; br 0; end; drop",
        "block i32; i32.const 1; i32.const 0; br_if 0; end; drop",
        "block; loop; i32.const 0; br_table 0 1; end; end; return; drop",
        "i32.const 1; i32.const 2; i32.const 0; select; drop",
        "i32.const 1; i32.extend8_s; drop",
        "f32.const 1; i32.trunc_sat_f32_s; drop",
        "i32.const 0; i32.const 0; i32.const 0; memory.copy 0 0",
        "i32.const 0; i32.const 0; i32.const 0; memory.fill 0",
        "i32.const 0; i32.load 2 0; drop",
        "memory.size 0; memory.grow 0; drop",
        "i32.const 0; i32.const 0; table.get 0; table.set 0",
        "i32.const 0; table.get 0; i32.const 1; table.grow 0; drop",
        "table.size 0; drop; elem.drop 0",
        "global.get 0; drop; i32.const 1; global.set 1",
      })
  void admits(String code) {
    assertThatCode(() -> check(code)).doesNotThrowAnyException();
  }

  @Test
  void rejectsWhatDoesNotTypeCheck() {
    rejected("drop", "operand missing");
    rejected("i32.const 1", "operands left");
    rejected("i64.const 1; i32.eqz; drop", "i64 where i32 is expected");
    rejected("i32.const 1; if i32; i32.const 1; end; drop", "needs an else");
    rejected("else", "else without if");
    rejected("block; i32.const 1; end", "operands left");
    rejected("br 1", "no label 1");
    rejected("i32.const 1; i64.const 1; i32.const 0; select; drop", "select between");
    rejected(
        "i32.const 0; table.get 0; i32.const 0; table.get 0; i32.const 0; select; drop",
        "select of references");
    rejected(
        "block i32; loop; i32.const 0; br_table 0 1; end; i32.const 0; end; drop",
        "different numbers of values");
    rejected("end", "after the end");
  }

  @Test
  void rejectsIndicesOutOfBounds() {
    rejected("local.get 0; drop", "no local 0");
    rejected("global.get 2; drop", "no global 2");
    rejected("call 1", "no function 1");
    rejected("i32.const 0; call_indirect 9 0", "no type 9");
    rejected("i32.const 0; call_indirect 0 1", "no table 1");
    rejected("table.size 1; drop", "no table 1");
    rejected("elem.drop 1", "no element segment 1");
    rejected("i32.const 0; i32.const 0; i32.const 0; memory.copy 0 1", "no memory 1");
    rejected("i32.const 0; i32.const 0; i32.const 0; memory.init 0 0", "data count");
    rejected("data.drop 0", "data count");
  }

  @Test
  void rejectsOtherOffences() {
    rejected("i32.const 1; global.set 0", "immutable");
    rejected("i32.const 0; i32.load 3 0; drop", "alignment");
    rejected("ref.null funcref; drop", "references");
    rejected("ref.func 0; drop", "references");
  }

  @Test
  void rejectsMemoryAccessWithoutMemory() {
    rejected(new TestModule().function("->", "memory.size 0", "drop"), "no memory 0");
  }

  @Test
  void admitsFiftyThousandLocalsAndNoMore() {
    assertThatCode(() -> check(new TestModule().function("i32 ->", List.of("49999 i64")).toBytes()))
        .doesNotThrowAnyException();
    rejected(new TestModule().function("i32 ->", List.of("50000 i64")), "50000 locals");
    rejected(new TestModule().function("->", List.of("4294967295 i64")), "50000 locals");
  }

  @Test
  void blocksMayNestDeeperThanAnyHostStack() {
    String[] code = new String[400_000];
    Arrays.fill(code, 0, code.length / 2, "block");
    Arrays.fill(code, code.length / 2, code.length, "end");
    assertThatCode(() -> check(new TestModule().function("->", code).toBytes()))
        .doesNotThrowAnyException();
  }

  @Test
  void rejectsBadModuleFields() {
    rejected(new TestModule().function("->").export("a", 0, 1), "out of bounds");
    rejected(new TestModule().function("->").export("a", 0, 0).export("a", 0, 0), "exported twice");
    rejected(new TestModule().function("i32 ->").start(0), "start function has type [i32]");
    rejected(new TestModule().function("->").start(1), "no function 1");
    rejected(new TestModule().memory(2, 1), "minimum above maximum");
    rejected(new TestModule().memory(65537, -1), "65536 pages");
    rejected(new TestModule().table(1, 1).elements("i32.const 0", 0), "no function 0");
    rejected(new TestModule().function("->").elements("i32.const 0", 0), "no table 0");
    rejected(new TestModule().table(1, 1).elements("i64.const 0"), "constant of type i64");
    rejected(new TestModule().data("i32.const 0", 1), "no memory 0");
    rejected(
        new TestModule().global("i32", false, "i32.const 1").global("i32", false, "global.get 0"),
        "imported immutable global");
    rejected(new TestModule().global("i32", true, "i64.const 1"), "constant of type i64");
  }

  private static void rejected(String code, String reason) {
    assertThatThrownBy(() -> check(code))
        .as(code)
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("code section, offset")
        .hasMessageContaining(reason);
  }

  private static void rejected(TestModule module, String reason) {
    assertThatThrownBy(() -> check(module.toBytes()))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(reason);
  }

  private static void check(String code) throws InvalidModuleException {
    check(
        new TestModule()
            .function("->", code.isEmpty() ? new String[0] : code.split("; "))
            .table(1, -1)
            .memory(1, -1)
            .global("i32", false, "i32.const 1")
            .global("i32", true, "i32.const 1")
            .elements("i32.const 0", 0)
            .toBytes());
  }

  private static void check(byte[] module) throws InvalidModuleException {
    Validator.check(WasmModule.read(module));
  }
}
