// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the sections of a module in their order. */
final class ModuleReader {
  private static final int MAX_TYPES = 1_000_000;
  private static final int MAX_IMPORTS = 1_000_000;
  private static final int MAX_FUNCTIONS = 1_000_000;
  private static final int MAX_GLOBALS = 1_000_000;
  private static final int MAX_EXPORTS = 1_000_000;
  private static final int MAX_TABLES = 100;
  private static final int MAX_MEMORIES = 1;
  private static final int MAX_SEGMENTS = 100_000;
  private static final int MAX_PARAMS = 1000;

  private final WasmModule module;

  ModuleReader(WasmModule module) {
    this.module = module;
  }

  void read() throws InvalidModuleException {
    byte[] bytes = module.bytes;
    int header = WasmModule.HEADER.length;
    if (bytes.length < header || !Arrays.equals(bytes, 0, header, WasmModule.HEADER, 0, header)) {
      throw new InvalidModuleException("module header", 0, "not a WebAssembly module of version 1");
    }
    BinaryReader in = new BinaryReader(bytes, header, bytes.length, "module");
    SectionId last = SectionId.CUSTOM;
    while (!in.atEnd()) {
      int at = in.position();
      int code = in.u8();
      SectionId id = SectionId.of(code);
      if (id == null) {
        throw in.error(at, "section " + code + " is not admitted");
      }
      int length = in.length(id.title());
      int start = in.position();
      in.skip(length);
      if (id != SectionId.CUSTOM) {
        if (id.compareTo(last) <= 0) {
          throw in.error(
              at, id.title() + (id == last ? " repeated" : " out of order, after " + last.title()));
        }
        last = id;
        module.spans.put(id, new WasmModule.Span(start, start + length));
      }
      section(id, new BinaryReader(bytes, start, start + length, id.title()));
    }
    checkCounts();
  }

  private void section(SectionId id, BinaryReader in) throws InvalidModuleException {
    switch (id) {
      case CUSTOM -> custom(in);
      case TYPE -> module.types = list(in, "types", MAX_TYPES, ModuleReader::type);
      case IMPORT -> module.imports = list(in, "imports", MAX_IMPORTS, ModuleReader::importOf);
      case FUNCTION -> module.functionTypes = indices(in, "functions", MAX_FUNCTIONS);
      case TABLE -> module.tables = list(in, "tables", MAX_TABLES, ModuleReader::table);
      case MEMORY -> module.memories = list(in, "memories", MAX_MEMORIES, ModuleReader::memory);
      case GLOBAL -> module.globals = list(in, "globals", MAX_GLOBALS, ModuleReader::global);
      case EXPORT -> module.exports = list(in, "exports", MAX_EXPORTS, ModuleReader::export);
      case START -> module.start = index(in);
      case ELEMENT ->
          module.elements = list(in, "element segments", MAX_SEGMENTS, SegmentReader::element);
      case DATA_COUNT -> module.dataCount = dataCount(in);
      case CODE -> module.bodies = list(in, "functions", MAX_FUNCTIONS, ModuleReader::body);
      case DATA -> module.data = list(in, "data segments", MAX_SEGMENTS, SegmentReader::data);
    }
    in.expectEnd();
  }

  private void checkCounts() throws InvalidModuleException {
    if (module.functionTypes.length != module.bodies.size()) {
      throw new InvalidModuleException(
          SectionId.CODE.title(),
          -1,
          module.functionTypes.length
              + " functions are declared but "
              + module.bodies.size()
              + " have a body");
    }
    if (module.dataCount >= 0 && module.dataCount != module.data.size()) {
      throw new InvalidModuleException(
          SectionId.DATA_COUNT.title(),
          -1,
          "announces " + module.dataCount + " data segments, there are " + module.data.size());
    }
  }

  /** Reads one entry of a section. */
  interface Entry<T> {
    T read(BinaryReader in) throws InvalidModuleException;
  }

