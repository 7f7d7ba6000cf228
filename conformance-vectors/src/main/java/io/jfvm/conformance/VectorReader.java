// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Tipset;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.NetworkVersion;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** Reads message vectors from JSON, gzipped or not, as it streams by. */
public final class VectorReader {
  /** What the reference's runner takes when a vector is silent. */
  private static final BigInteger DEFAULT_BASE_FEE = BigInteger.valueOf(100);

  /** No sum of two epochs overflows. */
  private static final long MAX_EPOCH = Long.MAX_VALUE / 2;

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final String name;
  private final VectorJson json;

  private String type;
  private String id;
  private String description = "";
  private final Map<String, String> selector = new LinkedHashMap<>();
  private byte[] car;
  private List<Variant> variants;
  private Cid preRoot;
  private BigInteger baseFee = DEFAULT_BASE_FEE;
  private BigInteger circulatingSupply = BigInteger.ZERO;
  private OptionalLong chainId = OptionalLong.empty();
  private OptionalLong timestamp = OptionalLong.empty();
  private List<Application> messages;
  private Cid postRoot;
  private List<ExpectedReceipt> receipts;
  private List<Randomness> randomness = List.of();
  private List<Tipset> tipsets = List.of();

  private VectorReader(String name, InputStream bytes) throws IOException {
    this.name = name;
    this.id = name;
    this.json = new VectorJson(name, bytes);
  }

