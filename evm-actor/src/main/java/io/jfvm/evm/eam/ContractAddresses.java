// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.crypto.Hash;
import io.jfvm.evm.word.Word;
import io.jfvm.types.EthAddress;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The addresses new contracts get: Ethereum's, from keccak-256, last 20 bytes. */
final class ContractAddresses {
  /** First byte of what CREATE2 hashes. */
  private static final int CREATE2_MARK = 0xff;

  /** RLP: a string of up to 55 bytes follows, its length added. */
  private static final int RLP_STRING = 0x80;

  /** RLP: a list of up to 55 bytes follows, its length added. */
  private static final int RLP_LIST = 0xc0;

  private ContractAddresses() {}

  /**
   * CREATE's: of the RLP list of creator and nonce.
   *
   * @param nonce u64
   */
  static EthAddress create(ActorRuntime rt, EthAddress creator, long nonce) {
    ByteArrayOutputStream items = new ByteArrayOutputStream();
    items.write(RLP_STRING + EthAddress.BYTES);
    items.writeBytes(creator.bytes());
    byte[] number = minimal(nonce);
    if (number.length != 1 || number[0] < 0) {
      items.write(RLP_STRING + number.length);
    }
    items.writeBytes(number);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write(RLP_LIST + items.size());
    list.writeBytes(items.toByteArray());
    return hash20(rt, list.toByteArray());
  }

  /** CREATE2's (EIP-1014). */
  static EthAddress create2(ActorRuntime rt, EthAddress creator, Word salt, byte[] initcode) {
    byte[] codeHash = rt.hash(Hash.KECCAK_256, initcode);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(CREATE2_MARK);
    data.writeBytes(creator.bytes());
    data.writeBytes(salt.toBytes());
    data.writeBytes(codeHash);
    return hash20(rt, data.toByteArray());
  }

  /** The last 20 bytes of the keccak-256 of data. */
  static EthAddress hash20(ActorRuntime rt, byte[] data) {
    byte[] digest = rt.hash(Hash.KECCAK_256, data);
    return new EthAddress(
        Arrays.copyOfRange(digest, digest.length - EthAddress.BYTES, digest.length));
  }

  /** Big-endian without leading zeros; nothing for zero. */
  private static byte[] minimal(long value) {
    byte[] word = Word.of(value).toBytes();
    int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
    return Arrays.copyOfRange(word, word.length - bytes, word.length);
  }
}
