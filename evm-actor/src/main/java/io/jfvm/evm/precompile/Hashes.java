// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.crypto.Hash;
import io.jfvm.evm.system.EvmSystem;
import io.jfvm.evm.word.Word;

/** 0x02 and 0x03: hashes of the input, each in a word. */
final class Hashes {
  private Hashes() {}

  static byte[] sha256(EvmSystem system, byte[] input, Precompile.Context context) {
    return system.runtime().hash(Hash.SHA2_256, input);
  }

  /** The 20 bytes stand at the end of the word. */
  static byte[] ripemd160(EvmSystem system, byte[] input, Precompile.Context context) {
    byte[] digest = system.runtime().hash(Hash.RIPEMD_160, input);
    byte[] word = new byte[Word.BYTES];
    System.arraycopy(digest, 0, word, Word.BYTES - digest.length, digest.length);
    return word;
  }
}
