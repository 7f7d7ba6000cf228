// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import static io.jfvm.builtin.multisig.MultisigHarness.ANNE;
import static io.jfvm.builtin.multisig.MultisigHarness.BOB;
import static io.jfvm.builtin.multisig.MultisigHarness.CHUCK;
import static io.jfvm.builtin.multisig.MultisigHarness.DARLENE;
import static io.jfvm.builtin.multisig.MultisigHarness.RICHARD;
import static io.jfvm.builtin.multisig.MultisigHarness.addresses;
import static io.jfvm.builtin.multisig.MultisigHarness.hash;
import static io.jfvm.builtin.multisig.MultisigHarness.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.UniversalReceiver;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MultisigSignersTest {
  private static final Address KEY = Address.ofSecp256k1Key(new byte[] {1, 2, 3});
  private static final ActorId NOBODY = new ActorId(777);

  private MultisigHarness wallet = MultisigHarness.of(2, ANNE, BOB, CHUCK);

  @AfterEach
  void stateIsSound() {
    wallet.checkInvariants();
  }

  // --- add

  @Test
  void addsASignerAtTheEnd() {
    wallet.addSigner(DARLENE.address(), false);
    assertSigners(2, ANNE, BOB, CHUCK, DARLENE);
    wallet.addSigner(RICHARD.address(), true);
    assertSigners(3, ANNE, BOB, CHUCK, DARLENE, RICHARD);
  }

  @Test
  void addsWhoeverTheAddressStandsFor() {
    wallet.rt.setAddress(KEY, DARLENE);
    wallet.addSigner(KEY, false);
    assertSigners(2, ANNE, BOB, CHUCK, DARLENE);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.addSigner(DARLENE.address(), false));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.addSigner(KEY, false));
  }

  @Test
  void addsNobodyWithoutCode() {
    wallet.refused(ExitCode.USR_NOT_FOUND, () -> wallet.addSigner(NOBODY.address(), false));
    expectZeroSend(SendResult.Returned.NOTHING);
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.addSigner(KEY, false));
  }

  @Test
  void addsNoMoreThanTheMost() {
    wallet = new MultisigHarness();
    List<Address> signers = new ArrayList<>();
    for (int i = 0; i < MultisigState.MAX_SIGNERS; i++) {
      ActorId signer = new ActorId(2000 + i);
      wallet.rt.setActorType(signer, ActorType.ACCOUNT);
      signers.add(signer.address());
    }
    wallet.construct(1, 0, 0, signers);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.addSigner(ANNE.address(), false));
  }

  // --- remove

  @Test
  void removesASigner() {
    wallet.removeSigner(CHUCK.address(), false);
    assertSigners(2, ANNE, BOB);
    wallet.rt.setAddress(KEY, ANNE);
    wallet.removeSigner(KEY, true);
    assertSigners(1, BOB);
  }

  @Test
  void removesASignerWithoutCode() {
    wallet = new MultisigHarness();
    wallet.rt.setActorType(NOBODY, ActorType.ACCOUNT);
    wallet.construct(1, 0, 0, addresses(ANNE, NOBODY));
    wallet.rt.setActorCode(NOBODY, null);
    wallet.removeSigner(NOBODY.address(), false);
    assertSigners(1, ANNE);
  }

  @Test
  void refusesToRemoveWhoIsNoSigner() {
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.removeSigner(RICHARD.address(), false));
  }

  @Test
  void refusesToLeaveFewerSignersThanTheThreshold() {
    wallet.changeThreshold(3);
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.removeSigner(CHUCK.address(), false));
    wallet.removeSigner(CHUCK.address(), true);
    assertSigners(2, ANNE, BOB);
  }

  @Test
  void refusesAThresholdBelowOne() {
    wallet.changeThreshold(1);
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.removeSigner(CHUCK.address(), true));
  }

  @Test
  void refusesToRemoveTheOnlySigner() {
    wallet = MultisigHarness.of(1, ANNE);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.removeSigner(ANNE.address(), false));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.removeSigner(ANNE.address(), true));
  }

  @Test
  void removedSignersApprovalsAreTakenBack() {
    approvedByAnneAndBob();
    wallet.propose(ANNE, send(CHUCK, 2));
    wallet.removeSigner(ANNE.address(), true);
    assertThat(wallet.pending())
        .isEqualTo(Map.of(0L, send(CHUCK, 0, BOB), 1L, send(CHUCK, 1, BOB)));
  }

  // --- swap

  @Test
  void swapsASignerForOneAtTheEnd() {
    wallet.swapSigner(ANNE.address(), DARLENE.address());
    assertSigners(2, BOB, CHUCK, DARLENE);
    wallet.rt.setAddress(KEY, BOB);
    wallet.swapSigner(KEY, ANNE.address());
    assertSigners(2, CHUCK, DARLENE, ANNE);
  }

  @Test
  void refusesToSwapWhoIsNoSignerOrForWhoIsOne() {
    wallet.rt.setAddress(KEY, BOB);
    wallet.refused(
        ExitCode.USR_FORBIDDEN, () -> wallet.swapSigner(RICHARD.address(), DARLENE.address()));
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.swapSigner(ANNE.address(), BOB.address()));
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.swapSigner(ANNE.address(), KEY));
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.swapSigner(ANNE.address(), ANNE.address()));
    wallet.refused(
        ExitCode.USR_NOT_FOUND, () -> wallet.swapSigner(ANNE.address(), NOBODY.address()));
  }

  @Test
  void swappedSignersApprovalsAreTakenBack() {
    approvedByAnneAndBob();
    wallet.propose(ANNE, send(CHUCK, 2));
    wallet.swapSigner(ANNE.address(), DARLENE.address());
    assertThat(wallet.pending())
        .isEqualTo(Map.of(0L, send(CHUCK, 0, BOB), 1L, send(CHUCK, 1, BOB)));
  }

  private void approvedByAnneAndBob() {
    wallet.changeThreshold(3);
    wallet.propose(ANNE, send(CHUCK, 0));
    wallet.approve(BOB, 0, hash(send(CHUCK, 0, ANNE)));
    wallet.propose(BOB, send(CHUCK, 1));
    wallet.approve(ANNE, 1, hash(send(CHUCK, 1, BOB)));
  }

  // --- threshold

  @Test
  void changesTheThresholdWithinTheSigners() {
    wallet.changeThreshold(3);
    assertSigners(3, ANNE, BOB, CHUCK);
    wallet.changeThreshold(1);
    assertSigners(1, ANNE, BOB, CHUCK);
    for (long threshold : new long[] {0, 4, -1}) {
      wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.changeThreshold(threshold));
    }
  }

  // --- who may

  @Test
  void onlyTheWalletChangesItself() {
    Map<MethodNum, Optional<IpldBlock>> calls =
        Map.of(
            MultisigHarness.ADD_SIGNER,
            block(
                MultisigParams.AddSigner.CODEC,
                new MultisigParams.AddSigner(DARLENE.address(), false)),
            MultisigHarness.REMOVE_SIGNER,
            block(
                MultisigParams.RemoveSigner.CODEC,
                new MultisigParams.RemoveSigner(BOB.address(), false)),
            MultisigHarness.SWAP_SIGNER,
            block(
                MultisigParams.SwapSigner.CODEC,
                new MultisigParams.SwapSigner(BOB.address(), DARLENE.address())),
            MultisigHarness.CHANGE_THRESHOLD,
            block(MultisigParams.ChangeThreshold.CODEC, new MultisigParams.ChangeThreshold(1)),
            MultisigHarness.LOCK_BALANCE,
            block(
                MultisigParams.LockBalance.CODEC,
                new MultisigParams.LockBalance(new ChainEpoch(0), 1, TokenAmount.ZERO)));
    calls.forEach(
        (method, params) -> {
          wallet.rt.setCaller(ANNE, ActorType.ACCOUNT);
          wallet.rt.expectValidateCallerAddr(MultisigHarness.WALLET);
          wallet.refused(
              ExitCode.USR_FORBIDDEN, () -> wallet.rt.call(MultisigActor.METHODS, method, params));
        });
  }

  @Test
  void methodsRefuseParametersThatAreNone() {
    wallet.rt.setCaller(MultisigHarness.WALLET, ActorType.MULTISIG);
    for (long method = 2; method <= 9; method++) {
      MethodNum number = new MethodNum(method);
      wallet.refused(
          ExitCode.USR_SERIALIZATION,
          () ->
              wallet.rt.call(
                  MultisigActor.METHODS,
                  number,
                  Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {(byte) 0x85, 0, 0}))));
      wallet.refused(
          ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.rt.call(MultisigActor.METHODS, number));
    }
  }

  @Test
  void acceptsTokensOfAnyKindButOnlyIfToldSoProperly() {
    wallet.rt.setCaller(ANNE, ActorType.EVM);
    wallet.rt.expectValidateCallerAny();
    assertThat(
            wallet.rt.call(
                MultisigActor.METHODS,
                UniversalReceiver.METHOD,
                UniversalReceiver.Params.CODEC,
                new UniversalReceiver.Params(7, new RawBytes(new byte[] {1, 2, 3}))))
        .isEmpty();
    wallet.rt.verify();
    wallet.refused(
        ExitCode.USR_SERIALIZATION,
        () ->
            wallet.rt.call(
                MultisigActor.METHODS,
                UniversalReceiver.METHOD,
                Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {0}))));
    assertThat(UniversalReceiver.METHOD).isEqualTo(new MethodNum(3726118371L));
  }

  @Test
  void acceptsEveryExportedMethodAndNoOther() {
    wallet.rt.setCaller(ANNE, ActorType.ACCOUNT);
    for (long method : new long[] {MethodNum.FIRST_EXPORTED, MethodNum.FIRST_EXPORTED + 1, -1}) {
      wallet.rt.expectValidateCallerAny();
      assertThat(wallet.rt.call(MultisigActor.METHODS, new MethodNum(method))).isEmpty();
      wallet.rt.verify();
    }
    wallet.rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_UNHANDLED_MESSAGE,
        () -> wallet.rt.call(MultisigActor.METHODS, new MethodNum(MethodNum.FIRST_EXPORTED - 1)));
    wallet.rt.verify();
  }

  private void expectZeroSend(SendResult result) {
    wallet.rt.expectSend(KEY, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO, result);
  }

  private void assertSigners(long threshold, ActorId... signers) {
    assertThat(wallet.state().signers()).isEqualTo(addresses(signers));
    assertThat(wallet.state().threshold()).isEqualTo(threshold);
  }

  private static <P> Optional<IpldBlock> block(Codec<P> codec, P params) {
    return Optional.of(IpldBlock.ofCbor(codec, params));
  }
}
