// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;

/** Rewrites a module so that it accounts for its stack and its gas. */
public final class Instrumenter {
  private static final FuncType CHARGE = FuncType.of(new byte[] {ValueType.I64}, new byte[] {});

  private final WasmModule module;
  private final MeteringRules rules;
  private final FunctionTypes types;

  private Instrumenter(WasmModule module, MeteringRules rules) {
    this.module = module;
    this.rules = rules;
    types = new FunctionTypes(module);
  }

  /**
   * Instruments a module that {@link io.jfvm.wasm.validate.Validator} has passed.
   *
   * @throws InvalidModuleException when the module uses what has no price, or what the
   *     instrumentation of that generation does not understand
   */
  public static MeteredModule instrument(WasmModule module, MeteringRules rules)
      throws InvalidModuleException {
    return new Instrumenter(module, rules).instrument();
  }

  private MeteredModule instrument() throws InvalidModuleException {
    ModuleAssembler assembler =
        switch (rules.generation()) {
          case NV17 -> new Nv17Assembler(module);
          case NV18 -> new Nv18Assembler(module);
        };
    assembler.checkAdmitted();
    StackLimiter limiter = new StackLimiter(module, types, rules);
    int chargeFunction = types.functions() + limiter.targets().length;
    int gasGlobal = importedGlobals();
    GasMeter meter = new GasMeter(rules, chargeFunction, gasGlobal);
    BinaryWriter code = code(limiter, meter);
    int chargeType = types.indexOf(CHARGE);
    byte[] bytes = assembler.assemble(types, limiter, chargeType, code);
    return new MeteredModule(bytes, gasGlobal, limiter.counter() + 1, chargeFunction);
  }

  /** The code section's payload: the module's functions, the thunks, the charge function. */
  private BinaryWriter code(StackLimiter limiter, GasMeter meter) throws InvalidModuleException {
    int defined = module.definedFunctions();
    int[] targets = limiter.targets();
    BinaryWriter out = new BinaryWriter(module.size() * 2);
    BinaryWriter body = new BinaryWriter(1 << 16);
    out.u32(defined + targets.length + 1);
    FunctionCode original = new FunctionCode();
    FunctionCode limited = new FunctionCode();
    for (int i = 0; i < defined; i++) {
      module.decode(i, original);
      limiter.limit(original, limited);
      FuncType type = types.of(module.importedFunctions() + i);
      meter.meter(limited, type.paramCount(), body);
      flush(body, out);
    }
    for (int target : targets) {
      limiter.thunk(target, limited);
      meter.meter(limited, types.of(target).paramCount(), body);
      flush(body, out);
    }
    meter.chargeFunction(body);
    flush(body, out);
    return out;
  }

  private static void flush(BinaryWriter body, BinaryWriter out) {
    out.u32(body.size());
    out.append(body);
    body.clear();
  }

  private int importedGlobals() {
    int count = 0;
    for (Import imported : module.imports()) {
      if (imported.type() instanceof ExternalType.Global) {
        count++;
      }
    }
    return count;
  }
}
