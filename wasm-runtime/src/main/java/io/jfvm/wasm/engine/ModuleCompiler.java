// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.meter.MeteredModule;
import io.jfvm.wasm.meter.MeteringRules;
import io.jfvm.wasm.module.FunctionBody;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.MethodTooLargeException;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.ExternalType;

/** Makes classes of modules: validated, metered, floats made exact, compiled, patched. */
final class ModuleCompiler {
  /**
   * From this size on, in bytes, functions do not fit into a method and are left to the
   * interpreter. In the official bundles all smaller ones fit and no larger one does; where it is
   * otherwise, compiling takes another round.
   */
  private static final int TOO_LARGE = 44_000;

  private static final String FUNCTION = "func_";

  private final MeteringRules rules;
  private final CodeForm form;

  ModuleCompiler(MeteringRules rules, CodeForm form) {
    this.rules = rules;
    this.form = form;
  }

  /**
   * Compiles an actor's code.
   *
   * @throws InvalidModuleException if the network does not admit the module
   */
  CompiledModule compile(byte[] wasm) throws InvalidModuleException {
    MeteredModule metered = MeteredModule.of(wasm, rules);
    byte[] bytes = FloatPass.apply(WasmModule.read(metered.bytes()));
    WasmModule exact = WasmModule.read(bytes);
    if (form == CodeForm.INTERPRETED) {
      return CompiledModule.interpreted(
          FunctionBodies.strip(exact, functions(exact, 0)), exact.start());
    }
    run.endive.wasm.WasmModule parsed = Parser.parse(bytes);
    CompilerResult result = compile(parsed, functions(exact, TOO_LARGE));
    ClassPatch patch =
        new ClassPatch(
            metered.gasGlobal(),
            metered.stackGlobal(),
            parsed.importSection().count(ExternalType.GLOBAL),
            metered.chargeFunction(),
            new StackPatch(rules.stackLimit()));
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : result.classBytes().entrySet()) {
      String name = entry.getKey().replace('/', '.');
      byte[] classFile = entry.getValue();
      classes.put(name, form == CodeForm.PATCHED ? patch.apply(name, classFile) : classFile);
    }
    return new CompiledModule(
        result.collector().mainClassName().replace('/', '.'),
        classes,
        FunctionBodies.strip(exact, result.interpretedFunctions()),
        exact.start());
  }

  /** Functions of at least this many bytes. */
  private static Set<Integer> functions(WasmModule module, int atLeast) {
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < module.definedFunctions(); i++) {
      FunctionBody body = module.bodies().get(i);
      if (body.end() - body.start() >= atLeast) {
        found.add(module.importedFunctions() + i);
      }
    }
    return found;
  }

  private static CompilerResult compile(
      run.endive.wasm.WasmModule module, Set<Integer> interpreted) {
    while (true) {
      try {
        return Compiler.builder(module)
            .withInterpretedFunctions(interpreted)
            .withInterpreterFallback(InterpreterFallback.FAIL)
            .withClassCollectorFactory(ByteClassCollector::new)
            .build()
            .compile();
      } catch (WasmEngineException e) {
        if (!(e.getCause() instanceof MethodTooLargeException tooLarge)
            || !tooLarge.getMethodName().startsWith(FUNCTION)) {
          throw e;
        }
        interpreted.add(Integer.parseInt(tooLarge.getMethodName().substring(FUNCTION.length())));
      }
    }
  }
}
