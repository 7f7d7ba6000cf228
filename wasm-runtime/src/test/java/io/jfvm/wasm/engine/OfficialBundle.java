// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.types.Cid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The official actors as they come: a CAR with modules and a manifest. */
final class OfficialBundle {
  private OfficialBundle() {}

  /** The modules by their names, in the order of the manifest. */
  static Map<String, byte[]> read(Path car) throws IOException, DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid root;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
      CarReader reader = CarReader.open(in);
      root = reader.roots().getFirst();
      reader.readInto(store);
    }
    Cid manifest = Manifest.dataOf(store.get(root).orElseThrow());
    Map<String, byte[]> modules = new LinkedHashMap<>();
    for (Manifest.Entry entry : store.load(Manifest.DATA_CODEC, manifest)) {
      modules.put(entry.name(), store.get(entry.code()).orElseThrow());
    }
    return modules;
  }
}
