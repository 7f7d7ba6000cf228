// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;

/**
 * What an SSTORE did to a slot, told from its value at the start of the transaction (original),
 * before (current) and after (new). Prices and refunds hang on it.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-2200">EIP-2200</a>
 */
public enum StorageStatus {
  /** No change, or a change of a slot already changed to something that earns no refund. */
  ASSIGNED,
  /** Original zero, unchanged so far, now not zero. */
  ADDED,
  /** Original not zero, unchanged so far, now zero. */
  DELETED,
  /** Original not zero, unchanged so far, now another not zero. */
  MODIFIED,
  /** Original not zero, current zero, now another not zero. */
  DELETED_ADDED,
  /** Original not zero, current another not zero, now zero. */
  MODIFIED_DELETED,
  /** Original not zero, current zero, now the original again. */
  DELETED_RESTORED,
  /** Original zero, current not zero, now zero again. */
  ADDED_DELETED,
  /** Original not zero, current another not zero, now the original again. */
  MODIFIED_RESTORED;

  /** The status of a change. */
  public static StorageStatus of(Word original, Word current, Word value) {
    if (current.equals(value)) {
      return ASSIGNED;
    }
    if (original.equals(current)) {
      if (original.isZero()) {
        return ADDED;
      }
      return value.isZero() ? DELETED : MODIFIED;
    }
    if (original.isZero()) {
      return value.isZero() ? ADDED_DELETED : ASSIGNED;
    }
    if (current.isZero()) {
      return original.equals(value) ? DELETED_RESTORED : DELETED_ADDED;
    }
    if (value.isZero()) {
      return MODIFIED_DELETED;
    }
    return original.equals(value) ? MODIFIED_RESTORED : ASSIGNED;
  }
}
