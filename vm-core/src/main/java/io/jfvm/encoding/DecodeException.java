// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/**
 * Bytes or text that do not have the form they claim. The message names what was read and where.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  public DecodeException(String message) {
    super(message);
  }

  public DecodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
