// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ErrorNumber;

/** A syscall is refused; the actor sees the number and may go on. The message is for people. */
public final class SyscallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorNumber error;

  public SyscallException(ErrorNumber error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  public ErrorNumber error() {
    return error;
  }
}
