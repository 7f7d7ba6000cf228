// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;

/** Tuples whose last field came with FIP-0100, so that older ones end before it. */
final class TrailingField {
  private TrailingField() {}

  /** Reads the head of a tuple of {@code fields} fields or one less. */
  static boolean isPresent(CborReader in, int fields) throws DecodeException {
    int length = in.array();
    if (length != fields && length != fields - 1) {
      throw new DecodeException(
          "tuple has " + length + " fields, not " + fields + " or " + (fields - 1));
    }
    return length == fields;
  }
}
