// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/**
 * The host is broken: a store cannot be read, or we have a bug. No receipt exists and no state was
 * changed; a node stops processing the block.
 */
public final class HostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HostException(String message) {
    super(message);
  }

  public HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
