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
 * @param contextBytes bytes the engine may need to keep track of functions, globals and the rest
 */
public record InstanceLimits(int tables, long tableElements, long memoryPages, long contextBytes) {
  /** From network version 18 on. */
  public static final InstanceLimits NV18 = new InstanceLimits(1, 20_000, 8192, 1 << 20);

  /** Checks a valid, instrumented module. */
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
    long size = InstanceSize.of(module);
    if (size > contextBytes) {
      throw new InvalidModuleException(
          "module", -1, "an instance takes " + size + " bytes, more than " + contextBytes);
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
