// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.CryptoOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The namespace {@code crypto}, proofs apart. Yes is 0 and no is -1. */
final class CryptoSyscalls {
  private static final int PUBLIC_KEY_BYTES = 65;
  private static final int RECOVERABLE_SIGNATURE_BYTES = 65;
  private static final int DIGEST_BYTES = 32;
  private static final int BLS_SIGNATURE_BYTES = 96;

  private CryptoSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.u32("crypto", "verify_signature", "iiiiiii", CryptoSyscalls::verifySignature);
    table.struct(
        "crypto",
        "recover_secp_public_key",
        "ii",
        PUBLIC_KEY_BYTES,
        CryptoSyscalls::recoverSecpPublicKey);
    table.u32("crypto", "hash", "Iiiii", CryptoSyscalls::hash);
    switch (rules) {
      case FVM2, FVM3 -> {}
      case FVM4 ->
          table.u32("crypto", "verify_bls_aggregate", "iiiii", CryptoSyscalls::verifyBlsAggregate);
    }
  }

  static int verdict(boolean valid) {
    return valid ? 0 : -1;
  }

  /**
   * {@code verify_signature(type, signature_ptr, signature_len, signer_ptr, signer_len, text_ptr,
   * text_len) -> i32}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory or the signer is no
   *     address; those of {@link CryptoOps#verifySignature}
   */
  private static int verifySignature(CryptoOps crypto, GuestMemory memory, Args args)
      throws SyscallException {
    byte[] signature = memory.read(args.i32(1), args.i32(2));
    Address signer = memory.readAddress(args.i32(3), args.i32(4));
    byte[] plaintext = memory.read(args.i32(5), args.i32(6));
    return verdict(crypto.verifySignature(args.i32(0), signature, signer, plaintext));
  }

  /**
   * {@code verify_bls_aggregate(signers, signature_ptr, keys_ptr, texts_ptr, text_lens_ptr) ->
   * i32}: keys of 48 bytes, texts one after the other, their lengths as u32.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory; those of {@link
   *     CryptoOps#verifyBlsAggregate}
   */
  private static int verifyBlsAggregate(CryptoOps crypto, GuestMemory memory, Args args)
      throws SyscallException {
    int signers = args.i32(0);
    if (Integer.toUnsignedLong(signers) * Address.BLS_KEY_BYTES >>> Integer.SIZE != 0) {
      throw GuestMemory.illegalArgument("too many signers");
    }
    byte[] signature = memory.read(args.i32(1), BLS_SIGNATURE_BYTES);
    byte[] keys = memory.read(args.i32(2), signers * Address.BLS_KEY_BYTES);
    byte[] lengths = memory.read(args.i32(4), signers * Integer.BYTES);
    int[] textLengths = new int[signers];
    ByteBuffer.wrap(lengths).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(textLengths);
    int textsLength = 0; // the reference's sum wraps as well
    for (int length : textLengths) {
      textsLength += length;
    }
    byte[] texts = memory.read(args.i32(3), textsLength);
    return verdict(crypto.verifyBlsAggregate(signature, split(keys), texts, textLengths));
  }

  private static byte[][] split(byte[] keys) {
    byte[][] split = new byte[keys.length / Address.BLS_KEY_BYTES][Address.BLS_KEY_BYTES];
    for (int i = 0; i < split.length; i++) {
      System.arraycopy(keys, i * Address.BLS_KEY_BYTES, split[i], 0, Address.BLS_KEY_BYTES);
    }
    return split;
  }

  /**
   * {@code recover_secp_public_key(digest_ptr, signature_ptr) -> [u8; 65]}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory; those of {@link
   *     CryptoOps#recoverSecpPublicKey}
   */
  private static byte[] recoverSecpPublicKey(CryptoOps crypto, GuestMemory memory, Args args)
      throws SyscallException {
    byte[] digest = memory.read(args.i32(0), DIGEST_BYTES);
    byte[] signature = memory.read(args.i32(1), RECOVERABLE_SIGNATURE_BYTES);
    return crypto.recoverSecpPublicKey(digest, signature);
  }

  /**
   * {@code hash(code, data_ptr, data_len, digest_ptr, digest_cap) -> u32}: writes as much of the
   * digest as there is room for, returns how much.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory; those of {@link
   *     CryptoOps#hash}
   */
  private static int hash(CryptoOps crypto, GuestMemory memory, Args args) throws SyscallException {
    int capacity = args.i32(4);
    memory.checkBounds(args.i32(3), capacity);
    byte[] digest = crypto.hash(args.i64(0), memory.read(args.i32(1), args.i32(2)));
    int length = Math.min(digest.length, capacity);
    System.arraycopy(digest, 0, memory.writable(args.i32(3), length), args.i32(3), length);
    return length;
  }
}
