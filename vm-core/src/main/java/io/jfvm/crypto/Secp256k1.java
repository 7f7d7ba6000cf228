// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * ECDSA over secp256k1 with public key recovery. A signature is r, s (32 bytes each) and a recovery
 * id.
 */
public final class Secp256k1 {
  public static final int SIGNATURE_BYTES = 65;
  public static final int PUBLIC_KEY_BYTES = 65;
  public static final int DIGEST_BYTES = 32;
  private static final int SCALAR_BYTES = 32;
  private static final int RECOVERY_IDS = 4;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger N = CURVE.getN();
  private static final BigInteger HALF_N = N.shiftRight(1);
  private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();

  private Secp256k1() {}

  /**
   * The uncompressed public key (65 bytes, 0x04 first) whose owner signed {@code digest}, or
   * nothing if the signature is malformed. A high s is accepted: it is negated and the recovery
   * id's parity flipped, which gives the same key.
   */
  public static Optional<byte[]> recover(byte[] digest, byte[] signature) {
    if (digest.length != DIGEST_BYTES || signature.length != SIGNATURE_BYTES) {
      return Optional.empty();
    }
    int recoveryId = signature[2 * SCALAR_BYTES] & 0xff;
    BigInteger r = scalar(signature, 0);
    BigInteger s = scalar(signature, SCALAR_BYTES);
    if (recoveryId >= RECOVERY_IDS || !isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    BigInteger x = recoveryId < 2 ? r : r.add(N);
    if (x.compareTo(P) >= 0) {
      return Optional.empty();
    }
    ECPoint nonce;
    try {
      nonce = decompress(x, (recoveryId & 1) == 1);
    } catch (IllegalArgumentException notOnCurve) {
      return Optional.empty();
    }
    BigInteger e = new BigInteger(1, digest);
    BigInteger inverse = r.modInverse(N);
    BigInteger u1 = e.negate().multiply(inverse).mod(N);
    BigInteger u2 = s.multiply(inverse).mod(N);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, nonce, u2);
    return key.isInfinity() ? Optional.empty() : Optional.of(key.getEncoded(false));
  }

  /** Signs with the deterministic nonce of RFC 6979 and a low s. */
  public static byte[] sign(byte[] digest, BigInteger privateKey) {
    ECDomainParameters domain = new ECDomainParameters(CURVE);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(SHA256Digest.newInstance()));
    signer.init(true, new ECPrivateKeyParameters(privateKey, domain));
    BigInteger[] rs = signer.generateSignature(digest);
    BigInteger s = rs[1].compareTo(HALF_N) > 0 ? N.subtract(rs[1]) : rs[1];
    byte[] signature = new byte[SIGNATURE_BYTES];
    putScalar(signature, 0, rs[0]);
    putScalar(signature, SCALAR_BYTES, s);
    byte[] own = publicKey(privateKey);
    for (int id = 0; id < RECOVERY_IDS; id++) {
      signature[2 * SCALAR_BYTES] = (byte) id;
      Optional<byte[]> recovered = recover(digest, signature);
      if (recovered.isPresent() && Arrays.equals(recovered.get(), own)) {
        return signature;
      }
    }
    throw new IllegalStateException("no recovery id fits the signature");
  }

  /** The uncompressed public key of a private key in 1 .. n-1. */
  public static byte[] publicKey(BigInteger privateKey) {
    if (!isScalar(privateKey)) {
      throw new IllegalArgumentException("private key is not in 1 .. n-1");
    }
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), privateKey).getEncoded(false);
  }

  private static ECPoint decompress(BigInteger x, boolean odd) {
    byte[] compressed = new byte[1 + SCALAR_BYTES];
    compressed[0] = (byte) (odd ? 3 : 2);
    putScalar(compressed, 1, x);
    return CURVE.getCurve().decodePoint(compressed);
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(N) < 0;
  }

  private static BigInteger scalar(byte[] data, int offset) {
    return new BigInteger(1, Arrays.copyOfRange(data, offset, offset + SCALAR_BYTES));
  }

  private static void putScalar(byte[] target, int offset, BigInteger value) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, SCALAR_BYTES);
    System.arraycopy(bytes, bytes.length - length, target, offset + SCALAR_BYTES - length, length);
  }
}
