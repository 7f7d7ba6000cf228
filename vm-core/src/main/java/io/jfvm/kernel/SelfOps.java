// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/** Syscalls of the namespace {@code self}: the running actor's own entry in the state tree. */
public interface SelfOps {

  /**
   * The root of the actor's state, which becomes reachable.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_OPERATION</td><td>the actor has deleted itself</td></tr>
   * </table>
   *
   * Gas: {@code onGetRoot}, lookup.
   */
  Cid root() throws SyscallException;

  /**
   * Sets the root of the actor's state.
   *
   * <table><caption>Errors, in this order</caption>
   * <tr><td>READ_ONLY</td><td>in a read-only call; uncharged</td></tr>
   * <tr><td>NOT_FOUND</td><td>the root is not reachable</td></tr>
   * <tr><td>ILLEGAL_OPERATION</td><td>the actor has deleted itself</td></tr>
   * </table>
   *
   * Gas: {@code onSetRoot}, lookup, update.
   */
  void setRoot(Cid root) throws SyscallException;

  /** What the actor owns; zero once it has deleted itself. Gas: lookup. */
  TokenAmount currentBalance();

  /**
   * Deletes the running actor. It goes on running, without state.
   *
   * <table><caption>Errors, in this order</caption>
   * <tr><td>READ_ONLY</td><td>in a read-only call</td></tr>
   * <tr><td>ILLEGAL_OPERATION</td><td>it owns something and {@code burnUnspent} is false</td></tr>
   * </table>
   *
   * Gas: lookup, update.
   *
   * @param burnUnspent whether what it owns is burnt
   */
  void selfDestruct(boolean burnUnspent) throws SyscallException;

  /**
   * Deletes the running actor, up to network version 20. It goes on running, without state. The
   * beneficiary matters only if there is something to get.
   *
   * <table><caption>Errors, in this order</caption>
   * <tr><td>READ_ONLY</td><td>in a read-only call</td></tr>
   * <tr><td>NOT_FOUND</td><td>the beneficiary does not exist</td></tr>
   * <tr><td>FORBIDDEN</td><td>the beneficiary is the actor itself</td></tr>
   * </table>
   *
   * Gas: gives {@code refundOfDeletion} back; lookup, update of both.
   *
   * @param beneficiary who gets what it owns
   */
  void selfDestruct(Address beneficiary) throws SyscallException;
}
