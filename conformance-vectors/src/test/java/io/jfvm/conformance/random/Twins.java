// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.machine.MachineContext;
import io.jfvm.state.ActorState;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One state under both profiles, to which the same messages are applied. */
final class Twins {
  private final Vm java;
  private final Vm official;
  private final Invariants invariants;

  Twins(Vm java, Vm official) {
    this.java = java;
    this.official = official;
    this.invariants = new Invariants(java);
  }

  /** The state as the Java actors left it. */
  Vm state() {
    return java;
  }

  /**
   * What became of a message under the Java actors, who trace.
   *
   * @param result absent if a VM broke
   * @param differences empty if both agree and the state is sound
   */
  record Outcome(Optional<ApplyResult> result, List<String> differences) {}

  Outcome apply(Step step) {
    List<String> found = new ArrayList<>();
    Optional<ApplyResult> ours = applyTo(java, step, broken -> found.add("Java " + broken));
    Optional<ApplyResult> theirs =
        applyTo(official, step, broken -> found.add("official " + broken));
    if (ours.isPresent() && theirs.isPresent()) {
      compare(found, ours.get(), theirs.get(), !step.fees().areNone());
      found.addAll(invariants.violations());
    }
    return new Outcome(ours, found);
  }

  private static Optional<ApplyResult> applyTo(Vm vm, Step step, Consumer<String> broken) {
    long later = step.epoch() - vm.epoch().value();
    if (later > 0) {
      vm.advance(later);
    }
    MachineContext context = vm.context();
    if (!context.baseFee().equals(step.fees().baseFee())) {
      vm.advance(context.withBaseFee(step.fees().baseFee()));
    }
    try {
      Message message = message(vm, step);
      return Optional.of(step.implicit() ? vm.applyImplicit(message) : vm.apply(message));
    } catch (HostException | UnsupportedFeatureException e) {
      broken.accept("broke: " + e + " at " + Arrays.toString(e.getStackTrace()));
      return Optional.empty();
    }
  }

  private static Message message(Vm vm, Step step) {
    Message.Builder message =
        step.implicit() ? Message.from(step.from()) : vm.messageFrom(step.from());
    return message
        .to(step.to())
        .value(step.value())
        .method(new MethodNum(step.method()))
        .params(step.params())
        .gasLimit(step.fees().gasLimit())
        .gasFeeCap(step.fees().feeCap())
        .gasPremium(step.fees().premium())
        .build();
  }

  private void compare(List<String> found, ApplyResult ours, ApplyResult theirs, boolean withGas) {
    compare(found, "exit code", ours.receipt().exitCode(), theirs.receipt().exitCode());
    compare(found, "return", returned(ours), returned(theirs));
    compare(found, "return codec", ours.returnCodec(), theirs.returnCodec());
    compare(found, "events", ours.events(), theirs.events());
    compare(found, "events root", ours.receipt().eventsRoot(), theirs.receipt().eventsRoot());
    if (withGas) {
      compare(found, "gas", ours.receipt().gasUsed(), theirs.receipt().gasUsed());
      compare(found, "penalty", ours.penalty(), theirs.penalty());
    }
    Cid ourRoot = java.flush();
    Cid theirRoot = official.flush();
    if (!ourRoot.equals(theirRoot)) {
      found.add("state: " + differingActors());
    }
    if (!found.isEmpty()) {
      found.add("Java failed for: " + ours.failure().orElse("-"));
      found.add("official failed for: " + theirs.failure().orElse("-"));
    }
  }

  private List<String> differingActors() {
    List<String> differing = new ArrayList<>();
    for (long id = 0; id < 1200; id++) {
      Address address = Address.ofId(id);
      Optional<ActorState> ours = java.actor(address);
      Optional<ActorState> theirs = official.actor(address);
      if (!ours.equals(theirs)) {
        differing.add("f0" + id + " " + shown(java, ours) + " official " + shown(official, theirs));
      }
    }
    return differing;
  }

  private static String shown(Vm vm, Optional<ActorState> actor) {
    return actor
        .map(
            a ->
                "balance "
                    + a.balance().atto()
                    + " nonce "
                    + a.sequence()
                    + " head "
                    + vm.store().get(a.head()).map(HexFormat.of()::formatHex).orElse("absent"))
        .orElse("absent");
  }

  private static String returned(ApplyResult result) {
    return HexFormat.of().formatHex(result.receipt().returnData());
  }

  private static void compare(List<String> found, String what, Object ours, Object theirs) {
    if (!ours.equals(theirs)) {
      found.add(what + ": Java " + ours + ", official " + theirs);
    }
  }
}
