// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Tipset;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.types.Cid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Writes message vectors as JSON; the same vector gives the same bytes. */
public final class VectorWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private VectorWriter() {}

  public static byte[] toJson(MessageVector vector) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(LINES));
      write(json, vector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, MessageVector vector) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", "message");
    json.writeObjectFieldStart("_meta");
    json.writeStringField("id", vector.id());
    json.writeStringField("description", vector.description());
    json.writeArrayFieldStart("gen");
    json.writeEndArray();
    json.writeEndObject();
    if (!vector.selector().isEmpty()) {
      json.writeObjectFieldStart("selector");
      for (Map.Entry<String, String> entry : new TreeMap<>(vector.selector()).entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    Surroundings chain = vector.surroundings();
    if (chain.chainId().isPresent()) {
      json.writeNumberField("chain_id", chain.chainId().getAsLong());
    }
    if (chain.timestampSeconds().isPresent()) {
      json.writeNumberField("timestamp", chain.timestampSeconds().getAsLong());
    }
    json.writeStringField("car", base64(vector.car()));
    writePreconditions(json, vector);
    json.writeArrayFieldStart("apply_messages");
    for (Application message : vector.messages()) {
      json.writeStartObject();
      json.writeStringField("bytes", base64(message.bytes()));
      if (message.epochOffset() != 0) {
        json.writeNumberField("epoch_offset", message.epochOffset());
      }
      if (message.implicit()) {
        json.writeBooleanField("implicit", true);
      }
      if (message.rawLength().isPresent()) {
        json.writeNumberField("raw_length", message.rawLength().getAsLong());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("postconditions");
    writeRoot(json, vector.postRoot());
    json.writeArrayFieldStart("receipts");
    for (ExpectedReceipt expected : vector.receipts()) {
      ReceiptJson.write(json, expected);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeArrayFieldStart("randomness");
    for (Randomness answer : chain.randomness()) {
      json.writeStartObject();
      json.writeArrayFieldStart("on");
      json.writeString(answer.kind().text());
      json.writeNumber(answer.epoch().value());
      json.writeEndArray();
      json.writeStringField("ret", base64(answer.digest()));
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!chain.tipsets().isEmpty()) {
      json.writeArrayFieldStart("tipset_cids");
      for (Tipset tipset : chain.tipsets()) {
        json.writeStartObject();
        json.writeNumberField("epoch", tipset.epoch().value());
        json.writeFieldName("cid");
        writeCid(json, tipset.cid());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writePreconditions(JsonGenerator json, MessageVector vector)
      throws IOException {
    json.writeObjectFieldStart("preconditions");
    json.writeArrayFieldStart("variants");
    for (Variant variant : vector.variants()) {
      json.writeStartObject();
      json.writeStringField("id", variant.id());
      json.writeNumberField("epoch", variant.epoch().value());
      json.writeNumberField("nv", variant.networkVersion().number());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeRoot(json, vector.preRoot());
    json.writeNumberField("basefee", vector.surroundings().baseFee());
    json.writeNumberField("circ_supply", vector.surroundings().circulatingSupply());
    json.writeEndObject();
  }

  private static void writeRoot(JsonGenerator json, Cid root) throws IOException {
    json.writeObjectFieldStart("state_tree");
    json.writeFieldName("root_cid");
    writeCid(json, root);
    json.writeEndObject();
  }

  static void writeCid(JsonGenerator json, Cid cid) throws IOException {
    json.writeStartObject();
    json.writeStringField("/", cid.toString());
    json.writeEndObject();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
