// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

/**
 * Stored data is missing or does not have the form its reader expects. The message names the CID.
 */
public final class IpldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IpldException(String message) {
    super(message);
  }

  public IpldException(String message, Throwable cause) {
    super(message, cause);
  }
}
