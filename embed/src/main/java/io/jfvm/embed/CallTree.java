// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.gas.Gas;
import io.jfvm.trace.CallFrame;
import io.jfvm.trace.Trace;
import io.jfvm.types.ActorId;
import io.jfvm.types.AddressText;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trace as lines of text: one line a call with the actor, its method, exit code and gas, indented
 * below the call that made it, and under a call that failed the reason.
 *
 * <pre>
 * t0102 Alice
 * └─ t01002 DataDao.execute(id=0)                                   exit 0    19,417,953 gas
 *    ├─ t01001 DaoToken.pastTotalSupply(epoch=1)  read-only         exit 0     2,301,372 gas
 *    └─ t01003 Wallet  Multisig.Receive  +300 FIL                   exit 0     1,650,454 gas
 * </pre>
 *
 * <p>The gas of a call includes that of the calls it made. Lines are cut at {@link #columns}.
 */
public final class CallTree {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int OUTCOME_COLUMNS = "exit 33".length();
  private static final int GAS_COLUMNS = 13;
  private static final String ELLIPSIS = "…";

  /** What only the user of a contract knows about calls. Whatever is absent is left out. */
  public interface Labels {
    Labels NONE = new Labels() {};

    /** What people call an actor: {@code Alice}, {@code DataDao}. */
    default Optional<String> actor(ActorId id) {
      return Optional.empty();
    }

    /** What a call asks for: {@code vote(id=0, support=true)}. */
    default Optional<String> call(CallFrame frame) {
      return Optional.empty();
    }

    /** Why a call failed that ended with an exit code. */
    default Optional<String> failure(CallFrame frame) {
      return Optional.empty();
    }
  }

  private final ActorNames names;
  private final Labels labels;
  private final int columns;
  private final AddressText.Network network;

  private CallTree(ActorNames names, Labels labels, int columns, AddressText.Network network) {
    this.names = names;
    this.labels = labels;
    this.columns = columns;
    this.network = network;
  }

  /** Names actors and methods, on a test network, in 100 columns. */
  public static CallTree of(ActorNames names) {
    return new CallTree(names, Labels.NONE, DEFAULT_COLUMNS, AddressText.Network.TESTNET);
  }

  public CallTree with(Labels newLabels) {
    return new CallTree(names, newLabels, columns, network);
  }

  public CallTree columns(int newColumns) {
    return new CallTree(names, labels, newColumns, network);
  }

  public CallTree on(AddressText.Network newNetwork) {
    return new CallTree(names, labels, columns, newNetwork);
  }

  public List<String> lines(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (CallFrame call : trace.calls()) {
      lines.add(actor(call.caller()));
      add(lines, call, "", true);
    }
    return lines;
  }

  /** All lines, each with a line feed: for messages of failing tests. */
  public String render(Trace trace) {
    StringBuilder text = new StringBuilder();
    for (String line : lines(trace)) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private void add(List<String> lines, CallFrame frame, String indent, boolean last) {
    lines.add(
        fit(
            indent + (last ? "└─ " : "├─ ") + describe(frame),
            manner(frame),
            padded(outcome(frame.outcome()), OUTCOME_COLUMNS) + gas(frame.milligasUsed())));
    String below = indent + (last ? "   " : "│  ");
    String bar = below + (frame.calls().isEmpty() ? "   " : "│  ");
    failure(frame).ifPresent(reason -> lines.add(fit(bar + "✗ " + reason, "", "")));
    for (String log : frame.logs()) {
      lines.add(fit(bar + "# " + log, "", ""));
    }
    for (int i = 0; i < frame.calls().size(); i++) {
      add(lines, frame.calls().get(i), below, i == frame.calls().size() - 1);
    }
  }

  /** Who is called and what for. A contract's own function says more than the EVM's entry point. */
  private String describe(CallFrame frame) {
    String receiver =
        frame.receiver().map(this::actor).orElseGet(() -> AddressText.format(frame.to(), network));
    Optional<String> call = labels.call(frame);
    if (call.isPresent() && frame.method().equals(Fevm.INVOKE_CONTRACT)) {
      return receiver + (receiver.contains(" ") ? "." : " ") + call.get();
    }
    return receiver + "  " + method(frame) + call.map(text -> "  " + text).orElse("");
  }

  private static String manner(CallFrame frame) {
    return (frame.value().isPositive() ? "  +" + frame.value() : "")
        + (frame.readOnly() ? "  read-only" : "");
  }

  /** Without code nothing runs: a plain transfer, or a call that was refused. */
  private String method(CallFrame frame) {
    Optional<Cid> code = frame.code();
    if (code.isPresent()) {
      return names.method(code.get(), frame.method());
    }
    return frame.method().value() == 0 ? "Send" : "method " + frame.method();
  }

  private String actor(ActorId id) {
    String address = AddressText.format(id.address(), network);
    return labels.actor(id).map(name -> address + " " + name).orElse(address);
  }

  private Optional<String> failure(CallFrame frame) {
    return switch (frame.outcome()) {
      case CallFrame.Returned returned ->
          returned.exitCode().isSuccess()
              ? Optional.empty()
              : labels.failure(frame).or(() -> nonEmpty(returned.message()));
      case CallFrame.Refused refused -> nonEmpty(refused.message());
      case CallFrame.OutOfGas ignored -> Optional.empty();
      case CallFrame.Fatal fatal -> nonEmpty(fatal.message());
    };
  }

  private static Optional<String> nonEmpty(String text) {
    return Optional.of(text).filter(message -> !message.isEmpty());
  }

  private static String outcome(CallFrame.Outcome outcome) {
    return switch (outcome) {
      case CallFrame.Returned returned -> "exit " + returned.exitCode();
      case CallFrame.Refused refused -> "refused: " + refused.error();
      case CallFrame.OutOfGas ignored -> "out of gas";
      case CallFrame.Fatal ignored -> "fatal";
    };
  }

  private static String gas(long milligas) {
    String text = grouped(Gas.roundUp(milligas));
    return " ".repeat(Math.max(1, GAS_COLUMNS - text.length())) + text + " gas";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Digits in groups of three: {@code 12,345,678}. Taken as unsigned. */
  public static String grouped(long number) {
    StringBuilder digits = new StringBuilder(Long.toUnsignedString(number));
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }

  /** Puts a text at the right border; the left one is cut where there is no room for it. */
  private String fit(String left, String tail, String right) {
    String shown = oneLine(left);
    int room = columns - tail.length() - right.length() - (right.isEmpty() ? 0 : 1);
    if (shown.length() > room) {
      shown = shown.substring(0, Math.max(0, room - 1)) + ELLIPSIS;
    }
    shown += tail;
    return right.isEmpty()
        ? shown
        : shown + " ".repeat(Math.max(1, columns - shown.length() - right.length())) + right;
  }

  /** Actors' texts reach a terminal: nothing of them may steer it. */
  private static String oneLine(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
