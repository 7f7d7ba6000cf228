// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What ABI-encoded bytes mean: a call, the result of a function, an event or an error, with its
 * values.
 *
 * @param name of the function, event or error
 * @param fields its values, in the order of declaration
 */
public record Decoded(String name, List<Field> fields) {
  /**
   * One value. Integers of any width and enums are {@link java.math.BigInteger}, addresses {@link
   * io.jfvm.types.EthAddress}, {@code bytes} and {@code bytesN} are {@code byte[]}, the others
   * {@link Boolean} and {@link String}.
   *
   * @param name empty if the contract gives none
   * @param type in Solidity, canonical ({@code uint8} for an enum)
   */
  public record Field(String name, String type, Object value) {
    @Override
    public String toString() {
      return name.isEmpty() ? valueText() : name + "=" + valueText();
    }

    private String valueText() {
      return switch (value) {
        case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
        case String text -> '"' + printable(text) + '"';
        default -> value.toString();
      };
    }
  }

  public Decoded {
    fields = List.copyOf(fields);
  }

  /** The value at an index from 0. */
  public Object value(int index) {
    return fields.get(index).value();
  }

  /**
   * The value of a name.
   *
   * @throws AbiException if there is none
   */
  public Object value(String fieldName) {
    for (Field field : fields) {
      if (field.name().equals(fieldName)) {
        return field.value();
      }
    }
    throw new AbiException(name + " has no value named " + fieldName);
  }

  /** For people: {@code Voted(id=0, voter=0x…, support=true, weight=60)}. */
  @Override
  public String toString() {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** A contract's text with control characters shown, so that it cannot steer a terminal. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
    }
    return shown.toString();
  }
}
