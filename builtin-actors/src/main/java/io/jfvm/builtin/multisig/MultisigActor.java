// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Addresses;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.ExportedMethods;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.multisig.MultisigParams.AddSigner;
import io.jfvm.builtin.multisig.MultisigParams.Applied;
import io.jfvm.builtin.multisig.MultisigParams.ById;
import io.jfvm.builtin.multisig.MultisigParams.ChangeThreshold;
import io.jfvm.builtin.multisig.MultisigParams.Constructor;
import io.jfvm.builtin.multisig.MultisigParams.LockBalance;
import io.jfvm.builtin.multisig.MultisigParams.Propose;
import io.jfvm.builtin.multisig.MultisigParams.Proposed;
import io.jfvm.builtin.multisig.MultisigParams.RemoveSigner;
import io.jfvm.builtin.multisig.MultisigParams.SwapSigner;
import io.jfvm.crypto.Hash;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A wallet of several signers. A signer proposes a send; it is made as soon as enough of them
 * approve. The wallet's own rules change by sends to itself. Its state is a {@link MultisigState}.
 *
 * <p>Source: builtin-actors {@code actors/multisig/src/lib.rs}.
 */
public final class MultisigActor {
  public static final MethodTable METHODS =
      MethodTable.of("Multisig")
          .on(1, "Constructor", Constructor.CODEC, MultisigActor::construct)
          .on(2, "Propose", Propose.CODEC, MultisigActor::propose, Proposed.CODEC)
          .on(3, "Approve", ById.CODEC, MultisigActor::approve, Applied.CODEC)
          .on(4, "Cancel", ById.CODEC, MultisigActor::cancel)
          .on(5, "AddSigner", AddSigner.CODEC, MultisigActor::addSigner)
          .on(6, "RemoveSigner", RemoveSigner.CODEC, MultisigActor::removeSigner)
          .on(7, "SwapSigner", SwapSigner.CODEC, MultisigActor::swapSigner)
          .on(
              8,
              "ChangeNumApprovalsThreshold",
              ChangeThreshold.CODEC,
              MultisigActor::changeThreshold)
          .on(9, "LockBalance", LockBalance.CODEC, MultisigActor::lockBalance)
          .export(
              UniversalReceiver.METHOD_NAME,
              UniversalReceiver.Params.CODEC,
              MultisigActor::acceptReceived)
          .otherwise(ExportedMethods::accept)
          .build();

  private static final String TOO_MANY_SIGNERS =
      "cannot add more than " + MultisigState.MAX_SIGNERS + " signers";

  private MultisigActor() {}

  private static void construct(ActorRuntime rt, Constructor params) {
    rt.callers().acceptOnly(ActorId.INIT);
    int count = params.signers().size();
    if (count == 0) {
      throw Exits.illegalArgument("must have at least one signer");
    }
    if (count > MultisigState.MAX_SIGNERS) {
      throw Exits.illegalArgument(TOO_MANY_SIGNERS);
    }
    List<Address> signers = resolveSigners(rt, params.signers());
    if (Long.compareUnsigned(params.threshold(), count) > 0) {
      throw Exits.illegalArgument("must not require more approvals than signers");
    }
    if (params.threshold() == 0) {
      throw Exits.illegalArgument("must require at least one approval");
    }
    if (params.unlockDuration() < 0) {
      throw Exits.illegalArgument("negative unlock duration disallowed");
    }
    MultisigState state = MultisigState.of(rt.store(), signers, params.threshold());
    rt.create(
        MultisigState.CODEC,
        params.unlockDuration() == 0
            ? state
            : state.locked(params.startEpoch(), params.unlockDuration(), rt.valueReceived()));
  }

  private static List<Address> resolveSigners(ActorRuntime rt, List<Address> signers) {
    List<Address> resolved = new ArrayList<>(signers.size());
    Set<Address> seen = new HashSet<>();
    for (Address signer : signers) {
      Address id = resolveExisting(rt, signer);
      if (!seen.add(id)) {
        throw Exits.illegalArgument("duplicate signer not allowed: " + signer);
      }
      resolved.add(id);
    }
    return resolved;
  }

  // --- proposing and approving

