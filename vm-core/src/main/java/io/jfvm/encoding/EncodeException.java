// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/** A value that has no encoding, such as one too large. The message names the value. */
public final class EncodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EncodeException(String message) {
    super(message);
  }
}
