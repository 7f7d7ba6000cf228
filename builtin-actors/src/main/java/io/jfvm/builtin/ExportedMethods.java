// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/** What accounts and wallets do with methods they do not know. */
public final class ExportedMethods {
  private ExportedMethods() {}

  /**
   * Accepts every exported number from everybody, so that value can be sent along with any call;
   * other numbers end with UNHANDLED_MESSAGE.
   */
  public static Optional<IpldBlock> accept(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    rt.callers().acceptAny();
    if (!method.isExported()) {
      throw Exits.unhandledMessage("invalid method: " + method);
    }
    return Optional.empty();
  }
}
