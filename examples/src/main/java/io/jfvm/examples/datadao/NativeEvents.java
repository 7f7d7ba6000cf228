// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.examples.Decoded;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events of built-in actors: the type comes first, then fields in CBOR. */
final class NativeEvents {
  private static final String TYPE = "$type";

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int TEXT = 3;
  private static final int TAG = 6;
  private static final int SIMPLE = 7;

  private NativeEvents() {}

  /** The event with its fields; empty if it is no built-in actor's. */
  static Optional<Decoded> decode(ActorEvent event) {
    if (event.entries().isEmpty() || !event.entries().getFirst().key().equals(TYPE)) {
      return Optional.empty();
    }
    try {
      String type = Codecs.TEXT.fromBytes(event.entries().getFirst().value());
      List<Decoded.Field> fields = new ArrayList<>();
      for (EventEntry entry : event.entries().subList(1, event.entries().size())) {
        fields.add(new Decoded.Field(entry.key(), "cbor", value(entry.value())));
      }
      return Optional.of(new Decoded(type, fields));
    } catch (DecodeException notCbor) {
      return Optional.empty();
    }
  }

  /** Numbers, texts, and links in their text form; anything else as the bytes it is. */
  private static Object value(byte[] cbor) throws DecodeException {
    CborReader in = new CborReader(cbor);
    return switch (in.peekMajor()) {
      case UNSIGNED -> new BigInteger(Long.toUnsignedString(in.u64()));
      case NEGATIVE -> BigInteger.valueOf(in.i64());
      case TEXT -> in.text();
      case TAG -> Cid.CODEC.fromBytes(cbor).toString();
      case SIMPLE -> in.nil() ? "none" : cbor;
      default -> cbor;
    };
  }
}
