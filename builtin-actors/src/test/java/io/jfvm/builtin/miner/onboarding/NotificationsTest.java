// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.miner.MinerHarness.returned;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.builtin.miner.onboarding.Notifications.ActivatedSector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationsTest {
  private static final Address RECEIVER = Address.ofId(200);
  private static final Address OTHER = Address.ofId(201);
  private static final ExitCode SEND_FAILED = new ExitCode(1001);
  private static final ExitCode RECEIVER_ABORTED = new ExitCode(1002);
  private static final ExitCode RESPONSE_INVALID = new ExitCode(1003);
  private static final ExitCode REJECTED = new ExitCode(1004);
  private static final long SIZE = 256;

  private final MockRuntime rt = new MockRuntime();

  private static PieceActivationManifest piece(int name, Address... told) {
    return new PieceActivationManifest(
        unsealed(name),
        SIZE,
        Optional.empty(),
        List.of(told).stream()
            .map(address -> new DataActivationNotification(address, payload(name)))
            .toList());
  }

  private static RawBytes payload(int name) {
    return new RawBytes(new byte[] {(byte) name});
  }

  private static ActivatedSector sector(long number, PieceActivationManifest... pieces) {
    return new ActivatedSector(number, new ChainEpoch(1000 + number), List.of(pieces));
  }

  private static SectorChanges changes(long number, int... pieces) {
    return new SectorChanges(
        number,
        new ChainEpoch(1000 + number),
        Arrays.stream(pieces)
            .mapToObj(name -> new PieceChange(unsealed(name), SIZE, payload(name)))
            .toList());
  }

  private void expectTold(Address receiver, SendResult result, SectorChanges... changes) {
    rt.expectSend(
        receiver,
        SectorContentChanged.METHOD,
        OnboardingFixture.block(SectorContentChanged.PARAMS, List.of(changes)),
        TokenAmount.ZERO,
        result);
  }

  private static SendResult accepted(List<List<Boolean>> answer) {
    return returned(SectorContentChanged.RETURNED, answer);
  }

  private void send(boolean requireSuccess, ActivatedSector... sectors) {
    rt.expectValidateCallerAny();
    rt.call(
        (runtime, method, params) -> {
          runtime.callers().acceptAny();
          Notifications.send(runtime, List.of(sectors), requireSuccess);
          return Optional.empty();
        },
        MethodNum.CONSTRUCTOR);
    rt.verify();
  }

  @Test
  void eachReceiverHearsOnceOfAllItsPiecesBySector() {
    expectTold(
        RECEIVER,
        accepted(List.of(List.of(true), List.of(true, true))),
        changes(3, 4),
        changes(7, 1, 2));
    expectTold(OTHER, accepted(List.of(List.of(true))), changes(7, 2));
    send(
        true,
        sector(7, piece(1, RECEIVER), piece(2, OTHER, RECEIVER)),
        sector(3, piece(4, RECEIVER), piece(5)));
  }

  @Test
  void onePieceMayTellAReceiverTwice() {
    expectTold(RECEIVER, accepted(List.of(List.of(true, true))), changes(1, 6, 6));
    send(true, sector(1, piece(6, RECEIVER, RECEIVER)));
  }

  @Test
  void receiversHearInTheOrderOfTheirAddresses() {
    List<Address> ordered =
        List.of(
            Address.ofId(2),
            Address.ofId(255),
            Address.ofId(256), // its bytes come before those of 255
            Address.ofId(-1), // u64
            Address.ofSecp256k1Key(new byte[65]),
            Address.ofActor(new byte[] {1}),
            Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]),
            Address.ofDelegated(new ActorId(10), new byte[] {9}),
            Address.ofDelegated(new ActorId(10), new byte[] {1, 1}),
            Address.ofDelegated(new ActorId(10), new byte[] {1, (byte) 0x80}),
            Address.ofDelegated(new ActorId(255), new byte[] {1}),
            Address.ofDelegated(new ActorId(256), new byte[] {1}));
    for (Address receiver : ordered) {
      expectTold(receiver, SendResult.Returned.NOTHING, changes(1, 1));
    }
    send(false, sector(1, piece(1, ordered.reversed().toArray(Address[]::new))));
  }

  private static final List<SendResult> FAILURES =
      List.of(
          new SendResult.Refused(ErrorNumber.NOT_FOUND),
          SendResult.Returned.of(new ExitCode(44)),
          SendResult.Returned.NOTHING,
          returned(Codecs.U64, 1L),
          accepted(List.of()),
          accepted(List.of(List.of(true))),
          accepted(List.of(List.of(true, true), List.of())),
          accepted(List.of(List.of(true, false))));

  @Test
  void aFailureThatMattersHasItsCode() {
    List<ExitCode> codes =
        List.of(
            SEND_FAILED,
            RECEIVER_ABORTED,
            RESPONSE_INVALID,
            RESPONSE_INVALID,
            RESPONSE_INVALID,
            RESPONSE_INVALID,
            RESPONSE_INVALID,
            REJECTED);
    for (int i = 0; i < codes.size(); i++) {
      expectTold(RECEIVER, FAILURES.get(i), changes(1, 1, 2));
      MockRuntime.expectAbort(
          codes.get(i), () -> send(true, sector(1, piece(1, RECEIVER), piece(2, RECEIVER))));
      rt.verify();
    }
  }

  @Test
  void aFailureThatDoesNotMatterIsPassedOver() {
    for (SendResult failure : FAILURES) {
      expectTold(RECEIVER, failure, changes(1, 1, 2));
      expectTold(OTHER, SendResult.Returned.NOTHING, changes(1, 2));
      send(false, sector(1, piece(1, RECEIVER), piece(2, OTHER, RECEIVER)));
    }
  }

  @Test
  void nobodyIsToldOfPiecesThatNameNobody() {
    send(true, sector(1, piece(1)), sector(2));
  }
}
