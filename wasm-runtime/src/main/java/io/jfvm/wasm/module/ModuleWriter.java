// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.List;
import java.util.function.BiConsumer;

/** Writes a module section by section, in the order they are given. */
public final class ModuleWriter {
  private final BinaryWriter out;
  private final BinaryWriter payload = new BinaryWriter(1 << 12);

  public ModuleWriter(int capacity) {
    out = new BinaryWriter(capacity);
    out.bytes(WasmModule.HEADER, 0, WasmModule.HEADER.length);
  }

  /** Copies a section as it is in another module, if that has it. */
  public void copy(WasmModule from, SectionId id) {
    WasmModule.Span span = from.span(id);
    if (span != null) {
      from.copy(span.start(), span.end(), payload);
      flush(id);
    }
  }

  /** Copies a custom section with its name as it was encoded. */
  public void copy(WasmModule from, CustomSection section) {
    from.copy(section.start(), section.end(), payload);
    flush(SectionId.CUSTOM);
  }

  /** Writes a custom section with its name encoded anew. */
  public void custom(WasmModule from, CustomSection section) {
    payload.name(section.name());
    from.copy(section.contents(), section.end(), payload);
    flush(SectionId.CUSTOM);
  }

  public void types(List<FuncType> types) {
    list(SectionId.TYPE, types, FuncType::encode);
  }

  public void imports(List<Import> imports) {
    list(SectionId.IMPORT, imports, Import::encode);
  }

  /**
   * @param types one type index for each function
   */
  public void functions(List<Integer> types) {
    list(SectionId.FUNCTION, types, (type, to) -> to.u32(type));
  }

  public void tables(List<ExternalType.Table> tables) {
    list(SectionId.TABLE, tables, ExternalType.Table::encode);
  }

  public void memories(List<ExternalType.Memory> memories) {
    list(SectionId.MEMORY, memories, (memory, to) -> memory.limits().encode(to));
  }

  public void globals(List<Global> globals) {
    list(SectionId.GLOBAL, globals, Global::encode);
  }

  public void exports(List<Export> exports) {
    list(SectionId.EXPORT, exports, Export::encode);
  }

  public void start(int function) {
    payload.u32(function);
    flush(SectionId.START);
  }

  /** With the table of every segment spelled out. */
  public void elements(List<ElementSegment> segments) {
    list(SectionId.ELEMENT, segments, ElementSegment::encode);
  }

  /** Active segments of functions for table 0, in the encoding of WebAssembly 1.0. */
  public void plainElements(List<ElementSegment> segments) {
    list(SectionId.ELEMENT, segments, ElementSegment::encodePlain);
  }

  public void dataCount(int count) {
    payload.u32(count);
    flush(SectionId.DATA_COUNT);
  }

  /**
   * @param bodies the whole payload of the section
   */
  public void code(BinaryWriter bodies) {
    out.u8(SectionId.CODE.code());
    out.u32(bodies.size());
    out.append(bodies);
  }

  public void data(WasmModule from, List<DataSegment> segments) {
    list(SectionId.DATA, segments, (segment, to) -> segment.encode(from, to));
  }

  public byte[] toBytes() {
    return out.toBytes();
  }

  private <T> void list(SectionId id, List<T> entries, BiConsumer<T, BinaryWriter> encoder) {
    payload.u32(entries.size());
    for (T entry : entries) {
      encoder.accept(entry, payload);
    }
    flush(id);
  }

  private void flush(SectionId id) {
    out.u8(id.code());
    out.u32(payload.size());
    out.append(payload);
    payload.clear();
  }
}
