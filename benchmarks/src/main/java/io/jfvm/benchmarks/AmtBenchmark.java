// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CachingBlockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import java.util.Optional;
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

/** An array of numbers, five bits a level, its indices without gaps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AmtBenchmark {
  private static final AmtType<ActorId> TYPE = AmtType.of(ActorId.CODEC, 5);

  @Param({"100", "10000", "100000"})
  public int entries;

  private final Blockstore store = new MemoryBlockstore();
  private final Blockstore remembering = new CachingBlockstore(store, new DecodedBlocks());
  private Cid root;
  private Amt<ActorId> view;
  private int next;

  @Setup
  public void prepare() {
    root = build();
    view = Amt.load(TYPE, store, root);
    for (int i = 0; i < entries; i++) {
      Optional<ActorId> expected = Optional.of(new ActorId(i));
      if (!view.get(i).equals(expected) || !getAnew(store, i).equals(expected)) {
        throw new IllegalStateException("entry " + i + " is " + view.get(i));
      }
    }
    if (!setAndFlush().equals(setAndFlush())) {
      throw new IllegalStateException("the same change gave two roots");
    }
  }

  private int next() {
    next = next + 1 == entries ? 0 : next + 1;
    return next;
  }

  private Optional<ActorId> getAnew(Blockstore from, int at) {
    return Amt.load(TYPE, from, root).get(at);
  }

  /** From a view that has read all its nodes. */
  @Benchmark
  public Optional<ActorId> get() {
    return view.get(next());
  }

  /** From a view just opened: every node on the way is decoded. */
  @Benchmark
  public Optional<ActorId> getAnew() {
    return getAnew(store, next());
  }

  /** The same over a store that remembers decoded nodes. */
  @Benchmark
  public Optional<ActorId> getAnewRemembered() {
    return getAnew(remembering, next());
  }

  /** One entry changed in a view just opened, and written: a path of new nodes. */
  @Benchmark
  public Cid setAndFlush() {
    Amt<ActorId> changing = Amt.load(TYPE, remembering, root);
    changing.set(0, new ActorId(entries));
    return changing.flush();
  }

  /** All entries, from nothing. */
  @Benchmark
  public Cid build() {
    Amt<ActorId> fresh = Amt.empty(TYPE, store);
    for (int i = 0; i < entries; i++) {
      fresh.set(i, new ActorId(i));
    }
    return fresh.flush();
  }
}
