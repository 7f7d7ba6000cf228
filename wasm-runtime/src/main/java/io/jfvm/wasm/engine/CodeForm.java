// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

/**
 * In which form a module's functions run. Results are the same in all of them, and comparing them
 * shows it; only the first is fast.
 */
public enum CodeForm {
  /** Compiled to classes, in which memory, globals and gas are fields. */
  PATCHED,

  /**
   * Compiled to classes as Endive makes them, with Endive's globals. Three to five times slower.
   */
  UNPATCHED,

  /** Interpreted by Endive, with Endive's globals. A hundred times slower. */
  INTERPRETED
}