  private static Proposed propose(ActorRuntime rt, Propose params) {
    rt.callers().acceptAny();
    if (params.value().isNegative()) {
      throw Exits.illegalArgument("proposed value must be non-negative, was " + params.value());
    }
    Transaction txn =
        new Transaction(params.to(), params.value(), params.method(), params.params(), List.of());
    TxnId id =
        rt.transaction(
            MultisigState.CODEC,
            state -> {
              requireSigner(state, rt.caller().address());
              return new Change<>(
                  withPending(rt, state, state.nextTxnId(), txn)
                      .withNextTxnId(state.nextTxnId().next()),
                  state.nextTxnId());
            });
    return new Proposed(id, approveTransaction(rt, id, txn));
  }

  private static Applied approve(ActorRuntime rt, ById params) {
    rt.callers().acceptAny();
    record Found(MultisigState state, Transaction txn) {}
    Found found =
        rt.transaction(
            MultisigState.CODEC,
            state -> {
              requireSigner(state, rt.caller().address());
              return new Change<>(state, new Found(state, findTransaction(rt, state, params)));
            });
    Applied applied = sendIfApproved(rt, found.state, params.id(), found.txn);
    return applied.applied() ? applied : approveTransaction(rt, params.id(), found.txn);
  }

  private static Transaction findTransaction(ActorRuntime rt, MultisigState state, ById params) {
    Transaction txn =
        state
            .pending(rt.store())
            .get(params.id())
            .orElseThrow(
                () -> Exits.notFound("no such transaction " + params.id() + " for approval"));
    if (!params.proposalHash().isEmpty() && !params.proposalHash().equals(proposalHash(rt, txn))) {
      throw Exits.illegalArgument(
          "hash does not match proposal params (ensure requester is an ID address)");
    }
    return txn;
  }

  /** Adds the caller's approval, and sends if it was the last one missing. */
  private static Applied approveTransaction(ActorRuntime rt, TxnId id, Transaction txn) {
    Address caller = rt.caller().address();
    if (txn.approved().contains(caller)) {
      throw Exits.forbidden(caller + " already approved this message");
    }
    Transaction approved = txn.approvedBy(caller);
    MultisigState state =
        rt.transaction(
            MultisigState.CODEC,
            before -> {
              MultisigState after = withPending(rt, before, id, approved);
              return new Change<>(after, after);
            });
    return sendIfApproved(rt, state, id, approved);
  }

  /** A send that fails is over all the same: its code and data are what the approver gets. */
  private static Applied sendIfApproved(
      ActorRuntime rt, MultisigState state, TxnId id, Transaction txn) {
    if (Long.compareUnsigned(txn.approved().size(), state.threshold()) < 0) {
      return Applied.NOT_YET;
    }
    state.checkAvailable(rt.currentBalance(), txn.value(), rt.epoch());
    rt.update(
        MultisigState.CODEC,
        current -> {
          Hamt<TxnId, Transaction> pending = current.pending(rt.store());
          pending.remove(id);
          return current.withPendingTxns(pending.flush());
        });
    SendResult result = rt.send(txn.to(), txn.method(), txn.params().toBlock(), txn.value());
    return switch (result) {
      case SendResult.Returned returned ->
          new Applied(true, Sends.passOn(returned.exitCode()), RawBytes.ofBlock(returned.value()));
      case SendResult.Refused refused ->
          new Applied(true, Sends.refusal(refused.error()).exitCode(), RawBytes.EMPTY);
    };
  }

  private static MultisigState withPending(
      ActorRuntime rt, MultisigState state, TxnId id, Transaction txn) {
    Hamt<TxnId, Transaction> pending = state.pending(rt.store());
    pending.put(id, txn);
    return state.withPendingTxns(pending.flush());
  }

  private static RawBytes proposalHash(ActorRuntime rt, Transaction txn) {
    return new RawBytes(rt.hash(Hash.BLAKE2B_256, txn.proposal()));
  }

  private static void cancel(ActorRuntime rt, ById params) {
    rt.callers().acceptAny();
    rt.update(
        MultisigState.CODEC,
        state -> {
          Address caller = rt.caller().address();
          requireSigner(state, caller);
          Hamt<TxnId, Transaction> pending = state.pending(rt.store());
          Transaction txn =
              pending
                  .remove(params.id())
                  .orElseThrow(
                      () -> Exits.notFound("no such transaction " + params.id() + " to cancel"));
          if (!txn.proposer().filter(caller::equals).isPresent()) {
            throw Exits.forbidden("cannot cancel another signer's transaction");
          }
          RawBytes hash = proposalHash(rt, txn); // computed, and paid for, even if not asked for
          if (!params.proposalHash().isEmpty() && !params.proposalHash().equals(hash)) {
            throw Exits.illegalState("hash does not match proposal params");
          }
          return state.withPendingTxns(pending.flush());
        });
  }

