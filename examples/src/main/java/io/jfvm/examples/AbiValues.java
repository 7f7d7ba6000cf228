// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;

/**
 * The border between plain Java values and the ABI library's own: which Java type a Solidity type
 * takes and gives is decided here. Elementary types only; the contracts pass no arrays or structs.
 */
final class AbiValues {
  private AbiValues() {}

  static byte[] encode(String what, TupleType<Tuple> types, Object... values) {
    if (types.size() != values.length) {
      throw new AbiException(what + " takes " + types.size() + " arguments, not " + values.length);
    }
    Object[] converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      converted[i] = toLibrary(what + ", argument " + i, types.get(i), values[i]);
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
          what + ": " + bytes.length + " bytes are not " + types.getCanonicalType(), e);
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
    if (wanted == Address.class && value instanceof EthAddress address) {
      return Address.wrap(Address.toChecksumAddress(new BigInteger(1, address.bytes())));
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
    throw new AbiException(where + ": " + describe(value) + " is no " + type);
  }

  private static Object fromLibrary(String where, ABIType<?> type, Object value) {
    return switch (value) {
      case Integer number -> BigInteger.valueOf(number);
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case Address address -> ethAddress(address);
      case Boolean truth -> truth;
      case String text -> text;
      case byte[] bytes -> bytes;
      default ->
          throw new AbiException(where + ": cannot show a " + type + ", only elementary types");
    };
  }

  private static BigInteger asInteger(Object value) {
    return switch (value) {
      case Integer number -> BigInteger.valueOf(number);
      case Long number -> BigInteger.valueOf(number);
      case BigInteger number -> number;
      case TokenAmount amount -> amount.atto();
      case null, default -> null;
    };
  }

  private static EthAddress ethAddress(Address address) {
    byte[] magnitude = address.value().toByteArray(); // the sign byte may come on top
    byte[] bytes = new byte[EthAddress.BYTES];
    int length = Math.min(magnitude.length, bytes.length);
    System.arraycopy(magnitude, magnitude.length - length, bytes, bytes.length - length, length);
    return new EthAddress(bytes);
  }

  private static String describe(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
