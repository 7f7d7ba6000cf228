// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine;

import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import java.util.Optional;

/** Runs the code of actors. One engine serves any number of machines and threads. */
public interface Engine {

  /**
   * The code ready to run, or nothing if it is not this engine's kind.
   *
   * @param store where the code's block can be read
   * @throws io.jfvm.kernel.FatalError if the code is this engine's kind but does not load
   */
  Optional<Executable> load(Cid code, Blockstore store);
}
