// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SealProofs;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.types.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What miners may do: limits of all networks, as constants, and those that one network sets. Epochs
 * unless said otherwise.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/policy.rs}, {@code
 * runtime/src/runtime/policy.rs}.
 */
public record MinerPolicy(Policy network) {
  /** Between a change of worker and its effect. */
  public static final long WORKER_KEY_CHANGE_DELAY = Epochs.CHAIN_FINALITY;

  /** For which a consensus fault bars a miner. */
  public static final long CONSENSUS_FAULT_INELIGIBILITY = Epochs.CHAIN_FINALITY;

  /** From now on that a sector must live at least. */
  public static final long MIN_SECTOR_EXPIRATION = 180 * Epochs.IN_DAY;

  /** From now on that a sector may live at most. */
  public static final long MAX_SECTOR_EXTENSION = 1278 * Epochs.IN_DAY;

  /** How old the randomness of a pre-committed seal may be. */
  public static final long MAX_PRE_COMMIT_LOOKBACK = Epochs.IN_DAY + Epochs.CHAIN_FINALITY;

  /** How old the randomness of a non-interactive seal may be. */
  public static final long MAX_NI_LOOKBACK = 180 * Epochs.IN_DAY;

  /** Between when a pre-commitment is too late and when its deposit is burnt. */
  public static final long PRE_COMMIT_CLEAN_UP_DELAY = 8 * Epochs.IN_HOUR;

  /** Before its end in which a claim may be dropped. */
  public static final long CLAIM_DROP_PERIOD = 30 * Epochs.IN_DAY;

  /** Seals that one aggregate proof answers for, pre-committed and not. */
  public static final int MIN_AGGREGATED_SECTORS = 4;

  public static final int MAX_AGGREGATED_SECTORS = 819;
  public static final int MIN_AGGREGATED_SECTORS_NI = 1;
  public static final int MAX_AGGREGATED_SECTORS_NI = 65;

  /** Bytes of an aggregate proof. */
  public static final int MAX_AGGREGATE_PROOF_BYTES = 81_960;

  /** Bytes of a proof of a replica update. */
  public static final int MAX_UPDATE_PROOF_BYTES = 4096;

  private static final int MAX_CONTROL_ADDRESSES = 10;
  private static final int MAX_PEER_BYTES = 128;
  private static final int MAX_MULTIADDR_BYTES = 1024;

  private static final int MIN_DEALS_LIMIT = 256;
  private static final long BYTES_PER_DEAL = 1L << 27;

  // --- what a miner says of itself

  /** Aborts with ILLEGAL_ARGUMENT if there are too many control addresses. */
  public static void checkControlAddresses(List<Address> addresses) {
    if (addresses.size() > MAX_CONTROL_ADDRESSES) {
      throw Exits.illegalArgument(
          addresses.size() + " control addresses, at most " + MAX_CONTROL_ADDRESSES);
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if identity or addresses are too long, or an address is empty. */
  public static void checkPeer(RawBytes peer, List<RawBytes> multiaddrs) {
    if (peer.bytes().length > MAX_PEER_BYTES) {
      throw Exits.illegalArgument(
          "peer ID of " + peer.bytes().length + " bytes, at most " + MAX_PEER_BYTES);
    }
    long total = 0;
    for (RawBytes address : multiaddrs) {
      if (address.isEmpty()) {
        throw Exits.illegalArgument("invalid empty multiaddr");
      }
      total += address.bytes().length;
    }
    if (total > MAX_MULTIADDR_BYTES) {
      throw Exits.illegalArgument(
          "multiaddrs of " + total + " bytes, at most " + MAX_MULTIADDR_BYTES);
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if no miner of this network proves its sectors so. */
  public void checkWindowPost(long proofType) {
    if (!allows(proofType, ProofFamily.WINDOW_POST)) {
      throw Exits.illegalArgument("proof type " + proofType + " not allowed for new miner actors");
    }
  }

  // --- seal proofs

  private boolean allows(long proofType, ProofFamily... families) {
    return Arrays.stream(families)
        .anyMatch(
            family -> family.sizeOf(proofType).filter(network.sectorSizes()::contains).isPresent());
  }

  /** Whether sectors may be pre-committed with this seal proof. */
  public boolean mayPreCommit(long sealProof) {
    return allows(sealProof, ProofFamily.SEAL_V1_1, ProofFamily.SEAL_SYNTHETIC);
  }

  /** Whether sectors may be committed with this seal proof at once. */
  public boolean mayCommitNonInteractive(long sealProof) {
    return allows(sealProof, ProofFamily.SEAL_NON_INTERACTIVE);
  }

  private static boolean isOf(long sealProof, ProofFamily family) {
    return family.sizeOf(sealProof).isPresent();
  }

  /** How long after its pre-commitment a sector may be proven; nothing if it cannot be. */
  public OptionalLong maxProveCommitDuration(long sealProof) {
    if (isOf(sealProof, ProofFamily.SEAL_V1)) {
      return OptionalLong.of(Epochs.IN_DAY + network.preCommitChallengeDelay());
    }
    return isOf(sealProof, ProofFamily.SEAL_V1_1) || isOf(sealProof, ProofFamily.SEAL_SYNTHETIC)
        ? OptionalLong.of(30 * Epochs.IN_DAY + network.preCommitChallengeDelay())
        : OptionalLong.empty();
  }

  /** How long sectors with this seal proof may live; nothing if there is no such proof. */
  public static OptionalLong maxSectorLifetime(long sealProof) {
    if (isOf(sealProof, ProofFamily.SEAL_V1)) {
      return OptionalLong.of(540 * Epochs.IN_DAY);
    }
    return isOf(sealProof, ProofFamily.SEAL_V1_1)
            || isOf(sealProof, ProofFamily.SEAL_SYNTHETIC)
            || isOf(sealProof, ProofFamily.SEAL_NON_INTERACTIVE)
        ? OptionalLong.of(5 * Epochs.IN_YEAR)
        : OptionalLong.empty();
  }

  /** The registered window PoSt of sectors with this seal proof; nothing if there is none. */
  public static OptionalLong windowPostOf(long sealProof) {
    Optional<SectorSize> size = SealProofs.sizeOf(sealProof);
    return size.isPresent()
        ? OptionalLong.of(ProofFamily.WINDOW_POST.number(size.get()))
        : OptionalLong.empty();
  }

  // --- amounts of work

  /** How many deals a sector may hold. */
  public static long maxDeals(SectorSize size) {
    return Math.max(MIN_DEALS_LIMIT, size.bytes() / BYTES_PER_DEAL);
  }

  /**
   * How many partitions a message may name whose sectors are all loaded.
   *
   * @param partitionSectors how many sectors a partition takes, positive
   */
  public static long maxLoadedPartitions(long partitionSectors) {
    return Math.min(
        Long.divideUnsigned(ProvingPeriod.MAX_ADDRESSED_SECTORS, partitionSectors),
        ProvingPeriod.MAX_ADDRESSED_PARTITIONS);
  }
}
