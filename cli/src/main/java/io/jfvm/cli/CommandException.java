// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

/** A command cannot do what it was asked. The message is one line that names what and where. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
