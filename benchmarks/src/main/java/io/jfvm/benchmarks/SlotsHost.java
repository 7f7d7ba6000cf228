// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.evm.interpreter.Frame;
import io.jfvm.evm.interpreter.StorageStatus;
import io.jfvm.evm.interpreter.TestHost;
import io.jfvm.evm.word.Word;
import java.util.Arrays;

/** A host with eight warm slots in an array: as little work and as few objects as can be. */
final class SlotsHost extends TestHost {
  private static final int SLOTS = 8;

  private final long[] slots = new long[SLOTS * Word.LIMBS];

  SlotsHost() {
    super(false);
  }

  void clear() {
    Arrays.fill(slots, 0);
  }

  private static int at(long[] limbs, int key) {
    return ((int) limbs[key] & (SLOTS - 1)) * Word.LIMBS;
  }

  @Override
  public void loadStorage(Frame frame, long[] limbs, int key) {
    System.arraycopy(slots, at(limbs, key), limbs, key, Word.LIMBS);
  }

  @Override
  public StorageStatus storeStorage(Frame frame, long[] limbs, int key, int value) {
    System.arraycopy(limbs, value, slots, at(limbs, key), Word.LIMBS);
    return StorageStatus.ASSIGNED;
  }

  @Override
  public boolean touchStorage(Frame frame, long[] limbs, int key) {
    return false;
  }
}
