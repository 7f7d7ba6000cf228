// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

/**
 * The network would run this, jfvm cannot yet. The message that needed it has no receipt and
 * changed nothing; the text names what is missing. Never turned into an exit code.
 */
public final class UnsupportedFeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedFeatureException(String message) {
    super(message);
  }
}
