// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

/** The arguments of a syscall, from 0, without the pointer to its result. */
final class Args {
  private final long[] raw;
  private final int first;

  Args(long[] raw, int first) {
    this.raw = raw;
    this.first = first;
  }

  /** An i32, signed or not as the syscall takes it. */
  int i32(int index) {
    return (int) raw[first + index];
  }

  long i64(int index) {
    return raw[first + index];
  }
}
