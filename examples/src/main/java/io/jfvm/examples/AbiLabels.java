// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import io.jfvm.embed.CallTree;
import io.jfvm.embed.Fevm;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.EthAddress;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Calls, reverts and events of a set of contracts, in words: names of an address book instead of
 * addresses, long bytes cut, large amounts with an exponent.
 */
public final class AbiLabels implements CallTree.Labels {
  private static final EthAddress ZERO = new EthAddress(new byte[EthAddress.BYTES]);
  private static final int SHOWN_BYTES = 32;
  private static final int EXPONENT = 15;

  private final AbiDecoder decoder;
  private final AddressBook book;

  public AbiLabels(AbiDecoder decoder, AddressBook book) {
    this.decoder = decoder;
    this.book = book;
  }

  @Override
  public Optional<String> actor(ActorId id) {
    return book.nameOf(id);
  }

  @Override
  public Optional<String> call(CallFrame frame) {
    if (frame.method().equals(Fevm.INVOKE_CONTRACT) && frame.params().isEmpty()) {
      return frame.code().map(code -> "receive()");
    }
    return input(frame).flatMap(decoder::call).map(this::describe);
  }

  @Override
  public Optional<String> failure(CallFrame frame) {
    if (frame.outcome() instanceof CallFrame.Returned returned && returned.value().isPresent()) {
      return bytes(returned.value().get()).map(this::describeRevert);
    }
    return Optional.empty();
  }

  /** What a contract reverted with. */
  public String describeRevert(byte[] output) {
    return decoder
        .error(output)
        .filter(error -> !error.name().equals("Error") && !error.name().equals("Panic"))
        .map(this::describe)
        .orElseGet(() -> decoder.describeRevert(output));
  }

  /** A contract's event; empty if no contract of the set declares it. */
  public Optional<Decoded> event(ActorEvent event) {
    List<byte[]> topics = new ArrayList<>();
    byte[] data = {};
    for (EventEntry entry : event.entries()) {
      if (entry.key().equals("d")) {
        data = entry.value();
      } else {
        topics.add(entry.value());
      }
    }
    return decoder.event(topics, data);
  }

  /** {@code vote(id=0, support=true)}. */
  public String describe(Decoded decoded) {
    return decoded.fields().stream()
        .map(field -> (field.name().isEmpty() ? "" : field.name() + "=") + value(field))
        .collect(Collectors.joining(", ", decoded.name() + "(", ")"));
  }

  private String value(Decoded.Field field) {
    return switch (field.value()) {
      case BigInteger number -> number(number);
      case byte[] bytes -> shortened(bytes);
      case EthAddress address -> book.nameOf(address).orElseGet(() -> shortened(address));
      case String text -> '"' + Decoded.printable(text) + '"';
      default -> field.value().toString();
    };
  }

  /** {@code 300e18} is easier to read than its zeros. */
  private static String number(BigInteger number) {
    String digits = number.toString();
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    if (digits.length() - end < EXPONENT) {
      return digits;
    }
    int exponent = Math.min(digits.length() - end, 18);
    return digits.substring(0, digits.length() - exponent) + "e" + exponent;
  }

  private static String shortened(EthAddress address) {
    if (address.equals(ZERO)) {
      return "0x0";
    }
    String text = address.toString();
    return text.substring(0, 6) + "…" + text.substring(text.length() - 4);
  }

  private static String shortened(byte[] bytes) {
    String hex = "0x" + HexFormat.of().formatHex(bytes);
    return bytes.length <= SHOWN_BYTES / 2
        ? hex
        : hex.substring(0, 10) + "…(" + bytes.length + " bytes)";
  }

  private static Optional<byte[]> input(CallFrame frame) {
    if (frame.params().isEmpty()) {
      return Optional.empty();
    }
    if (frame.method().equals(Fevm.INVOKE_CONTRACT)) {
      return bytes(frame.params().get());
    }
    return frame.method().equals(Fevm.INVOKE_CONTRACT_DELEGATE)
        ? delegatedInput(frame.params().get())
        : Optional.empty();
  }

  /** The parameters begin with the code's CID and the input. */
  private static Optional<byte[]> delegatedInput(IpldBlock params) {
    try {
      CborReader in = new CborReader(params.data());
      in.tuple(4);
      in.link();
      return Optional.of(in.bytes());
    } catch (DecodeException notADelegateCall) {
      return Optional.empty();
    }
  }

  /** Messages carry input as a CBOR byte string, contracts pass it on as it is. */
  private static Optional<byte[]> bytes(IpldBlock block) {
    if (block.codec() == Multicodec.RAW) {
      return Optional.of(block.data());
    }
    try {
      return Optional.of(Codecs.BYTES.fromBytes(block.data()));
    } catch (DecodeException notBytes) {
      return Optional.empty();
    }
  }
}
