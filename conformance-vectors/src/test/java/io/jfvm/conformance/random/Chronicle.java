// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.market.MarketParams.DealPaymentsSettled;
import io.jfvm.builtin.market.MarketParams.DealSettlement;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.conformance.random.MinerView.Place;
import io.jfvm.embed.ActorNames;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.Blockstore;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.MethodNum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a census what happened: from traces, from events, and from what became of sectors. */
final class Chronicle {
  private static final String EVENT_TYPE = "$type";

  private final Census census;
  private final ActorNames names;
  private final Map<Long, Map<Long, Place>> places = new HashMap<>();
  private final Map<Long, MinerState> miners = new HashMap<>();

  Chronicle(Census census, ActorNames names) {
    this.census = census;
    this.names = names;
  }

  void message(Step step, ApplyResult result) {
    result
        .trace()
        .ifPresent(trace -> trace.calls().forEach(call -> call(step, call, Optional.empty())));
    result.events().forEach(this::event);
    boolean success = result.receipt().exitCode().isSuccess();
    if (step.name().equals("market.SettleDealPayments") && success) {
      settled(result.receipt().returnData());
    }
    if (!step.fees().areNone()) {
      census.fact("transfer with fees: exit " + result.receipt().exitCode().value());
    }
  }

  private void call(Step step, CallFrame frame, Optional<Cid> caller) {
    String method = frame.code().map(code -> name(code, frame.method())).orElse("plain transfer");
    census.call(method, caller.isPresent(), end(frame.outcome()));
    boolean burnt =
        frame.receiver().equals(Optional.of(ActorId.BURNT_FUNDS)) && frame.value().isPositive();
    if (burnt && caller.isPresent()) {
      census.fact("burnt by " + names.actor(caller.get()) + " in " + step.name());
    }
    frame.calls().forEach(inner -> call(step, inner, frame.code()));
  }

  /** Methods without a name are one. */
  private String name(Cid code, MethodNum method) {
    String name = names.method(code, method);
    String numbered = "." + method;
    return name.endsWith(numbered) ? name.replace(numbered, ".(none such)") : name;
  }

  private static String end(CallFrame.Outcome outcome) {
    return switch (outcome) {
      case CallFrame.Returned returned -> Integer.toString(returned.exitCode().value());
      case CallFrame.Refused refused -> refused.error().toString();
      case CallFrame.OutOfGas none -> "out of gas";
      case CallFrame.Fatal fatal -> "fatal";
    };
  }

  private void event(ActorEvent event) {
    value(event, EVENT_TYPE).ifPresent(type -> census.fact(text(type)));
  }

  /** The number of the claim that an event says was made. */
  static Optional<Long> claim(ActorEvent event) {
    return value(event, EVENT_TYPE)
        .filter(type -> text(type).equals("claim"))
        .flatMap(type -> value(event, "id"))
        .map(Chronicle::number);
  }

  private void settled(byte[] returned) {
    for (DealSettlement deal : settlements(returned)) {
      if (deal.payment().isPositive()) {
        census.fact("deal payment by settlement");
      }
      if (deal.completed()) {
        census.fact("deal settled for the last time");
      }
    }
  }

  private static List<DealSettlement> settlements(byte[] returned) {
    try {
      return DealPaymentsSettled.CODEC.fromBytes(returned).settlements();
    } catch (DecodeException e) {
      throw new IllegalStateException("a settlement that is none", e);
    }
  }

  private static Optional<byte[]> value(ActorEvent event, String key) {
    return event.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(EventEntry::value)
        .findFirst();
  }

  private static String text(byte[] cbor) {
    try {
      return new CborReader(cbor).text();
    } catch (DecodeException e) {
      throw new IllegalStateException("an event's type that is no text", e);
    }
  }

  private static long number(byte[] cbor) {
    try {
      return new CborReader(cbor).u64();
    } catch (DecodeException e) {
      throw new IllegalStateException("an event's number that is none", e);
    }
  }

  /** What changed since the miner was seen last. */
  void miner(long id, MinerView view, Blockstore store, long now) {
    MinerState before = miners.put(id, view.state());
    Map<Long, Place> after = new HashMap<>();
    view.sectors().forEach(place -> after.put(place.number(), place));
    Map<Long, Place> then = places.getOrDefault(id, Map.of());
    places.put(id, after);
    after.keySet().stream()
        .filter(number -> !then.containsKey(number))
        .forEach(number -> census.fact("sector begins"));
    if (before == null) {
      return;
    }
    if (before.feeDebt().isZero() != view.state().feeDebt().isZero()) {
      census.fact(before.feeDebt().isZero() ? "miner falls into debt" : "miner has paid its debt");
    }
    for (Place place : then.values()) {
      if (after.containsKey(place.number())) {
        sector(place, after.get(place.number()));
      } else {
        long due = before.sector(store, place.number()).orElseThrow().expiration().value();
        census.fact(due <= now ? "sector expires" : "sector ends early");
      }
    }
  }

  private void sector(Place then, Place now) {
    if (then.faulty() != now.faulty()) {
      census.fact(then.faulty() ? "sector recovers" : "sector becomes faulty");
    } else if (then.unproven() && !now.unproven()) {
      census.fact("sector is proven for the first time");
    }
  }
}
