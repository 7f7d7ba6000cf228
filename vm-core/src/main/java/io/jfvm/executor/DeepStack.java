// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.types.HostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs work on a thread whose stack holds the deepest call a message can make: 1024 actors inside
 * each other, interpreters and all. So the host's stack never decides how a message ends.
 *
 * <p>The executor does so for each message by itself; whoever applies many may wrap them all and
 * save the threads.
 */
public final class DeepStack {
  /** Reserved, not used: pages are taken as the stack grows. */
  private static final long STACK_BYTES = 1L << 30;

  private DeepStack() {}

  /**
   * What {@code work} gives. Runs it right here if this thread is deep already.
   *
   * <p>An interrupt of this thread is kept for later; the work is waited for all the same.
   */
  public static <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof DeepThread) {
      return work.get();
    }
    FutureTask<T> task = new FutureTask<>((Callable<T>) work::get);
    new DeepThread(task).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case Throwable cause -> throw new HostException("checked exception", cause);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class DeepThread extends Thread {
    private DeepThread(Runnable work) {
      super(null, work, "jfvm-executor", STACK_BYTES);
      setDaemon(true);
    }
  }
}
