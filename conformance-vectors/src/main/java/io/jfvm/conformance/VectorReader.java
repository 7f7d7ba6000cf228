// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads message vectors from JSON. */
public final class VectorReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What the reference's runner takes when a vector is silent. */
  private static final BigInteger DEFAULT_BASE_FEE = BigInteger.valueOf(100);

  private final String name;

  private VectorReader(String name) {
    this.name = name;
  }

  public static MessageVector read(Path file) throws VectorException {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new VectorException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a vector.
   *
   * @param name how errors call it
   */
  public static MessageVector parse(String name, byte[] json) throws VectorException {
    VectorReader reader = new VectorReader(name);
    try {
      return reader.vector(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new VectorException(name + ": " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new VectorException(name + ": " + e.getMessage(), e);
    }
  }

  private MessageVector vector(JsonNode root) throws VectorException {
    String type = text(root, "class");
    if (!type.equals("message")) {
      throw fault("class", "is \"" + type + "\", not \"message\"");
    }
    JsonNode pre = object(root, "preconditions");
    JsonNode post = object(root, "postconditions");
    return new MessageVector(
        root.path("_meta").path("id").asText(name),
        root.path("_meta").path("description").asText(""),
        selector(root.path("selector")),
        base64(root, "car"),
        variants(pre),
        root(pre),
        integer(pre, "basefee", DEFAULT_BASE_FEE),
        integer(pre, "circ_supply", BigInteger.ZERO),
        root.has("chain_id") ? OptionalLong.of(number(root, "chain_id")) : OptionalLong.empty(),
        messages(root),
        root(post),
        receipts(post),
        randomness(root));
  }

  private static Map<String, String> selector(JsonNode node) {
    Map<String, String> selector = new LinkedHashMap<>();
    node.properties().forEach(entry -> selector.put(entry.getKey(), entry.getValue().asText()));
    return selector;
  }

  private List<Variant> variants(JsonNode pre) throws VectorException {
    List<Variant> variants = new ArrayList<>();
    for (JsonNode node : array(pre, "variants")) {
      variants.add(
          new Variant(
              text(node, "id"),
              new ChainEpoch(number(node, "epoch")),
              NetworkVersion.of((int) number(node, "nv"))));
    }
    return variants;
  }

  private List<Application> messages(JsonNode root) throws VectorException {
    List<Application> messages = new ArrayList<>();
    for (JsonNode node : array(root, "apply_messages")) {
      long offset = node.hasNonNull("epoch_offset") ? number(node, "epoch_offset") : 0;
      messages.add(
          new Application(base64(node, "bytes"), offset, node.path("implicit").asBoolean(false)));
    }
    return messages;
  }

  private List<ExpectedReceipt> receipts(JsonNode post) throws VectorException {
    List<ExpectedReceipt> receipts = new ArrayList<>();
    for (JsonNode node : array(post, "receipts")) {
      Optional<Cid> events =
          node.hasNonNull("events_root")
              ? Optional.of(cid(node.get("events_root"), "events_root"))
              : Optional.empty();
      Receipt receipt =
          new Receipt(
              new ExitCode((int) number(node, "exit_code")),
              base64(node, "return"),
              number(node, "gas_used"),
              events);
      receipts.add(new ExpectedReceipt(receipt, node.has("events_root")));
    }
    return receipts;
  }

  private List<Randomness> randomness(JsonNode root) throws VectorException {
    List<Randomness> answers = new ArrayList<>();
    for (JsonNode node : root.path("randomness")) {
      JsonNode on = node.path("on");
      if (!on.isArray() || on.size() < 2 || !on.get(1).canConvertToLong()) {
        throw fault("randomness.on", "is no list of kind and epoch");
      }
      answers.add(
          new Randomness(
              kind(on.get(0).asText()), new ChainEpoch(on.get(1).asLong()), base64(node, "ret")));
    }
    return answers;
  }

  private Randomness.Kind kind(String text) throws VectorException {
    for (Randomness.Kind kind : Randomness.Kind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw fault("randomness.on", "names the kind \"" + text + "\", not chain or beacon");
  }

  private Cid root(JsonNode conditions) throws VectorException {
    JsonNode tree = object(conditions, "state_tree");
    return cid(tree.path("root_cid"), "root_cid");
  }

  private Cid cid(JsonNode node, String field) throws VectorException {
    String text = node.isTextual() ? node.asText() : node.path("/").asText("");
    try {
      return Cid.parse(text);
    } catch (DecodeException e) {
      throw new VectorException(name + ": " + field + ": " + e.getMessage(), e);
    }
  }

  private byte[] base64(JsonNode node, String field) throws VectorException {
    JsonNode value = node.path(field);
    if (value.isNull()) {
      return new byte[0];
    }
    if (!value.isTextual()) {
      throw fault(field, "is missing or no text");
    }
    try {
      return Base64.getDecoder().decode(value.asText());
    } catch (IllegalArgumentException e) {
      throw new VectorException(name + ": " + field + ": " + e.getMessage(), e);
    }
  }

  private String text(JsonNode node, String field) throws VectorException {
    if (!node.path(field).isTextual()) {
      throw fault(field, "is missing or no text");
    }
    return node.get(field).asText();
  }

  private long number(JsonNode node, String field) throws VectorException {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw fault(field, "is missing or no integer of 64 bits");
    }
    return value.asLong();
  }

  private BigInteger integer(JsonNode node, String field, BigInteger otherwise)
      throws VectorException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber()) {
      throw fault(field, "is no integer");
    }
    return value.bigIntegerValue();
  }

  private JsonNode object(JsonNode node, String field) throws VectorException {
    if (!node.path(field).isObject()) {
      throw fault(field, "is missing or no object");
    }
    return node.get(field);
  }

  private JsonNode array(JsonNode node, String field) throws VectorException {
    if (!node.path(field).isArray()) {
      throw fault(field, "is missing or no list");
    }
    return node.get(field);
  }

  private VectorException fault(String field, String what) {
    return new VectorException(name + ": " + field + " " + what);
  }
}
