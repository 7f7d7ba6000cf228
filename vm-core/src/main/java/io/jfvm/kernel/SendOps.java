// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;

/** The syscall of the namespace {@code send}. */
public interface SendOps {

  /** A gas limit that limits nothing. */
  long NO_GAS_LIMIT = -1L;

  /** The flag of a call that may change nothing. */
  long READ_ONLY = 1;

  /**
   * How a send ended: the callee's exit code and what it gave back, in the caller's registry.
   *
   * @param blockId 0 if nothing came back; then codec and size are 0
   */
  record Sent(ExitCode exitCode, int blockId, long codec, int size) {}

  /**
   * Calls another actor. What it did is undone unless it exits with success.
   *
   * <table><caption>Errors, in this order; any of them means that nothing ran</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>unknown flags</td></tr>
   * <tr><td>READ_ONLY</td><td>value in a read-only call</td></tr>
   * <tr><td>INVALID_HANDLE</td><td>no such parameters</td></tr>
   * <tr><td>LIMIT_EXCEEDED</td><td>the call would be too deep</td></tr>
   * <tr><td>READ_ONLY</td><td>the receiver would have to be created in a read-only call</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the receiver is the zero BLS key; negative value</td></tr>
   * <tr><td>NOT_FOUND</td><td>the receiver does not exist and cannot be created</td></tr>
   * <tr><td>INSUFFICIENT_FUNDS</td><td>the sender has less than the value</td></tr>
   * </table>
   *
   * Gas: creation of an account or placeholder on a first send to its address; lookup; {@code
   * onValueTransfer} with value; {@code onMethodInvocation} unless the method is 0; what the callee
   * uses; {@code onMethodReturn}.
   *
   * @param paramsId 0 for none
   * @param gasLimit whole gas, u64, or {@link #NO_GAS_LIMIT}; more than there is means all there is
   * @param flags {@link #READ_ONLY} or 0
   */
  Sent send(
      Address to, MethodNum method, int paramsId, TokenAmount value, long gasLimit, long flags)
      throws SyscallException;
}
