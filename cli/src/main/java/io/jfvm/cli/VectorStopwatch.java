// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.conformance.VectorRunner;
import io.jfvm.executor.ApplyResult;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.MethodNum;

/** Adds up the time messages take to be applied, and nothing else. */
final class VectorStopwatch implements VectorRunner.Watch {
  private long started;
  private long nanos;
  private long instances;

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
    started = System.nanoTime();
  }

  @Override
  public void ended(ApplyResult result) {
    nanos += System.nanoTime() - started;
    result.trace().ifPresent(trace -> trace.calls().forEach(this::count));
  }

  private void count(CallFrame call) {
    if (call.code().isPresent() && !call.method().equals(MethodNum.SEND)) {
      instances++;
    }
    call.calls().forEach(this::count);
  }
}
