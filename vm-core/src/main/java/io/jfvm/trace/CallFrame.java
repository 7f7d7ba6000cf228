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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call.
 *
 * @param receiver the actor called, once it was found or created
 * @param code the code that ran, if any did
 * @param gasLimit milligas it could use
 * @param milligasUsed everything charged from its beginning to its end, calls inside included; a
 *     charge for which there was not enough gas counts in full
 * @param milligasByCharge what was charged in this frame alone, by name
 * @param events those it emitted, whether or not they were undone later
 * @param calls those it made, in order; the VM's own call of a new account's constructor is among
 *     them
 */
public record CallFrame(
    ActorId caller,
    Address to,
    Optional<ActorId> receiver,
    MethodNum method,
    TokenAmount value,
    Optional<IpldBlock> params,
    Optional<Cid> code,
    long gasLimit,
    boolean readOnly,
    Outcome outcome,
    long milligasUsed,
    Map<String, Long> milligasByCharge,
    List<ActorEvent> events,
    List<String> logs,
    List<CallFrame> calls) {

  public CallFrame {
    events = List.copyOf(events);
    logs = List.copyOf(logs);
    calls = List.copyOf(calls);
  }

  /** How a call ended. */
  public sealed interface Outcome {}

  /** It ran, or was a plain transfer. */
  public record Returned(ExitCode exitCode, Optional<IpldBlock> value, String message)
      implements Outcome {}

  /** Nothing ran. */
  public record Refused(ErrorNumber error, String message) implements Outcome {}

  /** The gas ran out. */
  public record OutOfGas() implements Outcome {}

  /** The message ended with it. */
  public record Fatal(String message) implements Outcome {}
}
