// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.types.MethodNum;

/** The methods of the Ethereum address manager. */
public final class EamMethods {
  public static final MethodNum CREATE = new MethodNum(2);
  public static final MethodNum CREATE2 = new MethodNum(3);
  public static final MethodNum CREATE_EXTERNAL = new MethodNum(4);

  private EamMethods() {}
}
