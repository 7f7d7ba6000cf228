// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What compiling a module gives: classes, and the module without the functions that are in them.
 *
 * @param mainClass the one that is a machine; empty if all functions are left to the interpreter
 * @param classes class files by their binary names
 * @param module of functions compiled only the types remain, and the start function is left out
 * @param start index of the start function, or -1
 */
record CompiledModule(
    String mainClass, SortedMap<String, byte[]> classes, byte[] module, int start) {
  CompiledModule {
    classes = new TreeMap<>(classes);
  }

  /** A module none of whose functions is compiled. */
  static CompiledModule interpreted(byte[] module, int start) {
    return new CompiledModule("", new TreeMap<>(), module, start);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(mainClass);
      out.writeInt(start);
      write(out, module);
      out.writeInt(classes.size());
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        out.writeUTF(entry.getKey());
        write(out, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not of an array
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} gave. */
  static CompiledModule decode(byte[] encoded) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    String mainClass = in.readUTF();
    int start = in.readInt();
    byte[] module = read(in);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      classes.put(in.readUTF(), read(in));
    }
    return new CompiledModule(mainClass, classes, module, start);
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException(bytes.length + " bytes instead of " + length);
    }
    return bytes;
  }
}