  // --- what only the wallet itself may do

  private static void addSigner(ActorRuntime rt, AddSigner params) {
    rt.callers().acceptOnly(rt.receiver());
    Address signer = resolveExisting(rt, params.signer());
    rt.update(
        MultisigState.CODEC,
        state -> {
          if (state.signers().size() >= MultisigState.MAX_SIGNERS) {
            throw Exits.forbidden(TOO_MANY_SIGNERS);
          }
          if (state.isSigner(signer)) {
            throw Exits.forbidden(signer + " is already a signer");
          }
          MultisigState more = state.with(signer);
          return params.increase() ? more.withThreshold(state.threshold() + 1) : more;
        });
  }

  private static void removeSigner(ActorRuntime rt, RemoveSigner params) {
    rt.callers().acceptOnly(rt.receiver());
    Address signer = resolve(rt, params.signer());
    rt.update(
        MultisigState.CODEC,
        state -> {
          requireSigner(state, signer);
          int left = state.signers().size() - 1;
          if (left == 0) {
            throw Exits.forbidden("cannot remove only signer");
          }
          if (!params.decrease() && Long.compareUnsigned(left, state.threshold()) < 0) {
            throw Exits.illegalArgument(
                "can't reduce signers to "
                    + left
                    + " below threshold "
                    + state.threshold()
                    + " with decrease=false");
          }
          if (params.decrease() && Long.compareUnsigned(state.threshold(), 2) < 0) {
            throw Exits.illegalArgument("can't decrease approvals from " + state.threshold());
          }
          long threshold = params.decrease() ? state.threshold() - 1 : state.threshold();
          return state.withThreshold(threshold).purgeApprovals(rt.store(), signer).without(signer);
        });
  }

  private static void swapSigner(ActorRuntime rt, SwapSigner params) {
    rt.callers().acceptOnly(rt.receiver());
    Address from = resolve(rt, params.from());
    Address to = resolveExisting(rt, params.to());
    rt.update(
        MultisigState.CODEC,
        state -> {
          requireSigner(state, from);
          if (state.isSigner(to)) {
            throw Exits.illegalArgument(to + " is already a signer");
          }
          return state.without(from).with(to).purgeApprovals(rt.store(), from);
        });
  }

  private static void changeThreshold(ActorRuntime rt, ChangeThreshold params) {
    rt.callers().acceptOnly(rt.receiver());
    rt.update(
        MultisigState.CODEC,
        state -> {
          if (params.threshold() == 0
              || Long.compareUnsigned(params.threshold(), state.signers().size()) > 0) {
            throw Exits.illegalArgument("new threshold value not supported");
          }
          return state.withThreshold(params.threshold());
        });
  }

  private static void lockBalance(ActorRuntime rt, LockBalance params) {
    rt.callers().acceptOnly(rt.receiver());
    if (params.unlockDuration() <= 0) {
      throw Exits.illegalArgument("unlock duration must be positive");
    }
    if (params.amount().isNegative()) {
      throw Exits.illegalArgument("amount to lock must not be negative");
    }
    rt.update(
        MultisigState.CODEC,
        state -> {
          if (state.unlockDuration() != 0) {
            throw Exits.forbidden("modification of unlock disallowed");
          }
          return state.locked(params.startEpoch(), params.unlockDuration(), params.amount());
        });
  }

  private static void acceptReceived(ActorRuntime rt, UniversalReceiver.Params params) {
    rt.callers().acceptAny();
  }

  // ---

  private static void requireSigner(MultisigState state, Address address) {
    if (!state.isSigner(address)) {
      throw Exits.forbidden(address + " is not a signer");
    }
  }

  private static Address resolve(ActorRuntime rt, Address address) {
    return Addresses.resolveOrCreate(rt, address, false).address();
  }

  private static Address resolveExisting(ActorRuntime rt, Address address) {
    return Addresses.resolveOrCreate(rt, address, true).address();
  }
}
