// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.ipld.Blockstore;
import io.jfvm.kernel.FatalError;
import io.jfvm.types.Cid;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Code ready to run, by its CID. Used by one thread. */
public final class Executables {
  private final List<Engine> engines;
  private final Map<Cid, Executable> loaded = new HashMap<>();

  /** Engines are asked in this order. */
  public Executables(List<Engine> engines) {
    this.engines = List.copyOf(engines);
  }

  /**
   * The code.
   *
   * @throws FatalError if there is no such code
   * @throws UnsupportedFeatureException if there is, but no engine runs it
   */
  Executable of(Cid code, Blockstore store) {
    Executable known = loaded.get(code);
    if (known == null) {
      known = load(code, store);
      loaded.put(code, known);
    }
    return known;
  }

  private Executable load(Cid code, Blockstore store) {
    for (Engine engine : engines) {
      Optional<Executable> executable = engine.load(code, store);
      if (executable.isPresent()) {
        return executable.get();
      }
    }
    if (store.get(code).isPresent()) {
      throw new UnsupportedFeatureException("no engine runs the code " + code);
    }
    throw new FatalError("there is no code " + code);
  }
}
