// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A module as its binary declares it. Function bodies and data stay in the bytes and are decoded
 * when asked for.
 *
 * <p>Reading takes time and memory linear in the number of bytes, whatever counts they claim.
 */
public final class WasmModule {
  /** Magic number and version. */
  static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

  final byte[] bytes;
  final Map<SectionId, Span> spans = new EnumMap<>(SectionId.class);
  final List<CustomSection> customSections = new ArrayList<>();
  List<FuncType> types = List.of();
  List<Import> imports = List.of();
  int[] functionTypes = {};
  List<ExternalType.Table> tables = List.of();
  List<ExternalType.Memory> memories = List.of();
  List<Global> globals = List.of();
  List<Export> exports = List.of();
  int start = -1;
  List<ElementSegment> elements = List.of();
  int dataCount = -1;
  List<FunctionBody> bodies = List.of();
  List<DataSegment> data = List.of();
  private int importedFunctions;

  WasmModule(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Payload of a section: the module's bytes from {@code start} to {@code end}. */
  public record Span(int start, int end) {}

  /**
   * Reads a module. The array is kept, not copied.
   *
   * @throws InvalidModuleException when it is malformed or uses an encoding no network version
   *     admits
   */
  public static WasmModule read(byte[] bytes) throws InvalidModuleException {
    WasmModule module = new WasmModule(bytes);
    new ModuleReader(module).read();
    int functions = 0;
    for (Import imported : module.imports) {
      if (imported.type() instanceof ExternalType.Function) {
        functions++;
      }
    }
    module.importedFunctions = functions;
    return module;
  }

  /** Size of the binary in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Where a section's payload lies, or null when the module has none; not for custom sections. */
  public Span span(SectionId id) {
    return spans.get(id);
  }

  /** One byte of the binary, unsigned. */
  public int byteAt(int offset) {
    return bytes[offset] & 0xff;
  }

  /** Appends the module's bytes from {@code start} to {@code end}. */
  public void copy(int start, int end, BinaryWriter out) {
    out.bytes(bytes, start, end);
  }

  public List<CustomSection> customSections() {
    return customSections;
  }

  public List<FuncType> types() {
    return types;
  }

  public List<Import> imports() {
    return imports;
  }

  /** Functions the module defines. */
  public int definedFunctions() {
    return functionTypes.length;
  }

  public int importedFunctions() {
    return importedFunctions;
  }

  /** Index into the types of a function the module defines, counted without imports. */
  public int typeOfDefined(int index) {
    return functionTypes[index];
  }

  public List<ExternalType.Table> tables() {
    return tables;
  }

  public List<ExternalType.Memory> memories() {
    return memories;
  }

  public List<Global> globals() {
    return globals;
  }

  public List<Export> exports() {
    return exports;
  }

  /** Index of the start function, or -1. */
  public int start() {
    return start;
  }

  public List<ElementSegment> elements() {
    return elements;
  }

  /** What the data count section says, or -1 without one. */
  public int dataCount() {
    return dataCount;
  }

  public List<FunctionBody> bodies() {
    return bodies;
  }

  public List<DataSegment> data() {
    return data;
  }

  /** Decodes the body of a function the module defines, counted without imports. */
  public void decode(int index, FunctionCode out) throws InvalidModuleException {
    FunctionBody body = bodies.get(index);
    FunctionDecoder.decode(
        new BinaryReader(bytes, body.start(), body.end(), SectionId.CODE.title()), out);
  }
}
