// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;
import java.util.ArrayList;
import java.util.List;

/** Storage, transient storage and logs. */
final class StorageInstructions {
  private StorageInstructions() {}

  /** SLOAD {@code [.., key] -> [.., value]}. */
  static Halt load(Frame frame, long[] s, int sp) {
    long cold = frame.schedule().price(Price.COLD_SLOAD);
    if (cold != 0 && frame.host().touchStorage(frame, s, sp - 4) && !frame.charge(cold)) {
      return Halt.OUT_OF_GAS;
    }
    frame.host().loadStorage(frame, s, sp - 4);
    return null;
  }

  /** SSTORE {@code [.., value, key] -> [..]}. */
  static Halt store(Frame frame, long[] s, int sp) {
    if (frame.isStatic()) {
      return Halt.READ_ONLY;
    }
    GasSchedule schedule = frame.schedule();
    long sentry = schedule.price(Price.SSTORE_SENTRY);
    if (sentry != 0 && frame.gas() <= sentry) {
      return Halt.OUT_OF_GAS;
    }
    long cold = schedule.price(Price.COLD_SSTORE);
    if (cold != 0 && frame.host().touchStorage(frame, s, sp - 4) && !frame.charge(cold)) {
      return Halt.OUT_OF_GAS;
    }
    StorageStatus status = frame.host().storeStorage(frame, s, sp - 4, sp - 8);
    if (frame.gas() < 0 || !frame.charge(schedule.storageCost(status))) {
      return Halt.OUT_OF_GAS;
    }
    frame.addRefund(schedule.storageRefund(status));
    return null;
  }

  /** TLOAD {@code [.., key] -> [.., value]}. */
  static Halt loadTransient(Frame frame, long[] s, int sp) {
    frame.host().loadTransient(frame, s, sp - 4);
    return null;
  }

  /** TSTORE {@code [.., value, key] -> [..]}. */
  static Halt storeTransient(Frame frame, long[] s, int sp) {
    if (frame.isStatic()) {
      return Halt.READ_ONLY;
    }
    frame.host().storeTransient(frame, s, sp - 4, sp - 8);
    return null;
  }

  /** LOGn {@code [.., topic n, .., topic 1, size, offset] -> [..]}. */
  static Halt log(Frame frame, int topics, long[] s, int sp) {
    if (frame.isStatic()) {
      return Halt.READ_ONLY;
    }
    Halt refused = frame.memory().claim(frame, s, sp - 4, sp - 8);
    if (refused != null) {
      return refused;
    }
    int size = (int) s[sp - 8];
    if (!frame.charge(frame.schedule().price(Price.LOG_BYTE) * size)) {
      return Halt.OUT_OF_GAS;
    }
    List<Word> words = new ArrayList<>(topics);
    for (int i = 0; i < topics; i++) {
      words.add(Word.load(s, sp - 12 - 4 * i));
    }
    byte[] data = size == 0 ? new byte[0] : frame.memory().copy((int) s[sp - 4], size);
    frame.host().log(frame, words, data);
    return null;
  }
}
