// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.system.SystemState.Entry;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemActorTest {
  private final MockRuntime rt = new MockRuntime();

  private void construct() {
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(rt.call(SystemActor.METHODS, MethodNum.CONSTRUCTOR)).isEmpty();
    rt.verify();
  }

  @Test
  void startsWithAnEmptyList() {
    construct();
    SystemState state = rt.state(SystemState.CODEC);
    assertThat(state.builtinActors().toString())
        .isEqualTo("bafy2bzacebc3bt6cedhoyw34drrmjvazhu4oj25er2ebk4u445pzycvq4ta4a");
    assertThat(rt.store().load(Entry.LIST_CODEC, state.builtinActors())).isEmpty();
    assertThat(SystemInvariants.check(state, rt.store())).isEmpty();
  }

  @Test
  void onlySystemConstructs() {
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, this::construct);
    rt.verify();
  }

  @Test
  void constructsOnlyOnce() {
    construct();
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, this::construct);
  }

  @Test
  void hasNoOtherMethodAndTakesNoParameters() {
    MockRuntime.expectAbort(
        ExitCode.USR_UNHANDLED_MESSAGE, () -> rt.call(SystemActor.METHODS, new MethodNum(2)));
    MockRuntime.expectAbort(
        ExitCode.USR_UNHANDLED_MESSAGE,
        () -> rt.call(SystemActor.METHODS, new MethodNum(MethodNum.FIRST_EXPORTED)));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            rt.call(
                SystemActor.METHODS,
                MethodNum.CONSTRUCTOR,
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0x80}))));
  }

  @Test
  void invariantsNameWhatIsWrong() {
    Cid code = Cid.ofDagCbor(new byte[] {1});
    Cid list =
        rt.store()
            .save(
                Entry.LIST_CODEC,
                List.of(
                    new Entry("system", code), new Entry("system", code), new Entry("x", code)));
    assertThat(SystemInvariants.check(new SystemState(list), rt.store()))
        .containsExactly(
            "'system' is listed twice",
            "code " + code + " is listed twice",
            "code " + code + " is listed twice",
            "'x' is no built-in actor");
  }
}
