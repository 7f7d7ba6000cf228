// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import com.esaulpaugh.headlong.abi.ABIObject;
import com.esaulpaugh.headlong.abi.ContractError;
import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import com.esaulpaugh.headlong.abi.TypeEnum;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the calls, events and reverts of a set of contracts, for display. Bytes that no contract of
 * the set explains give nothing, never an error. Where two contracts declare the same signature,
 * the first wins.
 */
public final class AbiDecoder {
  private final Map<ByteBuffer, Function> functions = new HashMap<>();
  private final Map<ByteBuffer, ErrorType> errors = new HashMap<>();
  private final Map<ByteBuffer, Event<Tuple>> events = new HashMap<>();
  private final List<Event<Tuple>> anonymousEvents = new ArrayList<>();

  /** A function made of an error has its selector, but not the names of its values. */
  private record ErrorType(String name, TupleType<Tuple> values) {}

  private AbiDecoder() {}

  /** A decoder of what these contracts declare, and of Solidity's own errors. */
  public static AbiDecoder of(ContractArtifact... contracts) {
    AbiDecoder decoder = new AbiDecoder();
    MessageDigest keccak = Function.newDefaultDigest();
    for (Function error : RevertReason.BUILT_IN) {
      decoder.errors.put(selectorOf(error), new ErrorType(error.getName(), error.getInputs()));
    }
    for (ContractArtifact contract : contracts) {
      for (ABIObject entry : contract.abi()) {
        decoder.add(entry, keccak);
      }
    }
    return decoder;
  }

  private void add(ABIObject entry, MessageDigest keccak) {
    if (entry.getType() == TypeEnum.FUNCTION) {
      functions.putIfAbsent(selectorOf(entry.asFunction()), entry.asFunction());
    } else if (entry.isContractError()) {
      ContractError<Tuple> error = entry.asContractError();
      errors.putIfAbsent(
          selectorOf(error.function()), new ErrorType(error.getName(), error.getInputs()));
    } else if (entry.isEvent()) {
      Event<Tuple> event = entry.asEvent();
      byte[] signature = event.getCanonicalSignature().getBytes(StandardCharsets.US_ASCII);
      if (event.isAnonymous()) {
        anonymousEvents.add(event);
      } else {
        events.putIfAbsent(ByteBuffer.wrap(keccak.digest(signature)), event);
      }
    }
  }

  /** The function and arguments of a call's input. */
  public Optional<Decoded> call(byte[] input) {
    return find(functions, input)
        .flatMap(function -> decode(function.getName(), function.getInputs(), tail(input)));
  }

  /** What a call returned, given its input. */
  public Optional<Decoded> result(byte[] input, byte[] output) {
    return find(functions, input)
        .flatMap(function -> decode(function.getName(), function.getOutputs(), output));
  }

  /** The error a call reverted with. */
  public Optional<Decoded> error(byte[] output) {
    return find(errors, output)
        .flatMap(error -> decode(error.name(), error.values(), tail(output)));
  }

  /** The error a call reverted with, for people; hex if no contract of the set explains it. */
  public String describeRevert(byte[] output) {
    return error(output).map(RevertReason::describe).orElseGet(() -> RevertReason.describe(output));
  }

  /**
   * An event from its topics and data. An indexed value of dynamic type is a hash, as {@code
   * byte[]}.
   */
  public Optional<Decoded> event(List<byte[]> topics, byte[] data) {
    Event<Tuple> event = topics.isEmpty() ? null : events.get(ByteBuffer.wrap(topics.getFirst()));
    if (event == null) {
      event = anonymousEvent(topics.size());
    }
    if (event == null) {
      return Optional.empty();
    }
    try {
      Tuple values = event.decodeArgs(topics.toArray(byte[][]::new), data);
      TupleType<Tuple> types = event.getInputs();
      return Optional.of(
          new Decoded(event.getName(), AbiValues.fields(event.getName(), types, values)));
    } catch (IllegalArgumentException | BufferUnderflowException | AbiException e) {
      return Optional.empty();
    }
  }

  /** The only anonymous event with that many topics, or null. */
  private Event<Tuple> anonymousEvent(int topics) {
    Event<Tuple> found = null;
    for (Event<Tuple> event : anonymousEvents) {
      if (event.getIndexedParams().size() == topics) {
        if (found != null) {
          return null;
        }
        found = event;
      }
    }
    return found;
  }

  private static Optional<Decoded> decode(String name, TupleType<Tuple> types, byte[] bytes) {
    try {
      return Optional.of(new Decoded(name, AbiValues.decode(name, types, bytes)));
    } catch (AbiException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> find(Map<ByteBuffer, T> known, byte[] bytes) {
    return bytes.length < Function.SELECTOR_LEN
        ? Optional.empty()
        : Optional.ofNullable(known.get(ByteBuffer.wrap(bytes, 0, Function.SELECTOR_LEN)));
  }

  private static ByteBuffer selectorOf(Function function) {
    return ByteBuffer.wrap(function.selector());
  }

  private static byte[] tail(byte[] bytes) {
    return Arrays.copyOfRange(bytes, Function.SELECTOR_LEN, bytes.length);
  }
}
