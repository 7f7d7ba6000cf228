// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/** Syscalls of the namespace {@code network}. */
public interface NetworkOps {

  /** The network as it stands. A base fee of more than 128 bits is fatal. Gas: none. */
  NetworkContext networkContext();

  /** Gas: none. */
  TokenAmount circulatingSupply();

  /**
   * The CID of an earlier tipset. A tipset the node does not know is fatal.
   *
   * <table><caption>Errors, uncharged</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the epoch is negative, the current one or in the future; up to
   * network version 20, also 900 epochs back or more</td></tr>
   * </table>
   *
   * Gas: {@code onTipsetCid}, or {@code onTipsetCidUpToThunder}.
   */
  Cid tipsetCid(ChainEpoch epoch) throws SyscallException;
}
