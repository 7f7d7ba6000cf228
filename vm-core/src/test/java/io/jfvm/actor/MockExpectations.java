// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Signature;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything a {@link MockRuntime} may be told to expect, one queue a kind. */
final class MockExpectations {
  static final HexFormat HEX = HexFormat.of();

  /** One of the four ways to say who may call; {@code allowed} is empty for "any". */
  record Validation(Kind kind, Set<?> allowed) {
    enum Kind {
      ANY,
      ADDRESSES,
      TYPES,
      NAMESPACES
    }
  }

  record CreateActor(Cid code, ActorId id, Optional<Address> delegatedAddress) {}

  record Randomness(DomainSeparationTag tag, ChainEpoch epoch, String entropyHex) {
    Randomness(DomainSeparationTag tag, ChainEpoch epoch, byte[] entropy) {
      this(tag, epoch, HEX.formatHex(entropy));
    }
  }

  record VerifySignature(Signature signature, Address signer, String plaintextHex) {
    VerifySignature(Signature signature, Address signer, byte[] plaintext) {
      this(signature, signer, HEX.formatHex(plaintext));
    }
  }

  /** Stands where a call returns nothing. */
  enum Nothing {
    NOTHING
  }

  final ExpectedCalls<Validation, Nothing> validations =
      new ExpectedCalls<>("caller validation", Validation::toString);
  final ExpectedCalls<Send, SendResult> sends =
      new ExpectedCalls<>("send", MockExpectations::describe);
  final ExpectedCalls<List<EventEntry>, Nothing> events =
      new ExpectedCalls<>("event", MockExpectations::describe);
  final ExpectedCalls<CreateActor, Nothing> creations =
      new ExpectedCalls<>("actor creation", CreateActor::toString);
  final ExpectedCalls<ActorId, Nothing> deletions =
      new ExpectedCalls<>("actor deletion", ActorId::toString);
  final ExpectedCalls<Randomness, byte[]> chainRandomness =
      new ExpectedCalls<>("chain randomness", Randomness::toString);
  final ExpectedCalls<Randomness, byte[]> beaconRandomness =
      new ExpectedCalls<>("beacon randomness", Randomness::toString);
  final ExpectedCalls<ChainEpoch, Optional<byte[]>> beaconDigests =
      new ExpectedCalls<>("beacon digest", ChainEpoch::toString);
  final ExpectedCalls<VerifySignature, Optional<Boolean>> signatures =
      new ExpectedCalls<>("signature verification", VerifySignature::toString);

  final MockProofs proofs = new MockProofs();

  private final List<ExpectedCalls<?, ?>> all =
      List.of(
          validations,
          sends,
          events,
          creations,
          deletions,
          chainRandomness,
          beaconRandomness,
          beaconDigests,
          signatures,
          proofs.calls);

  /** Fails if any expected call has not been made; forgets all either way. */
  void verify() {
    try {
      all.forEach(ExpectedCalls::verify);
    } finally {
      clear();
    }
  }

  void clear() {
    all.forEach(ExpectedCalls::clear);
  }

  private static String describe(Send send) {
    return "to %s method %s params %s value %s gas limit %s%s"
        .formatted(
            send.to(),
            send.method(),
            describe(send.params()),
            send.value(),
            send.gasLimit().isPresent()
                ? Long.toUnsignedString(send.gasLimit().getAsLong())
                : "none",
            send.readOnly() ? " read-only" : "");
  }

  static String describe(Optional<IpldBlock> block) {
    return block
        .map(b -> "0x" + Long.toHexString(b.codec()) + ":" + HEX.formatHex(b.data()))
        .orElse("none");
  }

  private static String describe(List<EventEntry> entries) {
    return entries.stream()
        .map(
            e ->
                "%s (flags %d, codec 0x%x) = %s"
                    .formatted(e.key(), e.flags(), e.codec(), HEX.formatHex(e.value())))
        .collect(Collectors.joining("; ", "[", "]"));
  }
}
