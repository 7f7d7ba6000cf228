// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/**
 * The reference's fatal outcome: an actor did what no actor may, or state it needs is missing. The
 * message ends with SYS_ASSERTION_FAILED and uses its whole gas limit.
 */
public final class FatalError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FatalError(String message) {
    super(message);
  }

  public FatalError(String message, Throwable cause) {
    super(message, cause);
  }
}
