// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.word.Word;
import io.jfvm.types.ActorId;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;

/** EVM words in and out of Filecoin's types. */
public final class Words {
  /** A byte string of the big-endian value without leading zeros; decodes up to 32 bytes. */
  public static final Codec<Word> CODEC =
      Codec.of((out, word) -> out.bytes(trimmed(word)), in -> ofAtMost32(in.bytes()));

  /** A byte string of exactly 32 bytes. */
  public static final Codec<Word> HASH_CODEC =
      Codec.of((out, word) -> out.bytes(word.toBytes()), in -> ofExactly32(in.bytes()));

  /** An Ethereum address as a byte string of exactly 20 bytes. */
  public static final Codec<EthAddress> ADDRESS_CODEC =
      Codec.of((out, address) -> out.bytes(address.bytes()), in -> address20(in.bytes()));

  private Words() {}

  /** The address in a word's low 20 bytes. */
  public static EthAddress address(Word word) {
    return new EthAddress(word.toAddress());
  }

  public static Word of(EthAddress address) {
    return Word.of(address.bytes());
  }

  /** The word of an amount below 2^256 that is not negative. */
  public static Word of(TokenAmount amount) {
    return Word.of(amount.atto());
  }

  public static Word of(ActorId id) {
    return Word.of(id.value());
  }

  public static TokenAmount amount(Word word) {
    return word.isZero() ? TokenAmount.ZERO : new TokenAmount(word.toBigInteger());
  }

  private static byte[] trimmed(Word word) {
    byte[] bytes = word.toBytes();
    int zeros = 0;
    while (zeros < bytes.length && bytes[zeros] == 0) {
      zeros++;
    }
    return Arrays.copyOfRange(bytes, zeros, bytes.length);
  }

  private static Word ofAtMost32(byte[] bytes) throws DecodeException {
    if (bytes.length > Word.BYTES) {
      throw new DecodeException("word of " + bytes.length + " bytes, at most 32");
    }
    return Word.of(bytes);
  }

  private static Word ofExactly32(byte[] bytes) throws DecodeException {
    if (bytes.length != Word.BYTES) {
      throw new DecodeException("hash of " + bytes.length + " bytes, not 32");
    }
    return Word.of(bytes);
  }

  private static EthAddress address20(byte[] bytes) throws DecodeException {
    if (bytes.length != EthAddress.BYTES) {
      throw new DecodeException("Ethereum address of " + bytes.length + " bytes, not 20");
    }
    return new EthAddress(bytes);
  }
}
