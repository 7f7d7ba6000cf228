// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.DecodeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A 20-byte Ethereum address. It names an f410 address, or, when it starts with 0xff and eleven
 * zero bytes, an actor by its number (a masked id).
 */
public record EthAddress(byte[] bytes) {
  public static final int BYTES = 20;
  private static final int ID_OFFSET = 12;
  private static final byte ID_MASK = (byte) 0xff;

  public EthAddress {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("Ethereum address of " + bytes.length + " bytes, not 20");
    }
    bytes = bytes.clone();
  }

  /** The masked form of an actor's number. */
  public static EthAddress ofId(ActorId id) {
    byte[] masked = new byte[BYTES];
    masked[0] = ID_MASK;
    ByteBuffer.wrap(masked).putLong(ID_OFFSET, id.value());
    return new EthAddress(masked);
  }

  /** Reads 40 hexadecimal digits after {@code 0x}. */
  public static EthAddress parse(String text) throws DecodeException {
    if (!text.matches("0[xX][0-9a-fA-F]{40}")) {
      throw new DecodeException("'" + text + "' is not 0x and 40 hexadecimal digits");
    }
    return new EthAddress(HexFormat.of().parseHex(text, 2, text.length()));
  }

  /** The Ethereum form of a Filecoin address, if it has one: f410 with 20 bytes, or f0. */
  public static Optional<EthAddress> of(Address address) {
    return switch (address.protocol()) {
      case ID -> address.id().map(EthAddress::ofId);
      case DELEGATED ->
          address.namespace().orElseThrow().equals(ActorId.EAM)
              ? address.subaddress().filter(sub -> sub.length == BYTES).map(EthAddress::new)
              : Optional.empty();
      case SECP256K1, ACTOR, BLS -> Optional.empty();
    };
  }

  /** The actor's number, if this is a masked id. */
  public Optional<ActorId> maskedId() {
    if (bytes[0] != ID_MASK) {
      return Optional.empty();
    }
    for (int i = 1; i < ID_OFFSET; i++) {
      if (bytes[i] != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new ActorId(ByteBuffer.wrap(bytes).getLong(ID_OFFSET)));
  }

  /** f0 of a masked id, else f410. */
  public Address address() {
    return maskedId()
        .map(ActorId::address)
        .orElseGet(() -> Address.ofDelegated(ActorId.EAM, bytes));
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EthAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
