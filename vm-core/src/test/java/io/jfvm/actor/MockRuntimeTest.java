// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.SendResult.Refused;
import io.jfvm.actor.SendResult.Returned;
import io.jfvm.encoding.Codecs;
import io.jfvm.gas.OutOfGas;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MockRuntimeTest {
  private static final ActorId ALICE = new ActorId(1000);
  private static final ActorId BOB = new ActorId(1001);
  private static final MethodNum METHOD = new MethodNum(2);
  private static final byte[] NO_BYTES = {};
  private static final byte[] DIGEST = new byte[32];
  private static final Cid CODE = Cid.ofDagCbor(new byte[] {1});
  private static final EventEntry ENTRY =
      new EventEntry(EventEntry.INDEX_ALL, "$type", Multicodec.CBOR, new byte[] {0x61, 0x78});
  private static final Signature SIGNATURE = new Signature(Signature.Type.BLS, new byte[96]);
  private static final DomainSeparationTag TAG = DomainSeparationTag.SEAL_RANDOMNESS;
  private static final ChainEpoch EPOCH = new ChainEpoch(5);

  private final MockRuntime rt = new MockRuntime();

  /** Calls an actor whose only method accepts any caller and then does this. */
  private void run(Consumer<ActorRuntime> body) {
    rt.expectValidateCallerAny();
    rt.call(
        actor(
            r -> {
              r.callers().acceptAny();
              body.accept(r);
            }),
        METHOD);
  }

  private static JavaActor actor(Consumer<ActorRuntime> body) {
    return (r, method, params) -> {
      body.accept(r);
      return Optional.empty();
    };
  }

  private static SendResult transfer(ActorRuntime r, ActorId to, long atto) {
    return r.send(to.address(), MethodNum.SEND, Optional.empty(), TokenAmount.ofAtto(atto));
  }

  private static void fails(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  /**
   * Each kind of effect: how a test expects it, how an actor causes it, and another of its kind.
   */
  private record Effect(
      Consumer<MockRuntime> expectation,
      Consumer<ActorRuntime> cause,
      Consumer<ActorRuntime> other) {}

  private static Map<String, Effect> effects() {
    return Map.of(
        "send",
        new Effect(
            rt ->
                rt.expectSend(
                    ALICE.address(),
                    MethodNum.SEND,
                    Optional.empty(),
                    TokenAmount.ZERO,
                    Returned.NOTHING),
            r -> transfer(r, ALICE, 0),
            r -> transfer(r, BOB, 0)),
        "event",
        new Effect(rt -> rt.expectEmit(ENTRY), r -> r.emit(List.of(ENTRY)), r -> r.emit(List.of())),
        "actor creation",
        new Effect(
            rt -> rt.expectCreateActor(CODE, BOB, Optional.empty()),
            r -> r.createActor(CODE, BOB, Optional.empty()),
            r -> r.createActor(CODE, ALICE, Optional.empty())),
        "chain randomness",
        new Effect(
            rt -> rt.expectChainRandomness(TAG, EPOCH, NO_BYTES, DIGEST),
            r -> r.chainRandomness(TAG, EPOCH, NO_BYTES),
            r -> r.chainRandomness(TAG, EPOCH, DIGEST)),
        "beacon randomness",
        new Effect(
            rt -> rt.expectBeaconRandomness(TAG, EPOCH, NO_BYTES, DIGEST),
            r -> r.beaconRandomness(TAG, EPOCH, NO_BYTES),
            r -> r.beaconRandomness(TAG, new ChainEpoch(6), NO_BYTES)),
        "beacon digest",
        new Effect(
            rt -> rt.expectBeaconDigest(EPOCH, Optional.of(DIGEST)),
            r -> r.beaconDigest(EPOCH),
            r -> r.beaconDigest(new ChainEpoch(6))),
        "signature verification",
        new Effect(
            rt -> rt.expectVerifySignature(SIGNATURE, ALICE.address(), NO_BYTES, Optional.of(true)),
            r -> r.verifySignature(SIGNATURE, ALICE.address(), NO_BYTES),
            r -> r.verifySignature(SIGNATURE, ALICE.address(), DIGEST)));
  }

  private static Stream<DynamicTest> forEachEffect(Consumer<Effect> fact) {
    return effects().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> fact.accept(e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> expectedEffectPasses() {
    return forEachEffect(
        effect -> {
          MockRuntimeTest test = new MockRuntimeTest();
          effect.expectation.accept(test.rt);
          test.run(effect.cause);
          test.rt.verify();
        });
  }

  @TestFactory
  Stream<DynamicTest> effectThatDoesNotHappenFailsVerify() {
    return forEachEffect(
        effect -> {
          MockRuntimeTest test = new MockRuntimeTest();
          effect.expectation.accept(test.rt);
          test.run(r -> {});
          fails(test.rt::verify, "never seen");
        });
  }

  @TestFactory
  Stream<DynamicTest> unexpectedEffectFailsAtOnce() {
    return forEachEffect(effect -> fails(() -> new MockRuntimeTest().run(effect.cause), "unexp"));
  }

  @TestFactory
  Stream<DynamicTest> differentEffectFailsAtOnce() {
    return forEachEffect(
        effect -> {
          MockRuntimeTest test = new MockRuntimeTest();
          effect.expectation.accept(test.rt);
          fails(() -> test.run(effect.other), "differs");
        });
  }

  @Test
  void deletionIsExpected() {
    fails(() -> run(ActorRuntime::deleteActor), "unexpected actor deletion");
    rt.expectDeleteActor();
    run(ActorRuntime::deleteActor);
    rt.verify();
    rt.expectDeleteActor();
    fails(rt::verify, "never seen actor deletion");
  }

  @Test
  void callWithoutValidationFails() {
    fails(() -> rt.call(actor(r -> {}), METHOD), "never validated its caller");
  }

  @Test
  void abortBeforeValidationIsNoFailure() {
    expectAbort(
        ExitCode.USR_NOT_FOUND,
        () ->
            rt.call(
                actor(
                    r -> {
                      throw Exits.notFound("x");
                    }),
                METHOD));
  }

  @Test
  void unexpectedValidationFails() {
    fails(() -> rt.call(actor(r -> r.callers().acceptAny()), METHOD), "unexpected caller valid");
  }

  @Test
  void validationThatDoesNotHappenFailsVerify() {
    rt.expectValidateCallerType(ActorType.INIT);
    fails(rt::verify, "never seen caller validation");
  }

  @Test
  void validationOfAnotherKindFails() {
    rt.expectValidateCallerAddr(ActorId.INIT);
    fails(() -> rt.call(actor(r -> r.callers().acceptAny()), METHOD), "differs");
  }

  @Test
  void secondValidationFails() {
    rt.expectValidateCallerAny();
    fails(() -> run(r -> r.callers().acceptAny()), "a second time");
  }

  @Test
  void refusedCallerIsForbidden() {
    rt.setCaller(ALICE, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.INIT);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> rt.call(actor(r -> r.callers().acceptOnly(ActorId.INIT)), METHOD));
    rt.expectValidateCallerType(ActorType.MINER, ActorType.MULTISIG);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.call(
                actor(r -> r.callers().acceptTypes(List.of(ActorType.MULTISIG, ActorType.MINER))),
                METHOD));
    rt.expectValidateCallerNamespace(ActorId.EAM);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> rt.call(actor(r -> r.callers().acceptNamespaces(List.of(ActorId.EAM))), METHOD));
    rt.verify();
  }

  @Test
  void allowedCallerPasses() {
    rt.setCaller(ALICE, ActorType.ACCOUNT);
    rt.setDelegatedAddress(ALICE, Address.ofDelegated(ActorId.EAM, new byte[20]));
    rt.expectValidateCallerAddr(BOB.address(), ALICE.address());
    rt.call(actor(r -> r.callers().acceptOnly(List.of(ALICE.address(), BOB.address()))), METHOD);
    rt.expectValidateCallerType(ActorType.ACCOUNT);
    rt.call(actor(r -> r.callers().acceptTypes(List.of(ActorType.ACCOUNT))), METHOD);
    rt.expectValidateCallerNamespace(ActorId.EAM);
    rt.call(actor(r -> r.callers().acceptNamespaces(List.of(ActorId.EAM))), METHOD);
    rt.verify();
  }

  @Test
  void sendsComeInOrder() {
    for (ActorId to : List.of(ALICE, BOB)) {
      rt.expectSend(
          to.address(), MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, Returned.NOTHING);
    }
    fails(() -> run(r -> transfer(r, BOB, 0)), "differs");
  }

  @Test
  void successfulSendTakesItsValueFromTheBalance() {
    rt.setBalance(TokenAmount.ofAtto(10));
    List<SendResult> results = new ArrayList<>();
    for (SendResult canned : List.of(Returned.NOTHING, Returned.of(ExitCode.USR_NOT_FOUND))) {
      rt.expectSend(
          ALICE.address(), MethodNum.SEND, Optional.empty(), TokenAmount.ofAtto(4), canned);
    }
    run(r -> results.addAll(List.of(transfer(r, ALICE, 4), transfer(r, ALICE, 4))));
    assertThat(results).containsExactly(Returned.NOTHING, Returned.of(ExitCode.USR_NOT_FOUND));
    assertThat(rt.currentBalance()).isEqualTo(TokenAmount.ofAtto(6));
  }

  @Test
  void sendAboveTheBalanceIsRefused() {
    rt.expectSend(
        ALICE.address(), MethodNum.SEND, Optional.empty(), TokenAmount.ofAtto(1), Returned.NOTHING);
    run(
        r ->
            assertThat(transfer(r, ALICE, 1))
                .isEqualTo(new Refused(ErrorNumber.INSUFFICIENT_FUNDS)));
  }

  @Test
  void abortedCallLeavesTheStateBeforeIt() {
    rt.replaceState(Codecs.U64, 1L);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            run(
                r -> {
                  r.update(Codecs.U64, n -> n + 1);
                  throw Exits.forbidden("x");
                }));
    assertThat(rt.state(Codecs.U64)).isEqualTo(1L);
    run(r -> r.update(Codecs.U64, n -> n + 1));
    assertThat(rt.state(Codecs.U64)).isEqualTo(2L);
  }

  @Test
  void stateIsCreatedOnce() {
    run(r -> r.create(Codecs.U64, 1L));
    expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> run(r -> r.create(Codecs.U64, 2L)));
    assertThat(rt.state(Codecs.U64)).isEqualTo(1L);
  }

  @Test
  void stateThatDoesNotDecodeIsIllegalArgument() {
    rt.replaceState(Codecs.TEXT, "x");
    expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> run(r -> r.state(Codecs.U64)));
  }

  @Test
  void missingBlockIsIllegalState() {
    expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> run(r -> r.store().load(Codecs.U64, CODE)));
  }

  @Test
  void readOnlyCallChangesNoState() {
    rt.replaceState(Codecs.U64, 1L);
    rt.setReadOnly(true);
    expectAbort(ExitCode.USR_READ_ONLY, () -> run(r -> r.update(Codecs.U64, n -> n)));
  }

  @Test
  void transactionGuardsAgainstSideEffects() {
    rt.replaceState(Codecs.U64, 1L);
    for (Consumer<ActorRuntime> effect :
        List.<Consumer<ActorRuntime>>of(
            r -> r.update(Codecs.U64, n -> n),
            r -> r.createActor(CODE, BOB, Optional.empty()),
            ActorRuntime::deleteActor)) {
      expectAbort(
          ExitCode.USR_ASSERTION_FAILED,
          () ->
              run(
                  r ->
                      r.transaction(
                          Codecs.U64,
                          n -> {
                            effect.accept(r);
                            return new Change<>(n, null);
                          })));
    }
    SendResult sent = transactionWithSend();
    assertThat(sent).isEqualTo(new Refused(ErrorNumber.ILLEGAL_OPERATION));
  }

  private SendResult transactionWithSend() {
    List<SendResult> sent = new ArrayList<>();
    run(r -> sent.add(r.transaction(Codecs.U64, n -> new Change<>(n, transfer(r, ALICE, 0)))));
    return sent.getFirst();
  }

  @Test
  void effectsOutsideACallFail() {
    fails(() -> transfer(rt, ALICE, 0), "outside a call");
    fails(() -> rt.emit(List.of()), "outside a call");
    fails(() -> rt.callers().acceptAny(), "outside a call");
    fails(() -> rt.create(Codecs.U64, 1L), "outside a call");
  }

  @Test
  void expectAbortJudgesTheExitCode() {
    fails(() -> expectAbort(ExitCode.USR_FORBIDDEN, () -> {}), "but the call succeeded");
    fails(
        () ->
            expectAbort(
                ExitCode.USR_FORBIDDEN,
                () -> {
                  throw Exits.notFound("gone");
                }),
        "expected exit code 18, was 17: gone");
  }

  @Test
  void addressesResolve() {
    Address key = Address.ofSecp256k1Key(new byte[65]);
    rt.setAddress(key, ALICE);
    assertThat(rt.resolve(key)).contains(ALICE);
    assertThat(rt.resolve(BOB.address())).contains(BOB);
    assertThat(rt.resolve(Address.ofActor(NO_BYTES))).isEmpty();
  }

  @Test
  void unknownAddressIsSentNothingToBeCreated() {
    Address key = Address.ofSecp256k1Key(new byte[65]);
    rt.expectSend(key, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, Returned.NOTHING);
    expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> run(r -> Addresses.resolveOrCreate(r, key, false)));
    rt.verify();
    rt.setAddress(key, ALICE);
    run(r -> assertThat(Addresses.resolveOrCreate(r, key, false)).isEqualTo(ALICE));
    expectAbort(ExitCode.USR_NOT_FOUND, () -> run(r -> Addresses.resolveOrCreate(r, key, true)));
    rt.setActorType(ALICE, ActorType.ACCOUNT);
    run(r -> assertThat(Addresses.resolveOrCreate(r, key, true)).isEqualTo(ALICE));
  }

  @Test
  void computeUsesGas() {
    rt.setMilligasAvailable(5500);
    rt.chargeCompute(2000);
    assertThat(rt.gasAvailable()).isEqualTo(3);
    assertThatThrownBy(() -> rt.chargeCompute(3501)).isSameAs(OutOfGas.INSTANCE);
    assertThat(rt.milligasAvailable()).isZero();
  }
}
