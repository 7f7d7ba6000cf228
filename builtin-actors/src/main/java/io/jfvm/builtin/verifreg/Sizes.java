// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import java.math.BigInteger;

/** Sizes of pieces, which are u64, as DataCap. */
final class Sizes {
  private Sizes() {}

  static BigInteger of(long bytes) {
    return new BigInteger(Long.toUnsignedString(bytes));
  }
}
