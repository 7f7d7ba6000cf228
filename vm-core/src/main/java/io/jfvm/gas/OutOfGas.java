// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/** The gas of a call or of the message ran out. One instance: it carries nothing. */
public final class OutOfGas extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace to share
  public static final OutOfGas INSTANCE = new OutOfGas();

  private OutOfGas() {
    super("out of gas", null, false, false);
  }
}
