// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.types.HostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs work on threads whose stacks hold the deepest call a message can make: 1024 actors inside
 * each other, interpreters and all. So the host's stack never decides how a message ends.
 *
 * <p>The executor does so for each message by itself; whoever applies many may wrap them all and
 * save the way there and back. Several threads may share one. A thread that has had nothing to do
 * for a second ends, and with it its stack; there is nothing to close.
 */
public final class DeepStack {
  /** Reserved, not used: pages are taken as the stack grows. */
  private static final long STACK_BYTES = 1L << 30;

  /** Starting a thread of such a stack takes as long as dozens of plain messages. */
  private static final long KEPT_SECONDS = 1;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          KEPT_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          DeepThread::new);

  /**
   * What {@code work} gives. Runs it right here if this thread is deep already.
   *
   * <p>An interrupt of this thread is kept for later; the work is waited for all the same.
   */
  public <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof DeepThread) {
      return work.get();
    }
    Future<T> task = threads.submit(work::get);
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
