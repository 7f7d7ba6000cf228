// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A program with the gas and output it must have under Cancun's rules, from a JSON file: {@code
 * code}, {@code calldata}, {@code storage}, {@code expected} with {@code gas} and {@code output}
 * (or the first eight bytes of its Keccak-256 if it is longer than a word).
 */
@SuppressWarnings("ArrayRecordComponent") // read only
public record Workload(
    String name, byte[] code, byte[] input, Map<Word, Word> storage, long gas, String output) {
  private static final long GAS = 1L << 40;

  public static Workload read(Path file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    Map<Word, Word> storage = new HashMap<>();
    json.path("storage")
        .properties()
        .forEach(e -> storage.put(word(e.getKey()), word(e.getValue().asText())));
    JsonNode expected = json.path("expected");
    String output =
        expected.has("output")
            ? expected.path("output").asText()
            : "keccak " + expected.path("output_keccak256_first8").asText();
    return new Workload(
        file.getFileName().toString(),
        bytes(json.path("code").asText()),
        bytes(json.path("calldata").asText()),
        storage,
        expected.path("gas").asLong(),
        output);
  }

  /** Runs it once and gives back what it used. */
  public ExecutionResult run(Evm evm, CodeAnalysis analysis) {
    TestHost host = new TestHost(false);
    host.original.putAll(storage);
    host.storage.putAll(storage);
    return evm.execute(
        host, analysis, new Invocation(Word.of(2), Word.ONE, Word.ZERO, input, false, GAS));
  }

  public static long used(ExecutionResult result) {
    return GAS - result.gasLeft();
  }

  /** The output in the form the file gives. */
  public String describe(byte[] bytes) {
    if (!output.startsWith("keccak ")) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    String prefix = output.startsWith("keccak 0x") ? "0x" : "";
    byte[] digest = Keccak256.hash(bytes).toBytes();
    return "keccak " + prefix + HexFormat.of().formatHex(digest, 0, 8);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
  }

  private static Word word(String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    return Word.of(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
  }
}
