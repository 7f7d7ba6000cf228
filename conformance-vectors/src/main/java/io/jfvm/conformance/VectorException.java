// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

/**
 * A file is no message vector, or its state cannot be loaded. The message names the file and the
 * field.
 */
public final class VectorException extends Exception {
  private static final long serialVersionUID = 1L;

  public VectorException(String message) {
    super(message);
  }

  public VectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
