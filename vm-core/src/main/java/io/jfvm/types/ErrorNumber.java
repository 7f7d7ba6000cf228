// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/**
 * Why a syscall was refused, as the calling actor sees it. Source: ref-fvm {@code
 * shared/src/error/mod.rs}.
 */
public enum ErrorNumber {
  ILLEGAL_ARGUMENT(1),
  ILLEGAL_OPERATION(2),
  LIMIT_EXCEEDED(3),
  ASSERTION_FAILED(4),
  INSUFFICIENT_FUNDS(5),
  NOT_FOUND(6),
  INVALID_HANDLE(7),
  ILLEGAL_CID(8),
  ILLEGAL_CODEC(9),
  SERIALIZATION(10),
  FORBIDDEN(11),
  BUFFER_TOO_SMALL(12),
  READ_ONLY(13);

  private final int number;

  ErrorNumber(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
