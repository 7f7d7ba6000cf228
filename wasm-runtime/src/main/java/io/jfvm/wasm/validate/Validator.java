// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.ConstExpr;
import io.jfvm.wasm.module.DataSegment;
import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.Global;
import io.jfvm.wasm.module.Import;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Limits;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;
import java.util.HashSet;
import java.util.Set;

/** Validates a whole module. */
public final class Validator {
  private static final int MAX_PAGES = 65536;
  private static final int MAX_MEMORIES = 1;
  private static final int MAX_TABLES = 100;
  private static final int MAX_FUNCTIONS = 1_000_000;
  private static final int MAX_GLOBALS = 1_000_000;

  /** Imports and exports count 1 each, functions also their parameters and results. */
  private static final int MAX_TYPE_SIZE = 1_000_000;

  private final WasmModule module;
  private final IndexSpaces spaces;
  private int typeSize = 1;

  private Validator(WasmModule module) {
    this.module = module;
    spaces = new IndexSpaces(module);
  }

  /**
   * Checks that the module is valid.
   *
   * @throws InvalidModuleException naming the first offence found
   */
  public static void check(WasmModule module) throws InvalidModuleException {
    Validator validator = new Validator(module);
    validator.checkImports();
    validator.checkDefinitions();
    validator.checkExports();
    validator.checkStart();
    validator.checkElements();
    validator.checkData();
    validator.checkBodies();
  }

  private void checkImports() throws InvalidModuleException {
    int index = 0;
    for (Import imported : module.imports()) {
      String what = "import " + index++;
      switch (imported.type()) {
        case ExternalType.Function function -> {
          checkTypeIndex(function.typeIndex(), SectionId.IMPORT, what);
          grow(functionSize(module.types().get(function.typeIndex())), SectionId.IMPORT);
        }
        case ExternalType.Table table -> {
          checkTable(table.limits(), SectionId.IMPORT, what);
          grow(1, SectionId.IMPORT);
        }
        case ExternalType.Memory memory -> {
          checkMemory(memory.limits(), SectionId.IMPORT, what);
          grow(1, SectionId.IMPORT);
        }
        case ExternalType.Global global -> grow(1, SectionId.IMPORT);
      }
    }
  }

  private void checkDefinitions() throws InvalidModuleException {
    for (int i = 0; i < module.definedFunctions(); i++) {
      checkTypeIndex(module.typeOfDefined(i), SectionId.FUNCTION, "function " + i);
    }
    for (ExternalType.Table table : module.tables()) {
      checkTable(table.limits(), SectionId.TABLE, "table");
    }
    for (ExternalType.Memory memory : module.memories()) {
      checkMemory(memory.limits(), SectionId.MEMORY, "memory");
    }
    atMost(spaces.functions(), MAX_FUNCTIONS, SectionId.FUNCTION, "functions");
    atMost(spaces.tables(), MAX_TABLES, SectionId.TABLE, "tables");
    atMost(spaces.memories(), MAX_MEMORIES, SectionId.MEMORY, "memories");
    atMost(spaces.globals(), MAX_GLOBALS, SectionId.GLOBAL, "globals");
    for (Global global : module.globals()) {
      checkConstant(global.initial(), global.type().type(), SectionId.GLOBAL);
    }
  }

  private void checkExports() throws InvalidModuleException {
    Set<String> names = new HashSet<>();
    for (Export export : module.exports()) {
      int size =
          switch (export.kind()) {
            case FUNCTION -> spaces.functions();
            case TABLE -> spaces.tables();
            case MEMORY -> spaces.memories();
            case GLOBAL -> spaces.globals();
          };
      if (export.index() >= size) {
        throw error(
            SectionId.EXPORT,
            "export \"" + export.name() + "\": index " + export.index() + " out of bounds");
      }
      if (!names.add(export.name())) {
        throw error(SectionId.EXPORT, "\"" + export.name() + "\" is exported twice");
      }
      grow(
          switch (export.kind()) {
            case FUNCTION -> functionSize(spaces.functionType(export.index()));
            case TABLE, MEMORY, GLOBAL -> 1;
          },
          SectionId.EXPORT);
    }
  }

  private void checkStart() throws InvalidModuleException {
    int start = module.start();
    if (start < 0) {
      return;
    }
    checkFunction(start, SectionId.START, -1);
    FuncType type = spaces.functionType(start);
    if (type.paramCount() != 0 || type.resultCount() != 0) {
      throw error(SectionId.START, "start function has type " + type);
    }
  }

