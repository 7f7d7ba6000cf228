// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.RawBytes;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.util.List;
import java.util.Optional;

/** What may change of a {@link MinerInfo}, as fields to set. */
final class MinerInfoEditor {
  private final MinerInfo before;
  Address owner;
  Address worker;
  List<Address> controls;
  Optional<WorkerKeyChange> pendingWorker;
  RawBytes peer;
  List<RawBytes> multiaddrs;
  ChainEpoch consensusFaultElapsed;
  Optional<Address> pendingOwner;
  Address beneficiary;
  BeneficiaryTerm beneficiaryTerm;
  Optional<PendingBeneficiaryChange> pendingBeneficiary;

  MinerInfoEditor(MinerInfo info) {
    before = info;
    owner = info.owner();
    worker = info.worker();
    controls = info.controls();
    pendingWorker = info.pendingWorker();
    peer = info.peer();
    multiaddrs = info.multiaddrs();
    consensusFaultElapsed = info.consensusFaultElapsed();
    pendingOwner = info.pendingOwner();
    beneficiary = info.beneficiary();
    beneficiaryTerm = info.beneficiaryTerm();
    pendingBeneficiary = info.pendingBeneficiary();
  }

  MinerInfo info() {
    return new MinerInfo(
        owner,
        worker,
        controls,
        pendingWorker,
        peer,
        multiaddrs,
        before.windowPostProofType(),
        before.sectorSize(),
        before.partitionSectors(),
        consensusFaultElapsed,
        pendingOwner,
        beneficiary,
        beneficiaryTerm,
        pendingBeneficiary);
  }
}
