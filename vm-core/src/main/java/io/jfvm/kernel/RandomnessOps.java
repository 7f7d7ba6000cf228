// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ChainEpoch;

/**
 * Syscalls of the namespace {@code rand}. From network version 21 on they give the node's digest of
 * 32 bytes as it is, before that mixed with what the actor wants it for.
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

  /**
   * The digest of the chain's tickets, mixed; up to network version 20.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the node refuses the epoch</td></tr>
   * </table>
   *
   * Gas: {@code onGetMixedRandomness}.
   *
   * @param tag keeps uses of the same epoch apart
   */
  byte[] chainRandomness(long tag, ChainEpoch epoch, byte[] entropy) throws SyscallException;

  /** The digest of the beacon; otherwise as {@link #chainRandomness(long, ChainEpoch, byte[])}. */
  byte[] beaconRandomness(long tag, ChainEpoch epoch, byte[] entropy) throws SyscallException;
}
