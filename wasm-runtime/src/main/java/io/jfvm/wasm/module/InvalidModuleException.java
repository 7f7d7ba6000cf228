// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/**
 * A WebAssembly module the network does not admit: malformed, invalid, or using what is switched
 * off.
 */
public final class InvalidModuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String section;
  private final int offset;

  /**
   * @param section the part of the module, such as {@code "code section"}
   * @param offset byte offset in the module, or -1 when no single byte is to blame
   */
  public InvalidModuleException(String section, int offset, String reason) {
    super(offset < 0 ? section + ": " + reason : section + ", offset " + offset + ": " + reason);
    this.section = section;
    this.offset = offset;
  }

  public String section() {
    return section;
  }

  /** Byte offset in the module, or -1. */
  public int offset() {
    return offset;
  }
}
