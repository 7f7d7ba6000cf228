// SPDX-License-Identifier: Apache-2.0
package io.jfvm.trace;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the trace of one message from what it is told. */
public final class TraceRecorder implements TraceSink {
  private final Deque<OpenFrame> open = new ArrayDeque<>();
  private final List<CallFrame> calls = new ArrayList<>();
  private final Map<String, Long> outside = new LinkedHashMap<>();

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public void charged(String name, long milligas) {
    Map<String, Long> charges = open.isEmpty() ? outside : open.peek().charges;
    charges.merge(name, milligas, Long::sum);
  }

  @Override
  public void call(
      ActorId from,
      Address to,
      MethodNum method,
      TokenAmount value,
      Optional<IpldBlock> params,
      long gasLimit,
      boolean readOnly) {
    open.push(new OpenFrame(from, to, method, value, params, gasLimit, readOnly));
  }

  @Override
  public void invoke(ActorId receiver, Optional<Cid> code) {
    OpenFrame frame = open.getFirst();
    frame.receiver = Optional.of(receiver);
    frame.code = code;
  }

  @Override
  public void event(ActorEvent event) {
    open.getFirst().events.add(event);
  }

  @Override
  public void log(String message) {
    open.getFirst().logs.add(message);
  }

  @Override
  public void returned(ExitCode exitCode, Optional<IpldBlock> value, String message) {
    close(new CallFrame.Returned(exitCode, value, message));
  }

  @Override
  public void refused(ErrorNumber error, String message) {
    close(new CallFrame.Refused(error, message));
  }

  @Override
  public void outOfGas() {
    close(new CallFrame.OutOfGas());
  }

  @Override
  public void fatal(String message) {
    close(new CallFrame.Fatal(message));
  }

  /** What was recorded. */
  public Trace trace() {
    return new Trace(calls, outside);
  }

  private void close(CallFrame.Outcome outcome) {
    OpenFrame frame = open.pop();
    (open.isEmpty() ? calls : open.peek().calls).add(frame.closed(outcome));
  }

  private static final class OpenFrame {
    private final ActorId from;
    private final Address to;
    private final MethodNum method;
    private final TokenAmount value;
    private final Optional<IpldBlock> params;
    private final long gasLimit;
    private final boolean readOnly;
    private Optional<ActorId> receiver = Optional.empty();
    private Optional<Cid> code = Optional.empty();
    private final Map<String, Long> charges = new LinkedHashMap<>();
    private final List<ActorEvent> events = new ArrayList<>();
    private final List<String> logs = new ArrayList<>();
    private final List<CallFrame> calls = new ArrayList<>();

    private OpenFrame(
        ActorId from,
        Address to,
        MethodNum method,
        TokenAmount value,
        Optional<IpldBlock> params,
        long gasLimit,
        boolean readOnly) {
      this.from = from;
      this.to = to;
      this.method = method;
      this.value = value;
      this.params = params;
      this.gasLimit = gasLimit;
      this.readOnly = readOnly;
    }

    private CallFrame closed(CallFrame.Outcome outcome) {
      long used = 0;
      for (long milligas : charges.values()) {
        used += milligas;
      }
      for (CallFrame call : calls) {
        used += call.milligasUsed();
      }
      return new CallFrame(
          from,
          to,
          receiver,
          method,
          value,
          params,
          code,
          gasLimit,
          readOnly,
          outcome,
          used,
          Collections.unmodifiableMap(charges),
          events,
          logs,
          calls);
    }
  }
}
