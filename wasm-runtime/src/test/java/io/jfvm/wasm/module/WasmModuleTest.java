// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.wasm.TestModule;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WasmModuleTest {
  private static final String HEADER = "0061736d01000000";

  @Test
  void readsWhatTheSectionsDeclare() throws InvalidModuleException {
    WasmModule module =
        WasmModule.read(
            new TestModule()
                .importFunction("i32 -> i64")
                .function("->")
                .table(1, 5)
                .memory(2, -1)
                .global("i64", true, "i64.const -3")
                .export("run", 0, 1)
                .start(1)
                .elements("i32.const 4", 1)
                .data("i32.const 16", 1, 2, 3)
                .dataCount(1)
                .custom("note", 9)
                .toBytes());
    assertThat(module.types()).hasSize(2);
    assertThat(module.types().getFirst()).hasToString("[i32] -> [i64]");
    assertThat(module.importedFunctions()).isEqualTo(1);
    assertThat(module.definedFunctions()).isEqualTo(1);
    assertThat(module.tables().getFirst().limits()).isEqualTo(new Limits(1, 5));
    assertThat(module.memories().getFirst().limits().hasMaximum()).isFalse();
    assertThat(module.globals().getFirst().initial().immediate()).isEqualTo(-3);
    assertThat(module.exports()).containsExactly(new Export("run", ExternalKind.FUNCTION, 1));
    assertThat(module.start()).isEqualTo(1);
    assertThat(module.elements().getFirst().functions()).containsExactly(1);
    assertThat(module.data().getFirst().end() - module.data().getFirst().start()).isEqualTo(3);
    assertThat(module.dataCount()).isEqualTo(1);
    assertThat(module.customSections().getFirst().name()).isEqualTo("note");
  }

  @Test
  void emptyModuleIsAModule() {
    assertThatCode(() -> read("")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0061736d", "0061736d02000000", "0061736e01000000"})
  void otherHeadersAreRejected(String header) {
    assertThatThrownBy(() -> WasmModule.read(HexFormat.of().parseHex(header)))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("module header");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          01,                     module, offset 9: unexpected end
          0105,                   type section of 5 bytes where 0 are left
          010100 010100,          type section repeated
          030100 010100,          'type section out of order, after function section'
          0d0100,                 section 13 is not admitted
          0102ffffffff0f,         type section
          0106 ff8080800060,      127 types do not fit in 1 bytes
          0105 ffffffff0f,        4294967295 types exceed the limit of 1000000
          0106 ffffffffff00,      'unsigned 32-bit integer too long or too large'
          010401 600001,          1 results do not fit in 0 bytes
          010201 60,              unexpected end
          010401 5f0000,          type 0x5f is not a function type
          010501 60017b00,        value type v128 is not admitted
          010501 60016f00,        value type externref is not admitted
          010601 6000027f7f,      a function with 2 results is not admitted
          01020000,               1 bytes too many
          020501 0001ff00,        name is not UTF-8
          020401 000004,          external kind 4 is not admitted
          020401 000009,          external kind 9 is not admitted
          040401 700201,          limits
          040401 7f0001,          i32 is not a reference type
          050401 040001,          limits
          0503020000,             2 memories exceed the limit of 1
          0606017f0241000b,       global flags 2 are not admitted
          0609017f0041016a41010b, a constant expression must be one instruction
          0605017f00010b,         instruction 0x01 is not constant
          090601 0841000b00,      flags 8 of a segment are unknown
          0b0601 0341000b00,      flags 3 of a segment are unknown
          0b0601 0041000b05,      data of 5 bytes where 0 are left
          0c0101,                 'announces 1 data segments, there are 0'
          03020100,               1 functions are declared but 0 have a body
          """)
  void malformedSectionsAreRejectedByName(String sections, String reason) {
    assertThatThrownBy(() -> read(sections))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          06400b0b,       (exceptions) is not admitted
          12000b,         (tail calls
          fb000b,         (garbage collection)
          fd0c0b,         (vectors)
          fe030b,         (threads)
          fc120b,         instruction 0xfc 0x12 is not admitted
          ff0b,           instruction 0xff is unknown
          02000b0b,       (multi-value) is not admitted
          41ffffffff5f0b, signed 32-bit integer too long or too large
          4180808080800b, signed 32-bit integer too long or too large
          42808080808080808080010b, signed 64-bit integer too long or too large
          3f010b,         memory index must be a zero byte
          2840000b,       alignment of a memory access
          0effffffff0f0b, branch targets exceed the limit
          0e050b,         5 branch targets do not fit
          """)
  void malformedInstructionsAreRejectedByName(String code, String reason) {
    byte[] body = HexFormat.of().parseHex(code);
    TestModule module = new TestModule().function("->");
    byte[] bytes = withBody(module.toBytes(), body);
    assertThatThrownBy(() -> WasmModule.read(bytes).decode(0, new FunctionCode()))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageStartingWith("code section, offset ")
        .hasMessageContaining(reason);
  }

  @Test
  void offsetNamesTheOffendingByte() {
    assertThatThrownBy(() -> read("010401 5f0000"))
        .isInstanceOfSatisfying(
            InvalidModuleException.class,
            e -> {
              assertThat(e.offset()).isEqualTo(11);
              assertThat(e.section()).isEqualTo("type section");
            });
  }

  @Test
  void paddedIntegersAreReadAndWrittenShort() throws InvalidModuleException {
    byte[] bytes =
        withBody(new TestModule().function("->").toBytes(), hex("41 ff ff ff ff 7f 1a 0b"));
    FunctionCode code = new FunctionCode();
    WasmModule.read(bytes).decode(0, code);
    assertThat(code.immediate(0)).isEqualTo(-1);
    BinaryWriter out = new BinaryWriter(8);
    code.encode(0, out);
    assertThat(out.toBytes()).containsExactly(0x41, 0x7f);
  }

  @Test
  void integersKeepTheirValueThroughWriterAndReader() throws InvalidModuleException {
    long[] values = {
      0,
      1,
      -1,
      63,
      64,
      -64,
      -65,
      127,
      128,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      Long.MAX_VALUE,
      Long.MIN_VALUE
    };
    for (long value : values) {
      BinaryWriter out = new BinaryWriter(0);
      out.s64(value);
      out.s64((long) (int) value);
      out.u32((int) value);
      out.fixed64(value);
      byte[] bytes = out.toBytes();
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length, "test");
      assertThat(in.s64()).isEqualTo(value);
      assertThat(in.s32()).isEqualTo((int) value);
      assertThat(in.u32()).isEqualTo((int) value);
      assertThat(in.fixed64()).isEqualTo(value);
      assertThat(in.atEnd()).isTrue();
    }
  }

  /** Replaces the body of the only, empty function. */
  private static byte[] withBody(byte[] module, byte[] code) {
    BinaryWriter out = new BinaryWriter(64);
    out.bytes(module, 0, module.length - 6);
    out.u8(SectionId.CODE.code());
    out.u32(code.length + 3);
    out.u8(1);
    out.u32(code.length + 1);
    out.u8(0);
    out.bytes(code, 0, code.length);
    return out.toBytes();
  }

  private static WasmModule read(String sections) throws InvalidModuleException {
    return WasmModule.read(hex(HEADER + sections));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
