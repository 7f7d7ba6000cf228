// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.policy;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ProofVerification;
import io.jfvm.builtin.sector.SectorSize;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is compiled into the official actors of one network and differs from others. Constants that
 * all networks share stand with the actor they belong to.
 *
 * <p>Source: builtin-actors {@code runtime/build.rs}, {@code runtime/src/runtime/policy.rs}.
 *
 * @param sectorSizes of which miners may be made and sectors committed
 * @param minimumConsensusPower raw bytes from which a miner's power counts
 * @param preCommitChallengeDelay epochs between a pre-commitment and the draw of its challenge
 * @param minimumVerifiedAllocationSize in bytes
 * @param providerCollateralPercent of the share of the supply that a deal's provider must put up
 * @param fakeProofs whether actors judge proofs themselves, by rules for tests, and never ask the
 *     VM
 */
public record Policy(
    Set<SectorSize> sectorSizes,
    long minimumConsensusPower,
    long preCommitChallengeDelay,
    long minimumVerifiedAllocationSize,
    long providerCollateralPercent,
    boolean fakeProofs) {

  private static final int DEPOSIT_SHARE = 10;

  public static final Policy MAINNET =
      new Policy(
          EnumSet.of(SectorSize.SIZE_32_GIB, SectorSize.SIZE_64_GIB),
          10L << 40,
          150,
          1 << 20,
          1,
          false);

  public static final Policy CALIBRATION = MAINNET.withMinimumConsensusPower(32L << 30);

  public static final Policy DEVNET =
      new Policy(
          EnumSet.of(SectorSize.SIZE_2_KIB, SectorSize.SIZE_8_MIB), 2 << 10, 10, 256, 1, false);

  public static final Policy TESTING_FAKE_PROOFS =
      new Policy(EnumSet.allOf(SectorSize.class), 2 << 10, 10, 256, 0, true);

  public Policy {
    sectorSizes = Set.copyOf(sectorSizes);
  }

  private Policy withMinimumConsensusPower(long bytes) {
    return new Policy(
        sectorSizes,
        bytes,
        preCommitChallengeDelay,
        minimumVerifiedAllocationSize,
        providerCollateralPercent,
        fakeProofs);
  }

  /** The power, in bytes, for which the deposit of a new miner stands. */
  public BigInteger createMinerDepositPower() {
    return BigInteger.valueOf(minimumConsensusPower / DEPOSIT_SHARE);
  }

  /** Who judges proofs for an actor. */
  public ProofVerification proofs(ActorRuntime rt) {
    return fakeProofs ? new FakeProofs(rt.proofs()) : rt.proofs();
  }
}
