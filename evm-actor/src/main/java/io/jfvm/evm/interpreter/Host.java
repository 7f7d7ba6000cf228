// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;
import java.util.List;

/**
 * The world a frame runs in: accounts, storage, blocks, and the way to other contracts.
 *
 * <p><b>Words.</b> Where calls are frequent a word crosses without allocation: {@code limbs[at]} to
 * {@code limbs[at + 3]} hold it, low limb first. The host reads its argument there and, where it
 * answers, writes the answer over it. Nothing else of the array is the host's. An address is the
 * low 160 bits of its word; the host ignores the rest.
 *
 * <p><b>Gas.</b> When any method that takes a {@link Frame} is called, {@link Frame#gas} is exact:
 * everything up to and including the calling instruction's static price is paid, nothing after it
 * is. A host that meters elsewhere may take it from there and put back what remains with {@link
 * Frame#setGas}; a negative value ends the frame with {@link Halt#OUT_OF_GAS}.
 *
 * <p><b>Failure.</b> A method may throw an unchecked exception of its own: the interpreter does not
 * catch it, it leaves {@link Evm#execute} as it is and the {@link Evm} stays usable.
 *
 * <p>Static frames: the interpreter refuses state changes itself, so the host need not.
 */
public interface Host {
  /** SLOAD: replaces the key by the value, zero if unset. */
  void loadStorage(Frame frame, long[] limbs, int key);

  /**
   * SSTORE. Under a schedule whose SSTORE price does not vary the answer does not matter; {@link
   * StorageStatus#ASSIGNED} will do. Prices are taken after the write: out of gas there undoes the
   * frame anyway.
   */
  StorageStatus storeStorage(Frame frame, long[] limbs, int key, int value);

  /** TLOAD: replaces the key by the value, zero if unset. */
  void loadTransient(Frame frame, long[] limbs, int key);

  /** TSTORE. */
  void storeTransient(Frame frame, long[] limbs, int key, int value);

  /** Names a slot of this contract; true if for the first time (cold). Asked only if priced. */
  boolean touchStorage(Frame frame, long[] limbs, int key);

  /** Names an account; true if for the first time (cold). Asked only if priced. */
  boolean touchAccount(Frame frame, long[] limbs, int address);

  /** Whether an account is missing or empty. Asked only if priced. */
  boolean isEmptyAccount(Frame frame, long[] limbs, int address);

  /** BALANCE: replaces the address by the balance, zero if there is no such account. */
  void balance(Frame frame, long[] limbs, int address);

  /** SELFBALANCE: writes the running contract's balance. */
  void selfBalance(Frame frame, long[] limbs, int at);

  /** EXTCODESIZE: bytes of the account's code. */
  int codeSize(Frame frame, long[] limbs, int address);

  /** EXTCODEHASH: replaces the address by the hash, zero if there is no such account. */
  void codeHash(Frame frame, long[] limbs, int address);

  /** EXTCODECOPY: the account's code, empty if it has none. The interpreter only reads it. */
  byte[] code(Frame frame, long[] limbs, int address);

  /** BLOCKHASH: replaces the number by the hash, or zero if it is out of range. */
  void blockHash(Frame frame, long[] limbs, int number);

  /** ORIGIN. A host should hold on to the word: it is asked for every time. */
  Word origin(Frame frame);

  /** GASPRICE. */
  Word gasPrice(Frame frame);

  /** COINBASE. */
  Word coinbase(Frame frame);

  /** TIMESTAMP, seconds, u64 in a {@code long}. */
  long timestamp(Frame frame);

  /** NUMBER, u64 in a {@code long}. */
  long number(Frame frame);

  /** PREVRANDAO. */
  Word prevRandao(Frame frame);

  /** GASLIMIT, u64 in a {@code long}. */
  long gasLimit(Frame frame);

  /** CHAINID. */
  Word chainId(Frame frame);

  /** BASEFEE. */
  Word baseFee(Frame frame);

  /** GAS: what is left, u64 in a {@code long}. The frame's counter, unless the host overrides. */
  default long gas(Frame frame) {
    return frame.gas();
  }

  /** LOG0 to LOG4. The data are the host's own; empty if the region's size is zero. */
  void log(Frame frame, List<Word> topics, byte[] data);

  /**
   * CALL, STATICCALL, DELEGATECALL. The callee is static if the kind says so or {@link
   * Frame#isStatic}. The host sets the caller's return buffer with {@link Frame#setReturnData}
   * (left alone it is empty), gives back gas under {@link CallGas#EIP_150} with {@link
   * Frame#setGas}, and adds the callee's refund with {@link Frame#addRefund}.
   *
   * @return whether the call succeeded: the word pushed
   */
  boolean call(Frame frame, CallRequest request);

  /**
   * CREATE, CREATE2. Return buffer, gas and refund as in {@link #call}; the buffer is to be set
   * only if the initcode reverted.
   *
   * @return the new contract's address, or zero if there is none: the word pushed
   */
  Word create(Frame frame, CreateRequest request);

  /** SELFDESTRUCT; the frame ends when this returns. */
  void selfDestruct(Frame frame, Word beneficiary);

  /** KECCAK256 is about to hash so many bytes. The library hashes; a host may charge. */
  default void hashing(Frame frame, int sizeBytes) {}

  /**
   * Memory is about to grow. The schedule's own price is taken first; a host may charge, or throw.
   * Both sizes are multiples of 32.
   */
  default void growingMemory(Frame frame, int fromBytes, int toBytes) {}
}
