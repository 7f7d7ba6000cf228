// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import static io.jfvm.builtin.verifreg.VerifregHarness.CLIENT;
import static io.jfvm.builtin.verifreg.VerifregHarness.EPOCH;
import static io.jfvm.builtin.verifreg.VerifregHarness.EXPIRATION;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINER;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINIMUM;
import static io.jfvm.builtin.verifreg.VerifregHarness.REGISTRY;
import static io.jfvm.builtin.verifreg.VerifregHarness.SIZE;
import static io.jfvm.builtin.verifreg.VerifregHarness.STRANGER;
import static io.jfvm.builtin.verifreg.VerifregHarness.TERM_MAX;
import static io.jfvm.builtin.verifreg.VerifregHarness.TERM_MIN;
import static io.jfvm.builtin.verifreg.VerifregHarness.claimed;
import static io.jfvm.builtin.verifreg.VerifregHarness.data;
import static io.jfvm.builtin.verifreg.VerifregHarness.event;
import static io.jfvm.builtin.verifreg.VerifregHarness.request;
import static io.jfvm.builtin.verifreg.VerifregHarness.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.Received;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequests;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsResponse;
import io.jfvm.builtin.verifreg.VerifregParams.Extension;
import io.jfvm.builtin.verifreg.VerifregParams.OwnerIds;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationsTest {
  private final VerifregHarness registry = new VerifregHarness();
  private final MockRuntime rt = registry.rt;

  private static BigInteger bytes(long times) {
    return MINIMUM.multiply(BigInteger.valueOf(times));
  }

  // --- DataCap received

  @Test
  void dataCapBecomesAllocationsNumberedInOrder() {
    rt.expectEmit(event("allocation", 1, request(1).from(CLIENT)));
    rt.expectEmit(event("allocation", 2, request(2).from(CLIENT)));
    assertThat(registry.callReceive(bytes(2), List.of(request(1), request(2)), List.of()))
        .isEqualTo(new AllocationsResponse(BatchReturn.ok(2), BatchReturn.ok(0), List.of(1L, 2L)));
    registry.verify();
    assertThat(registry.allocation(1)).contains(request(1).from(CLIENT));
    assertThat(registry.allocation(2)).contains(request(2).from(CLIENT));
    assertThat(registry.state().nextAllocationId()).isEqualTo(3);
  }

  private void refuse(ExitCode code, long paid, AllocationRequest... requests) {
    MockRuntime.expectAbort(
        code, () -> registry.callReceive(bytes(paid), List.of(requests), List.of()));
    registry.verify();
  }

  @Test
  void theDataCapMustBeWhatIsAskedForExactly() {
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, 1, request(1), request(2));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, 2, request(1));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, 1);
  }

  private static AllocationRequest with(long size, long min, long max, long expiration) {
    return new AllocationRequest(MINER, data(1), size, min, max, new ChainEpoch(expiration));
  }

  @Test
  void termsAndExpirationsAtTheirLimitsAreAccepted() {
    registry.allocate(with(SIZE, TERM_MIN, TERM_MIN, EPOCH));
    registry.allocate(
        with(
            SIZE,
            AllocationLimits.MAXIMUM_TERM,
            AllocationLimits.MAXIMUM_TERM,
            EPOCH + AllocationLimits.MAXIMUM_EXPIRATION));
  }

  @Test
  void termsAndExpirationsBeyondTheirLimitsAreRefused() {
    for (AllocationRequest wrong :
        List.of(
            with(SIZE - 1, TERM_MIN, TERM_MAX, EXPIRATION),
            with(SIZE, TERM_MIN - 1, TERM_MAX, EXPIRATION),
            with(SIZE, TERM_MIN, AllocationLimits.MAXIMUM_TERM + 1, EXPIRATION),
            with(SIZE, TERM_MAX + 1, TERM_MAX, EXPIRATION),
            with(SIZE, TERM_MIN, TERM_MAX, EPOCH - 1),
            with(SIZE, TERM_MIN, TERM_MAX, EXPIRATION + 1))) {
      refuse(ExitCode.USR_ILLEGAL_ARGUMENT, 1, wrong);
    }
  }

  @Test
  void providersAreMiners() {
    for (ActorId provider : List.of(CLIENT, new ActorId(999))) {
      refuse(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          1,
          new AllocationRequest(
              provider, data(1), SIZE, TERM_MIN, TERM_MAX, new ChainEpoch(EXPIRATION)));
    }
  }

  private static Received received(ActorId to, byte[] operatorData) {
    return new Received(
        CLIENT, to, CLIENT, tokens(MINIMUM), new RawBytes(operatorData), RawBytes.EMPTY);
  }

  @Test
  void onlyDataCapForTheRegistryIsReceived() {
    byte[] requests =
        AllocationRequests.CODEC.toBytes(new AllocationRequests(List.of(request(1)), List.of()));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            registry.callReceive(
                received(ActorId.VERIFIED_REGISTRY, requests), DatacapActor.TOKEN_TYPE + 1));
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> registry.callReceive(received(CLIENT, requests), DatacapActor.TOKEN_TYPE));
    MockRuntime.expectAbort(
        ExitCode.USR_SERIALIZATION,
        () ->
            registry.callReceive(
                received(ActorId.VERIFIED_REGISTRY, new byte[] {0}), DatacapActor.TOKEN_TYPE));
    registry.verify();
  }

  @Test
  void onlyTheTokenTellsOfDataCap() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.DATACAP);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.call(
                REGISTRY,
                UniversalReceiver.METHOD,
                UniversalReceiver.Params.CODEC,
                new UniversalReceiver.Params(DatacapActor.TOKEN_TYPE, RawBytes.EMPTY)));
    registry.verify();
  }

  // --- extensions that are paid for

  private static Extension extension(long claim, long termMax) {
    return new Extension(MINER, claim, termMax);
  }

  private void refuse(ExitCode code, Extension extension) {
    MockRuntime.expectAbort(
        code, () -> registry.callReceive(MINIMUM, List.of(), List.of(extension)));
    registry.verify();
  }

  @Test
  void dataCapExtendsClaimsAndIsBurnt() {
    long id = registry.allocateAndClaim(1);
    long later = 500;
    rt.setEpoch(EPOCH + later);
    long longest = AllocationLimits.MAXIMUM_TERM + later;
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, extension(id, longest + 1));

    Claim extended = claimed(1, 1).withTermMax(longest);
    registry.expectBurn(MINIMUM);
    rt.expectEmit(event("allocation", id + 1, request(2).from(CLIENT)));
    rt.expectEmit(event("claim-updated", id, extended));
    assertThat(registry.callReceive(bytes(2), List.of(request(2)), List.of(extension(id, longest))))
        .isEqualTo(new AllocationsResponse(BatchReturn.ok(1), BatchReturn.ok(1), List.of(id + 1)));
    registry.verify();
    assertThat(registry.claim(id)).contains(extended);
  }

  @Test
  void onlyClaimsThatLiveGetALongerTerm() {
    long id = registry.allocateAndClaim(1);
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, extension(id, TERM_MAX));
    refuse(ExitCode.USR_NOT_FOUND, extension(id + 1, TERM_MAX + 1));
    rt.setEpoch(EPOCH + TERM_MAX + 1);
    refuse(ExitCode.USR_FORBIDDEN, extension(id, TERM_MAX + 1));
    rt.setEpoch(EPOCH + TERM_MAX);
    registry.expectBurn(MINIMUM);
    rt.expectEmit(event("claim-updated", id, claimed(1, 1).withTermMax(TERM_MAX + 1)));
    registry.callReceive(MINIMUM, List.of(), List.of(extension(id, TERM_MAX + 1)));
    registry.verify();
  }

  // --- allocations that nobody claimed in time

  private AllocationsRemoved removeExpired(Long... ids) {
    return registry.call(
        STRANGER,
        "RemoveExpiredAllocations",
        OwnerIds.CODEC,
        new OwnerIds(CLIENT, List.of(ids)),
        AllocationsRemoved.CODEC);
  }

  @Test
  void anybodyReturnsExpiredAllocationsToTheirClient() {
    registry.allocate(with(SIZE, TERM_MIN, TERM_MAX, EPOCH + 10));
    registry.allocate(with(2 * SIZE, TERM_MIN, TERM_MAX, EPOCH + 11));
    registry.allocate(with(4 * SIZE, TERM_MIN, TERM_MAX, EPOCH + 9));

    rt.setEpoch(EPOCH + 8);
    registry.expectTransfer(CLIENT, BigInteger.ZERO);
    assertThat(removeExpired())
        .isEqualTo(new AllocationsRemoved(List.of(), BatchReturn.ok(0), BigInteger.ZERO));

    rt.setEpoch(EPOCH + 10);
    rt.expectEmit(
        event("allocation-removed", 1, with(SIZE, TERM_MIN, TERM_MAX, EPOCH + 10).from(CLIENT)));
    registry.expectTransfer(CLIENT, MINIMUM);
    assertThat(removeExpired(2L, 1L, 7L))
        .isEqualTo(
            new AllocationsRemoved(
                List.of(2L, 1L, 7L),
                BatchReturn.of(
                    List.of(ExitCode.USR_FORBIDDEN, ExitCode.OK, ExitCode.USR_NOT_FOUND)),
                MINIMUM));
    assertThat(registry.allocation(1)).isEmpty();

    rt.expectEmit(
        event("allocation-removed", 3, with(4 * SIZE, TERM_MIN, TERM_MAX, EPOCH + 9).from(CLIENT)));
    registry.expectTransfer(CLIENT, bytes(4));
    assertThat(removeExpired())
        .isEqualTo(new AllocationsRemoved(List.of(3L), BatchReturn.ok(1), bytes(4)));
    assertThat(registry.allocation(2)).isPresent();
  }

  @Test
  void anAllocationNamedTwiceIsNotRemoved() {
    registry.allocate(with(SIZE, TERM_MIN, TERM_MAX, EPOCH));
    rt.expectEmit(
        event("allocation-removed", 1, with(SIZE, TERM_MIN, TERM_MAX, EPOCH).from(CLIENT)));
    MockRuntime.expectAbort(ExitCode.USR_ASSERTION_FAILED, () -> removeExpired(1L, 1L));
    registry.verify();
    assertThat(registry.allocation(1)).isPresent();
  }
}
