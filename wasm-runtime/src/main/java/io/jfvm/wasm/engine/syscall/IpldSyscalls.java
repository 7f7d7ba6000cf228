// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.BlockStat;
import io.jfvm.kernel.IpldOps;
import io.jfvm.kernel.OpenBlock;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.Cid;

/** The namespace {@code ipld}: blocks by their ids. */
final class IpldSyscalls {
  private static final int OPEN_BYTES = 16;
  private static final int STAT_BYTES = 12;

  private IpldSyscalls() {}

  static void bind(SyscallTable table) {
    table.struct("ipld", "block_open", "i", OPEN_BYTES, IpldSyscalls::open);
    table.u32("ipld", "block_create", "Iii", IpldSyscalls::create);
    table.u32("ipld", "block_read", "iiii", IpldSyscalls::read);
    table.struct("ipld", "block_stat", "i", STAT_BYTES, IpldSyscalls::stat);
    table.u32("ipld", "block_link", "iIiii", IpldSyscalls::link);
  }

  /**
   * {@code block_open(cid_ptr) -> IpldOpen}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no CID; those of {@link
   *     IpldOps#openBlock}
   */
  private static byte[] open(IpldOps ipld, GuestMemory memory, Args args) throws SyscallException {
    OpenBlock block = ipld.openBlock(memory.readCid(args.i32(0)));
    return new Struct(OPEN_BYTES).u64(block.codec()).u32(block.id()).u32(block.size()).toBytes();
  }

  /**
   * {@code block_create(codec, data_ptr, data_len) -> id}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the data leaves the memory; those of {@link
   *     IpldOps#createBlock}
   */
  private static int create(IpldOps ipld, GuestMemory memory, Args args) throws SyscallException {
    return ipld.createBlock(args.i64(0), memory.read(args.i32(1), args.i32(2)));
  }

  /**
   * {@code block_read(id, offset, buffer_ptr, buffer_len) -> i32}: copies, returns how much of the
   * block lies behind what was asked for; negative if the buffer was not filled.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory; those of {@link
   *     IpldOps#readBlock}
   */
  private static int read(IpldOps ipld, GuestMemory memory, Args args) throws SyscallException {
    int to = args.i32(2);
    int length = args.i32(3);
    memory.checkBounds(to, length);
    return ipld.readBlock(args.i32(0), args.i32(1), memory.writable(to, length), to, length);
  }

  /** {@code block_stat(id) -> IpldStat}; refused as {@link IpldOps#statBlock} refuses. */
  private static byte[] stat(IpldOps ipld, GuestMemory memory, Args args) throws SyscallException {
    BlockStat stat = ipld.statBlock(args.i32(0));
    return new Struct(STAT_BYTES).u64(stat.codec()).u32(stat.size()).toBytes();
  }

  /**
   * {@code block_link(id, hash_code, hash_len, cid_ptr, cid_cap) -> u32}: writes the CID, returns
   * its length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link IpldOps#linkBlock}; BUFFER_TOO_SMALL
   */
  private static int link(IpldOps ipld, GuestMemory memory, Args args) throws SyscallException {
    memory.checkBounds(args.i32(3), args.i32(4));
    Cid cid = ipld.linkBlock(args.i32(0), args.i64(1), args.i32(2));
    return memory.write(cid.toBytes(), args.i32(3), args.i32(4));
  }
}