  private static <T> List<T> list(BinaryReader in, String what, int limit, Entry<T> entry)
      throws InvalidModuleException {
    int count = in.count(what, limit);
    List<T> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(entry.read(in));
    }
    return List.copyOf(entries);
  }

  static int[] indices(BinaryReader in, String what, int limit) throws InvalidModuleException {
    int[] indices = new int[in.count(what, limit)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = in.u32();
    }
    return indices;
  }

  private void custom(BinaryReader in) throws InvalidModuleException {
    int start = in.position();
    String name = in.name();
    int contents = in.position();
    in.skipToEnd();
    module.customSections.add(new CustomSection(name, start, contents, in.position()));
  }

  private static FuncType type(BinaryReader in) throws InvalidModuleException {
    int form = in.u8();
    if (form != FuncType.FORM) {
      throw in.error(
          in.position() - 1, "type 0x" + Integer.toHexString(form) + " is not a function type");
    }
    byte[] params = in.valueTypes("parameters", MAX_PARAMS);
    int at = in.position();
    byte[] results = in.valueTypes("results", MAX_PARAMS);
    if (results.length > 1) {
      throw in.error(at, "a function with " + results.length + " results is not admitted");
    }
    return FuncType.owning(params, results);
  }

  private static Import importOf(BinaryReader in) throws InvalidModuleException {
    String moduleName = in.name();
    String name = in.name();
    ExternalKind kind = kind(in);
    ExternalType type =
        switch (kind) {
          case FUNCTION -> new ExternalType.Function(index(in));
          case TABLE -> table(in);
          case MEMORY -> memory(in);
          case GLOBAL -> globalType(in);
        };
    return new Import(moduleName, name, type);
  }

  private static ExternalKind kind(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int kind = in.u8();
    if (kind >= ExternalKind.values().length) {
      throw in.error(at, "external kind " + kind + " is not admitted");
    }
    return ExternalKind.values()[kind];
  }

  /** An index; those beyond 2^31 are out of every index space. */
  static int index(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int index = in.u32();
    if (index < 0) {
      throw in.error(at, "index " + Integer.toUnsignedString(index) + " out of bounds");
    }
    return index;
  }

  private static ExternalType.Table table(BinaryReader in) throws InvalidModuleException {
    byte elementType = referenceType(in);
    return new ExternalType.Table(elementType, limits(in));
  }

  static byte referenceType(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    byte type = in.valueType();
    if (type != ValueType.FUNCREF) {
      throw in.error(at, ValueType.name(type) + " is not a reference type");
    }
    return type;
  }

  private static ExternalType.Memory memory(BinaryReader in) throws InvalidModuleException {
    return new ExternalType.Memory(limits(in));
  }

  private static Limits limits(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int flags = in.u8();
    if (flags > Limits.HAS_MAXIMUM) {
      throw in.error(at, "shared, 64-bit or custom-page limits (flags " + flags + ") not admitted");
    }
    long minimum = Integer.toUnsignedLong(in.u32());
    long maximum = flags == 0 ? -1 : Integer.toUnsignedLong(in.u32());
    return new Limits(minimum, maximum);
  }

  private static Global global(BinaryReader in) throws InvalidModuleException {
    ExternalType.Global type = globalType(in);
    return new Global(type, SegmentReader.constant(in));
  }

  private static ExternalType.Global globalType(BinaryReader in) throws InvalidModuleException {
    byte type = in.valueType();
    int at = in.position();
    int flags = in.u8();
    if (flags > 1) {
      throw in.error(at, "global flags " + flags + " are not admitted");
    }
    return new ExternalType.Global(type, flags == 1);
  }

  private static Export export(BinaryReader in) throws InvalidModuleException {
    String name = in.name();
    ExternalKind kind = kind(in);
    return new Export(name, kind, index(in));
  }

  private static int dataCount(BinaryReader in) throws InvalidModuleException {
    int at = in.position();
    int count = in.u32();
    if (count < 0 || count > MAX_SEGMENTS) {
      throw in.error(at, Integer.toUnsignedString(count) + " data segments exceed the limit");
    }
    return count;
  }

  private static FunctionBody body(BinaryReader in) throws InvalidModuleException {
    int length = in.length("function body");
    int start = in.position();
    in.skip(length);
    return new FunctionBody(start, start + length);
  }
}
