// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.SelfOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.Cid;

/** The namespace {@code self}: the running actor's own entry in the state tree. */
final class SelfSyscalls {
  private SelfSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.u32("self", "root", "ii", SelfSyscalls::root);
    table.unit("self", "set_root", "i", SelfSyscalls::setRoot);
    table.struct(
        "self", "current_balance", "", NetworkSyscalls.AMOUNT_BYTES, SelfSyscalls::currentBalance);
    switch (rules) {
      case FVM2, FVM3 -> table.unit("self", "self_destruct", "ii", SelfSyscalls::leaveAll);
      case FVM4 -> table.unit("self", "self_destruct", "i", SelfSyscalls::selfDestruct);
    }
  }

  /**
   * {@code root(cid_ptr, cid_cap) -> u32}: writes the state root, returns its length.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the buffer leaves the memory, before anything
   *     else; those of {@link SelfOps#root}; BUFFER_TOO_SMALL
   */
  private static int root(SelfOps self, GuestMemory memory, Args args) throws SyscallException {
    memory.checkBounds(args.i32(0), args.i32(1));
    Cid root = self.root();
    return memory.write(root.toBytes(), args.i32(0), args.i32(1));
  }

  /**
   * {@code set_root(cid_ptr)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no CID; those of {@link SelfOps#setRoot}
   */
  private static void setRoot(SelfOps self, GuestMemory memory, Args args) throws SyscallException {
    self.setRoot(memory.readCid(args.i32(0)));
  }

  /** {@code current_balance() -> amount}. Errors: none. */
  private static byte[] currentBalance(SelfOps self, GuestMemory memory, Args args) {
    return new Struct(NetworkSyscalls.AMOUNT_BYTES).amount(self.currentBalance()).toBytes();
  }

  /**
   * {@code self_destruct(beneficiary_ptr, beneficiary_len)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no address; those of {@link
   *     SelfOps#selfDestruct(io.jfvm.types.Address)}
   */
  private static void leaveAll(SelfOps self, GuestMemory memory, Args args)
      throws SyscallException {
    self.selfDestruct(memory.readAddress(args.i32(0), args.i32(1)));
  }

  /** {@code self_destruct(burn_unspent)}; refused as {@link SelfOps#selfDestruct(boolean)}. */
  private static void selfDestruct(SelfOps self, GuestMemory memory, Args args)
      throws SyscallException {
    self.selfDestruct(args.i32(0) != 0);
  }
}
