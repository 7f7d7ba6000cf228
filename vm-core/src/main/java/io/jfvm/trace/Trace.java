// SPDX-License-Identifier: Apache-2.0
package io.jfvm.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened while a message was applied.
 *
 * @param calls the message's own call, with those it made inside it
 * @param milligasByCharge milligas charged outside of any call, by name
 */
public record Trace(List<CallFrame> calls, Map<String, Long> milligasByCharge) {
  public Trace {
    calls = List.copyOf(calls);
    milligasByCharge = Collections.unmodifiableMap(new LinkedHashMap<>(milligasByCharge));
  }
}
