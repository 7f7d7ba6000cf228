// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.embed.Fevm;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.examples.Decoded;
import io.jfvm.executor.ApplyResult;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/**
 * A step as it was played.
 *
 * @param before what happened since the step before
 * @param preRoot of the state before the message
 * @param postRoot of the state after it
 * @param changes actors that differ between the two
 */
public record Performance(
    Stage stage,
    Step step,
    Interlude before,
    ChainEpoch epoch,
    Message message,
    ApplyResult result,
    Cid preRoot,
    Cid postRoot,
    List<ActorChange> changes) {

  public Performance {
    changes = List.copyOf(changes);
  }

  /** What the contract returned at an index, given the function's name. */
  public Object returned(String contract, String function, int index) {
    return stage.artifact(contract).decodeReturn(function, output()).value(index);
  }

  /** What a built-in actor returned. */
  public <T> T returned(Codec<T> codec) {
    try {
      return codec.fromBytes(result.receipt().returnData());
    } catch (DecodeException e) {
      throw differs("its return value does not decode: " + e.getMessage());
    }
  }

  /** The bytes a contract returned or reverted with. */
  public byte[] output() {
    try {
      return Fevm.output(result.receipt());
    } catch (DecodeException e) {
      throw differs("its return value is no byte string: " + e.getMessage());
    }
  }

  /** Why it failed: the contract's own reason, else the actor's or the VM's. Empty on success. */
  public String reason() {
    if (result.receipt().exitCode().isSuccess()) {
      return "";
    }
    return result.receipt().returnData().length > 0
        ? stage.labels().describeRevert(output())
        : result
            .trace()
            .flatMap(trace -> message(trace.calls().getFirst()))
            .or(result::failure)
            .orElse("");
  }

  private static Optional<String> message(CallFrame frame) {
    return frame.outcome() instanceof CallFrame.Returned returned
        ? Optional.of(returned.message())
        : Optional.empty();
  }

  /** The events, decoded: of contracts by their ABI, of built-in actors by themselves. */
  public List<Event> events() {
    return result.events().stream()
        .map(
            event ->
                new Event(
                    event,
                    stage
                        .labels()
                        .event(event)
                        .or(() -> NativeEvents.decode(event))
                        .orElseThrow(
                            () -> differs("an event of it is in no ABI, and no built-in actor's"))))
        .toList();
  }

  /** An event as it is on chain, and what it says. */
  public record Event(ActorEvent raw, Decoded decoded) {}

  /** How much a place's balance grew. */
  public TokenAmount gained(String name) {
    return change(name).map(ActorChange::gained).orElse(TokenAmount.ZERO);
  }

  /** How a place's actor changed, if it did. */
  public Optional<ActorChange> change(String name) {
    return ActorChange.of(stage, name, changes);
  }

  /** Whether a place's own state, its storage included, is what it was. */
  public boolean keptState(String name) {
    return change(name).map(ActorChange::keptHead).orElse(true);
  }

  StoryException differs(String what) {
    StringBuilder text = new StringBuilder();
    text.append("step ").append(step).append(": ").append(what).append('\n');
    text.append("exit ").append(result.receipt().exitCode());
    result.failure().ifPresent(why -> text.append(", ").append(why));
    text.append('\n');
    result.trace().ifPresent(trace -> text.append(stage.callTree().render(trace)));
    return new StoryException(text.toString());
  }
}
