// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Analyses by code hash, the least recently used dropped first. Safe for many threads; what it
 * holds never changes a result.
 */
public final class AnalysisCache {
  private static final int ENTRY_BYTES = 200;

  private final GasSchedule schedule;
  private final long limitBytes;
  private final LinkedHashMap<Word, CodeAnalysis> byHash = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  /**
   * @param limitBytes how much the cache may hold, in bytes of code, each code counted with {@value
   *     #ENTRY_BYTES} more; an analysis takes 30 times as much, 100 if it has to be careful
   */
  public AnalysisCache(GasSchedule schedule, long limitBytes) {
    this.schedule = schedule;
    this.limitBytes = limitBytes;
  }

  /**
   * The analysis of a code.
   *
   * @param codeHash identifies the code; the caller answers for it
   * @param code must not change afterwards
   */
  public CodeAnalysis get(Word codeHash, byte[] code) {
    synchronized (byHash) {
      CodeAnalysis known = byHash.get(codeHash);
      if (known != null) {
        return known;
      }
    }
    CodeAnalysis fresh = CodeAnalysis.of(code, schedule);
    synchronized (byHash) {
      CodeAnalysis raced = byHash.putIfAbsent(codeHash, fresh);
      if (raced != null) {
        return raced;
      }
      heldBytes += code.length + ENTRY_BYTES;
      evict();
    }
    return fresh;
  }

  private void evict() {
    var oldest = byHash.entrySet().iterator();
    while (heldBytes > limitBytes && oldest.hasNext()) {
      Map.Entry<Word, CodeAnalysis> entry = oldest.next();
      heldBytes -= entry.getValue().size() + ENTRY_BYTES;
      oldest.remove();
    }
  }
}
