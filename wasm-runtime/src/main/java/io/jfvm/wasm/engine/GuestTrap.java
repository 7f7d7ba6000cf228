// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

/** The guest did what WebAssembly does not allow. Without a stack trace: nobody would read it. */
final class GuestTrap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GuestTrap(String message) {
    super(message, null, false, false);
  }

  static GuestTrap outOfBounds() {
    return new GuestTrap("out of bounds memory access");
  }

  /** In the words of Endive, whose instruction it stands for. */
  static GuestTrap unreachable() {
    return new GuestTrap("Trapped on unreachable instruction");
  }

  /** What the metering ends with; the gas counter is negative then, and tells. */
  static GuestTrap outOfGas() {
    return new GuestTrap("out of gas");
  }
}
