// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.crypto.Blake2b;
import io.jfvm.encoding.Base32;
import io.jfvm.encoding.DecodeException;
import java.util.Arrays;

/**
 * Addresses as people write them: a network's letter, the protocol's digit, then a number or base
 * 32 with a checksum.
 */
public final class AddressText {
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_LENGTH = 138;
  private static final int MAX_DIGITS = 20;

  /** Which letter an address starts with. */
  public enum Network {
    MAINNET('f'),
    TESTNET('t');

    private final char prefix;

    Network(char prefix) {
      this.prefix = prefix;
    }
  }

  private AddressText() {}

  public static String format(Address address, Network network) {
    String head = network.prefix + Integer.toString(address.protocol().code());
    return switch (address.protocol()) {
      case ID -> head + Long.toUnsignedString(address.id().orElseThrow().value());
      case DELEGATED ->
          head
              + Long.toUnsignedString(address.namespace().orElseThrow().value())
              + "f"
              + Base32.encode(withChecksum(address, address.subaddress().orElseThrow()));
      case SECP256K1, ACTOR, BLS -> head + Base32.encode(withChecksum(address, address.payload()));
    };
  }

  static Address parse(String text) throws DecodeException {
    try {
      return parsed(text);
    } catch (DecodeException e) {
      throw new DecodeException("address '" + text + "': " + e.getMessage(), e);
    }
  }

  private static Address parsed(String text) throws DecodeException {
    if (text.length() < 3 || text.length() > MAX_LENGTH) {
      throw new DecodeException("has " + text.length() + " characters, not 3 to " + MAX_LENGTH);
    }
    char network = text.charAt(0);
    if (network != Network.MAINNET.prefix && network != Network.TESTNET.prefix) {
      throw new DecodeException("starts with neither f nor t");
    }
    Address.Protocol protocol = Address.Protocol.ofCode(text.charAt(1) - '0');
    String rest = text.substring(2);
    return switch (protocol) {
      case ID -> Address.ofId(number(rest));
      case DELEGATED -> delegated(rest);
      case SECP256K1, ACTOR, BLS -> hashed(protocol, rest);
    };
  }

  private static Address hashed(Address.Protocol protocol, String text) throws DecodeException {
    byte[] data = Base32.decode(text);
    if (data.length < CHECKSUM_BYTES) {
      throw new DecodeException("is too short for a checksum");
    }
    byte[] bytes = new byte[1 + data.length - CHECKSUM_BYTES];
    bytes[0] = (byte) protocol.code();
    System.arraycopy(data, 0, bytes, 1, bytes.length - 1);
    Address address = Address.decode(bytes);
    verify(address, data);
    return address;
  }

  private static Address delegated(String text) throws DecodeException {
    int separator = text.indexOf('f');
    if (separator < 0) {
      throw new DecodeException("has no 'f' after the namespace");
    }
    ActorId namespace = new ActorId(number(text.substring(0, separator)));
    byte[] data = Base32.decode(text.substring(separator + 1));
    int length = data.length - CHECKSUM_BYTES;
    if (length < 0 || length > Address.MAX_SUBADDRESS_BYTES) {
      throw new DecodeException("sub-address of " + length + " bytes, not 0 to 54");
    }
    Address address = Address.ofDelegated(namespace, Arrays.copyOf(data, length));
    verify(address, data);
    return address;
  }

  private static void verify(Address address, byte[] withChecksum) throws DecodeException {
    byte[] given =
        Arrays.copyOfRange(withChecksum, withChecksum.length - CHECKSUM_BYTES, withChecksum.length);
    if (!Arrays.equals(given, checksum(address))) {
      throw new DecodeException("the checksum does not match");
    }
  }

  private static byte[] withChecksum(Address address, byte[] payload) {
    byte[] all = Arrays.copyOf(payload, payload.length + CHECKSUM_BYTES);
    System.arraycopy(checksum(address), 0, all, payload.length, CHECKSUM_BYTES);
    return all;
  }

  private static byte[] checksum(Address address) {
    return Blake2b.hash(CHECKSUM_BYTES, address.toBytes());
  }

  private static long number(String digits) throws DecodeException {
    boolean decimal = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
    for (int i = 0; decimal && i < digits.length(); i++) {
      decimal = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!decimal) {
      throw new DecodeException("'" + digits + "' is no number of an actor");
    }
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw new DecodeException("'" + digits + "' exceeds 64 bits", e);
    }
  }
}
