// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorTrap;
import io.jfvm.actor.Exits;
import io.jfvm.actor.JavaActor;
import io.jfvm.actor.MethodTable;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.EncodeException;
import io.jfvm.engine.ActorExit;
import io.jfvm.gas.OutOfGas;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.FatalError;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.Multicodec;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JavaExecutableTest {
  private static final IpldBlock BLOCK = new IpldBlock(Multicodec.CBOR, new byte[] {0x07});

  private final FakeKernel kernel = new FakeKernel();

  private int invoke(JavaActor actor, int paramsId) {
    return new JavaExecutable(actor, NativePrices.FREE).invoke(kernel, paramsId);
  }

  private static JavaActor actor(Consumer<ActorRuntime> body) {
    return (rt, method, params) -> {
      rt.callers().acceptAny();
      body.accept(rt);
      return Optional.empty();
    };
  }

  private static JavaActor throwing(RuntimeException e) {
    return actor(
        rt -> {
          throw e;
        });
  }

  private ActorExit exit(JavaActor actor) {
    ActorExit exit = catchThrowableOfType(ActorExit.class, () -> invoke(actor, 0));
    assertThat(exit).isNotNull();
    assertThat(exit.isTrap()).isFalse();
    assertThat(kernel.exitIsPaid()).isTrue();
    return exit;
  }

  @Test
  void invocationStartsWithTheSyscallsOfTheOfficialActors() {
    assertThat(invoke(actor(rt -> {}), 0)).isZero();
    assertThat(kernel.log).containsExactly("debug_enabled", "message_context");
    assertThat(kernel.gas.used()).isEqualTo(2 * kernel.prices.onSyscall());
  }

  @Test
  void paramsAreReadBeforeTheMethodRuns() {
    int id = kernel.register(BLOCK);
    JavaActor echo =
        (rt, method, params) -> {
          assertThat(kernel.log)
              .containsExactly("debug_enabled", "message_context", "block_stat", "block_read");
          assertThat(method).isEqualTo(FakeKernel.METHOD);
          rt.callers().acceptAny();
          return params;
        };
    int returned = invoke(echo, id);
    assertThat(kernel.blocks.get(returned)).isEqualTo(BLOCK);
    assertThat(returned).isNotEqualTo(id);
    assertThat(kernel.log).endsWith("block_create");
    assertThat(kernel.gas.used()).isEqualTo(5 * kernel.prices.onSyscall());
    assertThat(kernel.exitIsPaid()).isFalse();
  }

  @Test
  void abortIsAnExitAndItsSyscallIsPaid() {
    ActorExit exit = exit(throwing(Exits.notFound("gone")));
    assertThat(exit.exitCode()).isEqualTo(ExitCode.USR_NOT_FOUND);
    assertThat(exit.blockId()).isZero();
    assertThat(exit).hasMessage("gone");
    assertThat(kernel.gas.used()).isEqualTo(3 * kernel.prices.onSyscall());
  }

  @Test
  void abortWithDataMakesABlockFirst() {
    ActorExit exit =
        exit(throwing(new ActorException(new ExitCode(33), "revert", Optional.of(BLOCK))));
    assertThat(exit.exitCode()).isEqualTo(new ExitCode(33));
    assertThat(kernel.blocks.get(exit.blockId())).isEqualTo(BLOCK);
    assertThat(kernel.log).endsWith("block_create");
    assertThat(kernel.gas.used()).isEqualTo(4 * kernel.prices.onSyscall());
  }

  @Test
  void abortWithDataThatIsNoBlockIsAPanic() {
    kernel.refusals.put("block_create", ErrorNumber.LIMIT_EXCEEDED);
    ActorExit exit =
        exit(throwing(new ActorException(new ExitCode(33), "revert", Optional.of(BLOCK))));
    assertThat(exit.exitCode()).isEqualTo(ExitCode.USR_ASSERTION_FAILED);
    assertThat(exit.blockId()).isZero();
  }

  @Test
  void returnThatIsNoBlockIsAPanic() {
    kernel.refusals.put("block_create", ErrorNumber.LIMIT_EXCEEDED);
    JavaActor echo =
        (rt, method, params) -> {
          rt.callers().acceptAny();
          return Optional.of(BLOCK);
        };
    assertThat(exit(echo).exitCode()).isEqualTo(ExitCode.USR_ASSERTION_FAILED);
  }

  @Test
  void methodThatNeverValidatedItsCallerIsAssertionFailed() {
    JavaActor careless = (rt, method, params) -> Optional.of(BLOCK);
    assertThat(exit(careless).exitCode()).isEqualTo(ExitCode.USR_ASSERTION_FAILED);
    assertThat(kernel.log).doesNotContain("block_create");
  }

  @Test
  void abortBeforeValidationKeepsItsCode() {
    JavaActor early =
        (rt, method, params) -> {
          throw Exits.illegalArgument("early");
        };
    assertThat(exit(early).exitCode()).isEqualTo(ExitCode.USR_ILLEGAL_ARGUMENT);
  }

  @Test
  void ipldExceptionIsIllegalState() {
    assertThat(exit(throwing(new IpldException("bad block"))).exitCode())
        .isEqualTo(ExitCode.USR_ILLEGAL_STATE);
  }

  @Test
  void aValueWithoutEncodingIsASerializationFailure() {
    assertThat(exit(throwing(new EncodeException("too large"))).exitCode())
        .isEqualTo(ExitCode.USR_SERIALIZATION);
  }

  @Test
  void outcomesThatAreNotTheActorsPassThrough() {
    for (RuntimeException e :
        List.of(
            OutOfGas.INSTANCE,
            new FatalError("fatal"),
            new HostException("host"),
            new UnsupportedFeatureException("missing"))) {
      assertThatThrownBy(() -> invoke(throwing(e), 0)).isSameAs(e);
    }
  }

  @Test
  void trapIsNoExitAndPaysNoSyscall() {
    ActorExit exit =
        catchThrowableOfType(
            ActorExit.class, () -> invoke(throwing(new ActorTrap("no memory left")), 0));
    assertThat(exit.isTrap()).isTrue();
    assertThat(exit.exitCode()).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION);
    assertThat(exit.blockId()).isZero();
    assertThat(exit).hasMessage("no memory left");
    assertThat(kernel.exitIsPaid()).isFalse();
    assertThat(kernel.gas.used()).isEqualTo(2 * kernel.prices.onSyscall());
  }

  @Test
  void bugIsAHostExceptionThatNamesTheMethod() {
    MethodTable buggy =
        MethodTable.of("Toy")
            .on(
                FakeKernel.METHOD.value(),
                "Crash",
                rt -> {
                  throw new IllegalStateException("bug");
                })
            .build();
    assertThatThrownBy(() -> invoke(buggy, 0))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("f0100")
        .hasMessageContaining("Toy.Crash")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void computeIsChargedByTheModel() {
    NativePrices prices = new NativePrices(1000_000, 3_000_000, 10_000, 100, 1);
    IpldBlock three = new IpldBlock(Multicodec.CBOR, new byte[] {1, 2, 3});
    int paramsId = kernel.register(three);
    JavaActor busy =
        (rt, method, params) -> {
          rt.callers().acceptAny();
          rt.create(Codecs.TEXT, "1234"); // 5 bytes in CBOR
          rt.state(Codecs.TEXT);
          byte[] unusedHash = rt.store().hashKey(new byte[] {1});
          rt.chargeCompute(77_000_000);
          return params;
        };
    new JavaExecutable(busy, prices).invoke(kernel, paramsId);
    assertThat(kernel.log).hasSize(13);
    assertThat(kernel.computeMilligas)
        .isEqualTo(77_000_000 + 1000_000 + 3_000_000 + 13 * 10_000 + (3 + 5) * 100 + (5 + 3));
    assertThat(kernel.gas.used())
        .isEqualTo(kernel.computeMilligas + 13 * kernel.prices.onSyscall());
  }

  @Test
  void restrictedMethodLooksUpItsCallerFirst() {
    MethodTable table =
        MethodTable.of("Toy")
            .on(FakeKernel.METHOD.value(), "Ping", rt -> rt.callers().acceptAny())
            .build();
    assertThat(invoke(table, 0)).isZero();
    assertThat(kernel.log)
        .containsExactly(
            "debug_enabled", "message_context", "get_actor_code_cid", "get_builtin_actor_type");
  }
}
