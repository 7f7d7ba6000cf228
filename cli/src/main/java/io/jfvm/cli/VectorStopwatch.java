// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.VectorRunner;
import io.jfvm.executor.ApplyResult;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.MethodNum;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** Adds up the time messages take to be applied, and nothing else. */
final class VectorStopwatch implements VectorRunner.Watch {
  private final LongSupplier clock;
  private long started;
  private long nanos;
  private long instances;

  private VectorStopwatch(LongSupplier clock) {
    this.clock = clock;
  }

  /** Goes by the clock. */
  static VectorStopwatch wall() {
    return new VectorStopwatch(System::nanoTime);
  }

  /** Goes by the CPU time of the thread that applies the messages. */
  static VectorStopwatch cpu() {
    return new VectorStopwatch(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  void reset() {
    nanos = 0;
    instances = 0;
  }

  long nanos() {
    return nanos;
  }

  /** Calls that ran code, where messages leave traces. */
  long instances() {
    return instances;
  }

  @Override
  public void begins() {
    started = clock.getAsLong();
  }

  @Override
  public void ended(ApplyResult result) {
    nanos += clock.getAsLong() - started;
    result.trace().ifPresent(trace -> trace.calls().forEach(this::count));
  }

  private void count(CallFrame call) {
    if (call.code().isPresent() && !call.method().equals(MethodNum.SEND)) {
      instances++;
    }
    call.calls().forEach(this::count);
  }
}
