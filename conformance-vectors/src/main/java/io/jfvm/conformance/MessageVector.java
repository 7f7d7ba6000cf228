// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Messages to apply to a state, and what must come of them.
 *
 * <p>The public format's class "message". Fields that it lacks and we add are absent in public
 * vectors: a message may be implicit, a receipt may name its events root, and the vector may name
 * its chain id.
 *
 * @param selector what a runner must support, as the vector names it
 * @param car the state before, a gzipped CAR
 * @param baseFee in attoFIL
 * @param circulatingSupply in attoFIL
 */
public record MessageVector(
    String id,
    String description,
    Map<String, String> selector,
    byte[] car,
    List<Variant> variants,
    Cid preRoot,
    BigInteger baseFee,
    BigInteger circulatingSupply,
    OptionalLong chainId,
    List<Application> messages,
    Cid postRoot,
    List<ExpectedReceipt> receipts,
    List<Randomness> randomness) {

  public MessageVector {
    selector = Map.copyOf(selector);
    variants = List.copyOf(variants);
    messages = List.copyOf(messages);
    receipts = List.copyOf(receipts);
    randomness = List.copyOf(randomness);
    if (messages.size() != receipts.size()) {
      throw new IllegalArgumentException(
          messages.size() + " messages but " + receipts.size() + " receipts");
    }
  }

  /** Under which rules and when the messages are applied. */
  public record Variant(String id, ChainEpoch epoch, NetworkVersion networkVersion) {}

  /**
   * One message.
   *
   * @param bytes the message on chain, CBOR, perhaps with its signature
   * @param epochOffset added to the variant's epoch
   */
  public record Application(byte[] bytes, long epochOffset, boolean implicit) {}

  /**
   * A receipt to be met.
   *
   * @param eventsRootKnown false where the vector says nothing about events
   */
  public record ExpectedReceipt(Receipt receipt, boolean eventsRootKnown) {}

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
}
