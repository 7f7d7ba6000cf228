// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorTrap;
import io.jfvm.actor.Exits;

/**
 * The memory of the official actor's Wasm instance, as far as we keep its rules: what a contract
 * makes the actor allocate is paid by the byte, as growing Wasm memory is, and no single demand may
 * exceed the instance.
 *
 * <p>A declared model, not the reference: there the allocator's slack, the doubling of vectors and
 * what the instance holds already count too, so that a contract may hit the limit at half of it.
 * The exit codes are the reference's: a failed allocation traps, a demand beyond the 32-bit address
 * space's half panics. Source: ref-fvm {@code machine/mod.rs} (max_inst_memory_bytes), {@code
 * gas/price_list.rs} (memory_fill_per_byte_cost).
 */
public final class InstanceMemory {
  /** Most an instance may have. */
  public static final int LIMIT_BYTES = 512 << 20;

  /** The price of a byte of growth, in milligas. */
  public static final int MILLIGAS_PER_BYTE = 400;

  private InstanceMemory() {}

  /**
   * Pays for so many bytes, to be allocated at once.
   *
   * @return the number as an array's length
   */
  public static int allocate(ActorRuntime rt, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw overflow(bytes);
    }
    rt.chargeCompute(bytes * MILLIGAS_PER_BYTE);
    take(rt, bytes, bytes);
    return (int) bytes;
  }

  /**
   * Takes bytes that are paid already; traps if there are no more to be had.
   *
   * @param total what the instance then has, as far as we count
   */
  public static void take(ActorRuntime rt, long bytes, long total) {
    if (total > LIMIT_BYTES || !rt.takeMemory(bytes)) {
      throw new ActorTrap("no memory for " + bytes + " bytes more");
    }
  }

  /** The abort of a demand that no 32-bit instance can even ask for. */
  public static ActorException overflow(long bytes) {
    return Exits.assertionFailed("capacity overflow: " + bytes + " bytes");
  }
}
