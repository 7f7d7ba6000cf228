// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

/** Placeholder for the family's scratch size. */
public final class Division {
  /** Limbs of scratch space the family needs. */
  public static final int SCRATCH_LIMBS = 32;

  private Division() {}
}
