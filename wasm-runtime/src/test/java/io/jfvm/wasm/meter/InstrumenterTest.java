// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.wasm.TestModule;
import io.jfvm.wasm.module.CustomSection;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstrumenterTest {
  @ParameterizedTest
  @EnumSource
  void gasCounterIsTheLastImport(Generation generation) throws InvalidModuleException {
    byte[] module = new TestModule().importFunction("->").function("->").toBytes();
    Import last = WasmModule.read(result(generation, module)).imports().getLast();
    assertThat(last.module()).isEqualTo("gas");
    assertThat(last.name()).isEqualTo(generation == Generation.NV17 ? "gas_couner" : "gas_counter");
  }

  @Test
  void exportedGlobalsKeepTheirIndex() throws InvalidModuleException {
    assertThat(WasmModule.read(result(Generation.NV18, exportingAGlobal())).exports())
        .containsExactly(new Export("g", io.jfvm.wasm.module.ExternalKind.GLOBAL, 0));
  }

  @Test
  void exportedGlobalsShiftBeforeNv18() throws InvalidModuleException {
    assertThat(WasmModule.read(result(Generation.NV17, exportingAGlobal())).exports())
        .containsExactly(new Export("g", io.jfvm.wasm.module.ExternalKind.GLOBAL, 1));
  }

  private static byte[] exportingAGlobal() {
    return new TestModule()
        .function("->")
        .global("i32", false, "i32.const 7")
        .export("g", 3, 0)
        .toBytes();
  }

  @Test
  void onlyTheLastCustomSectionSurvivesInFront() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").custom("a", 1).custom("b", 2).toBytes();
    byte[] result = result(Generation.NV18, module);
    assertThat(WasmModule.read(result).customSections())
        .extracting(CustomSection::name)
        .containsExactly("b");
    assertThat(result[8]).isZero();
  }

  @Test
  void customSectionsAreReversedBeforeNv18() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").custom("a", 1).custom("b", 2).toBytes();
    assertThat(WasmModule.read(result(Generation.NV17, module)).customSections())
        .extracting(CustomSection::name)
        .containsExactly("b", "a");
  }

  @Test
  void emptyElementAndExportSectionsAreAdded() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").toBytes();
    assertThat(WasmModule.read(result(Generation.NV18, module)).span(SectionId.ELEMENT))
        .isNotNull();
    assertThat(WasmModule.read(result(Generation.NV18, module)).span(SectionId.EXPORT)).isNotNull();
    assertThat(WasmModule.read(result(Generation.NV17, module)).span(SectionId.ELEMENT)).isNull();
  }

  @Test
  void dataCountIsAddedBeforeNv18() throws InvalidModuleException {
    byte[] module =
        new TestModule().function("->").memory(1, -1).data("i32.const 0", 1, 2).toBytes();
    assertThat(WasmModule.read(result(Generation.NV17, module)).dataCount()).isEqualTo(1);
    assertThat(WasmModule.read(result(Generation.NV18, module)).dataCount()).isEqualTo(-1);
  }

  @Test
  void typeOfTheChargeFunctionIsReused() throws InvalidModuleException {
    byte[] module = new TestModule().type("->", "i64 ->", "i64 ->").function("->").toBytes();
    assertThat(WasmModule.read(result(Generation.NV18, module)).types()).hasSize(3);
    byte[] without = new TestModule().function("->").toBytes();
    assertThat(WasmModule.read(result(Generation.NV18, without)).types()).hasSize(2);
  }

  @Test
  void moduleWithoutFunctionsIsRejected() {
    rejected(Generation.NV18, new TestModule().memory(1, -1), "no functions");
  }

  @Test
  void moduleThatImportsTheGasCounterIsRejected() {
    TestModule module =
        new TestModule().importGlobal("gas", "gas_counter", "i64", true).function("->");
    rejected(Generation.NV18, module, "gas counter");
  }

  @Test
  void dataAtAnImportedGlobalIsRejected() {
    TestModule module =
        new TestModule()
            .importGlobal("env", "base", "i32", false)
            .function("->")
            .memory(1, -1)
            .data("global.get 0", 1);
    rejected(Generation.NV18, module, "must begin at an i32.const");
  }

  @Test
  void elementExpressionsAreRejected() {
    TestModule module =
        new TestModule().function("->").table(1, -1).raw(9, 5, 0x70, 1, 0xd0, 0x70, 0x0b);
    rejected(Generation.NV18, module, "expressions");
  }

  @Test
  void elementExpressionsWithoutElementsAreAdmitted() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").table(1, -1).raw(9, 5, 0x70, 0).toBytes();
    assertThat(WasmModule.read(result(Generation.NV18, module)).elements()).hasSize(1);
  }

  @Test
  void signExtensionAndSaturationAreRejectedBeforeNv18() {
    rejected(
        Generation.NV17,
        new TestModule().function("->", "i32.const 1", "i32.extend8_s", "drop"),
        "0xc0 not admitted before");
    rejected(
        Generation.NV17,
        new TestModule().function("->", "f32.const 1", "i32.trunc_sat_f32_s", "drop"),
        "0xfc 0x00 not admitted before");
  }

  @Test
  void instanceLimitsHoldFromNv18On() throws InvalidModuleException {
    byte[] module = new TestModule().function("->").memory(8193, -1).toBytes();
    assertThat(result(Generation.NV17, module)).isNotEmpty();
    rejected(Generation.NV18, new TestModule().function("->").memory(8193, -1), "8193 pages");
    rejected(Generation.NV18, new TestModule().function("->").table(20001, -1), "20001 elements");
    rejected(
        Generation.NV18, new TestModule().function("->").table(1, -1).table(1, -1), "2 tables");
  }

  @Test
  void referencedFunctionsCountTowardsTheInstance() throws InvalidModuleException {
    // Each takes 32 bytes, the rest of this instance 256, of 1 MiB.
    assertThat(result(Generation.NV18, exporting(32_760))).isNotEmpty();
    assertThatThrownBy(() -> result(Generation.NV18, exporting(32_761)))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("an instance takes 1048608 bytes");
  }

  private static byte[] exporting(int functions) {
    TestModule module = new TestModule();
    for (int i = 0; i < functions; i++) {
      module.function("->").export(Integer.toString(i), 0, i);
    }
    return module.toBytes();
  }

  private static void rejected(Generation generation, TestModule module, String reason) {
    assertThatThrownBy(() -> result(generation, module.toBytes()))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] result(Generation generation, byte[] module) throws InvalidModuleException {
    return Metering.of(generation, module).bytes();
  }
}
