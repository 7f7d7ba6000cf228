// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.Address;

/** Syscalls of the namespace {@code crypto}, proofs apart. */
public interface CryptoOps {

  /**
   * Whether a key signed a text. A malformed signature is merely not valid.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the type is neither 1 (secp256k1) nor 2 (BLS): uncharged</td>
   * </tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the signer is no f1 or f3 address: charged; in network version
   * 17, is no account</td></tr>
   * <tr><td>NOT_FOUND</td><td>in network version 17, there is no such signer: charged</td></tr>
   * </table>
   *
   * Gas: {@code onVerifySignature}; in network version 17 also the opening of the signer's state.
   */
  boolean verifySignature(int type, byte[] signature, Address signer, byte[] plaintext)
      throws SyscallException;

  /**
   * Whether a signature of 96 bytes is the aggregate of each key's over its own text. No signers is
   * valid.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>not as many lengths as keys: uncharged</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the lengths do not add up to the texts: charged</td></tr>
   * </table>
   *
   * Gas: {@code onVerifyBlsAggregate}.
   *
   * @param plaintexts one after the other
   * @param plaintextLengths u32 each
   */
  boolean verifyBlsAggregate(
      byte[] signature, byte[][] publicKeys, byte[] plaintexts, int[] plaintextLengths)
      throws SyscallException;

  /**
   * The uncompressed public key, 65 bytes, whose owner signed the digest.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the signature is malformed</td></tr>
   * </table>
   *
   * Gas: {@code onRecoverSecpPublicKey}.
   */
  byte[] recoverSecpPublicKey(byte[] digest, byte[] signature) throws SyscallException;

  /**
   * A digest under a multihash code.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>no such hash function: uncharged, but charged in network
   * version 17</td></tr>
   * </table>
   *
   * Gas: {@code onHashing}, or {@code onAnyHashing}.
   */
  byte[] hash(long code, byte[] data) throws SyscallException;
}
