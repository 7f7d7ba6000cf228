// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.ConstExpr;
import io.jfvm.wasm.module.CustomSection;
import io.jfvm.wasm.module.DataSegment;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.ModuleWriter;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;
import java.util.List;

/**
 * Output of the newer generation: sections it does not touch keep their bytes, of the custom
 * sections only the last survives, in front, and exported globals keep the index they had although
 * the counter shifts them.
 */
final class Nv18Assembler implements ModuleAssembler {
  private final WasmModule module;

  Nv18Assembler(WasmModule module) {
    this.module = module;
  }

  @Override
  public void checkAdmitted() throws InvalidModuleException {
    if (module.span(SectionId.FUNCTION) == null) {
      throw new InvalidModuleException(SectionId.FUNCTION.title(), -1, "missing: no functions");
    }
    for (Import imported : module.imports()) {
      if (imported.type() instanceof ExternalType.Global
          && imported.module().equals(Generation.GAS_MODULE)
          && imported.name().equals(Generation.NV18.gasCounter())) {
        throw new InvalidModuleException(
            SectionId.IMPORT.title(), -1, "the module imports the gas counter itself");
      }
    }
    for (ElementSegment segment : module.elements()) {
      if (segment.expressions() != null && segment.size() != 0) {
        throw new InvalidModuleException(
            SectionId.ELEMENT.title(), segment.offset(), "elements given as expressions");
      }
    }
    for (DataSegment segment : module.data()) {
      if (!segment.isPassive()) {
        ConstExpr at = segment.at();
        Nv17Subset.checkOffset(at, SectionId.DATA);
      }
    }
  }

  @Override
  public byte[] assemble(
      FunctionTypes types, StackLimiter limiter, int chargeType, BinaryWriter code) {
    ModuleWriter out = new ModuleWriter(module.size() + code.size());
    List<CustomSection> customs = module.customSections();
    if (!customs.isEmpty()) {
      out.copy(module, customs.getLast());
    }
    if (types.all().size() == module.types().size()) {
      out.copy(module, SectionId.TYPE);
    } else {
      out.types(types.all());
    }
    out.imports(Additions.imports(module, Generation.NV18));
    out.functions(Additions.functions(module, types, limiter, chargeType));
    out.copy(module, SectionId.TABLE);
    out.copy(module, SectionId.MEMORY);
    out.globals(Additions.globals(module));
    out.exports(Additions.exports(module, limiter));
    if (module.start() >= 0) {
      out.start(limiter.redirect(module.start()));
    }
    out.elements(Additions.elements(module, limiter));
    out.copy(module, SectionId.DATA_COUNT);
    out.code(code);
    out.copy(module, SectionId.DATA);
    return out.toBytes();
  }
}
