// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The blocks one invocation has at hand, under ids from 1, and the CIDs it can reach. Blocks are
 * never taken out.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/blocks.rs}.
 */
public final class BlockRegistry {
  private static final int MAX_BLOCKS = Integer.MAX_VALUE;

  private final boolean checksReachability;
  private final List<Block> blocks = new ArrayList<>();
  private final Set<Cid> reachable = new HashSet<>();

  /** Without the check everything is reachable, as up to network version 20. */
  public BlockRegistry(boolean checksReachability) {
    this.checksReachability = checksReachability;
  }

  /** Takes in a block that was reachable where it came from, and with it its links. */
  public int putReachable(Block block) throws SyscallException {
    requireRoom();
    reachable.addAll(block.links());
    return put(block);
  }

  /** Takes in a block just made, all links of which must be reachable. */
  int putChecked(Block block) throws SyscallException {
    requireRoom();
    for (Cid link : block.links()) {
      if (!isReachable(link)) {
        throw new SyscallException(
            ErrorNumber.NOT_FOUND, "block links to " + link + ", which is not reachable");
      }
    }
    return put(block);
  }

  void markReachable(Cid cid) {
    reachable.add(cid);
  }

  boolean isReachable(Cid cid) {
    return !checksReachability || reachable.contains(cid);
  }

  /** The block of an id, or INVALID_HANDLE. */
  public Block get(int id) throws SyscallException {
    if (id < 1 || id > blocks.size()) {
      throw new SyscallException(
          ErrorNumber.INVALID_HANDLE, "no block has the id " + Integer.toUnsignedString(id));
    }
    return blocks.get(id - 1);
  }

  void requireRoom() throws SyscallException {
    if (blocks.size() == MAX_BLOCKS) {
      throw new SyscallException(ErrorNumber.LIMIT_EXCEEDED, "too many blocks");
    }
  }

  private int put(Block block) {
    blocks.add(block);
    return blocks.size();
  }
}
