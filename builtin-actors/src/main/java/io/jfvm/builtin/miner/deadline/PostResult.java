// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.bitfield.BitField;

/**
 * What a window PoSt changes if it is valid.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs} (PoStResult).
 *
 * @param powerDelta power that counts from now on, or no longer
 * @param newFaultyPower of skipped sectors that were not faulty
 * @param retractedRecoveryPower of skipped sectors that had been declared recovered
 * @param recoveredPower of faulty sectors that are not so any more
 * @param sectors all sectors of the proven partitions
 * @param ignoredSectors those of them that the proof does not answer for
 * @param partitions that were proven
 */
public record PostResult(
    PowerPair powerDelta,
    PowerPair newFaultyPower,
    PowerPair retractedRecoveryPower,
    PowerPair recoveredPower,
    BitField sectors,
    BitField ignoredSectors,
    BitField partitions) {}
