// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;

/**
 * One syscall. To a module it is a function that returns an error number, 0 for success, and whose
 * first parameter points to the room for its result if it has one.
 */
public final class Syscall {
  /** Nothing is returned but the error number, and there is no pointer. */
  private static final int NO_RESULT = 0;

  /** What it does. */
  interface Body {
    /** The result, of the declared size. */
    byte[] run(Kernel kernel, GuestMemory memory, Args args) throws SyscallException;
  }

  private final String namespace;
  private final String name;
  private final String parameters;
  private final int resultSize;
  private final Body body;

  Syscall(String namespace, String name, String parameters, int resultSize, Body body) {
    this.namespace = namespace;
    this.name = name;
    this.parameters = resultSize == NO_RESULT ? parameters : "i" + parameters;
    this.resultSize = resultSize;
    this.body = body;
  }

  public String namespace() {
    return namespace;
  }

  public String name() {
    return name;
  }

  /** One letter for each parameter: {@code i} for i32, {@code I} for i64. */
  public String parameters() {
    return parameters;
  }

  /** Whether there is room for the result where the first argument points. */
  public boolean hasRoom(GuestMemory memory, long[] args) {
    return resultSize == NO_RESULT || memory.contains((int) args[0], resultSize);
  }

  /** Runs it and writes the result, for which there must be room. */
  public void run(Kernel kernel, GuestMemory memory, long[] args) throws SyscallException {
    if (resultSize == NO_RESULT) {
      body.run(kernel, memory, new Args(args, 0));
      return;
    }
    byte[] result = body.run(kernel, memory, new Args(args, 1));
    if (result.length != resultSize) {
      throw new IllegalStateException(
          this + " gave " + result.length + " bytes, not " + resultSize);
    }
    memory.put(result, (int) args[0]);
  }

  @Override
  public String toString() {
    return namespace + "." + name;
  }
}
