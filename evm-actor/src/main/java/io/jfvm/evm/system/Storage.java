// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.evm.word.Word;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** PLACEHOLDER until the KAMT lands. */
public final class Storage {
  private final Map<Word, Word> m = new HashMap<>();

  static Storage empty(Blockstore store) {
    return new Storage();
  }

  static Storage load(Blockstore store, Cid root) {
    return new Storage();
  }

  public Optional<Word> known(Word key) {
    return Optional.ofNullable(m.get(key));
  }

  public Word get(Word key) {
    return m.getOrDefault(key, Word.ZERO);
  }

  boolean set(Word key, Word value) {
    return !value.equals(m.put(key, value));
  }

  boolean isEmpty() {
    return m.isEmpty();
  }

  Cid flush() {
    return Cid.ofDagCbor(new byte[0]);
  }

  void clear() {
    m.clear();
  }

  void setRoot(Cid root) {
    m.clear();
  }
}
