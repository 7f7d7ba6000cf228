// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.types.Receipt;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.module.Opcode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Each program runs compiled, and interpreted: a function large enough is. */
class FloatPassTest {
  private static final int CANONICAL_F32 = 0x7fc00000;
  private static final long CANONICAL_F64 = 0x7ff8000000000000L;
  private static final int PAYLOAD_F32 = 0xffa01234;
  private static final long PAYLOAD_F64 = 0xfff4123400005678L;
  private static final int I32_REINTERPRET_F32 = 0xbc;
  private static final int I64_REINTERPRET_F64 = 0xbd;
  private static final int F32_ABS = 0x8b;
  private static final int F32_NEG = 0x8c;
  private static final int F32_CEIL = 0x8d;
  private static final int F32_SQRT = 0x91;
  private static final int F32_MAX = 0x97;
  private static final int F32_COPYSIGN = 0x98;
  private static final int F64_ABS = 0x99;
  private static final int F64_NEG = 0x9a;
  private static final int F64_CEIL = 0x9b;
  private static final int F64_SQRT = 0x9f;
  private static final int F64_MAX = 0xa5;
  private static final int F64_COPYSIGN = 0xa6;
  private static final int F32_DEMOTE = 0xb6;
  private static final int F64_PROMOTE = 0xbb;
  private static final int LARGE = 45_000;

  private final GuestNetwork network = new GuestNetwork();

  @Test
  void arithmeticOfNansGivesTheCanonicalOne() {
    for (int opcode = F32_CEIL; opcode <= F32_MAX; opcode++) {
      Code code = Code.of().f32(PAYLOAD_F32);
      if (opcode > F32_SQRT) {
        code.f32(0x3f800000);
      }
      assertThat(bits(code.op(opcode).op(I32_REINTERPRET_F32), false))
          .as("f32 %x", opcode)
          .isEqualTo(CANONICAL_F32);
    }
    for (int opcode = F64_CEIL; opcode <= F64_MAX; opcode++) {
      Code code = Code.of().f64(PAYLOAD_F64);
      if (opcode > F64_SQRT) {
        code.f64(0x3ff0000000000000L);
      }
      assertThat(bits(code.op(opcode).op(I64_REINTERPRET_F64), true))
          .as("f64 %x", opcode)
          .isEqualTo(CANONICAL_F64);
    }
  }

  @Test
  void conversionsOfNansGiveTheCanonicalOne() {
    assertThat(bits(Code.of().f64(PAYLOAD_F64).op(F32_DEMOTE).op(I32_REINTERPRET_F32), false))
        .isEqualTo(CANONICAL_F32);
    assertThat(bits(Code.of().f32(PAYLOAD_F32).op(F64_PROMOTE).op(I64_REINTERPRET_F64), true))
        .isEqualTo(CANONICAL_F64);
  }

  @Test
  void newNansAreCanonical() {
    Code zeros = Code.of().f64(0).f64(Long.MIN_VALUE).op(Opcode.F64_ADD + 3); // 0 / -0
    assertThat(bits(zeros.op(I64_REINTERPRET_F64), true)).isEqualTo(CANONICAL_F64);
    Code root = Code.of().f32(0xbf800000).op(F32_SQRT); // of -1
    assertThat(bits(root.op(I32_REINTERPRET_F32), false)).isEqualTo(CANONICAL_F32);
  }

  @Test
  void signOperationsKeepThePayload() {
    assertThat(bits(Code.of().f32(PAYLOAD_F32).op(F32_ABS).op(I32_REINTERPRET_F32), false))
        .isEqualTo(PAYLOAD_F32 & Integer.MAX_VALUE);
    assertThat(bits(Code.of().f32(PAYLOAD_F32).op(F32_NEG).op(I32_REINTERPRET_F32), false))
        .isEqualTo(PAYLOAD_F32 & Integer.MAX_VALUE);
    assertThat(bits(Code.of().f64(PAYLOAD_F64).op(F64_ABS).op(I64_REINTERPRET_F64), true))
        .isEqualTo(PAYLOAD_F64 & Long.MAX_VALUE);
    assertThat(bits(Code.of().f64(PAYLOAD_F64).op(F64_NEG).op(I64_REINTERPRET_F64), true))
        .isEqualTo(PAYLOAD_F64 & Long.MAX_VALUE);
  }

  @Test
  void aNanThatOnlyPassesThroughStaysAsItIs() {
    assertThat(bits(Code.of().f32(PAYLOAD_F32).op(I32_REINTERPRET_F32), false))
        .isEqualTo(PAYLOAD_F32);
    assertThat(bits(Code.of().f64(PAYLOAD_F64).op(I64_REINTERPRET_F64), true))
        .isEqualTo(PAYLOAD_F64);
  }

  /** Endive takes the sign of 0xffc00000, the number, for that of 0xffc00000, the bits of a NaN. */
  @Test
  void signsAreCopiedBitByBit() {
    int large = Float.floatToRawIntBits((float) 0xffc00000L);
    assertThat(copySign(0x3f800000, large)).isEqualTo(0x3f800000);
    assertThat(copySign(0x3f800000, PAYLOAD_F32)).isEqualTo(0xbf800000);
    assertThat(copySign(PAYLOAD_F32, 0)).isEqualTo(PAYLOAD_F32 & Integer.MAX_VALUE);
    Code wide = Code.of().f64(PAYLOAD_F64).f64(0).op(F64_COPYSIGN).op(I64_REINTERPRET_F64);
    assertThat(bits(wide, true)).isEqualTo(PAYLOAD_F64 & Long.MAX_VALUE);
  }

  private int copySign(int number, int sign) {
    return (int)
        bits(Code.of().f32(number).f32(sign).op(F32_COPYSIGN).op(I32_REINTERPRET_F32), false);
  }

  @Test
  void valuesAreNotTouched() {
    Code sum = Code.of().f64(0x3ff0000000000000L).f64(0x4000000000000000L).op(Opcode.F64_ADD);
    assertThat(bits(sum.op(I64_REINTERPRET_F64), true)).isEqualTo(0x4008000000000000L);
  }

  /** What the code leaves on the stack, an i32 or an i64. */
  private long bits(Code code, boolean wide) {
    long compiled = run(code, wide, 0);
    assertThat(run(code, wide, LARGE)).as("interpreted").isEqualTo(compiled);
    return compiled;
  }

  private long run(Code code, boolean wide, int padding) {
    Code padded = Code.of();
    for (int i = 0; i < padding; i++) {
      padded.op(Opcode.NOP);
    }
    GuestModule module =
        new GuestModule()
            .syscall("ipld", "block_create", "iIii")
            .function(">" + (wide ? 'I' : 'i'), padded.append(code))
            .function(
                Code.of()
                    .i32(8)
                    .call(1)
                    .at(wide ? GuestModule.I64_STORE : GuestModule.I32_STORE, 0)
                    .i32(0)
                    .i64(0x55)
                    .i32(8)
                    .i32(8)
                    .call(0)
                    .op(Opcode.DROP)
                    .i32(0)
                    .at(GuestModule.I32_LOAD, 0));
    Receipt receipt = network.call(module).receipt();
    assertThat(receipt.exitCode().isSuccess()).isTrue();
    ByteBuffer result = ByteBuffer.wrap(receipt.returnData()).order(ByteOrder.LITTLE_ENDIAN);
    return wide ? result.getLong() : result.getInt();
  }
}
