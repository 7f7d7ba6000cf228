// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CachingBlockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.kamt.Kamt;
import io.jfvm.types.Cid;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A contract's storage: slots as Solidity's mappings spread them, by Keccak-256. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KamtBenchmark {
  @Param({"100", "10000", "100000"})
  public int entries;

  private final Blockstore store = new MemoryBlockstore();
  private final Blockstore remembering = new CachingBlockstore(store, new DecodedBlocks());

  /** Key after key, four limbs each. */
  private long[] keys;

  private final long[] word = new long[Word.LIMBS];
  private Cid root;
  private Kamt view;
  private int next;

  @Setup
  public void prepare() {
    keys = new long[entries * Word.LIMBS];
    for (int i = 0; i < entries; i++) {
      Keccak256.hash(Word.of(i).toBytes()).store(keys, i * Word.LIMBS);
    }
    root = build();
    view = Kamt.load(store, root);
    for (int i = 0; i < entries; i++) {
      if (get(view, i) != i + 1 || get(Kamt.load(store, root), i) != i + 1) {
        throw new IllegalStateException("slot " + i + " holds " + Word.load(word, 0));
      }
    }
    if (!putAndFlush().equals(putAndFlush())) {
      throw new IllegalStateException("the same change gave two roots");
    }
  }

  private int next() {
    next = next + 1 == entries ? 0 : next + 1;
    return next;
  }

  private long get(Kamt from, int at) {
    boolean found = from.get(keys, at * Word.LIMBS, word, 0);
    return found ? word[0] : 0;
  }

  private void put(Kamt to, int at, long value) {
    Word.of(value).store(word, 0);
    boolean changed = to.put(keys, at * Word.LIMBS, word, 0);
    if (!changed) {
      throw new IllegalStateException("slot " + at + " was " + value + " before");
    }
  }

  /** From a view that has read all its nodes. */
  @Benchmark
  public long get() {
    return get(view, next());
  }

  /** From a view just opened: every node on the way is decoded. */
  @Benchmark
  public long getAnew() {
    return get(Kamt.load(store, root), next());
  }

  /** The same over a store that remembers decoded nodes. */
  @Benchmark
  public long getAnewRemembered() {
    return get(Kamt.load(remembering, root), next());
  }

  /** One slot changed in a view just opened, and written: a path of new nodes. */
  @Benchmark
  public Cid putAndFlush() {
    Kamt changing = Kamt.load(remembering, root);
    put(changing, 0, -1);
    return changing.flush();
  }

  /** All slots, from nothing. */
  @Benchmark
  public Cid build() {
    Kamt fresh = Kamt.empty(store);
    for (int i = 0; i < entries; i++) {
      put(fresh, i, i + 1);
    }
    return fresh.flush();
  }
}
