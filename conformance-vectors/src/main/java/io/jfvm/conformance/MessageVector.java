// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.embed.Vm;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Messages to apply to a state, and what must come of them.
 *
 * <p>The public format's class "message". What public vectors lack and we add is optional: see the
 * module's README for each field.
 *
 * @param selector what a runner must support or know, as the vector names it
 * @param car the state before, a gzipped CAR without the actors' bundle
 */
public record MessageVector(
    String id,
    String description,
    Map<String, String> selector,
    byte[] car,
    List<Variant> variants,
    Cid preRoot,
    Surroundings surroundings,
    List<Application> messages,
    Cid postRoot,
    List<ExpectedReceipt> receipts) {

  /**
   * Selector: {@code true} where exit codes depend on gas, so that only exact gas reproduces it.
   */
  public static final String GAS_DEPENDENT = "gas_dependent";

  /** Selector: {@code accepted} where every proof counted as valid. */
  public static final String PROOFS = "proofs";

  /** Selector: {@code native} where our own actors were recorded, whose gas is their own. */
  public static final String PROFILE = "profile";

  public MessageVector {
    selector = Map.copyOf(selector);
    variants = List.copyOf(variants);
    messages = List.copyOf(messages);
    receipts = List.copyOf(receipts);
    if (messages.size() != receipts.size()) {
      throw new IllegalArgumentException(
          messages.size() + " messages but " + receipts.size() + " receipts");
    }
  }

  /** Whether the selector of this name has this value. */
  public boolean selects(String name, String value) {
    return value.equals(selector.get(name));
  }

  /** Under which rules and when the messages are applied. */
  public record Variant(String id, ChainEpoch epoch, NetworkVersion networkVersion) {}

  /**
   * The chain around the messages.
   *
   * @param baseFee in attoFIL
   * @param circulatingSupply in attoFIL
   * @param chainId 0 if absent
   * @param timestampSeconds of the variant's epoch; 30 seconds an epoch from 0 if absent
   */
  public record Surroundings(
      BigInteger baseFee,
      BigInteger circulatingSupply,
      OptionalLong chainId,
      OptionalLong timestampSeconds,
      List<Randomness> randomness,
      List<Tipset> tipsets) {

    public Surroundings {
      randomness = List.copyOf(randomness);
      tipsets = List.copyOf(tipsets);
    }
  }

  /**
   * One message.
   *
   * @param bytes the message on chain, CBOR, perhaps with its signature
   * @param epochOffset added to the variant's epoch
   * @param rawLength bytes it takes on chain, if other than {@link #usualLength}
   */
  public record Application(
      byte[] bytes, long epochOffset, boolean implicit, OptionalLong rawLength) {

    /** A message of the chain at the variant's epoch, of the usual length. */
    public static Application of(byte[] bytes) {
      return new Application(bytes, 0, false, OptionalLong.empty());
    }

    /** Whether the bytes are a signed message, which is a pair of message and signature. */
    public boolean isSigned() throws DecodeException {
      return new CborReader(bytes).array() == 2;
    }

    /** The message itself, without a signature. */
    public Message message() throws DecodeException {
      if (!isSigned()) {
        return Message.CODEC.fromBytes(bytes);
      }
      CborReader in = new CborReader(bytes);
      in.tuple(2);
      return Message.CODEC.fromBytes(in.rawValue());
    }

    /**
     * The rule of the reference's runner for the bytes of a message on chain: senders of f1 sign
     * with 69 bytes, nobody else's signature counts. Source: ref-fvm {@code
     * testing/conformance/src/driver.rs}.
     *
     * @param bytes of the message without its signature
     */
    public static long usualLength(Message message, int bytes) {
      return message.from().protocol() == Address.Protocol.SECP256K1
          ? bytes + Vm.SIGNATURE_BYTES
          : bytes;
    }
  }

  /**
   * A receipt to be met.
   *
   * @param eventsRootKnown false where the vector says nothing about events
   * @param events what the root stands for, where the vector lists it
   */
  public record ExpectedReceipt(
      Receipt receipt, boolean eventsRootKnown, Optional<List<ActorEvent>> events) {}

  /** An answer of the chain's or the beacon's randomness at an epoch: the digest before mixing. */
  public record Randomness(Kind kind, ChainEpoch epoch, byte[] digest) {

    public enum Kind {
      CHAIN("chain"),
      BEACON("beacon");

      private final String text;

      Kind(String text) {
        this.text = text;
      }

      /** As the format spells it. */
      public String text() {
        return text;
      }
    }
  }

  /** The CID of the tipset at an epoch. */
  public record Tipset(ChainEpoch epoch, Cid cid) {}
}
