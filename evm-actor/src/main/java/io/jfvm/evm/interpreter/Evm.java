// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import java.util.ArrayDeque;

/**
 * Runs code: the entry of this library. An instance serves one thread at a time and may be entered
 * again from inside a {@link Host}, once per nested call; it keeps the arrays of finished frames
 * for the next.
 *
 * <pre>{@code
 * Evm evm = new Evm(EthereumSchedules.CANCUN, EvmLoop::run);
 * CodeAnalysis code = evm.analyze(bytes); // or from an AnalysisCache
 * ExecutionResult result = evm.execute(host, code, invocation);
 * }</pre>
 */
public final class Evm {
  /** Finished frames whose arrays are kept. */
  private static final int KEPT_WORKSPACES = 64;

  private final GasSchedule schedule;
  private final Engine engine;
  private final ArrayDeque<Workspace> free = new ArrayDeque<>();

  public Evm(GasSchedule schedule, Engine engine) {
    this.schedule = schedule;
    this.engine = engine;
  }

  public GasSchedule schedule() {
    return schedule;
  }

  /** Analyses code for this schedule. The array must not change afterwards. */
  public CodeAnalysis analyze(byte[] code) {
    return CodeAnalysis.of(code, schedule);
  }

  /**
   * Runs a frame to its end.
   *
   * @throws IllegalArgumentException if the code was analysed for another schedule, or the gas is
   *     negative
   */
  public ExecutionResult execute(Host host, CodeAnalysis code, Invocation invocation) {
    if (code.schedule() != schedule) {
      throw new IllegalArgumentException(
          "code analysed for " + code.schedule() + ", run under " + schedule);
    }
    if (invocation.gas() < 0) {
      throw new IllegalArgumentException("negative gas " + invocation.gas());
    }
    Workspace workspace = free.isEmpty() ? new Workspace() : free.pop();
    try {
      Frame frame = new Frame(host, code, invocation, workspace);
      engine.run(frame);
      return frame.result();
    } finally {
      workspace.memory().clear();
      if (free.size() < KEPT_WORKSPACES) {
        free.push(workspace);
      }
    }
  }
}
