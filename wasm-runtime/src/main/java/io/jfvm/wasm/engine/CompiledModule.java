// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What compiling a module gives: classes, and the module without the functions that are in them.
 *
 * @param mainClass the one that is a machine
 * @param classes class files by their binary names
 * @param module of functions compiled only the types remain
 */
record CompiledModule(String mainClass, SortedMap<String, byte[]> classes, byte[] module) {
  CompiledModule {
    classes = new TreeMap<>(classes);
  }
}
