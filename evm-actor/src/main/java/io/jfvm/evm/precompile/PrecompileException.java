// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

/** A precompile refuses its input: the call fails and returns nothing. */
final class PrecompileException extends Exception {
  private static final long serialVersionUID = 1L;

  PrecompileException(String message) {
    super(message, null, false, false);
  }
}
