// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.crypto.Blake2b;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import java.util.Arrays;
import java.util.Optional;

/**
 * The address of an actor: a protocol byte and its payload, 2 to 65 bytes. Ordered by its bytes.
 *
 * <p>Source: ref-fvm {@code shared/src/address/}. Text and Ethereum forms: {@link AddressText},
 * {@link EthAddress}.
 */
public final class Address implements Comparable<Address> {
  /** A byte string. */
  public static final Codec<Address> CODEC =
      Codec.of((out, address) -> out.bytes(address.bytes), in -> decode(in.bytes()));

  public static final int BLS_KEY_BYTES = 48;
  public static final int HASH_BYTES = 20;
  public static final int MAX_SUBADDRESS_BYTES = 54;

  /**
   * The compressed encoding of the point at infinity starts with this byte; the others are zero.
   */
  private static final int BLS_INFINITY = 0xc0;

  /** What the payload is, under the protocol byte. */
  public enum Protocol {
    /** f0: the actor's number, a varint. */
    ID(0),
    /** f1: hash of a secp256k1 public key. */
    SECP256K1(1),
    /** f2: hash of what made the actor unique at its creation. */
    ACTOR(2),
    /** f3: a BLS public key. */
    BLS(3),
    /** f4: namespace, the number of the managing actor, and what that actor chose. */
    DELEGATED(4);

    private final int code;

    Protocol(int code) {
      this.code = code;
    }

    /** The protocol byte. */
    public int code() {
      return code;
    }

    static Protocol ofCode(int code) throws DecodeException {
      for (Protocol protocol : values()) {
        if (protocol.code == code) {
          return protocol;
        }
      }
      throw new DecodeException("address protocol " + code + " is unknown");
    }
  }

  private final Protocol protocol;
  private final byte[] bytes;

  private Address(Protocol protocol, byte[] bytes) {
    this.protocol = protocol;
    this.bytes = bytes;
  }

  /** f0 of an actor's number, an unsigned 64-bit integer. */
  public static Address ofId(long id) {
    return of(Protocol.ID, Varint.encode(id));
  }

  /** f1 of an uncompressed public key of 65 bytes. */
  public static Address ofSecp256k1Key(byte[] publicKey) {
    return of(Protocol.SECP256K1, Blake2b.hash160(publicKey));
  }

  /** f2 of the data that made the actor unique. */
  public static Address ofActor(byte[] data) {
    return of(Protocol.ACTOR, Blake2b.hash160(data));
  }

  /** f3 of a compressed BLS public key. */
  public static Address ofBlsKey(byte[] publicKey) {
    if (publicKey.length != BLS_KEY_BYTES) {
      throw new IllegalArgumentException("BLS key of " + publicKey.length + " bytes, not 48");
    }
    return of(Protocol.BLS, publicKey);
  }

  /** f4 of a namespace and a sub-address of at most 54 bytes. */
  public static Address ofDelegated(ActorId namespace, byte[] subaddress) {
    if (subaddress.length > MAX_SUBADDRESS_BYTES) {
      throw new IllegalArgumentException(
          "sub-address of " + subaddress.length + " bytes, at most 54");
    }
    byte[] prefix = Varint.encode(namespace.value());
    byte[] payload = Arrays.copyOf(prefix, prefix.length + subaddress.length);
    System.arraycopy(subaddress, 0, payload, prefix.length, subaddress.length);
    return of(Protocol.DELEGATED, payload);
  }

  private static Address of(Protocol protocol, byte[] payload) {
    byte[] bytes = new byte[1 + payload.length];
    bytes[0] = (byte) protocol.code;
    System.arraycopy(payload, 0, bytes, 1, payload.length);
    return new Address(protocol, bytes);
  }

  /** Reads an address. Its own bytes may be others: overlong varints are read and not written. */
  public static Address decode(byte[] bytes) throws DecodeException {
    if (bytes.length < 2) {
      throw new DecodeException("address of " + bytes.length + " bytes, at least 2");
    }
    Protocol protocol = Protocol.ofCode(bytes[0] & 0xff);
    int payloadBytes = bytes.length - 1;
    return switch (protocol) {
      case ID -> {
        long id = Varint.decode(bytes, 1);
        requirePayload(protocol, payloadBytes, Varint.length(bytes, 1) == payloadBytes);
        yield ofId(id);
      }
      case SECP256K1, ACTOR -> {
        requirePayload(protocol, payloadBytes, payloadBytes == HASH_BYTES);
        yield new Address(protocol, bytes.clone());
      }
      case BLS -> {
        requirePayload(protocol, payloadBytes, payloadBytes == BLS_KEY_BYTES);
        yield new Address(protocol, bytes.clone());
      }
      case DELEGATED -> {
        ActorId namespace = new ActorId(Varint.decode(bytes, 1));
        int at = 1 + Varint.length(bytes, 1);
        requirePayload(protocol, payloadBytes, bytes.length - at <= MAX_SUBADDRESS_BYTES);
        yield ofDelegated(namespace, Arrays.copyOfRange(bytes, at, bytes.length));
      }
    };
  }

  private static void requirePayload(Protocol protocol, int payloadBytes, boolean fits)
      throws DecodeException {
    if (!fits) {
      throw new DecodeException(
          "payload of " + payloadBytes + " bytes does not fit an f" + protocol.code + " address");
    }
  }

  /** Reads the text form with either network's prefix. */
  public static Address parse(String text) throws DecodeException {
    return AddressText.parse(text);
  }

  public Protocol protocol() {
    return protocol;
  }

  public byte[] payload() {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The actor's number, of an f0 address. */
  public Optional<ActorId> id() {
    return protocol == Protocol.ID ? Optional.of(new ActorId(leadingVarint())) : Optional.empty();
  }

  /** The managing actor's number, of an f4 address. */
  public Optional<ActorId> namespace() {
    return protocol == Protocol.DELEGATED
        ? Optional.of(new ActorId(leadingVarint()))
        : Optional.empty();
  }

  /** What the managing actor chose, of an f4 address. */
  public Optional<byte[]> subaddress() {
    return namespace()
        .map(ns -> Arrays.copyOfRange(bytes, 1 + Varint.size(ns.value()), bytes.length));
  }

  /** Whether it stands for a key that can sign: f1 or f3. */
  public boolean isKey() {
    return protocol == Protocol.SECP256K1 || protocol == Protocol.BLS;
  }

  /** Whether it is the f3 address of the point at infinity, which nobody may use. */
  public boolean isBlsInfinity() {
    if (protocol != Protocol.BLS || (bytes[1] & 0xff) != BLS_INFINITY) {
      return false;
    }
    for (int i = 2; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private long leadingVarint() {
    try {
      return Varint.decode(bytes, 1);
    } catch (DecodeException e) {
      throw new IllegalStateException("checked when the address was made", e);
    }
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The text form with mainnet's prefix. */
  @Override
  public String toString() {
    return AddressText.format(this, AddressText.Network.MAINNET);
  }
}
