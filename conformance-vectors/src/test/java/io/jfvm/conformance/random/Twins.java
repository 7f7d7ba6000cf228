// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.state.ActorState;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One state under both profiles, to which the same messages are applied. */
final class Twins {
  /** More than any of these messages needs under either profile: gas must decide nothing. */
  private static final long GAS_LIMIT = 1_000_000_000_000_000L;

  private final Vm java;
  private final Vm official;

  Twins(Vm java, Vm official) {
    this.java = java;
    this.official = official;
  }

  /** The state as the Java actors left it. */
  Vm state() {
    return java;
  }

  /**
   * What became of a message.
   *
   * @param differences empty if both agree
   */
  record Outcome(ApplyResult result, List<String> differences) {}

  Outcome apply(Step step) {
    ApplyResult ours = applyTo(java, step);
    ApplyResult theirs = applyTo(official, step);
    return new Outcome(theirs, differences(ours, theirs));
  }

  private static ApplyResult applyTo(Vm vm, Step step) {
    long later = step.epoch() - vm.epoch().value();
    if (later > 0) {
      vm.advance(later);
    }
    Message.Builder message =
        step.implicit() ? Message.from(step.from()) : vm.messageFrom(step.from());
    Message whole =
        message
            .to(step.to())
            .value(step.value())
            .method(new MethodNum(step.method()))
            .params(step.params())
            .gasLimit(GAS_LIMIT)
            .build();
    return step.implicit() ? vm.applyImplicit(whole) : vm.apply(whole);
  }

  private List<String> differences(ApplyResult ours, ApplyResult theirs) {
    List<String> found = new ArrayList<>();
    compare(found, "exit code", ours.receipt().exitCode(), theirs.receipt().exitCode());
    compare(found, "return", returned(ours), returned(theirs));
    compare(found, "return codec", ours.returnCodec(), theirs.returnCodec());
    compare(found, "events", ours.events(), theirs.events());
    compare(found, "events root", ours.receipt().eventsRoot(), theirs.receipt().eventsRoot());
    Cid ourRoot = java.flush();
    Cid theirRoot = official.flush();
    if (!ourRoot.equals(theirRoot)) {
      found.add("state: " + differingActors());
    }
    if (!found.isEmpty()) {
      found.add("Java failed for: " + ours.failure().orElse("-"));
      found.add("official failed for: " + theirs.failure().orElse("-"));
    }
    return found;
  }

  private List<String> differingActors() {
    List<String> differing = new ArrayList<>();
    for (long id = 0; id < 1100; id++) {
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
