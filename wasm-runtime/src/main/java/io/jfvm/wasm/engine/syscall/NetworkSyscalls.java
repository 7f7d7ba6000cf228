// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.NetworkContext;
import io.jfvm.kernel.NetworkOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;

/** The namespace {@code network}: the chain as it stands. */
final class NetworkSyscalls {
  private static final int NETWORK_CONTEXT_BYTES = 44;
  static final int AMOUNT_BYTES = 16;

  private NetworkSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.struct(
        "network", "total_fil_circ_supply", "", AMOUNT_BYTES, NetworkSyscalls::circulatingSupply);
    switch (rules) {
      case FVM2 -> table.struct("network", "base_fee", "", AMOUNT_BYTES, NetworkSyscalls::baseFee);
      case FVM3, FVM4 -> {
        table.struct("network", "context", "", NETWORK_CONTEXT_BYTES, NetworkSyscalls::context);
        table.u32("network", "tipset_cid", "Iii", NetworkSyscalls::tipsetCid);
      }
    }
  }

  /** {@code base_fee() -> amount}. Errors: none. */
  private static byte[] baseFee(NetworkOps network, GuestMemory memory, Args args) {
    return new Struct(AMOUNT_BYTES).amount(network.networkContext().baseFee()).toBytes();
  }

  /** {@code context() -> NetworkContext}. Errors: none. */
  private static byte[] context(NetworkOps network, GuestMemory memory, Args args) {
    NetworkContext context = network.networkContext();
    return new Struct(NETWORK_CONTEXT_BYTES)
        .u64(context.epoch().value())
        .u64(context.timestampSeconds())
        .amount(context.baseFee())
        .u64(context.chainId())
        .u32(context.version().number())
        .toBytes();
  }

  /** {@code total_fil_circ_supply() -> amount}. Errors: none. */
  private static byte[] circulatingSupply(NetworkOps network, GuestMemory memory, Args args) {
    return new Struct(AMOUNT_BYTES).amount(network.circulatingSupply()).toBytes();
  }

  /**
   * {@code tipset_cid(epoch, cid_ptr, cid_cap) -> u32}: writes the CID, returns its length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link NetworkOps#tipsetCid}; BUFFER_TOO_SMALL
   */
  private static int tipsetCid(NetworkOps network, GuestMemory memory, Args args)
      throws SyscallException {
    memory.checkBounds(args.i32(1), args.i32(2));
    Cid cid = network.tipsetCid(new ChainEpoch(args.i64(0)));
    return memory.write(cid.toBytes(), args.i32(1), args.i32(2));
  }
}
