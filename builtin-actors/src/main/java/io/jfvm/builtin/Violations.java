// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a state, in the order it was found. */
public final class Violations {
  private final List<String> found = new ArrayList<>();

  public void add(String violation) {
    found.add(violation);
  }

  public void require(boolean holds, String otherwise) {
    if (!holds) {
      found.add(otherwise);
    }
  }

  /** Takes over what another check found, saying where. */
  public void addAll(String where, List<String> violations) {
    for (String violation : violations) {
      found.add(where + ": " + violation);
    }
  }

  public List<String> toList() {
    return List.copyOf(found);
  }
}
