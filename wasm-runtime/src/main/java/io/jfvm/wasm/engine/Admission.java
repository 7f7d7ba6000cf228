// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.machine.NetworkConfig;
import io.jfvm.wasm.engine.syscall.Syscall;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.meter.MeteredModule;
import io.jfvm.wasm.module.DataSegment;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;
import java.util.Optional;

/**
 * Whether a module can be an actor's code: the network admits it, links it, and finds in it what it
 * calls. A module that passes may still trap; one that does not could never have run.
 */
public final class Admission {
  private static final FuncType ENTRY_POINT_TYPE =
      FuncType.of(new byte[] {ValueType.I32}, new byte[] {ValueType.I32});

  private final WasmModule module;
  private final SyscallTable syscalls;

  private Admission(WasmModule module, SyscallTable syscalls) {
    this.module = module;
    this.syscalls = syscalls;
  }

  /**
   * Checks an actor's code.
   *
   * @throws InvalidModuleException naming what offends, and where
   */
  public static void check(byte[] wasm, NetworkConfig network) throws InvalidModuleException {
    MeteredModule.of(wasm, WasmPrices.metering(network));
    Admission admission = new Admission(WasmModule.read(wasm), SyscallTable.of(network.rules()));
    admission.checkImports();
    admission.checkMemory();
    admission.checkEntryPoint();
    admission.checkSegments();
  }

  private void checkImports() throws InvalidModuleException {
    for (int i = 0; i < module.imports().size(); i++) {
      Import wanted = module.imports().get(i);
      String what = "import " + i + ", " + wanted.module() + "." + wanted.name();
      if (!(wanted.type() instanceof ExternalType.Function function)) {
        throw error(SectionId.IMPORT, what + ": only functions can be imported");
      }
      Optional<Syscall> syscall = syscalls.find(wanted.module(), wanted.name());
      if (syscall.isEmpty()) {
        throw error(SectionId.IMPORT, what + ": there is no such syscall");
      }
      FuncType expected = signature(syscall.get());
      FuncType found = module.types().get(function.typeIndex());
      if (!found.equals(expected)) {
        throw error(SectionId.IMPORT, what + ": is " + expected + ", not " + found);
      }
    }
  }

  private static FuncType signature(Syscall syscall) {
    String letters = syscall.parameters();
    byte[] parameters = new byte[letters.length()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = letters.charAt(i) == 'I' ? ValueType.I64 : ValueType.I32;
    }
    return FuncType.of(parameters, new byte[] {ValueType.I32});
  }

  private void checkMemory() throws InvalidModuleException {
    if (export(LinkedModule.MEMORY, ExternalKind.MEMORY).isEmpty()) {
      throw missing("memory", LinkedModule.MEMORY);
    }
  }

  private void checkEntryPoint() throws InvalidModuleException {
    Export entryPoint =
        export(LinkedModule.ENTRY_POINT, ExternalKind.FUNCTION)
            .orElseThrow(() -> missing("function", LinkedModule.ENTRY_POINT));
    FuncType type = typeOf(entryPoint.index());
    if (!type.equals(ENTRY_POINT_TYPE)) {
      throw error(
          SectionId.EXPORT,
          "\"" + LinkedModule.ENTRY_POINT + "\" is " + type + ", not " + ENTRY_POINT_TYPE);
    }
  }

  private FuncType typeOf(int function) {
    int defined = function - module.importedFunctions();
    if (defined >= 0) {
      return module.types().get(module.typeOfDefined(defined));
    }
    // All imports are functions by now.
    ExternalType.Function imported = (ExternalType.Function) module.imports().get(function).type();
    return module.types().get(imported.typeIndex());
  }

  /** Segments are put in place before any code runs, so nothing can make room for them. */
  private void checkSegments() throws InvalidModuleException {
    long bytes = module.memories().getFirst().limits().minimum() << FlatMemory.PAGE_SHIFT;
    for (int i = 0; i < module.data().size(); i++) {
      DataSegment segment = module.data().get(i);
      if (!segment.isPassive()) {
        requireRoom(
            segment.at().offset(),
            SectionId.DATA,
            i,
            segment.at().immediate(),
            segment.end() - segment.start(),
            bytes);
      }
    }
    for (int i = 0; i < module.elements().size(); i++) {
      ElementSegment segment = module.elements().get(i);
      if (segment.mode() == ElementSegment.Mode.ACTIVE) {
        requireRoom(
            segment.at().offset(),
            SectionId.ELEMENT,
            i,
            segment.at().immediate(),
            segment.size(),
            module.tables().get(segment.table()).limits().minimum());
      }
    }
  }

  private static void requireRoom(
      int at, SectionId section, int segment, long begin, int size, long room)
      throws InvalidModuleException {
    long from = begin & 0xffff_ffffL;
    if (from + size > room) {
      throw new InvalidModuleException(
          section.title(),
          at,
          "segment " + segment + " ends at " + (from + size) + ", there is room up to " + room);
    }
  }

  private Optional<Export> export(String name, ExternalKind kind) {
    return module.exports().stream()
        .filter(export -> export.name().equals(name) && export.kind() == kind)
        .findFirst();
  }

  private static InvalidModuleException missing(String kind, String name) {
    return error(SectionId.EXPORT, "no " + kind + " is exported as \"" + name + "\"");
  }

  private static InvalidModuleException error(SectionId section, String reason) {
    return new InvalidModuleException(section.title(), -1, reason);
  }
}
