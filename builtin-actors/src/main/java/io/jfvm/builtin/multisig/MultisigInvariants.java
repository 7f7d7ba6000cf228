// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds of a wallet's state. The reference's check also asks that no pending transaction has
 * enough approvals; not so here, for a threshold may be lowered while transactions are pending.
 */
public final class MultisigInvariants {
  private MultisigInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(MultisigState state, Blockstore store) {
    Violations violations = new Violations();
    int signers = state.signers().size();
    violations.require(
        signers <= MultisigState.MAX_SIGNERS, signers + " signers, more than allowed");
    violations.require(
        new HashSet<>(state.signers()).size() == signers, "a signer is listed twice");
    for (Address signer : state.signers()) {
      violations.require(
          signer.protocol() == Address.Protocol.ID, "signer " + signer + " is no f0 address");
    }
    violations.require(
        Long.compareUnsigned(signers, state.threshold()) >= 0,
        signers + " signers cannot reach the threshold " + state.threshold());
    if (state.unlockDuration() == 0) {
      violations.require(
          state.startEpoch().value() == 0, "start epoch " + state.startEpoch() + " of no lock");
      violations.require(
          state.initialBalance().isZero(), "locked " + state.initialBalance() + " for no time");
    }
    state.pending(store).forEach((id, txn) -> checkPending(state, id, txn, violations));
    return violations.toList();
  }

  private static void checkPending(
      MultisigState state, TxnId id, Transaction txn, Violations violations) {
    violations.require(
        id.compareTo(state.nextTxnId()) < 0,
        "pending transaction " + id + " is not below the next id " + state.nextTxnId());
    Set<Address> approvers = new HashSet<>();
    for (Address approver : txn.approved()) {
      violations.require(
          state.isSigner(approver), approver + " approved " + id + " and is no signer");
      violations.require(approvers.add(approver), approver + " approved " + id + " twice");
    }
  }
}
