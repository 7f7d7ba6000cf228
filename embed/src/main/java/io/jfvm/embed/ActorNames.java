// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;

/** Names of actors and their methods, for people: {@code Multisig.Propose}. */
public final class ActorNames {

  /** The actor's name, or the code's CID if it is no built-in actor. */
  public String actor(Cid code) {
    throw new IllegalStateException();
  }

  /** The method's name, or its number. */
  public String method(Cid code, MethodNum method) {
    throw new IllegalStateException();
  }
}
