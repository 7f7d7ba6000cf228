// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.crypto.Hash;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * 0x01: the Ethereum address that signed a digest, in a word. Input: digest, v (27 or 28), r, s.
 * Whatever is wrong, it succeeds with nothing.
 */
final class EcRecover {
  /** The order of secp256k1's group. */
  private static final Word ORDER =
      new Word(0xbfd25e8cd0364141L, 0xbaaedce6af48a03bL, 0xfffffffffffffffeL, 0xffffffffffffffffL);

  private static final int V_OF_EVEN = 27;
  private static final byte[] NOTHING = {};

  private EcRecover() {}

  static byte[] run(EvmSystem system, byte[] input, Precompile.Context context) {
    ValueReader in = new ValueReader(input);
    byte[] digest = in.fixed(Secp256k1.DIGEST_BYTES);
    OptionalInt v = in.u8();
    Word r = in.word();
    Word s = in.word();
    if (v.isEmpty() || !isScalar(r) || !isScalar(s)) {
      return NOTHING;
    }
    int parity = v.getAsInt() - V_OF_EVEN;
    if (parity != 0 && parity != 1) {
      return NOTHING;
    }
    byte[] signature = new byte[Secp256k1.SIGNATURE_BYTES];
    System.arraycopy(r.toBytes(), 0, signature, 0, Word.BYTES);
    System.arraycopy(s.toBytes(), 0, signature, Word.BYTES, Word.BYTES);
    signature[2 * Word.BYTES] = (byte) parity;
    ActorRuntime rt = system.runtime();
    Optional<byte[]> key = rt.recoverSecpPublicKey(digest, signature);
    if (key.isEmpty()) {
      return NOTHING;
    }
    byte[] point = Arrays.copyOfRange(key.get(), 1, key.get().length);
    byte[] address = rt.hash(Hash.KECCAK_256, point);
    Arrays.fill(address, 0, Word.BYTES - Word.ADDRESS_BYTES, (byte) 0);
    return address;
  }

  private static boolean isScalar(Word value) {
    return !value.isZero() && value.compareTo(ORDER) < 0;
  }
}
