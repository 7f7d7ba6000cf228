// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ChainEpoch;

/**
 * Syscalls of the namespace {@code rand}. Both give the node's digest of 32 bytes unmixed, as from
 * network version 21.
 */
public interface RandomnessOps {

  /**
   * The digest of the chain's tickets. A future epoch runs out of gas.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the distance does not fit 64 bits (uncharged), or the node
   * refuses the epoch</td></tr>
   * </table>
   *
   * Gas: {@code onGetRandomness}.
   */
  byte[] chainRandomness(ChainEpoch epoch) throws SyscallException;

  /** The digest of the beacon; otherwise as {@link #chainRandomness}. */
  byte[] beaconRandomness(ChainEpoch epoch) throws SyscallException;
}
