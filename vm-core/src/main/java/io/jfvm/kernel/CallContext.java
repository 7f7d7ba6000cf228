// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.gas.GasTracker;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.state.ActorState;
import io.jfvm.trace.TraceSink;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What a kernel needs of the message it runs in. State reached through it is charged for; state
 * that is missing or malformed is fatal.
 */
public interface CallContext {

  Machine machine();

  GasTracker gas();

  MemoryLimiter memory();

  TraceSink trace();

  ActorId origin();

  /** Of the message on chain, u64. */
  long nonce();

  TokenAmount gasPremium();

  /** Gas: lookup. */
  Optional<ActorState> actor(ActorId id);

  /** Gas: lookup, update. */
  void setActor(ActorId id, ActorState state);

  /** Gas: lookup, update. */
  void deleteActor(ActorId id);

  /** Gas: none. */
  Optional<ActorId> resolve(Address address);

  Address nextActorAddress();

  /** See {@link ActorOps#newActorAddress}. */
  Address newActorAddress();

  /** See {@link ActorOps#createActor}, of which the caller has checked that it may. */
  void createActor(Cid code, ActorId id, Optional<Address> delegatedAddress)
      throws SyscallException;

  /**
   * Moves value. Errors: ILLEGAL_ARGUMENT negative; INSUFFICIENT_FUNDS the sender is missing or
   * poor; NOT_FOUND no receiver. Gas: lookup of both, update of both.
   */
  void transfer(ActorId from, ActorId to, TokenAmount value) throws SyscallException;

  /**
   * Calls an actor inside a transaction that is undone unless it ends with success. See {@link
   * SendOps#send}.
   *
   * @param gasLimit whole gas, or {@link SendOps#NO_GAS_LIMIT}
   */
  CallOutcome call(
      ActorId from,
      Address to,
      MethodNum method,
      Optional<Block> params,
      TokenAmount value,
      long gasLimit,
      boolean readOnly)
      throws SyscallException;

  void emit(ActorEvent event);
}