  private void checkElements() throws InvalidModuleException {
    for (ElementSegment segment : module.elements()) {
      if (segment.mode() == ElementSegment.Mode.ACTIVE) {
        if (segment.table() >= spaces.tables()) {
          throw error(SectionId.ELEMENT, segment.offset(), "no table " + segment.table());
        }
        checkConstant(segment.at(), ValueType.I32, SectionId.ELEMENT);
      }
      if (segment.expressions() == null) {
        for (int function : segment.functions()) {
          checkFunction(function, SectionId.ELEMENT, segment.offset());
        }
      } else {
        for (ConstExpr expression : segment.expressions()) {
          checkConstant(expression, ValueType.FUNCREF, SectionId.ELEMENT);
        }
      }
    }
  }

  private void checkData() throws InvalidModuleException {
    for (DataSegment segment : module.data()) {
      if (!segment.isPassive()) {
        if (segment.memory() >= spaces.memories()) {
          throw error(SectionId.DATA, segment.at().offset(), "no memory " + segment.memory());
        }
        checkConstant(segment.at(), ValueType.I32, SectionId.DATA);
      }
    }
  }

  private void checkBodies() throws InvalidModuleException {
    FunctionCode code = new FunctionCode();
    FunctionValidator functions = new FunctionValidator(module, spaces);
    for (int i = 0; i < module.definedFunctions(); i++) {
      module.decode(i, code);
      functions.check(module.importedFunctions() + i, code, module.bodies().get(i));
    }
  }

  private void checkConstant(ConstExpr constant, byte expected, SectionId section)
      throws InvalidModuleException {
    int index = (int) constant.immediate();
    byte type =
        switch (constant.opcode()) {
          case Opcode.I32_CONST -> ValueType.I32;
          case Opcode.I64_CONST -> ValueType.I64;
          case Opcode.F32_CONST -> ValueType.F32;
          case Opcode.F64_CONST -> ValueType.F64;
          case Opcode.REF_NULL -> ValueType.FUNCREF;
          case Opcode.REF_FUNC -> {
            checkFunction(index, section, constant.offset());
            yield ValueType.FUNCREF;
          }
          default -> {
            if (index >= spaces.importedGlobals() || spaces.global(index).mutable()) {
              throw error(
                  section,
                  constant.offset(),
                  "a constant can only read an imported immutable global, not " + index);
            }
            yield spaces.global(index).type();
          }
        };
    if (type != expected) {
      throw error(
          section,
          constant.offset(),
          "constant of type "
              + ValueType.name(type)
              + " where "
              + ValueType.name(expected)
              + " is expected");
    }
  }

  private void checkFunction(int index, SectionId section, int offset)
      throws InvalidModuleException {
    if (index < 0 || index >= spaces.functions()) {
      throw error(section, offset, "no function " + Integer.toUnsignedString(index));
    }
  }

  private void checkTypeIndex(int index, SectionId section, String what)
      throws InvalidModuleException {
    if (index < 0 || index >= module.types().size()) {
      throw error(section, what + " has no type " + Integer.toUnsignedString(index));
    }
  }

  private static void checkTable(Limits limits, SectionId section, String what)
      throws InvalidModuleException {
    if (limits.hasMaximum() && limits.minimum() > limits.maximum()) {
      throw error(section, what + ": minimum above maximum");
    }
  }

  private static void checkMemory(Limits limits, SectionId section, String what)
      throws InvalidModuleException {
    checkTable(limits, section, what);
    if (limits.minimum() > MAX_PAGES || limits.maximum() > MAX_PAGES) {
      throw error(section, what + ": more than " + MAX_PAGES + " pages");
    }
  }

  private static int functionSize(FuncType type) {
    return 1 + type.paramCount() + type.resultCount();
  }

  private void grow(int size, SectionId section) throws InvalidModuleException {
    typeSize += size;
    if (typeSize >= MAX_TYPE_SIZE) {
      throw error(section, "types of imports and exports exceed a size of " + MAX_TYPE_SIZE);
    }
  }

  private static void atMost(int count, int limit, SectionId section, String what)
      throws InvalidModuleException {
    if (count > limit) {
      throw error(section, count + " " + what + " exceed the limit of " + limit);
    }
  }

  private static InvalidModuleException error(SectionId section, String reason) {
    return error(section, -1, reason);
  }

  private static InvalidModuleException error(SectionId section, int offset, String reason) {
    return new InvalidModuleException(section.title(), offset, reason);
  }
}
