// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.ChangeWorkerAddress;
import io.jfvm.builtin.miner.MinerParams.CompactSectorNumbers;
import io.jfvm.builtin.miner.MinerParams.Multiaddrs;
import io.jfvm.builtin.miner.MinerParams.Peer;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a miner changes about itself: worker and control addresses, owner, libp2p addresses, and
 * numbers it gives up. {@link Beneficiaries} has the beneficiary.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class MinerSettings {
  private MinerSettings() {}

  /** Control addresses change at once, a new worker after a delay. */
  static void changeWorkerAddress(ActorRuntime rt, ChangeWorkerAddress params) {
    MinerPolicy.checkControlAddresses(params.newControls());
    Address worker = MinerSends.resolveWorker(rt, params.newWorker()).address();
    List<Address> controls = MinerSends.resolveControls(rt, params.newControls());
    MinerEditor.update(
        rt,
        miner -> {
          MinerInfo before = miner.info();
          rt.callers().acceptOnly(List.of(before.owner()));
          MinerInfoEditor info = before.edit();
          info.controls = controls;
          if (!worker.equals(before.worker()) && before.pendingWorker().isEmpty()) {
            long effective =
                CheckedArithmetic.add(rt.epoch().value(), MinerPolicy.WORKER_KEY_CHANGE_DELAY);
            info.pendingWorker =
                Optional.of(new WorkerKeyChange(worker, new ChainEpoch(effective)));
          }
          miner.replaceInfo(info.info());
        });
  }

  /** Nothing changes as long as the delay has not passed. */
  static void confirmChangeWorkerAddress(ActorRuntime rt) {
    MinerEditor.update(
        rt,
        miner -> {
          rt.callers().acceptOnly(List.of(miner.info().owner()));
          miner.processPendingWorker(rt.epoch());
        });
  }

  /** The owner proposes; the proposed address agrees by proposing itself. */
  static void changeOwnerAddress(ActorRuntime rt, Address proposed) {
    if (proposed.protocol() != Address.Protocol.ID) {
      throw Exits.illegalArgument("owner address must be an ID address");
    }
    MinerEditor.update(
        rt,
        miner -> {
          MinerInfo before = miner.info();
          MinerInfoEditor info = before.edit();
          Optional<Address> pending = before.pendingOwner();
          if (pending.isEmpty() || rt.caller().address().equals(before.owner())) {
            rt.callers().acceptOnly(List.of(before.owner()));
            info.pendingOwner = Optional.of(proposed);
          } else {
            rt.callers().acceptOnly(List.of(pending.get()));
            if (!proposed.equals(pending.get())) {
              throw Exits.illegalArgument(
                  "expected confirmation of " + pending.get() + ", got " + proposed);
            }
            if (before.beneficiary().equals(before.owner())) {
              info.beneficiary = proposed;
            }
            info.pendingBeneficiary = Optional.empty();
            info.owner = proposed;
          }
          info.pendingOwner = info.pendingOwner.filter(next -> !next.equals(info.owner));
          miner.replaceInfo(info.info());
        });
  }

  static void changePeerId(ActorRuntime rt, Peer params) {
    MinerPolicy.checkPeer(params.id(), List.of());
    MinerEditor.update(
        rt,
        miner -> {
          MinerInfoEditor info = Controllers.require(rt, miner).edit();
          info.peer = params.id();
          miner.replaceInfo(info.info());
        });
  }

  static void changeMultiaddrs(ActorRuntime rt, Multiaddrs params) {
    MinerPolicy.checkPeer(RawBytes.EMPTY, params.addresses());
    MinerEditor.update(
        rt,
        miner -> {
          MinerInfoEditor info = Controllers.require(rt, miner).edit();
          info.multiaddrs = params.addresses();
          miner.replaceInfo(info.info());
        });
  }

  /** Gives numbers up, so that the set of those taken has fewer runs. */
  static void compactSectorNumbers(ActorRuntime rt, CompactSectorNumbers params) {
    OptionalLong last = params.mask().last();
    if (last.isEmpty()) {
      throw Exits.illegalArgument("no sector numbers to mask");
    }
    if (Long.compareUnsigned(last.getAsLong(), Sector.MAX_NUMBER) > 0) {
      throw Exits.illegalArgument(
          "masked sector number "
              + Long.toUnsignedString(last.getAsLong())
              + " exceeds the greatest");
    }
    MinerEditor.update(
        rt,
        miner -> {
          Controllers.require(rt, miner);
          boolean mayCollide = true;
          miner.allocateSectorNumbers(params.mask(), mayCollide);
        });
  }
}
