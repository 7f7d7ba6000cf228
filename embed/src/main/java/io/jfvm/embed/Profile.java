// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

/** What runs the built-in actors. Gas figures of different profiles must not be compared. */
public enum Profile {
  /**
   * Actors written in Java, under the official code CIDs. State, exit codes, return values and
   * events are those of the official actors; gas is what the network's kernel charges plus a
   * declared model of the actors' own computing.
   */
  NATIVE,

  /**
   * The official bundle's bytecode, which the user supplies. Everything is as on the network, gas
   * to the milligas.
   */
  WASM
}
