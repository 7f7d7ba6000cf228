// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

/** Arguments or bytes that do not fit a contract's ABI. The message says which function and why. */
public final class AbiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AbiException(String message) {
    super(message);
  }

  AbiException(String message, Throwable cause) {
    super(message, cause);
  }
}
