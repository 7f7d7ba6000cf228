// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.CustomSection;
import io.jfvm.wasm.module.DataSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.ModuleWriter;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Output of the older generation: every section encoded anew, empty ones dropped, custom ones at
 * the end, last first, and a data count wherever there is data.
 */
final class Nv17Assembler implements ModuleAssembler {
  private final WasmModule module;

  Nv17Assembler(WasmModule module) {
    this.module = module;
  }

  @Override
  public void checkAdmitted() throws InvalidModuleException {
    Nv17Subset.check(module);
    for (DataSegment segment : module.data()) {
      if (!segment.isPassive()) {
        Nv17Subset.checkOffset(segment.at(), SectionId.DATA);
      }
    }
  }

  @Override
  public byte[] assemble(
      FunctionTypes types, StackLimiter limiter, int chargeType, BinaryWriter code) {
    ModuleWriter out = new ModuleWriter(module.size() + code.size());
    out.types(types.all());
    out.imports(Additions.imports(module, Generation.NV17));
    out.functions(Additions.functions(module, types, limiter, chargeType));
    if (!module.tables().isEmpty()) {
      out.tables(module.tables());
    }
    if (!module.memories().isEmpty()) {
      out.memories(module.memories());
    }
    out.globals(Additions.globals(module));
    if (!module.exports().isEmpty()) {
      out.exports(shiftGlobals(Additions.exports(module, limiter)));
    }
    if (module.start() >= 0) {
      out.start(limiter.redirect(module.start()));
    }
    if (!module.elements().isEmpty()) {
      out.plainElements(Additions.elements(module, limiter));
    }
    if (!module.data().isEmpty()) {
      out.dataCount(module.data().size());
    }
    out.code(code);
    if (!module.data().isEmpty()) {
      out.data(module, module.data());
    }
    List<CustomSection> customs = module.customSections();
    for (int i = customs.size() - 1; i >= 0; i--) {
      out.custom(module, customs.get(i));
    }
    return out.toBytes();
  }

  private List<Export> shiftGlobals(List<Export> exports) {
    int gasGlobal = 0;
    for (Import imported : module.imports()) {
      gasGlobal += imported.type() instanceof ExternalType.Global ? 1 : 0;
    }
    List<Export> shifted = new ArrayList<>();
    for (Export export : exports) {
      boolean moves = export.kind() == ExternalKind.GLOBAL && export.index() >= gasGlobal;
      shifted.add(moves ? new Export(export.name(), export.kind(), export.index() + 1) : export);
    }
    return shifted;
  }
}
