// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import io.jfvm.types.HostException;
import java.io.IOException;
import java.io.InputStream;

/** The compiled modules of the example actors. */
final class ActorModule {
  private ActorModule() {}

  /**
   * The WebAssembly binary of an actor.
   *
   * @param name as in the C source, such as {@code ledger}
   * @throws IllegalArgumentException if there is no such actor
   */
  static byte[] load(String name) {
    String resource = "/io/jfvm/examples/actors/" + name + ".wasm";
    try (InputStream in = ActorModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no actor " + name + " among the examples");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new HostException("module of " + name + " cannot be read", e);
    }
  }
}
