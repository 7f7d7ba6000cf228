// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CachingBlockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.state.InitState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
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

/** Init's map of addresses: a HAMT of five bits a level, its keys hashed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HamtBenchmark {
  @Param({"100", "10000", "100000"})
  public int entries;

  private final Blockstore store = new MemoryBlockstore();
  private final Blockstore remembering = new CachingBlockstore(store, new DecodedBlocks());
  private Address[] keys;
  private Cid root;
  private Hamt<Address, ActorId> view;
  private int next;

  @Setup
  public void prepare() {
    keys = new Address[entries];
    for (int i = 0; i < entries; i++) {
      keys[i] = EthAddress.ofId(new ActorId(i)).address();
    }
    root = build();
    view = Hamt.load(InitState.ADDRESS_MAP, store, root);
    for (int i = 0; i < entries; i++) {
      Optional<ActorId> expected = Optional.of(new ActorId(i));
      if (!view.get(keys[i]).equals(expected) || !getAnew(store, i).equals(expected)) {
        throw new IllegalStateException("entry " + i + " is " + view.get(keys[i]));
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

  private Optional<ActorId> getAnew(Blockstore from, int at) {
    return Hamt.load(InitState.ADDRESS_MAP, from, root).get(keys[at]);
  }

  /** From a view that has read all its nodes. */
  @Benchmark
  public Optional<ActorId> get() {
    return view.get(keys[next()]);
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
  public Cid putAndFlush() {
    Hamt<Address, ActorId> changing = Hamt.load(InitState.ADDRESS_MAP, remembering, root);
    changing.put(keys[0], new ActorId(entries));
    return changing.flush();
  }

  /** All entries, from nothing. */
  @Benchmark
  public Cid build() {
    Hamt<Address, ActorId> fresh = Hamt.empty(InitState.ADDRESS_MAP, store);
    for (int i = 0; i < entries; i++) {
      fresh.put(keys[i], new ActorId(i));
    }
    return fresh.flush();
  }
}
