// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The border between plain Java values and the ABI library's own: which Java type a Solidity type
 * takes and gives is decided here. Elementary types only; the contracts pass no arrays or structs.
 */
final class AbiValues {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final int ADDRESS_LENGTH = 20;

  private AbiValues() {}

  static byte[] encode(String what, TupleType<Tuple> types, Object... values) {
    if (types.size() != values.length) {
      throw new AbiException(
          "%s takes %d arguments, not %d".formatted(what, types.size(), values.length));
    }
    Object[] converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      converted[i] = toLibrary("%s, argument %d".formatted(what, i), types.get(i), values[i]);
    }
    try {
      return types.encode(Tuple.from(converted)).array();
    } catch (IllegalArgumentException e) {
      throw new AbiException(what + ": " + e.getMessage(), e);
    }
  }

  static List<Decoded.Field> decode(String what, TupleType<Tuple> types, byte[] bytes) {
    if (types.isEmpty() && bytes.length == 0) {
      return List.of();
    }
    try {
      return fields(what, types, types.decode(bytes));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new AbiException(
          "%s: %d bytes are not %s".formatted(what, bytes.length, types.getCanonicalType()), e);
    }
  }

  static List<Decoded.Field> fields(String what, TupleType<Tuple> types, Tuple values) {
    List<Decoded.Field> fields = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      String name = types.getElementName(i);
      ABIType<?> type = types.get(i);
      Object value = fromLibrary(what, type, values.get(i));
      fields.add(new Decoded.Field(name == null ? "" : name, type.getCanonicalType(), value));
    }
    return fields;
  }

  private static Object toLibrary(String where, ABIType<?> type, Object value) {
    Class<?> wanted = type.clazz();
    if (wanted == Address.class && value instanceof String text) {
      return Address.wrap(checksummed(where, text));
    }
    if (wanted == Address.class && value instanceof byte[] bytes) {
      if (bytes.length != ADDRESS_LENGTH) {
        throw new AbiException(
            "%s: an address has %d bytes, not %d".formatted(where, ADDRESS_LENGTH, bytes.length));
      }
      return Address.wrap(checksummed(where, "0x" + HexFormat.of().formatHex(bytes)));
    }
    BigInteger integer = asInteger(value);
    if (integer != null && wanted == BigInteger.class) {
      return integer;
    }
    if (integer != null && wanted == Integer.class && integer.bitLength() < Integer.SIZE) {
      return integer.intValueExact();
    }
    if (integer != null && wanted == Long.class && integer.bitLength() < Long.SIZE) {
      return integer.longValueExact();
    }
    boolean asIs = wanted == Boolean.class || wanted == String.class || wanted == byte[].class;
    if (asIs && wanted.isInstance(value)) {
      return value;
    }
    throw new AbiException("%s: %s is no %s".formatted(where, describe(value), type));
  }

  private static Object fromLibrary(String where, ABIType<?> type, Object value) {
    return switch (value) {
      case Integer number -> BigInteger.valueOf(number);
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Address address -> address.toString();
      case Boolean truth -> truth;
      case String text -> text;
      case byte[] bytes -> bytes;
      default -> throw new AbiException("%s: values of type %s".formatted(where, type));
    };
  }

  private static BigInteger asInteger(Object value) {
    return switch (value) {
      case Integer number -> BigInteger.valueOf(number);
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case null, default -> null;
    };
  }

  /** Text with letters of both cases must be right by EIP-55; of one case it has no checksum. */
  private static String checksummed(String where, String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new AbiException("%s: %s is no address (0x and 40 digits)".formatted(where, text));
    }
    String digits = text.substring(2);
    String lower = digits.toLowerCase(Locale.ROOT);
    String right = Address.toChecksumAddress("0x" + lower);
    boolean oneCase = digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT));
    if (!oneCase && !text.equals(right)) {
      throw new AbiException("%s: %s has a wrong checksum (%s)".formatted(where, text, right));
    }
    return right;
  }

  private static String describe(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
