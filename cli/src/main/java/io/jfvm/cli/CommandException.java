// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

/**
 * A command cannot do what it was asked. The message names what and where, in one line but for a
 * story that went wrong.
 */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
