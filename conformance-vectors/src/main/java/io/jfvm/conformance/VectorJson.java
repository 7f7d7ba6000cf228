// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON as it streams by: objects field by field, lists element by element, the current value as
 * what it must be. Errors name the file and the place.
 */
final class VectorJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** The field "/" of a link, as a JSON pointer spells it. */
  private static final String LINK_FIELD = "/~1";

  private final String name;
  private final JsonParser in;

  /** Reads the value of a field; the field is skipped if it does not. */
  interface Field {
    void read(String field) throws IOException, VectorException;
  }

  /** Reads an element of a list. */
  interface Element<T> {
    T read() throws IOException, VectorException;
  }

  /**
   * The start of a text.
   *
   * @param name how errors call it
   */
  VectorJson(String name, InputStream bytes) throws IOException {
    this.name = name;
    this.in = FACTORY.createParser(bytes);
  }

  /** The one object of the text. */
  void document(Field fields) throws IOException, VectorException {
    in.nextToken();
    object(fields);
    if (in.nextToken() != null) {
      throw new VectorException(name + ": text after the end of the object");
    }
  }

  void object(Field fields) throws IOException, VectorException {
    expect(JsonToken.START_OBJECT, "is no object");
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String field = in.currentName();
      in.nextToken();
      fields.read(field);
    }
  }

  <T> List<T> list(Element<T> element) throws IOException, VectorException {
    expect(JsonToken.START_ARRAY, "is no list");
    List<T> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read());
    }
    return list;
  }

  void skip() throws IOException {
    in.skipChildren();
  }

  boolean isNull() {
    return in.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return in.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNumber() {
    return in.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  String text() throws IOException, VectorException {
    expect(JsonToken.VALUE_STRING, "is no text");
    return in.getText();
  }

  /** A text, number or truth as it is spelled. */
  String spelled() throws IOException, VectorException {
    if (!in.currentToken().isScalarValue()) {
      throw fault("is neither text, number nor truth");
    }
    return in.getText();
  }

  boolean flag() throws IOException, VectorException {
    if (!in.currentToken().isBoolean()) {
      throw fault("is neither true nor false");
    }
    return in.getBooleanValue();
  }

  long number() throws IOException, VectorException {
    if (!isNumber() || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw fault("is no integer of 64 bits");
    }
    return in.getLongValue();
  }

  /** An integer from 0 to a largest one, both included. */
  long numberUpTo(long most) throws IOException, VectorException {
    long number = number();
    if (number < 0 || number > most) {
      throw fault("is " + number + ", not from 0 to " + most);
    }
    return number;
  }

  /** A sum of attoFIL: not negative, of any size, as a number or in decimal digits. */
  BigInteger amount() throws IOException, VectorException {
    BigInteger amount = integer();
    if (amount.signum() < 0) {
      throw fault("is " + amount + ", less than nothing");
    }
    return amount;
  }

  /** An integer of any size, as a number or in decimal digits. */
  private BigInteger integer() throws IOException, VectorException {
    if (isText()) {
      try {
        return new BigInteger(in.getText());
      } catch (NumberFormatException e) {
        throw new VectorException(name + ": " + place() + " is no integer", e);
      }
    }
    expect(JsonToken.VALUE_NUMBER_INT, "is no integer");
    return in.getBigIntegerValue();
  }

  /** Decodes while it reads; null is nothing. */
  byte[] base64() throws IOException, VectorException {
    if (isNull()) {
      return new byte[0];
    }
    expect(JsonToken.VALUE_STRING, "is no text");
    try {
      return in.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
    } catch (JsonParseException e) {
      throw new VectorException(name + ": " + place() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** A CID as text, or as DAG-JSON writes links. */
  Cid cid() throws IOException, VectorException {
    if (isText()) {
      return parse(in.getText());
    }
    List<Cid> links = new ArrayList<>();
    object(
        field -> {
          if (!field.equals("/")) {
            throw fault("is no CID");
          }
          links.add(parse(text()));
        });
    if (links.isEmpty()) {
      throw fault("is no CID");
    }
    return links.getFirst();
  }

  private Cid parse(String text) throws VectorException {
    try {
      return Cid.parse(text);
    } catch (DecodeException e) {
      throw new VectorException(name + ": " + place() + ": " + e.getMessage(), e);
    }
  }

  /** What is wrong with the current value. */
  VectorException fault(String what) {
    return new VectorException(name + ": " + place() + " " + what);
  }

  private void expect(JsonToken token, String otherwise) throws VectorException {
    if (in.currentToken() != token) {
      throw fault(otherwise);
    }
  }

  /** Like {@code preconditions/variants/0/nv}. */
  private String place() {
    String pointer = in.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "the text" : pointer.substring(1).replace(LINK_FIELD, "");
  }
}
