// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import static io.jfvm.builtin.multisig.MultisigHarness.ANNE;
import static io.jfvm.builtin.multisig.MultisigHarness.BOB;
import static io.jfvm.builtin.multisig.MultisigHarness.CHUCK;
import static io.jfvm.builtin.multisig.MultisigHarness.addresses;
import static io.jfvm.builtin.multisig.MultisigHarness.atto;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MultisigConstructorTest {
  private static final Address KEY = blsKey(1);

  private final MultisigHarness wallet = new MultisigHarness();

  private static Address blsKey(int fill) {
    byte[] key = new byte[Address.BLS_KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return Address.ofBlsKey(key);
  }

  @Test
  void locksTheValueReceivedOverTheUnlockDuration() {
    wallet.rt.setValueReceived(atto(100));
    wallet.construct(2, 100, 200, addresses(ANNE, BOB, CHUCK));

    MultisigState state = wallet.state();
    assertThat(state.signers()).isEqualTo(addresses(ANNE, BOB, CHUCK));
    assertThat(state.threshold()).isEqualTo(2);
    assertThat(state.nextTxnId()).isEqualTo(TxnId.FIRST);
    assertThat(state.initialBalance()).isEqualTo(atto(100));
    assertThat(state.unlockDuration()).isEqualTo(200);
    assertThat(state.startEpoch().value()).isEqualTo(100);
    assertThat(wallet.pending()).isEmpty();
    wallet.checkInvariants();
  }

  @Test
  void locksNothingAndForgetsTheStartWithoutAnUnlockDuration() {
    wallet.rt.setValueReceived(atto(100));
    wallet.construct(1, 77, 0, addresses(ANNE));
    assertThat(wallet.state().initialBalance()).isEqualTo(TokenAmount.ZERO);
    assertThat(wallet.state().startEpoch().value()).isZero();
    wallet.checkInvariants();
  }

  @Test
  void storesSignersByNumber() {
    wallet.rt.setAddress(KEY, ANNE);
    wallet.construct(2, 0, 0, List.of(KEY, BOB.address()));
    assertThat(wallet.state().signers()).isEqualTo(addresses(ANNE, BOB));
    wallet.checkInvariants();
  }

  @Test
  void sendsNothingToASignerThatIsNotThereYet() {
    expectZeroSend(SendResult.Returned.NOTHING);
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> wallet.construct(1, 0, 0, List.of(KEY, BOB.address())));
  }

  @Test
  void failsAsTheSendToASignerFails() {
    expectZeroSend(SendResult.Returned.of(ExitCode.USR_FORBIDDEN));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.construct(1, 0, 0, List.of(KEY)));
    expectZeroSend(new SendResult.Refused(ErrorNumber.NOT_FOUND));
    wallet.refused(ExitCode.USR_UNSPECIFIED, () -> wallet.construct(1, 0, 0, List.of(KEY)));
  }

  private void expectZeroSend(SendResult result) {
    wallet.rt.expectSend(KEY, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, result);
  }

  @Test
  void refusesASignerWithoutCode() {
    wallet.refused(
        ExitCode.USR_NOT_FOUND, () -> wallet.construct(1, 0, 0, addresses(ANNE, new ActorId(555))));
  }

  @Test
  void refusesNoSignersAndTooMany() {
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.construct(1, 0, 1, List.of()));

    List<Address> signers = new ArrayList<>();
    for (int i = 0; i <= MultisigState.MAX_SIGNERS; i++) {
      ActorId signer = new ActorId(2000 + i);
      wallet.rt.setActorType(signer, ActorType.ACCOUNT);
      signers.add(signer.address());
    }
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.construct(1, 0, 1, signers));
    wallet.construct(256, 0, 0, signers.subList(0, MultisigState.MAX_SIGNERS));
    wallet.checkInvariants();
  }

  @Test
  void refusesASignerTwiceHoweverItIsNamed() {
    wallet.rt.setAddress(KEY, BOB);
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.construct(2, 0, 0, addresses(ANNE, BOB, BOB)));
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> wallet.construct(2, 0, 0, List.of(ANNE.address(), KEY, BOB.address())));
  }

  @Test
  void refusesAThresholdOutsideTheSigners() {
    for (long threshold : new long[] {0, 2, -1, Long.MIN_VALUE}) {
      wallet.refused(
          ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.construct(threshold, 0, 0, addresses(ANNE)));
    }
  }

  @Test
  void refusesANegativeUnlockDuration() {
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.construct(1, 0, -1, addresses(ANNE)));
  }

  @Test
  void isForInitAlone() {
    wallet.rt.setCaller(ANNE, ActorType.ACCOUNT);
    wallet.rt.expectValidateCallerAddr(ActorId.INIT);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            wallet.rt.call(
                MultisigActor.METHODS,
                MethodNum.CONSTRUCTOR,
                MultisigParams.Constructor.CODEC,
                new MultisigParams.Constructor(addresses(ANNE), 1, 0, new ChainEpoch(0))));
    wallet.rt.verify();
  }

  @Test
  void refusesASecondState() {
    wallet.construct(1, 0, 0, addresses(ANNE));
    wallet.refused(ExitCode.USR_ILLEGAL_STATE, () -> wallet.construct(1, 0, 0, addresses(ANNE)));
  }

  @Test
  void refusesParametersThatAreNone() {
    wallet.rt.setCaller(ActorId.INIT, ActorType.INIT);
    for (byte[] garbage : new byte[][] {{}, {(byte) 0x80}, {(byte) 0x84, 1, 2, 3, 4}, {0x40}}) {
      wallet.refused(
          ExitCode.USR_SERIALIZATION,
          () ->
              wallet.rt.call(
                  MultisigActor.METHODS,
                  MethodNum.CONSTRUCTOR,
                  Optional.of(new IpldBlock(Multicodec.CBOR, garbage))));
    }
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> wallet.rt.call(MultisigActor.METHODS, MethodNum.CONSTRUCTOR));
  }
}
