// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import com.esaulpaugh.headlong.abi.ABIObject;
import com.esaulpaugh.headlong.abi.ABIParser;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import com.esaulpaugh.headlong.abi.TypeEnum;
import com.google.gson.stream.JsonReader;
import io.jfvm.types.HostException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A compiled contract: its bytecode, and its ABI to make calls and read results. {@link AbiDecoder}
 * reads what several contracts emit.
 *
 * <p>Arguments are plain Java values: any integer and enum an {@link Integer}, {@link Long}, {@link
 * java.math.BigInteger} or {@link io.jfvm.types.TokenAmount}; an address an {@link
 * io.jfvm.types.EthAddress}; {@code bytes} and {@code bytesN} a {@code byte[]}; the others {@link
 * Boolean} and {@link String}. The ABI is parsed when it is first needed. Not safe for use by
 * several threads.
 */
public final class ContractArtifact {
  private final byte[] json;
  private final Map<String, String> texts;
  private final Map<String, String> sources;
  private List<ABIObject> abi;

  private ContractArtifact(byte[] json, Map<String, String> texts, Map<String, String> sources) {
    this.json = json;
    this.texts = texts;
    this.sources = sources;
  }

  /**
   * The artifact of a contract of this module.
   *
   * @param contractName as in the Solidity source, such as {@code DataDao}
   * @throws IllegalArgumentException if there is no such contract
   */
  public static ContractArtifact load(String contractName) {
    String resource = "contracts/" + contractName + ".json";
    try (InputStream in = ContractArtifact.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no contract " + contractName + " among the examples");
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new HostException("artifact of " + contractName + " cannot be read", e);
    }
  }

  private static ContractArtifact parse(byte[] json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(utf8(json))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String key = reader.nextName();
        switch (key) {
          case "contractName", "sourceName", "compiler", "bytecode", "deployedBytecode" ->
              texts.put(key, reader.nextString());
          case "sources" -> {
            reader.beginObject();
            while (reader.hasNext()) {
              sources.put(reader.nextName(), reader.nextString());
            }
            reader.endObject();
          }
          default -> reader.skipValue();
        }
      }
      reader.endObject();
    }
    return new ContractArtifact(json, texts, Collections.unmodifiableMap(sources));
  }

  private static InputStreamReader utf8(byte[] json) {
    return new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8);
  }

  public String contractName() {
    return text("contractName");
  }

  /** Path of the source that defines the contract, within the Solidity folder. */
  public String sourceName() {
    return text("sourceName");
  }

  /** Full version of the compiler. */
  public String compiler() {
    return text("compiler");
  }

  /** Every source the contract is made of: path within the Solidity folder, SHA-256 in hex. */
  public Map<String, String> sources() {
    return sources;
  }

  /** Code that makes the contract, without the constructor's arguments. */
  public byte[] bytecode() {
    return hex("bytecode");
  }

  /** Code of the contract once made; its immutable values are zero here. */
  public byte[] deployedBytecode() {
    return hex("deployedBytecode");
  }

  /**
   * What deploys the contract: its bytecode and the constructor's arguments.
   *
   * @throws AbiException if the arguments do not fit
   */
  public byte[] initcode(Object... arguments) {
    byte[] code = bytecode();
    byte[] encoded =
        AbiValues.encode(contractName() + " constructor", constructorInputs(), arguments);
    byte[] initcode = new byte[code.length + encoded.length];
    System.arraycopy(code, 0, initcode, 0, code.length);
    System.arraycopy(encoded, 0, initcode, code.length, encoded.length);
    return initcode;
  }

  /**
   * The input of a call.
   *
   * @throws AbiException if there is no such function or the arguments do not fit
   */
  public byte[] encodeCall(String functionName, Object... arguments) {
    Function function = function(functionName);
    byte[] encoded = AbiValues.encode(where(functionName), function.getInputs(), arguments);
    byte[] selector = function.selector();
    byte[] input = new byte[selector.length + encoded.length];
    System.arraycopy(selector, 0, input, 0, selector.length);
    System.arraycopy(encoded, 0, input, selector.length, encoded.length);
    return input;
  }

  /**
   * What a call returned.
   *
   * @throws AbiException if there is no such function or the bytes are no result of it
   */
  public Decoded decodeReturn(String functionName, byte[] output) {
    TupleType<Tuple> outputs = function(functionName).getOutputs();
    return new Decoded(functionName, AbiValues.decode(where(functionName), outputs, output));
  }

  /** Functions, events and errors, in the artifact's order. */
  List<ABIObject> abi() {
    if (abi == null) {
      abi = List.copyOf(new ABIParser().parseField("abi", new ByteArrayInputStream(json)));
    }
    return abi;
  }

  private Function function(String name) {
    for (ABIObject entry : abi()) {
      if (entry.getType() == TypeEnum.FUNCTION && entry.getName().equals(name)) {
        return entry.asFunction();
      }
    }
    throw new AbiException(
        "%s has no function %s; it has %s"
            .formatted(
                contractName(),
                name,
                abi().stream()
                    .filter(entry -> entry.getType() == TypeEnum.FUNCTION)
                    .map(ABIObject::getName)
                    .collect(Collectors.joining(", "))));
  }

  private TupleType<Tuple> constructorInputs() {
    for (ABIObject entry : abi()) {
      if (entry.getType() == TypeEnum.CONSTRUCTOR) {
        return entry.getInputs();
      }
    }
    return TupleType.EMPTY;
  }

  private String where(String functionName) {
    return contractName() + "." + functionName;
  }

  private byte[] hex(String key) {
    return HexFormat.of().parseHex(text(key), "0x".length(), text(key).length());
  }

  private String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new HostException("an artifact has no " + key);
    }
    return text;
  }

  @Override
  public String toString() {
    return contractName();
  }
}
