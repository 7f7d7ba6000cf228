// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Block;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.Cid;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A CAR, gzipped or not, in memory. */
record StateFile(
    List<Cid> roots, MemoryBlockstore store, int blocks, Map<Long, Long> bytesByCodec) {
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  /**
   * Reads a CAR and checks every block.
   *
   * @throws CommandException naming the file and what is wrong
   */
  static StateFile read(Path file) {
    try (InputStream in = unzipped(new BufferedInputStream(Files.newInputStream(file)))) {
      CarReader car = CarReader.open(in);
      MemoryBlockstore store = new MemoryBlockstore();
      Map<Long, Long> bytes = new TreeMap<>();
      for (Optional<Block> block = car.next(); block.isPresent(); block = car.next()) {
        Cid cid = block.get().cid();
        if (store.get(cid).isEmpty()) {
          bytes.merge(cid.codec(), (long) block.get().data().length, Long::sum);
        }
        store.put(cid, block.get().data());
      }
      return new StateFile(car.roots(), store, store.size(), bytes);
    } catch (NoSuchFileException e) {
      throw new CommandException(file + ": no such file", e);
    } catch (EOFException e) {
      throw new CommandException(file + ": the file is cut short", e);
    } catch (IOException | DecodeException e) {
      throw new CommandException(file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    in.reset();
    return zipped ? new GZIPInputStream(in) : in;
  }
}
