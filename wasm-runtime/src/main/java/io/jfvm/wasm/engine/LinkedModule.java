// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.machine.Limits;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.wasm.engine.syscall.Syscall;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.meter.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportFunction;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.ActiveElement;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Element;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.ValType;

/** What a module asks of the VM, and what the VM asks of it, found out once. */
final class LinkedModule {
  /** The name a module must export its memory by. */
  static final String MEMORY = "memory";

  private static final String CHARGED_TABLE = "table";

  /** The name of the function that is called. */
  static final String ENTRY_POINT = "invoke";

  private final String gasCounter;
  private final int stackLimit;
  private final WasmModule module;
  private final List<ImportFunction> functions = new ArrayList<>();
  private Optional<String> linkError = Optional.empty();
  private final Optional<MemoryImage> memory;
  private final int entryPoint;
  private final int start;

  /** Binds the imports of a compiled module. */
  LinkedModule(CompiledModule compiled, SyscallTable syscalls, NetworkConfig network) {
    this.gasCounter = WasmPrices.generation(network.rules()).gasCounter();
    this.stackLimit = network.limits().wasmStack();
    this.module = Parser.parse(compiled.module());
    this.start = compiled.start();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      link(module.importSection().getImport(i), syscalls);
    }
    this.memory = memory(network.limits());
    this.entryPoint = export(ENTRY_POINT, ExternalType.FUNCTION).map(Export::index).orElse(-1);
  }

  private void link(Import wanted, SyscallTable syscalls) {
    String name = wanted.module() + "." + wanted.name();
    if (wanted instanceof FunctionImport function) {
      Optional<Syscall> syscall = syscalls.find(function.module(), function.name());
      FunctionType type = module.typeSection().getType(function.typeIndex());
      if (syscall.isEmpty()) {
        linkError = Optional.of("unknown import " + name);
      } else if (!signature(syscall.get()).equals(type)) {
        linkError = Optional.of("import " + name + " is not " + type);
      } else {
        functions.add(bind(syscall.get(), type));
      }
    } else if (wanted.importType() != ExternalType.GLOBAL
        || !wanted.module().equals(Generation.GAS_MODULE)
        || !wanted.name().equals(gasCounter)) {
      linkError = Optional.of("unknown import " + name);
    }
  }

  private static FunctionType signature(Syscall syscall) {
    List<ValType> parameters =
        syscall.parameters().chars().mapToObj(c -> c == 'I' ? ValType.I64 : ValType.I32).toList();
    return FunctionType.of(parameters, List.of(ValType.I32));
  }

  /** Bound once for all instances: the memory knows which invocation is at hand. */
  private static ImportFunction bind(Syscall syscall, FunctionType type) {
    return new HostFunction(
        syscall.namespace(),
        syscall.name(),
        type,
        (instance, args) ->
            new long[] {FlatMemory.of(instance).invocation().syscall(syscall, args)});
  }

  private Optional<MemoryImage> memory(Limits limits) {
    if (export(MEMORY, ExternalType.MEMORY).isEmpty()
        || module.memorySection().map(section -> section.memoryCount()).orElse(0) == 0) {
      return Optional.empty();
    }
    MemoryLimits declared = module.memorySection().orElseThrow().getMemory(0).limits();
    int mostPages = (int) (limits.instanceMemoryBytes() >> FlatMemory.PAGE_SHIFT);
    List<MemoryImage.Segment> active = new ArrayList<>();
    DataSegment[] segments = module.dataSection().dataSegments();
    for (int i = 0; i < segments.length; i++) {
      if (segments[i] instanceof ActiveDataSegment segment) {
        active.add(
            new MemoryImage.Segment(i, offset(segment.offsetInstructions()), segment.data()));
      }
    }
    return Optional.of(
        new MemoryImage(
            declared.initialPages(), Math.min(declared.maximumPages(), mostPages), active));
  }

  /** Validation admits nothing but a lone {@code i32.const}. */
  private static int offset(List<Instruction> expression) {
    return (int) expression.get(0).operand(0);
  }

  private Optional<Export> export(String name, ExternalType type) {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      if (export.name().equals(name) && export.exportType() == type) {
        return Optional.of(export);
      }
    }
    return Optional.empty();
  }

  WasmModule module() {
    return module;
  }

  /** The name of the imported global that counts gas. */
  String gasCounter() {
    return gasCounter;
  }

  /** Of the stack limiter. */
  int stackLimit() {
    return stackLimit;
  }

  /** The syscalls, in the order of their imports. */
  ImportFunction[] functions() {
    return functions.toArray(ImportFunction[]::new);
  }

  /** Why the module cannot be linked, if so. */
  Optional<String> linkError() {
    return linkError;
  }

  /** The memory exported as {@code memory}, if there is one. */
  Optional<MemoryImage> memory() {
    return memory;
  }

  /** Elements of the table exported as {@code table}, which is charged for by that name alone. */
  Optional<Long> chargedTable() {
    return export(CHARGED_TABLE, ExternalType.TABLE).map(export -> tableElements());
  }

  /** Elements of the table at first; 0 if there is none. */
  long tableElements() {
    return module.tableSection().tableCount() == 0
        ? 0
        : module.tableSection().getTable(0).limits().min();
  }

  /** The function called, or -1. */
  int entryPoint() {
    return entryPoint;
  }

  /** The function called first of all, or -1. */
  int start() {
    return start;
  }

  /** Whether the entry point takes an i32 and returns one. */
  boolean isEntryPointCallable() {
    return typeOf(entryPoint).equals(FunctionType.of(List.of(ValType.I32), List.of(ValType.I32)));
  }

  private FunctionType typeOf(int function) {
    int imported = module.importSection().count(ExternalType.FUNCTION);
    if (function >= imported) {
      return module.functionSection().getFunctionType(function - imported, module.typeSection());
    }
    return functions.get(function).functionType();
  }

  int importedGlobals() {
    return module.importSection().count(ExternalType.GLOBAL);
  }

  int ownGlobals() {
    return module.globalSection().globalCount();
  }

  /** Whether all segments lie within memory and table; else no instance can be made. */
  boolean segmentsFit() {
    for (Element element : module.elementSection().elements()) {
      if (element instanceof ActiveElement active
          && Integer.toUnsignedLong(offset(active.offset())) + active.elementCount()
              > tableElements()) {
        return false;
      }
    }
    return memory.orElseThrow().fits();
  }

  /** Whether all data and elements are in place once an instance is made. */
  boolean onlyActiveSegments() {
    for (DataSegment segment : module.dataSection().dataSegments()) {
      if (!(segment instanceof ActiveDataSegment)) {
        return false;
      }
    }
    for (Element element : module.elementSection().elements()) {
      if (!(element instanceof ActiveElement)) {
        return false;
      }
    }
    return true;
  }
}
