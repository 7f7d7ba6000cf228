// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/** PLACEHOLDER for the SDK. */
public final class MethodTable implements JavaActor {
  @Override
  public Optional<IpldBlock> invoke(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    throw new IllegalStateException();
  }
}
