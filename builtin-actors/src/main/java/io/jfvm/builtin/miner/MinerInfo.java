// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a miner is, and what changes seldom. All addresses are f0.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 *
 * @param owner decides who the others are
 * @param worker signs blocks and messages
 * @param controls may send a miner's messages too
 * @param pendingWorker the worker to be
 * @param peer libp2p identity
 * @param multiaddrs libp2p addresses
 * @param windowPostProofType registered proof, i64
 * @param partitionSectors how many sectors a window PoSt proves, u64; follows from the proof type
 * @param consensusFaultElapsed up to which epoch a consensus fault bars the miner; -1 if never
 * @param pendingOwner proposed, and not confirmed by that address yet
 * @param beneficiary receives withdrawals
 */
public record MinerInfo(
    Address owner,
    Address worker,
    List<Address> controls,
    Optional<WorkerKeyChange> pendingWorker,
    RawBytes peer,
    List<RawBytes> multiaddrs,
    long windowPostProofType,
    SectorSize sectorSize,
    long partitionSectors,
    ChainEpoch consensusFaultElapsed,
    Optional<Address> pendingOwner,
    Address beneficiary,
    BeneficiaryTerm beneficiaryTerm,
    Optional<PendingBeneficiaryChange> pendingBeneficiary) {

  private static final ChainEpoch NEVER = new ChainEpoch(-1);

  private static final Codec<List<Address>> ADDRESSES = Codecs.listOf(Address.CODEC);
  private static final Codec<Optional<WorkerKeyChange>> OPTIONAL_WORKER =
      Codecs.optional(WorkerKeyChange.CODEC);
  private static final Codec<List<RawBytes>> MULTIADDRS = Codecs.listOf(RawBytes.CODEC);
  private static final Codec<Optional<Address>> OPTIONAL_ADDRESS = Codecs.optional(Address.CODEC);
  private static final Codec<Optional<PendingBeneficiaryChange>> OPTIONAL_BENEFICIARY =
      Codecs.optional(PendingBeneficiaryChange.CODEC);

  public static final Codec<MinerInfo> CODEC =
      Codec.of(
          (out, info) -> {
            out.array(14);
            Address.CODEC.encode(out, info.owner);
            Address.CODEC.encode(out, info.worker);
            ADDRESSES.encode(out, info.controls);
            OPTIONAL_WORKER.encode(out, info.pendingWorker);
            RawBytes.CODEC.encode(out, info.peer);
            MULTIADDRS.encode(out, info.multiaddrs);
            out.i64(info.windowPostProofType);
            SectorSize.CODEC.encode(out, info.sectorSize);
            out.u64(info.partitionSectors);
            ChainEpoch.CODEC.encode(out, info.consensusFaultElapsed);
            OPTIONAL_ADDRESS.encode(out, info.pendingOwner);
            Address.CODEC.encode(out, info.beneficiary);
            BeneficiaryTerm.CODEC.encode(out, info.beneficiaryTerm);
            OPTIONAL_BENEFICIARY.encode(out, info.pendingBeneficiary);
          },
          in -> {
            in.tuple(14);
            return new MinerInfo(
                Address.CODEC.decode(in),
                Address.CODEC.decode(in),
                ADDRESSES.decode(in),
                OPTIONAL_WORKER.decode(in),
                RawBytes.CODEC.decode(in),
                MULTIADDRS.decode(in),
                in.i64(),
                SectorSize.CODEC.decode(in),
                in.u64(),
                ChainEpoch.CODEC.decode(in),
                OPTIONAL_ADDRESS.decode(in),
                Address.CODEC.decode(in),
                BeneficiaryTerm.CODEC.decode(in),
                OPTIONAL_BENEFICIARY.decode(in));
          });

  public MinerInfo {
    controls = List.copyOf(controls);
    multiaddrs = List.copyOf(multiaddrs);
  }

  /**
   * A new miner, which is its owner's own beneficiary.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if there is no such window PoSt
   */
  public static MinerInfo of(
      ActorId owner,
      ActorId worker,
      List<Address> controls,
      RawBytes peer,
      List<RawBytes> multiaddrs,
      long windowPostProofType) {
    SectorSize size =
        ProofFamily.WINDOW_POST
            .sizeOf(windowPostProofType)
            .orElseThrow(
                () -> Exits.illegalArgument("invalid window PoSt proof " + windowPostProofType));
    return new MinerInfo(
        owner.address(),
        worker.address(),
        controls,
        Optional.empty(),
        peer,
        multiaddrs,
        windowPostProofType,
        size,
        size.partitionSectors(),
        NEVER,
        Optional.empty(),
        owner.address(),
        BeneficiaryTerm.NONE,
        Optional.empty());
  }

  /** Who may send the miner's daily messages: control addresses, worker and owner. */
  public List<Address> controllers() {
    List<Address> all = new ArrayList<>(controls);
    all.add(worker);
    all.add(owner);
    return all;
  }

  /** Whether a consensus fault bars the miner at an epoch. */
  public boolean isConsensusFaultActive(ChainEpoch epoch) {
    return epoch.compareTo(consensusFaultElapsed) <= 0;
  }

  /** The same with the pending worker at work, if its time has come; else this. */
  public MinerInfo withPendingWorkerAt(ChainEpoch epoch) {
    if (pendingWorker.isEmpty() || epoch.compareTo(pendingWorker.get().effectiveAt()) < 0) {
      return this;
    }
    MinerInfoEditor next = edit();
    next.worker = pendingWorker.get().newWorker();
    next.pendingWorker = Optional.empty();
    return next.info();
  }

  MinerInfoEditor edit() {
    return new MinerInfoEditor(this);
  }
}
