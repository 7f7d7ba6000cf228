// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * CBOR as JSON for people: links are {@code {"/": "bafy…"}}, as in DAG-JSON; byte strings are
 * hexadecimal with 0x.
 */
final class CborText {
  private static final CBORFactory CBOR = new CBORFactory();
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LINK_TAG = 42;

  private CborText() {}

  /** One line of JSON, or hexadecimal if the bytes are no CBOR. */
  static String lenient(long codec, byte[] data) {
    if (codec == Multicodec.CBOR || codec == Multicodec.DAG_CBOR) {
      try {
        return json(data, false);
      } catch (DecodeException notCbor) {
        return "0x" + HexFormat.of().formatHex(data);
      }
    }
    return "0x" + HexFormat.of().formatHex(data);
  }

  /** JSON of a block that is one CBOR value. */
  static String json(byte[] cbor, boolean pretty) throws DecodeException {
    CborReader whole = new CborReader(cbor);
    whole.rawValue();
    whole.expectEnd();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = generator(text, pretty)) {
      copy(cbor, json);
    } catch (IOException e) {
      throw new DecodeException("not readable as JSON: " + e.getMessage(), e);
    }
    return text.toString();
  }

  static JsonGenerator generator(StringWriter text, boolean pretty) throws IOException {
    JsonGenerator json = JSON.createGenerator(text);
    if (pretty) {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
    }
    return json;
  }

  /** Copies one value. */
  static void copy(byte[] cbor, JsonGenerator json) throws IOException {
    try (CBORParser parser = CBOR.createParser(cbor)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case FIELD_NAME -> json.writeFieldName(parser.currentName());
          case VALUE_EMBEDDED_OBJECT -> {
            if (parser.getCurrentTag() == LINK_TAG) {
              writeLink(json, parser.getBinaryValue());
            } else {
              json.writeString("0x" + HexFormat.of().formatHex(parser.getBinaryValue()));
            }
          }
          default -> json.copyCurrentEvent(parser);
        }
      }
    }
  }

  private static void writeLink(JsonGenerator json, byte[] prefixed) throws IOException {
    try {
      Cid cid =
          Cid.decode(Arrays.copyOfRange(prefixed, Math.min(1, prefixed.length), prefixed.length));
      json.writeStartObject();
      json.writeStringField("/", cid.toString());
      json.writeEndObject();
    } catch (DecodeException e) {
      throw new IOException("link: " + e.getMessage(), e);
    }
  }
}
