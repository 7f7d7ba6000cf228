// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * BLS signatures of Filecoin: public keys in G1, 48 bytes, signatures in G2, 96 bytes, both
 * compressed. What does not decode, lies outside the subgroups, or has a key at infinity is not
 * valid. Source: draft-irtf-cfrg-bls-signature (basic scheme), bls-signatures 0.15.
 */
public final class Bls {
  public static final int PUBLIC_KEY_BYTES = G1.COMPRESSED_BYTES;
  public static final int SIGNATURE_BYTES = G2.COMPRESSED_BYTES;

  private static final byte[] TAG =
      "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_".getBytes(StandardCharsets.US_ASCII);

  private Bls() {}

  /** Whether the owner of the key signed the message. */
  public static boolean verify(byte[] signature, byte[] publicKey, byte[] message) {
    return verifyAggregate(signature, new byte[][] {publicKey}, new byte[][] {message});
  }

  /**
   * Whether the signature is the sum of a signature of each key over its message. Without keys, or
   * if two messages are equal, it is not.
   *
   * @param messages as many as keys
   */
  public static boolean verifyAggregate(byte[] signature, byte[][] publicKeys, byte[][] messages) {
    if (publicKeys.length != messages.length) {
      throw new IllegalArgumentException(
          publicKeys.length + " keys and " + messages.length + " messages");
    }
    if (publicKeys.length == 0 || hasDuplicates(messages)) {
      return false;
    }
    Pairing pairing = new Pairing();
    try {
      G2 sum = G2.decodeCompressed(signature);
      if (!sum.isInSubgroup()) {
        return false;
      }
      pairing.add(G1.GENERATOR.negate(), sum);
      for (int i = 0; i < publicKeys.length; i++) {
        G1 key = G1.decodeCompressed(publicKeys[i]);
        if (key.isInfinity() || !key.isInSubgroup()) {
          return false;
        }
        pairing.add(key, HashToCurve.g2(messages[i], TAG));
      }
    } catch (DecodeException malformed) {
      return false;
    }
    return pairing.isOne();
  }

  private static boolean hasDuplicates(byte[][] messages) {
    Set<ByteBuffer> seen = new HashSet<>();
    for (byte[] message : messages) {
      if (!seen.add(ByteBuffer.wrap(message))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Signs a message; not constant in time, so for tests and networks of no value only.
   *
   * @param secretKey from 1 below the order of the subgroups
   */
  public static byte[] sign(BigInteger secretKey, byte[] message) {
    return HashToCurve.g2(message, TAG).times(checked(secretKey)).encodeCompressed();
  }

  /** The public key of a secret key from 1 below the order of the subgroups. */
  public static byte[] publicKey(BigInteger secretKey) {
    return G1.GENERATOR.times(checked(secretKey)).encodeCompressed();
  }

  /**
   * The sum of signatures.
   *
   * @throws DecodeException if one is malformed
   */
  public static byte[] aggregate(byte[][] signatures) throws DecodeException {
    G2 sum = G2.INFINITY;
    for (byte[] signature : signatures) {
      sum = sum.plus(G2.decodeCompressed(signature));
    }
    return sum.encodeCompressed();
  }

  private static BigInteger checked(BigInteger secretKey) {
    if (secretKey.signum() <= 0 || secretKey.compareTo(Pairing.ORDER) >= 0) {
      throw new IllegalArgumentException("secret key is not in 1 .. r-1");
    }
    return secretKey;
  }
}
