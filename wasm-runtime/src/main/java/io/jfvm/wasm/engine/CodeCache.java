// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.crypto.Blake2b;
import io.jfvm.types.Cid;
import io.jfvm.wasm.meter.MeteringRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import run.endive.wasm.Version;

/**
 * Compiled modules in a directory, one file each, named by a digest of all that decides the
 * content: the code, the rules and prices of the metering, the compilers' versions.
 *
 * <p>Any number of processes may share a directory: files appear as a whole, and one that is not
 * whole is compiled anew. But what is in them runs: the directory must belong to who runs the VM. A
 * file that cannot be written is merely not there the next time.
 */
final class CodeCache {
  /** To be raised whenever the same module would give other classes, or a file has another form. */
  private static final int VERSION = 3;

  private static final byte[] MAGIC = "jfvmcode".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;
  private static final String SUFFIX = ".code";

  private final Path directory;
  private final String rules;

  /** Makes the directory if there is none. */
  CodeCache(Path directory, MeteringRules rules, CodeForm form) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.rules = rules + " " + form;
  }

  Optional<CompiledModule> find(Cid code) {
    try {
      byte[] file = Files.readAllBytes(path(code));
      int end = file.length - DIGEST_BYTES;
      if (end < MAGIC.length
          || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
          || !Arrays.equals(
              Blake2b.hash256(Arrays.copyOf(file, end)),
              Arrays.copyOfRange(file, end, file.length))) {
        return Optional.empty();
      }
      return Optional.of(CompiledModule.decode(Arrays.copyOfRange(file, MAGIC.length, end)));
    } catch (IOException e) {
      return Optional.empty(); // there is none, in most cases
    }
  }

  void put(Cid code, CompiledModule compiled) {
    byte[] content = compiled.encode();
    ByteBuffer file = ByteBuffer.allocate(MAGIC.length + content.length + DIGEST_BYTES);
    file.put(MAGIC).put(content);
    file.put(Blake2b.hash256(Arrays.copyOf(file.array(), file.position())));
    try {
      Path whole = Files.createTempFile(directory, "new", SUFFIX);
      try {
        Files.write(whole, file.array());
        move(whole, path(code));
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      // The module is compiled again the next time.
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING); // the digest tells if it is torn
    }
  }

  Path path(Cid code) {
    String key = String.join("\n", code.toString(), rules, Version.version(), "" + VERSION);
    byte[] digest = Blake2b.hash256(key.getBytes(StandardCharsets.UTF_8));
    return directory.resolve(HexFormat.of().formatHex(digest) + SUFFIX);
  }
}