  public static MessageVector read(Path file) throws VectorException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return read(file.toString(), bytes);
    } catch (NoSuchFileException e) {
      throw new VectorException(file + ": no such file", e);
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
    return read(name, new ByteArrayInputStream(json));
  }

  private static MessageVector read(String name, InputStream bytes) throws VectorException {
    try {
      return new VectorReader(name, unzipped(bytes)).vector();
    } catch (JsonProcessingException e) {
      throw new VectorException(name + ": " + e.getOriginalMessage(), e);
    } catch (EOFException e) {
      throw new VectorException(name + ": the file is cut short", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new VectorException(name + ": " + e.getMessage(), e);
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    in.reset();
    return zipped ? new GZIPInputStream(in) : in;
  }

  private MessageVector vector() throws IOException, VectorException {
    json.document(this::field);
    require("class", type);
    require("car", car);
    require("preconditions/variants", variants);
    require("preconditions/state_tree/root_cid", preRoot);
    require("apply_messages", messages);
    require("postconditions/state_tree/root_cid", postRoot);
    require("postconditions/receipts", receipts);
    return new MessageVector(
        id,
        description,
        selector,
        car,
        variants,
        preRoot,
        new Surroundings(baseFee, circulatingSupply, chainId, timestamp, randomness, tipsets),
        messages,
        postRoot,
        receipts);
  }

  private void require(String field, Object value) throws VectorException {
    if (value == null) {
      throw new VectorException(name + ": " + field + " is missing");
    }
  }

  private void field(String field) throws IOException, VectorException {
    switch (field) {
      case "class" -> {
        type = json.text();
        if (!type.equals("message")) {
          throw json.fault("is \"" + type + "\", not \"message\"");
        }
      }
      case "_meta" -> json.object(this::meta);
      case "selector" -> selector();
      case "chain_id" -> chainId = optionalUpTo(Long.MAX_VALUE);
      case "timestamp" -> timestamp = optionalUpTo(Long.MAX_VALUE / 2);
      case "car" -> car = json.base64();
      case "preconditions" -> json.object(this::precondition);
      case "apply_messages" -> messages = json.list(this::message);
      case "postconditions" -> json.object(this::postcondition);
      case "randomness" -> randomness = json.isNull() ? List.of() : json.list(this::random);
      case "tipset_cids" -> tipsets = json.isNull() ? List.of() : json.list(this::tipset);
      default -> json.skip();
    }
  }

  private void meta(String field) throws IOException, VectorException {
    switch (field) {
      case "id" -> id = json.text();
      case "description" -> description = json.text();
      default -> json.skip();
    }
  }

  private void selector() throws IOException, VectorException {
    if (!json.isNull()) {
      json.object(field -> selector.put(field, json.spelled()));
    }
  }

  private void precondition(String field) throws IOException, VectorException {
    switch (field) {
      case "variants" -> variants();
      case "state_tree" -> preRoot = root();
      case "basefee" -> baseFee = json.isNull() ? DEFAULT_BASE_FEE : json.amount();
      case "circ_supply" -> circulatingSupply = json.isNull() ? BigInteger.ZERO : json.amount();
      default -> json.skip();
    }
  }

  private Cid root() throws IOException, VectorException {
    List<Cid> roots = new ArrayList<>();
    json.object(
        field -> {
          if (field.equals("root_cid")) {
            roots.add(json.cid());
          } else {
            json.skip();
          }
        });
    return roots.isEmpty() ? null : roots.getFirst();
  }

  private void variants() throws IOException, VectorException {
    variants = json.list(this::variant);
    if (variants.isEmpty()) {
      throw json.fault("is empty: nothing would run");
    }
  }

  private Variant variant() throws IOException, VectorException {
    var variant =
        new Object() {
          String id = "";
          Long epoch;
          NetworkVersion version;
        };
    json.object(
        field -> {
          switch (field) {
            case "id" -> variant.id = json.text();
            case "epoch" -> variant.epoch = json.numberUpTo(MAX_EPOCH);
            case "nv" ->
                variant.version = NetworkVersion.of((int) json.numberUpTo(Integer.MAX_VALUE));
            default -> json.skip();
          }
        });
    require("epoch of a variant", variant.epoch);
    require("nv of a variant", variant.version);
    return new Variant(variant.id, new ChainEpoch(variant.epoch), variant.version);
  }

  private Application message() throws IOException, VectorException {
    var message =
        new Object() {
          byte[] bytes;
          long offset;
          boolean implicit;
          OptionalLong length = OptionalLong.empty();
        };
    json.object(
        field -> {
          switch (field) {
            case "bytes" -> message.bytes = json.base64();
            case "epoch_offset" -> message.offset = optionalUpTo(MAX_EPOCH).orElse(0);
            case "implicit" -> message.implicit = !json.isNull() && json.flag();
            case "raw_length" -> message.length = optionalUpTo(Integer.MAX_VALUE);
            default -> json.skip();
          }
        });
    require("bytes of a message", message.bytes);
    return new Application(message.bytes, message.offset, message.implicit, message.length);
  }

  private void postcondition(String field) throws IOException, VectorException {
    switch (field) {
      case "state_tree" -> postRoot = root();
      case "receipts" -> receipts = json.list(() -> ReceiptJson.read(json));
      default -> json.skip();
    }
  }

  /** Public vectors say {@code [kind, epoch]}, older ones {@code [kind, tag, epoch, entropy]}. */
  private Randomness random() throws IOException, VectorException {
    var answer =
        new Object() {
          Randomness.Kind kind;
          final List<Long> numbers = new ArrayList<>();
          byte[] digest;
        };
    json.object(
        field -> {
          switch (field) {
            case "on" -> {
              var unused =
                  json.list(
                      () -> {
                        if (json.isNumber()) {
                          answer.numbers.add(json.number());
                        } else if (answer.kind == null) {
                          answer.kind = kind(json.text());
                        }
                        return field;
                      });
              if (answer.kind == null || answer.numbers.isEmpty()) {
                throw json.fault("is no list of kind and epoch");
              }
            }
            case "ret" -> answer.digest = json.base64();
            default -> json.skip();
          }
        });
    require("on of randomness", answer.kind);
    require("ret of randomness", answer.digest);
    return new Randomness(answer.kind, new ChainEpoch(answer.numbers.getLast()), answer.digest);
  }

  private Randomness.Kind kind(String text) throws VectorException {
    for (Randomness.Kind kind : Randomness.Kind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw json.fault("is the kind \"" + text + "\", not chain or beacon");
  }

  private Tipset tipset() throws IOException, VectorException {
    var tipset =
        new Object() {
          Long epoch;
          Cid cid;
        };
    json.object(
        field -> {
          switch (field) {
            case "epoch" -> tipset.epoch = json.number();
            case "cid" -> tipset.cid = json.cid();
            default -> json.skip();
          }
        });
    require("epoch of a tipset", tipset.epoch);
    require("cid of a tipset", tipset.cid);
    return new Tipset(new ChainEpoch(tipset.epoch), tipset.cid);
  }

  private OptionalLong optionalUpTo(long most) throws IOException, VectorException {
    return json.isNull() ? OptionalLong.empty() : OptionalLong.of(json.numberUpTo(most));
  }
}
