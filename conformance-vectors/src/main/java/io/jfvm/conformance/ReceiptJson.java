// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Receipt;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Receipts and their events in vectors. */
final class ReceiptJson {
  private static final long MAX_EXIT_CODE = 0xffff_ffffL;

  private ReceiptJson() {}

  static ExpectedReceipt read(VectorJson json) throws IOException, VectorException {
    var receipt =
        new Object() {
          Long exitCode;
          byte[] returnData = new byte[0];
          Long gasUsed;
          boolean eventsRootKnown;
          Optional<Cid> eventsRoot = Optional.empty();
          Optional<List<ActorEvent>> events = Optional.empty();
        };
    json.object(
        field -> {
          switch (field) {
            case "exit_code" -> receipt.exitCode = json.numberUpTo(MAX_EXIT_CODE);
            case "return" -> receipt.returnData = json.base64();
            case "gas_used" -> receipt.gasUsed = json.numberUpTo(Long.MAX_VALUE);
            case "events_root" -> {
              receipt.eventsRootKnown = true;
              receipt.eventsRoot = json.isNull() ? Optional.empty() : Optional.of(json.cid());
            }
            case "events" ->
                receipt.events =
                    json.isNull() ? Optional.empty() : Optional.of(json.list(() -> event(json)));
            default -> json.skip();
          }
        });
    if (receipt.exitCode == null || receipt.gasUsed == null) {
      throw json.fault("has no exit_code or gas_used");
    }
    return new ExpectedReceipt(
        new Receipt(
            new ExitCode((int) (long) receipt.exitCode),
            receipt.returnData,
            receipt.gasUsed,
            receipt.eventsRoot),
        receipt.eventsRootKnown,
        receipt.events);
  }

  private static ActorEvent event(VectorJson json) throws IOException, VectorException {
    var event =
        new Object() {
          Long emitter;
          List<EventEntry> entries = List.of();
        };
    json.object(
        field -> {
          switch (field) {
            case "emitter" -> event.emitter = json.number();
            case "entries" -> event.entries = json.list(() -> entry(json));
            default -> json.skip();
          }
        });
    if (event.emitter == null) {
      throw json.fault("has no emitter");
    }
    return new ActorEvent(new ActorId(event.emitter), event.entries);
  }

  private static EventEntry entry(VectorJson json) throws IOException, VectorException {
    var entry =
        new Object() {
          long flags;
          String key = "";
          long codec;
          byte[] value = new byte[0];
        };
    json.object(
        field -> {
          switch (field) {
            case "flags" -> entry.flags = json.number();
            case "key" -> entry.key = json.text();
            case "codec" -> entry.codec = json.number();
            case "value" -> entry.value = json.base64();
            default -> json.skip();
          }
        });
    return new EventEntry(entry.flags, entry.key, entry.codec, entry.value);
  }

  static void write(JsonGenerator json, ExpectedReceipt expected) throws IOException {
    Receipt receipt = expected.receipt();
    json.writeStartObject();
    json.writeNumberField("exit_code", Integer.toUnsignedLong(receipt.exitCode().value()));
    json.writeStringField("return", base64(receipt.returnData()));
    json.writeNumberField("gas_used", receipt.gasUsed());
    if (expected.eventsRootKnown()) {
      json.writeFieldName("events_root");
      if (receipt.eventsRoot().isPresent()) {
        VectorWriter.writeCid(json, receipt.eventsRoot().get());
      } else {
        json.writeNull();
      }
    }
    if (expected.events().isPresent()) {
      json.writeArrayFieldStart("events");
      for (ActorEvent event : expected.events().get()) {
        writeEvent(json, event);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeEvent(JsonGenerator json, ActorEvent event) throws IOException {
    json.writeStartObject();
    json.writeNumberField("emitter", event.emitter().value());
    json.writeArrayFieldStart("entries");
    for (EventEntry entry : event.entries()) {
      json.writeStartObject();
      json.writeNumberField("flags", entry.flags());
      json.writeStringField("key", entry.key());
      json.writeNumberField("codec", entry.codec());
      json.writeStringField("value", base64(entry.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
