// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;

/** Where the blocks of the built-in actors come from, which vectors' states do not hold. */
public interface ActorBundles {

  /** The official manifests that jfvm knows, without code: all that Java actors need. */
  ActorBundles OFFICIAL_MANIFESTS =
      (manifest, store) -> {
        for (BundleManifest official : BundleManifest.values()) {
          if (official.dataCid().equals(manifest)) {
            official.save(store);
            return true;
          }
        }
        return false;
      };

  /**
   * Puts a bundle's blocks into a store.
   *
   * @param manifest of the list of names and codes, as System's state names it
   * @return false if there is no such bundle
   * @throws VectorException if a bundle cannot be read
   */
  boolean provide(Cid manifest, Blockstore store) throws VectorException;
}
