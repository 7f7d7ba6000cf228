// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Params;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.Received;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequests;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.builtin.verifreg.VerifregParams.Extension;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DataCap sent to the registry becomes allocations and longer claims; expired ones go back. */
final class Allocations {
  private final BigInteger minimumSize;

  Allocations(Policy policy) {
    this.minimumSize = BigInteger.valueOf(policy.minimumVerifiedAllocationSize());
  }

  /** A claim of a provider that the sender pays to have extended. */
  private record ExtendedClaim(long id, Claim claim) {}

  /** All that the sender asks for, or nothing; and for exactly the DataCap it sent. */
  AllocationsResponse receive(ActorRuntime rt, UniversalReceiver.Params params) {
    rt.callers().acceptOnly(ActorId.DATACAP);
    Received received = received(rt, params);
    AllocationRequests requests = decode(AllocationRequests.CODEC, received.operatorData().bytes());
    BigInteger total = BigInteger.ZERO;
    List<Allocation> allocations = new ArrayList<>();
    for (AllocationRequest request : requests.allocations()) {
      check(request, rt.epoch());
      requireMiner(rt, request.provider());
      allocations.add(request.from(received.from()));
      total = total.add(Sizes.of(request.size()));
    }
    List<ExtendedClaim> extended = extendedClaims(rt, requests.extensions());
    BigInteger extensions =
        extended.stream()
            .map(item -> Sizes.of(item.claim.size()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger paid = DatacapCalls.bytes(received.amount());
    if (!total.add(extensions).equals(paid)) {
      throw Exits.illegalArgument(
          "total allocation size %s must match data cap amount received %s"
              .formatted(total.add(extensions), paid));
    }
    DatacapCalls.burn(rt, extensions);
    List<Long> ids =
        rt.transaction(
            VerifregState.CODEC, state -> save(rt, state, received.from(), allocations, extended));
    return new AllocationsResponse(
        BatchReturn.ok(allocations.size()), BatchReturn.ok(extended.size()), ids);
  }

  private static Received received(ActorRuntime rt, UniversalReceiver.Params params) {
    if (params.type() != DatacapActor.TOKEN_TYPE) {
      throw Exits.illegalArgument("invalid token type " + params.type());
    }
    Received received = decode(Received.CODEC, params.payload().bytes());
    if (!received.to().equals(rt.receiver())) {
      throw Exits.illegalArgument(
          "token receiver expected to be " + rt.receiver() + ", was " + received.to());
    }
    return received;
  }

  private static <T> T decode(Codec<T> codec, byte[] bytes) {
    return Params.decode(codec, new IpldBlock(Multicodec.CBOR, bytes));
  }

  private void check(AllocationRequest request, ChainEpoch now) {
    require(
        Sizes.of(request.size()).compareTo(minimumSize) >= 0,
        "allocation size " + Long.toUnsignedString(request.size()) + " below " + minimumSize);
    require(
        request.termMin() >= AllocationLimits.MINIMUM_TERM,
        "allocation term min " + request.termMin() + " below " + AllocationLimits.MINIMUM_TERM);
    require(
        request.termMax() <= AllocationLimits.MAXIMUM_TERM,
        "allocation term max " + request.termMax() + " above " + AllocationLimits.MAXIMUM_TERM);
    require(
        request.termMin() <= request.termMax(),
        "allocation term min " + request.termMin() + " exceeds max " + request.termMax());
    require(
        request.expiration().compareTo(now) >= 0,
        "allocation expiration " + request.expiration() + " has passed at " + now);
    long latest = CheckedArithmetic.add(now.value(), AllocationLimits.MAXIMUM_EXPIRATION);
    require(
        request.expiration().value() <= latest,
        "allocation expiration " + request.expiration() + " exceeds maximum " + latest);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Exits.illegalArgument(otherwise);
    }
  }

  private static void requireMiner(ActorRuntime rt, ActorId provider) {
    Cid code =
        rt.codeOf(provider)
            .orElseThrow(() -> Exits.illegalArgument("no code for provider " + provider));
    if (!rt.typeOf(code).equals(Optional.of(ActorType.MINER))) {
      throw Exits.illegalArgument("allocation provider " + provider + " must be a miner actor");
    }
  }

  // --- extensions

  private static List<ExtendedClaim> extendedClaims(ActorRuntime rt, List<Extension> requests) {
    var claims = rt.state(VerifregState.CODEC).claims(rt.store());
    List<ExtendedClaim> extended = new ArrayList<>();
    for (Extension request : requests) {
      Claim claim =
          claims
              .get(request.provider(), request.claim())
              .orElseThrow(
                  () ->
                      Exits.notFound(
                          "no claim %s for provider %s"
                              .formatted(
                                  Long.toUnsignedString(request.claim()), request.provider())));
      check(request, claim, rt.epoch());
      extended.add(new ExtendedClaim(request.claim(), claim.withTermMax(request.termMax())));
    }
    return extended;
  }

  /** Any client may pay for a longer term, as long as the claim has not expired. */
  private static void check(Extension request, Claim claim, ChainEpoch now) {
    long latest = CheckedArithmetic.add(now.value(), AllocationLimits.MAXIMUM_TERM);
    long longest = CheckedArithmetic.subtract(latest, claim.termStart().value());
    require(
        request.termMax() <= longest,
        "term max " + request.termMax() + " exceeds maximum " + longest + " at " + now);
    require(
        request.termMax() > claim.termMax(),
        "term max " + request.termMax() + " is not larger than " + claim.termMax());
    if (now.value() > claim.expiresAt()) {
      throw Exits.forbidden("claim expired at " + claim.expiresAt() + ", now is " + now);
    }
  }

  // --- the state

  private static Change<VerifregState, List<Long>> save(
      ActorRuntime rt,
      VerifregState before,
      ActorId client,
      List<Allocation> allocations,
      List<ExtendedClaim> extended) {
    List<Long> ids = new ArrayList<>();
    VerifregState state = before;
    if (!allocations.isEmpty()) {
      var all = state.allocations(rt.store());
      for (Allocation allocation : allocations) {
        long id = before.nextAllocationId() + ids.size();
        all.put(client, id, allocation);
        ids.add(id);
      }
      state = state.withAllocations(all.flush(), ids.size());
    }
    for (int i = 0; i < ids.size(); i++) {
      VerifregEvents.allocation(rt, ids.get(i), allocations.get(i));
    }
    if (!extended.isEmpty()) {
      var claims = state.claims(rt.store());
      extended.forEach(item -> claims.put(item.claim.provider(), item.id, item.claim));
      state = state.withClaims(claims.flush());
    }
    extended.forEach(item -> VerifregEvents.claimUpdated(rt, item.id, item.claim));
    return new Change<>(state, ids);
  }

  /** The client gets its DataCap back, whoever asks. */
  static AllocationsRemoved removeExpired(ActorRuntime rt, OwnerIds params) {
    rt.callers().acceptAny();
    AllocationsRemoved removed =
        rt.transaction(
            VerifregState.CODEC,
            state -> {
              var allocations = state.allocations(rt.store());
              List<BigInteger> recovered = new ArrayList<>();
              Expiring.Removal removal =
                  Expiring.remove(
                      allocations,
                      params.owner(),
                      params.ids(),
                      rt.epoch(),
                      (id, allocation) -> {
                        VerifregEvents.allocationRemoved(rt, id, allocation);
                        recovered.add(Sizes.of(allocation.size()));
                      });
              return new Change<>(
                  state.withAllocations(allocations.flush(), 0),
                  new AllocationsRemoved(
                      removal.considered(),
                      removal.results(),
                      recovered.stream().reduce(BigInteger.ZERO, BigInteger::add)));
            });
    DatacapCalls.transfer(rt, params.owner(), removed.recovered());
    return removed;
  }
}
