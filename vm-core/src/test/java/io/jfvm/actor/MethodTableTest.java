// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MethodTableTest {
  private static final MethodNum PING = new MethodNum(2);
  private static final MethodNum TAKE = new MethodNum(3);
  private static final MethodNum GIVE = new MethodNum(4);
  private static final MethodNum DOUBLE = new MethodNum(5);
  private static final MethodNum BYTES = new MethodNum(6);
  private static final MethodNum UNKNOWN = new MethodNum(7);
  private static final MethodNum UNKNOWN_EXPORTED = new MethodNum(MethodNum.FIRST_EXPORTED);
  private static final ActorId CALLER = new ActorId(1000);

  private final MockRuntime rt = new MockRuntime();
  private final List<String> seen = new ArrayList<>();
  private final MethodTable table = table().build();

  private MethodTable.Builder table() {
    return MethodTable.of("Toy")
        .on(2, "Ping", r -> see(r, "ping"))
        .on(3, "Take", Codecs.U64, (r, n) -> see(r, "take " + n))
        .on(
            4,
            "Give",
            r -> {
              see(r, "give");
              return 7L;
            },
            Codecs.U64)
        .on(
            5,
            "Double",
            Codecs.U64,
            (r, n) -> {
              see(r, "double " + n);
              return 2 * n;
            },
            Codecs.U64)
        .exported()
        .on(6, "Bytes", Codecs.BYTES, (r, bytes) -> see(r, bytes.length + " bytes"));
  }

  private void see(ActorRuntime runtime, String what) {
    seen.add(what);
    runtime.callers().acceptAny();
  }

  @BeforeEach
  void acceptAnyCaller() {
    rt.setCaller(CALLER, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
  }

  private static Optional<IpldBlock> block(long codec, int... data) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) data[i];
    }
    return Optional.of(new IpldBlock(codec, bytes));
  }

  private void refuses(ExitCode exitCode, MethodNum method, Optional<IpldBlock> params) {
    expectAbort(exitCode, () -> rt.call(table, method, params));
    assertThat(seen).isEmpty();
  }

  @Test
  void methodWithoutReturnGivesNoBlock() {
    assertThat(rt.call(table, PING)).isEmpty();
    rt.expectValidateCallerAny();
    assertThat(rt.call(table, TAKE, Codecs.U64, 9L)).isEmpty();
    assertThat(seen).containsExactly("ping", "take 9");
  }

  @Test
  void returnIsACborBlock() {
    assertThat(rt.call(table, GIVE)).isEqualTo(block(Multicodec.CBOR, 0x07));
    rt.expectValidateCallerAny();
    assertThat(rt.call(table, DOUBLE, Codecs.U64, 21L)).isEqualTo(block(0x51, 0x18, 42));
  }

  @Test
  void paramsGivenToMethodWithoutAnyAreIllegalArgument() {
    refuses(ExitCode.USR_ILLEGAL_ARGUMENT, PING, block(Multicodec.CBOR, 0x80));
    refuses(ExitCode.USR_ILLEGAL_ARGUMENT, GIVE, block(Multicodec.CBOR));
  }

  @Test
  void missingParamsAreIllegalArgument() {
    refuses(ExitCode.USR_ILLEGAL_ARGUMENT, TAKE, Optional.empty());
    refuses(ExitCode.USR_ILLEGAL_ARGUMENT, DOUBLE, Optional.empty());
  }

  @Test
  void paramsThatDoNotDecodeAreSerialization() {
    refuses(ExitCode.USR_SERIALIZATION, TAKE, block(Multicodec.CBOR, 0x80));
    refuses(ExitCode.USR_SERIALIZATION, TAKE, block(Multicodec.CBOR));
    refuses(ExitCode.USR_SERIALIZATION, TAKE, block(Multicodec.CBOR, 0x07, 0x07));
    refuses(ExitCode.USR_SERIALIZATION, DOUBLE, block(Multicodec.DAG_CBOR, 0xff));
  }

  @Test
  void dagCborParamsAreCbor() {
    rt.call(table, TAKE, block(Multicodec.DAG_CBOR, 0x05));
    assertThat(seen).containsExactly("take 5");
  }

  @Test
  void rawParamsAreAByteStringAndNothingElse() {
    rt.call(table, BYTES, block(Multicodec.RAW, 1, 2, 3));
    assertThat(seen).containsExactly("3 bytes");
    seen.clear();
    refuses(ExitCode.USR_SERIALIZATION, TAKE, block(Multicodec.RAW, 0x05));
  }

  @Test
  void paramsOfOtherCodecsAreSerialization() {
    refuses(ExitCode.USR_SERIALIZATION, TAKE, block(Multicodec.DAG_PB, 0x05));
    refuses(ExitCode.USR_SERIALIZATION, BYTES, block(0, 0x40));
  }

  @Test
  void unknownMethodIsUnhandled() {
    refuses(ExitCode.USR_UNHANDLED_MESSAGE, UNKNOWN, Optional.empty());
    refuses(ExitCode.USR_UNHANDLED_MESSAGE, UNKNOWN_EXPORTED, Optional.empty());
  }

  @Test
  void otherwiseTakesEveryUnknownNumberWithItsParamsAsTheyCame() {
    MethodTable open =
        table()
            .otherwise(
                (r, method, params) -> {
                  see(r, "fallback " + method);
                  return params;
                })
            .build();
    Optional<IpldBlock> params = block(Multicodec.DAG_PB, 0xff);
    assertThat(rt.call(open, UNKNOWN_EXPORTED, params)).isEqualTo(params);
    assertThat(seen).containsExactly("fallback 16777216");
  }

  @Test
  void otherwiseIsRestrictedToo() {
    MethodTable open = table().otherwise((r, method, params) -> Optional.empty()).build();
    rt.setCaller(CALLER, ActorType.EVM);
    expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(open, UNKNOWN));
  }

  @Test
  void internalNumbersAreForbiddenToEvmContractsBeforeAnythingElse() {
    rt.setCaller(CALLER, ActorType.EVM);
    refuses(ExitCode.USR_FORBIDDEN, PING, Optional.empty());
    refuses(ExitCode.USR_FORBIDDEN, TAKE, Optional.empty());
    refuses(ExitCode.USR_FORBIDDEN, TAKE, block(Multicodec.CBOR, 0xff));
    refuses(ExitCode.USR_FORBIDDEN, UNKNOWN, Optional.empty());
  }

  @Test
  void internalNumbersAreForbiddenToActorsThatAreNotBuiltIn() {
    rt.setCaller(CALLER, Cid.ofDagCbor(new byte[] {1}));
    refuses(ExitCode.USR_FORBIDDEN, PING, Optional.empty());
  }

  @Test
  void internalNumbersAreForbiddenToCallersWithoutCode() {
    rt.removeActor(CALLER);
    refuses(ExitCode.USR_FORBIDDEN, PING, Optional.empty());
  }

  @Test
  void everyBuiltInActorButEvmMayUseInternalNumbers() {
    rt.reset();
    for (ActorType type : ActorType.values()) {
      rt.setCaller(CALLER, type);
      if (type == ActorType.EVM) {
        continue;
      }
      rt.expectValidateCallerAny();
      rt.call(table, PING);
    }
    assertThat(seen).hasSize(ActorType.values().length - 1);
  }

  @Test
  void exportedNumbersAreForEveryone() {
    rt.setCaller(CALLER, ActorType.EVM);
    assertThat(rt.call(table, MethodNum.ofName("Double"), Codecs.U64, 4L))
        .isEqualTo(block(0x51, 8));
  }

  @Test
  void unrestrictedTableTakesInternalNumbersFromEveryone() {
    rt.setCaller(CALLER, ActorType.EVM);
    rt.call(table().unrestricted().build(), PING);
    assertThat(seen).containsExactly("ping");
  }

  @Test
  void exportUsesTheNumberOfTheName() {
    MethodTable exports =
        MethodTable.of("Toy")
            .export("Receive", Codecs.BYTES, (r, bytes) -> see(r, "receive"))
            .build();
    // FRC-46's universal receiver hook.
    rt.call(exports, new MethodNum(3726118371L), Codecs.BYTES, new byte[] {1});
    assertThat(seen).containsExactly("receive");
  }

  @Test
  void methodsHaveNames() {
    assertThat(table.nameOf(PING)).contains("Toy.Ping");
    assertThat(table.nameOf(DOUBLE)).contains("Toy.Double");
    assertThat(table.nameOf(MethodNum.ofName("Double"))).contains("Toy.Double");
    assertThat(table.nameOf(UNKNOWN)).isEmpty();
  }

  @Test
  void aNumberBelongsToOneMethod() {
    assertThatThrownBy(() -> table().on(2, "Pong", r -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Toy.Pong: method number 2 is taken");
    assertThatThrownBy(() -> table().on(0, "Send", r -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
