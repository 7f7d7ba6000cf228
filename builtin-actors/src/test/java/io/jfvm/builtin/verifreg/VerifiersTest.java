// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import static io.jfvm.builtin.verifreg.VerifregHarness.CLIENT;
import static io.jfvm.builtin.verifreg.VerifregHarness.MINIMUM;
import static io.jfvm.builtin.verifreg.VerifregHarness.REGISTRY;
import static io.jfvm.builtin.verifreg.VerifregHarness.ROOT;
import static io.jfvm.builtin.verifreg.VerifregHarness.STRANGER;
import static io.jfvm.builtin.verifreg.VerifregHarness.VERIFIER;
import static io.jfvm.builtin.verifreg.VerifregHarness.VERIFIER2;
import static io.jfvm.builtin.verifreg.VerifregHarness.block;
import static io.jfvm.builtin.verifreg.VerifregHarness.returned;
import static io.jfvm.builtin.verifreg.VerifregHarness.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.account.AuthenticateMessageParams;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.datacap.TokenParams.AddressAmount;
import io.jfvm.builtin.verifreg.VerifregParams.DataCapRemoved;
import io.jfvm.builtin.verifreg.VerifregParams.Grant;
import io.jfvm.builtin.verifreg.VerifregParams.RemoveDataCap;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerifiersTest {
  private static final MethodNum ADD_VERIFIER = new MethodNum(2);
  private static final MethodNum REMOVE_VERIFIER = new MethodNum(3);
  private static final MethodNum ADD_CLIENT = new MethodNum(4);
  private static final MethodNum REMOVE_DATA_CAP = new MethodNum(7);
  private static final Address NOBODY = Address.ofActor(new byte[] {1});

  private final VerifregHarness registry = new VerifregHarness();
  private final MockRuntime rt = registry.rt;

  private Optional<BigInteger> cap(ActorId verifier) {
    return registry.state().verifierCap(rt.store(), verifier.address());
  }

  // --- construction

  @Test
  void rootIsResolvedToAnF0Address() {
    MockRuntime fresh = new MockRuntime();
    Address key = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);
    fresh.setAddress(key, ROOT);
    fresh.expectValidateCallerAddr(ActorId.SYSTEM);
    fresh.call(REGISTRY, MethodNum.CONSTRUCTOR, Address.CODEC, key);
    fresh.verify();
    VerifregState state = fresh.state(VerifregState.CODEC);
    assertThat(state.rootKey()).isEqualTo(ROOT.address());
    assertThat(state.nextAllocationId()).isEqualTo(1);
  }

  @Test
  void aRootThatIsNobodyAndAnotherConstructorAreRefused() {
    MockRuntime fresh = new MockRuntime();
    fresh.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> fresh.call(REGISTRY, MethodNum.CONSTRUCTOR, Address.CODEC, NOBODY));
    fresh.setCaller(STRANGER, ActorType.ACCOUNT);
    fresh.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> fresh.call(REGISTRY, MethodNum.CONSTRUCTOR, Address.CODEC, ROOT.address()));
  }

  // --- verifiers

  private void refuseVerifier(ExitCode code, ActorId caller, Address verifier, BigInteger cap) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    MockRuntime.expectAbort(
        code, () -> rt.call(REGISTRY, ADD_VERIFIER, Grant.CODEC, new Grant(verifier, cap)));
    registry.verify();
  }

  @Test
  void theLatestAllowanceOfAVerifierCounts() {
    registry.addVerifier(VERIFIER, MINIMUM);
    assertThat(cap(VERIFIER)).contains(MINIMUM);
    BigInteger more = MINIMUM.shiftLeft(80);
    registry.addVerifier(VERIFIER, more);
    assertThat(cap(VERIFIER)).contains(more);
  }

  @Test
  void anAllowanceBelowTheMinimumIsRefusedBeforeTheCallerIsLookedAt() {
    refuseVerifier(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        STRANGER,
        VERIFIER.address(),
        MINIMUM.subtract(BigInteger.ONE));
  }

  @Test
  void onlyTheRootNamesVerifiersAndNotItself() {
    rt.expectValidateCallerAddr(ROOT);
    refuseVerifier(ExitCode.USR_FORBIDDEN, STRANGER, VERIFIER.address(), MINIMUM);
    rt.expectValidateCallerAddr(ROOT);
    refuseVerifier(ExitCode.USR_ILLEGAL_ARGUMENT, ROOT, ROOT.address(), MINIMUM);
  }

  @Test
  void whoHasDataCapCannotBeAVerifier() {
    rt.expectValidateCallerAddr(ROOT);
    registry.expectBalance(VERIFIER, BigInteger.ONE);
    refuseVerifier(ExitCode.USR_ILLEGAL_ARGUMENT, ROOT, VERIFIER.address(), MINIMUM);
    assertThat(cap(VERIFIER)).isEmpty();
  }

  @Test
  void aVerifierMustExistOrComeToExist() {
    refuseVerifier(ExitCode.USR_NOT_FOUND, ROOT, Address.ofId(999), MINIMUM);
    rt.expectSend(
        NOBODY, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, SendResult.Returned.NOTHING);
    refuseVerifier(ExitCode.USR_ILLEGAL_ARGUMENT, ROOT, NOBODY, MINIMUM);
  }

  private void removeVerifier(ActorId caller) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ROOT);
    rt.call(REGISTRY, REMOVE_VERIFIER, Address.CODEC, VERIFIER.address());
  }

  @Test
  void theRootRemovesVerifiersThatThereAre() {
    registry.addVerifier(VERIFIER, MINIMUM);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> removeVerifier(STRANGER));
    registry.verify();
    registry.expectVerifierBalance(VERIFIER, BigInteger.ZERO, Optional.empty());
    removeVerifier(ROOT);
    registry.verify();
    assertThat(cap(VERIFIER)).isEmpty();
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> removeVerifier(ROOT));
    registry.verify();
  }

  // --- clients

  private void addClient(MethodNum method, ActorId caller, ActorId client, BigInteger allowance) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    rt.call(REGISTRY, method, Grant.CODEC, new Grant(client.address(), allowance));
    registry.verify();
  }

  private void refuseClient(ExitCode code, ActorId caller, ActorId client, BigInteger allowance) {
    MockRuntime.expectAbort(code, () -> addClient(ADD_CLIENT, caller, client, allowance));
    registry.verify();
  }

  @Test
  void verifiersGrantTheirAllowanceUntilItIsGone() {
    registry.addVerifier(VERIFIER, MINIMUM.shiftLeft(1));
    for (MethodNum method : List.of(ADD_CLIENT, MethodNum.ofName("AddVerifiedClient"))) {
      BigInteger left = cap(VERIFIER).orElseThrow().subtract(MINIMUM);
      registry.expectVerifierBalance(VERIFIER, left, Optional.of(CLIENT));
      registry.expectMint(CLIENT, MINIMUM, SendResult.Returned.NOTHING);
      addClient(method, VERIFIER, CLIENT, MINIMUM);
      assertThat(cap(VERIFIER)).contains(left);
    }
    refuseClient(ExitCode.USR_ILLEGAL_ARGUMENT, VERIFIER, CLIENT, MINIMUM);
    assertThat(cap(VERIFIER)).contains(BigInteger.ZERO);
  }

  @Test
  void clientsAreNeitherTheRootNorVerifiersNorGrantedTooLittle() {
    registry.addVerifier(VERIFIER, MINIMUM);
    registry.addVerifier(VERIFIER2, MINIMUM);
    ExitCode illegal = ExitCode.USR_ILLEGAL_ARGUMENT;
    refuseClient(illegal, VERIFIER, CLIENT, MINIMUM.subtract(BigInteger.ONE));
    refuseClient(illegal, VERIFIER, ROOT, MINIMUM);
    refuseClient(illegal, STRANGER, ROOT, MINIMUM);
    refuseClient(illegal, VERIFIER, VERIFIER2, MINIMUM);
    refuseClient(illegal, VERIFIER, VERIFIER, MINIMUM);
    refuseClient(illegal, VERIFIER, CLIENT, MINIMUM.add(BigInteger.ONE));
    refuseClient(ExitCode.USR_NOT_FOUND, STRANGER, VERIFIER, MINIMUM);
    refuseClient(ExitCode.USR_NOT_FOUND, VERIFIER, new ActorId(999), MINIMUM);
  }

  @Test
  void aGrantThatCannotBeMintedIsNotSpent() {
    registry.addVerifier(VERIFIER, MINIMUM);
    registry.expectVerifierBalance(VERIFIER, BigInteger.ZERO, Optional.of(CLIENT));
    registry.expectMint(CLIENT, MINIMUM, SendResult.Returned.of(new ExitCode(44)));
    refuseClient(new ExitCode(44), VERIFIER, CLIENT, MINIMUM);
    assertThat(cap(VERIFIER)).contains(MINIMUM);
  }

  // --- DataCap taken back

  private static RemoveDataCap.Request request(ActorId verifier) {
    return new RemoveDataCap.Request(
        verifier.address(),
        new Signature(Signature.Type.SECP256K1, new byte[] {(byte) verifier.value()}));
  }

  private void expectAuthentication(
      ActorId verifier, BigInteger amount, long proposal, boolean authentic) {
    CborWriter out = new CborWriter();
    out.array(3);
    Address.CODEC.encode(out, CLIENT.address());
    out.bigInt(amount);
    out.array(1).u64(proposal);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("fil_removedatacap:".getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(out.toByteArray());
    rt.expectSend(
        new Send(
            verifier.address(),
            AccountActor.AUTHENTICATE_MESSAGE,
            block(
                AuthenticateMessageParams.CODEC,
                new AuthenticateMessageParams(
                    new RawBytes(request(verifier).signature().data()),
                    new RawBytes(message.toByteArray()))),
            TokenAmount.ZERO,
            OptionalLong.empty(),
            true),
        returned(Codecs.BOOL, authentic));
  }

  private void expectDestroyed(BigInteger amount) {
    rt.expectSend(
        ActorId.DATACAP.address(),
        DatacapActor.DESTROY,
        block(AddressAmount.CODEC, new AddressAmount(CLIENT.address(), tokens(amount))),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  private DataCapRemoved removeDataCap(
      ActorId caller, Address client, BigInteger amount, ActorId first, ActorId second) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    return MockRuntime.returned(
        DataCapRemoved.CODEC,
        rt.call(
            REGISTRY,
            REMOVE_DATA_CAP,
            RemoveDataCap.CODEC,
            new RemoveDataCap(client, amount, request(first), request(second))));
  }

  private void addBothVerifiers() {
    registry.addVerifier(VERIFIER, MINIMUM);
    registry.addVerifier(VERIFIER2, MINIMUM);
  }

  @Test
  void eachRemovalHasANumberOfItsOwnAndTakesNoMoreThanThereIs() {
    addBothVerifiers();
    BigInteger amount = BigInteger.TEN;
    List<BigInteger> balances =
        List.of(BigInteger.valueOf(11), BigInteger.TEN, BigInteger.TWO, BigInteger.ZERO);
    for (int i = 0; i < balances.size(); i++) {
      rt.expectValidateCallerAddr(ROOT);
      expectAuthentication(VERIFIER, amount, i, true);
      expectAuthentication(VERIFIER2, amount, i, true);
      registry.expectBalance(CLIENT, balances.get(i));
      BigInteger removed = balances.get(i).min(amount);
      if (removed.signum() != 0) {
        expectDestroyed(removed);
      }
      assertThat(removeDataCap(ROOT, CLIENT.address(), amount, VERIFIER, VERIFIER2))
          .isEqualTo(new DataCapRemoved(CLIENT.address(), removed));
      registry.verify();
    }
  }

  @Test
  void aRemovalThatIsNotAuthenticUsesUpNoNumber() {
    addBothVerifiers();
    for (boolean first : List.of(true, false)) {
      rt.expectValidateCallerAddr(ROOT);
      expectAuthentication(VERIFIER, BigInteger.TEN, 0, first);
      if (first) {
        expectAuthentication(VERIFIER2, BigInteger.TEN, 0, false);
      }
      MockRuntime.expectAbort(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          () -> removeDataCap(ROOT, CLIENT.address(), BigInteger.TEN, VERIFIER, VERIFIER2));
      registry.verify();
    }
  }

  @Test
  void removalsNeedTheRootAndTwoVerifiers() {
    addBothVerifiers();
    refuseRemoval(ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, CLIENT, VERIFIER, VERIFIER);
    rt.expectValidateCallerAddr(ROOT);
    refuseRemoval(ExitCode.USR_FORBIDDEN, STRANGER, CLIENT, VERIFIER, VERIFIER2);
    rt.expectValidateCallerAddr(ROOT);
    refuseRemoval(ExitCode.USR_NOT_FOUND, ROOT, CLIENT, VERIFIER, STRANGER);
    rt.expectValidateCallerAddr(ROOT);
    refuseRemoval(ExitCode.USR_NOT_FOUND, ROOT, CLIENT, STRANGER, VERIFIER);
    rt.expectValidateCallerAddr(ROOT);
    refuseRemoval(
        ExitCode.USR_ILLEGAL_ARGUMENT, ROOT, ActorId.VERIFIED_REGISTRY, VERIFIER, STRANGER);
  }

  private void refuseRemoval(
      ExitCode code, ActorId caller, ActorId client, ActorId first, ActorId second) {
    MockRuntime.expectAbort(
        code, () -> removeDataCap(caller, client.address(), BigInteger.TEN, first, second));
    registry.verify();
  }
}
