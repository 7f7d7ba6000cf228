// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/**
 * 0x0100: verifies an ECDSA signature over P-256 (EIP-7951). Input, exactly 160 bytes: digest, r,
 * s, and the public key's x and y. A valid signature gives a word of 1; anything else succeeds with
 * nothing. A high s is valid.
 */
final class P256Verify {
  private static final int INPUT_WORDS = 5;
  private static final byte[] NOTHING = {};

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private P256Verify() {}

  static byte[] run(EvmSystem system, byte[] input, Precompile.Context context) {
    if (input.length != INPUT_WORDS * Word.BYTES) {
      return NOTHING;
    }
    Optional<ECPoint> key = point(number(input, 3), number(input, 4));
    if (key.isEmpty()) {
      return NOTHING; // no signature is verified, nor paid
    }
    system.runtime().chargeCompute(PrecompilePrices.p256Verify());
    return isValid(key.get(), input) ? Word.ONE.toBytes() : NOTHING;
  }

  private static boolean isValid(ECPoint key, byte[] input) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key, DOMAIN));
    byte[] digest = Arrays.copyOf(input, Word.BYTES);
    return verifier.verifySignature(digest, number(input, 1), number(input, 2));
  }

  /** The point of these coordinates, if it lies on the curve; it is then in the group. */
  private static Optional<ECPoint> point(BigInteger x, BigInteger y) {
    try {
      return Optional.of(CURVE.getCurve().validatePoint(x, y));
    } catch (IllegalArgumentException notOnCurve) {
      return Optional.empty();
    }
  }

  private static BigInteger number(byte[] input, int word) {
    int offset = word * Word.BYTES;
    return new BigInteger(1, Arrays.copyOfRange(input, offset, offset + Word.BYTES));
  }
}
