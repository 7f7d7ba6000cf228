// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/**
 * One invocation's view of the VM: the sum of the syscall namespaces.
 *
 * <p>Every method may end the invocation with {@link io.jfvm.gas.OutOfGas} or {@link FatalError};
 * what it refuses in a way the actor sees it throws as {@link SyscallException}. Each method
 * charges what its gas line names, in the reference's order, but not the flat price of the syscall
 * itself: that is {@link GasOps#chargeSyscall()}, called first by whoever translates the actor's
 * call. "Lookup" and "update" in a gas line are charged once for each actor and message.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/}; numbers of errors: {@link io.jfvm.types.ErrorNumber}.
 */
public interface Kernel
    extends SelfOps,
        IpldOps,
        ActorOps,
        SendOps,
        MessageOps,
        NetworkOps,
        RandomnessOps,
        CryptoOps,
        ProofOps,
        EventOps,
        GasOps,
        DebugOps,
        HostOps {

  /** The id of no block, where parameters or a value are absent. */
  int NO_BLOCK = 0;
}
