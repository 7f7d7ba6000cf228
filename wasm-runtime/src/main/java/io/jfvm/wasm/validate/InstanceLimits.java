// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;

/**
 * How large an instance of a module may be when it starts. A module beyond this never loads.
 *
 * @param tables tables a module may define
 * @param tableElements elements a table may begin with
 * @param memoryPages pages of 64 KiB a memory may begin with
 */
public record InstanceLimits(int tables, long tableElements, long memoryPages) {
  /** From network version 18 on. */
  public static final InstanceLimits NV18 = new InstanceLimits(1, 20_000, 8192);

  /** Checks what the module defines. */
  public void check(WasmModule module) throws InvalidModuleException {
    if (module.tables().size() > tables) {
      throw new InvalidModuleException(
          SectionId.TABLE.title(), -1, module.tables().size() + " tables exceed " + tables);
    }
    for (ExternalType.Table table : module.tables()) {
      atMost(table.limits().minimum(), tableElements, SectionId.TABLE, "elements");
    }
    for (ExternalType.Memory memory : module.memories()) {
      atMost(memory.limits().minimum(), memoryPages, SectionId.MEMORY, "pages");
    }
  }

  private static void atMost(long value, long limit, SectionId section, String what)
      throws InvalidModuleException {
    if (value > limit) {
      throw new InvalidModuleException(
          section.title(), -1, "begins with " + value + " " + what + ", more than " + limit);
    }
  }
}
