// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Division;
import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;

/** The large arrays a frame needs, reused by later frames. Clean between uses: memory is zero. */
final class Workspace {
  private final long[] stack = new long[Frame.STACK_LIMBS + Word.LIMBS];
  private final long[] scratch = new long[Math.max(Division.SCRATCH_LIMBS, Keccak256.STATE_LIMBS)];
  private final Memory memory = new Memory();

  long[] stack() {
    return stack;
  }

  long[] scratch() {
    return scratch;
  }

  Memory memory() {
    return memory;
  }
}
