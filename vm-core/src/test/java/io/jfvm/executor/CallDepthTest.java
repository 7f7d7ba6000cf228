// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.kernel.Kernel;
import io.jfvm.machine.Limits;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ActorId;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallDepthTest {
  private static final ActorId A = new ActorId(101);
  private static final long INVOKE = 75_000;

  private final TestNetwork network = new TestNetwork();

  @Test
  void exactly1024CallsFitInsideEachOther() {
    int[] entered = new int[1];
    List<ErrorNumber> refused = new ArrayList<>();
    network.actor(
        101,
        script(
            (kernel, params) -> {
              entered[0]++;
              refusal(() -> assertThat(send(kernel, A).exitCode()).isEqualTo(ExitCode.OK))
                  .ifPresent(refused::add);
              return 0;
            }));
    ApplyResult result =
        network.executor().applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(entered[0]).isEqualTo(1024);
    assertThat(refused).containsExactly(ErrorNumber.LIMIT_EXCEEDED);
    assertThat(result.receipt().gasUsed()).isEqualTo(INCLUSION_GAS + 1024 * INVOKE);
  }

  @Test
  void deepestCallHasRoomForBulkyFramesOnTheStack() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              bulky(kernel, 40, 1, 2, 3, 4, 5, 6);
              return 0;
            }));
    ApplyResult result =
        network.executor().applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
  }

  /** Puts 40 frames between one call and the next: 40 thousand in all. */
  private static long bulky(
      Kernel kernel, int frames, long a, long b, long c, long d, long e, long f) {
    if (frames > 0) {
      return bulky(kernel, frames - 1, b, c, d, e, f, a) + a * b * c * d * e * f;
    }
    refusal(() -> send(kernel, A));
    return a;
  }

  @Test
  void gasLimitOfARefusedCallIsRestored() {
    assertThat(availableAfterTooDeepSend(RuleSet.FVM4)).isEqualTo(true);
  }

  @Test
  void gasLimitOfARefusedCallStaysUpToThunder() {
    assertThat(availableAfterTooDeepSend(RuleSet.FVM3)).isEqualTo(false);
  }

  /** Whether the caller has its gas back after a send with a limit that was too deep. */
  private boolean availableAfterTooDeepSend(RuleSet rules) {
    NetworkConfig config = NetworkConfig.of(NetworkVersion.NV28, 314);
    Limits limits = new Limits(1, 2048, 1, 1, 1);
    network.config(new NetworkConfig(config.version(), 314, limits, config.prices(), rules, false));
    boolean[] same = new boolean[1];
    network.actor(
        101,
        script(
            (kernel, params) -> {
              long before = kernel.milligasAvailable();
              assertThat(
                      refusal(() -> kernel.send(A.address(), METHOD, 0, TokenAmount.ZERO, 1000, 0)))
                  .contains(ErrorNumber.LIMIT_EXCEEDED);
              same[0] = kernel.milligasAvailable() == before;
              return 0;
            }));
    network.executor().applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
    return same[0];
  }

  @Test
  void workOnADeepStackRunsOnceAndInPlaceIfAlreadyDeep() {
    DeepStack stack = new DeepStack();
    Thread outer = stack.call(Thread::currentThread);
    assertThat(outer).isNotSameAs(Thread.currentThread());
    boolean inPlace =
        stack.call(() -> new DeepStack().call(Thread::currentThread) == Thread.currentThread());
    assertThat(inPlace).isTrue();
  }

  @Test
  void deepThreadOutlivesWorkThatFails() {
    DeepStack stack = new DeepStack();
    Thread first = stack.call(Thread::currentThread);
    IllegalStateException failure = new IllegalStateException("of the work");
    assertThatThrownBy(
            () ->
                stack.call(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(first.isDaemon()).isTrue();
    assertThat(stack.call(() -> 7)).isEqualTo(7);
  }

  @Test
  void interruptedCallerStillWaitsForTheWork() {
    Thread.currentThread().interrupt();
    assertThat(new DeepStack().call(() -> 7)).isEqualTo(7);
    assertThat(Thread.interrupted()).isTrue();
  }
}
