// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

/** Syscalls of the namespace {@code debug}; without debugging they do nothing. */
public interface DebugOps {

  boolean debugEnabled();

  /** Puts a line into the trace. */
  void log(String message);

  /**
   * Puts the name and size of an artifact into the trace; nothing is written to disk.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>the name is empty, longer than 256 bytes, has a path separator
   * or begins with a dot</td></tr>
   * </table>
   */
  void storeArtifact(String name, byte[] data) throws SyscallException;
}
