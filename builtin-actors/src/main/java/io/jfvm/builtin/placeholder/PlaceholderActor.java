// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.placeholder;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.JavaActor;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/** Accepts every method from everybody and does nothing. Its state is an empty array. */
public final class PlaceholderActor implements JavaActor {
  public static final PlaceholderActor INSTANCE = new PlaceholderActor();

  private PlaceholderActor() {}

  @Override
  public Optional<IpldBlock> invoke(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    rt.callers().acceptAny();
    return Optional.empty();
  }
}
