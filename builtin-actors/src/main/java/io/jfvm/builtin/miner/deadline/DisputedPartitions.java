// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.bitfield.BitField;

/**
 * What a disputed window PoSt answered for, as it was when its window closed.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs} (DisputeInfo).
 *
 * @param allSectors of the partitions
 * @param ignoredSectors those of them that the proof did not answer for
 * @param disputedSectors those that counted
 * @param disputedPower their power, whether or not they have expired since
 */
public record DisputedPartitions(
    BitField allSectors,
    BitField ignoredSectors,
    PartitionSectorMap disputedSectors,
    PowerPair disputedPower) {}
