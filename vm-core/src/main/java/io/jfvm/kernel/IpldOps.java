// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Cid;

/** Syscalls of the namespace {@code ipld}: blocks by their ids in this invocation's registry. */
public interface IpldOps {

  /**
   * Brings a block of the state into the registry; its links become reachable. A reachable block
   * that is missing is fatal.
   *
   * <table><caption>Errors</caption>
   * <tr><td>NOT_FOUND</td><td>the block is not reachable, or links to one that cannot exist</td></tr>
   * <tr><td>SERIALIZATION</td><td>the block is malformed DAG-CBOR</td></tr>
   * </table>
   *
   * Gas: {@code onBlockOpenBase}; after reading, the scan for links, then {@code onBlockOpen}.
   */
  OpenBlock openBlock(Cid cid) throws SyscallException;

  /**
   * Makes a block in the registry, which nothing stores until it is linked. The data is not copied;
   * it must not change.
   *
   * <table><caption>Errors, in this order</caption>
   * <tr><td>LIMIT_EXCEEDED</td><td>more than 1 MiB; uncharged</td></tr>
   * <tr><td>ILLEGAL_CODEC</td><td>neither CBOR, DAG-CBOR nor raw; uncharged, but charged up to
   * network version 20; in 17 whatever is not DAG-CBOR</td></tr>
   * <tr><td>SERIALIZATION</td><td>malformed DAG-CBOR; the scan charged</td></tr>
   * <tr><td>NOT_FOUND</td><td>it links to a block that cannot exist, or is not reachable</td></tr>
   * </table>
   *
   * Gas: the scan for links, {@code onBlockCreate}.
   *
   * @return the id
   */
  int createBlock(long codec, byte[] data) throws SyscallException;

  /**
   * Stores a block of the registry; its CID becomes reachable.
   *
   * <table><caption>Errors, in this order, uncharged</caption>
   * <tr><td>ILLEGAL_CID</td><td>not blake2b-256 or not 32 bytes</td></tr>
   * <tr><td>INVALID_HANDLE</td><td>no such id</td></tr>
   * </table>
   *
   * Gas: {@code onBlockLink}.
   *
   * @param hashCode multihash code
   */
  Cid linkBlock(int id, long hashCode, int hashLength) throws SyscallException;

  /**
   * Copies from a block into a buffer, as much as both hold.
   *
   * <table><caption>Errors, in this order, uncharged</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>offset + length is above 2^31 - 1</td></tr>
   * <tr><td>INVALID_HANDLE</td><td>no such id</td></tr>
   * </table>
   *
   * Gas: {@code onBlockRead} of the bytes copied.
   *
   * @param offset in the block, u32
   * @param length of the buffer's part, u32
   * @return the block's size minus offset + length: positive if there is more, negative if the
   *     buffer was not filled
   */
  int readBlock(int id, int offset, byte[] buffer, int bufferOffset, int length)
      throws SyscallException;

  /**
   * A whole block without copying: what {@link #readBlock} of all of it costs and refuses. The data
   * is shared and must not be changed.
   */
  IpldBlock readWholeBlock(int id) throws SyscallException;

  /**
   * What a block is.
   *
   * <table><caption>Errors</caption>
   * <tr><td>INVALID_HANDLE</td><td>no such id</td></tr>
   * </table>
   *
   * Gas: none.
   */
  BlockStat statBlock(int id) throws SyscallException;
}
