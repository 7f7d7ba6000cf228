// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Block;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CarReader;
import io.jfvm.machine.Manifest;
import io.jfvm.types.Cid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bundles as CARs anywhere below a folder, each known by its manifest and not by its name. Files
 * are opened in order of their paths, only until the bundle that is asked for is found, and of two
 * of one manifest the first counts. Used by one thread.
 */
public final class BundleFolder implements ActorBundles {
  private static final String EXTENSION = ".car";

  private final List<Path> unopened;
  private final Map<Cid, Path> files = new LinkedHashMap<>();
  private final Map<Cid, List<Block>> blocks = new LinkedHashMap<>();

  private BundleFolder(List<Path> files) {
    this.unopened = new ArrayList<>(files);
  }

  /**
   * The bundles below a folder.
   *
   * @throws VectorException if there is no such folder or no CAR in it
   */
  public static BundleFolder of(Path folder) throws VectorException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> cars =
          files
              .filter(file -> file.toString().endsWith(EXTENSION) && Files.isRegularFile(file))
              .sorted()
              .toList();
      if (cars.isEmpty()) {
        throw new VectorException(folder + ": no " + EXTENSION + " file there or below");
      }
      return new BundleFolder(cars);
    } catch (IOException e) {
      throw new VectorException(folder + ": no folder that can be read", e);
    }
  }

  @Override
  public boolean provide(Cid manifest, Blockstore store) throws VectorException {
    while (!files.containsKey(manifest) && !unopened.isEmpty()) {
      Path file = unopened.removeFirst();
      files.putIfAbsent(manifestOf(file), file);
    }
    Path file = files.get(manifest);
    if (file == null) {
      return false;
    }
    if (!blocks.containsKey(manifest)) {
      blocks.put(manifest, read(file));
    }
    blocks.get(manifest).forEach(block -> store.put(block.cid(), block.data()));
    return true;
  }

  /** A CAR that is no bundle is an error, not passed over. */
  private static Cid manifestOf(Path file) throws VectorException {
    return reading(
        file,
        car -> {
          Cid root = car.roots().getFirst();
          for (Optional<Block> block = car.next(); block.isPresent(); block = car.next()) {
            if (block.get().cid().equals(root)) {
              return Manifest.dataOf(block.get().data());
            }
          }
          throw new DecodeException("the CAR lacks its root " + root);
        });
  }

  private static List<Block> read(Path file) throws VectorException {
    return reading(
        file,
        car -> {
          List<Block> all = new ArrayList<>();
          for (Optional<Block> block = car.next(); block.isPresent(); block = car.next()) {
            all.add(block.get());
          }
          return all;
        });
  }

  private interface Reading<T> {
    T of(CarReader car) throws IOException, DecodeException;
  }

  private static <T> T reading(Path file, Reading<T> reading) throws VectorException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return reading.of(CarReader.open(in));
    } catch (IOException | DecodeException e) {
      throw new VectorException(file + ": no bundle of actors: " + e.getMessage(), e);
    }
  }
}
