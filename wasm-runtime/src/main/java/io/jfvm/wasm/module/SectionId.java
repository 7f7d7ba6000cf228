// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.Locale;

/** The sections of a module, in the order the binary format demands of all but custom ones. */
public enum SectionId {
  CUSTOM(0),
  TYPE(1),
  IMPORT(2),
  FUNCTION(3),
  TABLE(4),
  MEMORY(5),
  GLOBAL(6),
  EXPORT(7),
  START(8),
  ELEMENT(9),
  DATA_COUNT(12),
  CODE(10),
  DATA(11);

  private static final SectionId[] BY_CODE = new SectionId[13];

  static {
    for (SectionId id : values()) {
      BY_CODE[id.code] = id;
    }
  }

  private final int code;
  private final String title;

  SectionId(int code) {
    this.code = code;
    title = name().toLowerCase(Locale.ROOT).replace('_', ' ') + " section";
  }

  /** The byte that opens the section. */
  public int code() {
    return code;
  }

  /** As in messages: {@code "data count section"}. */
  public String title() {
    return title;
  }

  /** The section with this code, or null. */
  static SectionId of(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
