// SPDX-License-Identifier: Apache-2.0
package io.jfvm.trace;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.abort;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.Actors.transfer;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.gas.Gas;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceRecorderTest {
  private static final ActorId A = new ActorId(101);
  private static final ActorId B = new ActorId(102);
  private static final Address KEY = Address.ofBlsKey(new byte[48]);

  @Test
  void traceIsTheTreeOfCallsWithTheirGas() {
    ApplyResult result = apply(network().tracing());
    Trace trace = result.trace().orElseThrow();
    assertThat(trace.milligasByCharge())
        .containsExactly(Map.entry("OnChainMessage", INCLUSION_GAS * 1000));
    CallFrame root = trace.calls().getFirst();
    assertThat(root.receiver()).contains(A);
    assertThat(root.params().orElseThrow().data()).containsExactly(9);
    assertThat(root.outcome())
        .isInstanceOfSatisfying(
            CallFrame.Returned.class,
            returned -> assertThat(returned.exitCode()).isEqualTo(ExitCode.OK));
    assertThat(INCLUSION_GAS + Gas.roundUp(root.milligasUsed()))
        .isEqualTo(result.receipt().gasUsed());
    assertThat(root.calls()).hasSize(3);

    CallFrame failed = root.calls().get(0);
    assertThat(failed.code()).isPresent();
    assertThat(failed.events()).hasSize(1);
    assertThat(failed.milligasByCharge()).containsKeys("OnActorLookup", "OnMethodInvocation");
    assertThat(failed.outcome())
        .isInstanceOfSatisfying(
            CallFrame.Returned.class,
            returned -> assertThat(returned.exitCode()).isEqualTo(ExitCode.USR_FORBIDDEN));

    CallFrame refused = root.calls().get(1);
    assertThat(refused.outcome())
        .isInstanceOfSatisfying(
            CallFrame.Refused.class,
            refusal -> assertThat(refusal.error()).isEqualTo(ErrorNumber.NOT_FOUND));
    assertThat(refused.to()).isEqualTo(Address.ofId(999));
    assertThat(refused.receiver()).isEmpty();

    CallFrame created = root.calls().get(2);
    assertThat(created.to()).isEqualTo(KEY);
    assertThat(created.receiver()).contains(new ActorId(200));
    assertThat(created.code()).isEmpty();
    CallFrame constructor = created.calls().getFirst();
    assertThat(constructor.caller()).isEqualTo(ActorId.SYSTEM);
    assertThat(constructor.method()).isEqualTo(MethodNum.CONSTRUCTOR);
  }

  @Test
  void tracingChangesNothingElse() {
    ApplyResult traced = apply(network().tracing());
    ApplyResult untraced = apply(network());
    assertThat(untraced.trace()).isEmpty();
    assertThat(untraced.receipt()).isEqualTo(traced.receipt());
    assertThat(untraced.events()).isEqualTo(traced.events());
  }

  private static TestNetwork network() {
    TestNetwork network = new TestNetwork();
    network.actor(
        102,
        script(
            (kernel, params) -> {
              kernel.emitEvent(List.of(new EventEntry(0, "k", Multicodec.RAW, new byte[0])));
              throw abort();
            }));
    network.actor(
        101,
        script(
            (kernel, params) -> {
              send(kernel, B);
              assertThat(refusal(() -> send(kernel, new ActorId(999))))
                  .isNotEqualTo(Optional.empty());
              transfer(kernel, KEY, TokenAmount.ZERO);
              return 0;
            }));
    return network;
  }

  private static ApplyResult apply(TestNetwork network) {
    return network
        .executor()
        .applyExplicit(message(A).method(METHOD).params(new byte[] {9}).build(), CHAIN_LENGTH);
  }
}
