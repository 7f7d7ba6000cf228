// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import static io.jfvm.builtin.multisig.MultisigHarness.ANNE;
import static io.jfvm.builtin.multisig.MultisigHarness.BOB;
import static io.jfvm.builtin.multisig.MultisigHarness.CHUCK;
import static io.jfvm.builtin.multisig.MultisigHarness.DARLENE;
import static io.jfvm.builtin.multisig.MultisigHarness.RICHARD;
import static io.jfvm.builtin.multisig.MultisigHarness.addresses;
import static io.jfvm.builtin.multisig.MultisigHarness.atto;
import static io.jfvm.builtin.multisig.MultisigHarness.call;
import static io.jfvm.builtin.multisig.MultisigHarness.hash;
import static io.jfvm.builtin.multisig.MultisigHarness.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.multisig.MultisigParams.Applied;
import io.jfvm.builtin.multisig.MultisigParams.Proposed;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MultisigTransactionTest {
  private static final IpldBlock ANSWER = new IpldBlock(Multicodec.CBOR, new byte[] {4, 3, 2, 1});
  private static final RawBytes ANSWER_BYTES = new RawBytes(ANSWER.data());

  private MultisigHarness wallet = MultisigHarness.of(2, ANNE, BOB);

  @AfterEach
  void stateIsSound() {
    wallet.checkInvariants();
  }

  // --- propose

  @Test
  void proposalWaitsForItsSecondApproval() {
    Proposed proposed = wallet.propose(ANNE, send(CHUCK, 10));
    assertThat(proposed).isEqualTo(new Proposed(new TxnId(0), Applied.NOT_YET));
    assertThat(wallet.pending()).isEqualTo(Map.of(0L, send(CHUCK, 10, ANNE)));
    assertThat(wallet.state().nextTxnId()).isEqualTo(new TxnId(1));
    assertThat(wallet.propose(BOB, send(CHUCK, 10)).id()).isEqualTo(new TxnId(1));
  }

  @Test
  void proposalIsSentAtOnceIfOneApprovalIsEnough() {
    wallet = MultisigHarness.of(1, ANNE, BOB);
    wallet.rt.setBalance(atto(20));
    wallet.expectSend(call(CHUCK, 10), SendResult.Returned.of(ANSWER));
    Proposed proposed = wallet.propose(ANNE, call(CHUCK, 10));
    assertThat(proposed)
        .isEqualTo(new Proposed(new TxnId(0), new Applied(true, ExitCode.OK, ANSWER_BYTES)));
    assertThat(wallet.pending()).isEmpty();
    assertThat(wallet.state().nextTxnId()).isEqualTo(new TxnId(1));
  }

  @Test
  void proposalOfMoreThanTheBalanceFailsIfOneApprovalIsEnough() {
    wallet = MultisigHarness.of(1, ANNE, BOB);
    wallet.rt.setBalance(atto(9));
    wallet.refused(ExitCode.USR_INSUFFICIENT_FUNDS, () -> wallet.propose(ANNE, send(CHUCK, 10)));
  }

  @Test
  void proposalOfANegativeValueIsRefusedBeforeTheSignerIsLookedAt() {
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.propose(RICHARD, send(CHUCK, -1)));
  }

  @Test
  void onlySignersPropose() {
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.propose(RICHARD, send(CHUCK, 10)));
  }

  // --- approve

  @Test
  void lastApprovalSends() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.rt.setBalance(atto(10));
    wallet.expectSend(call(CHUCK, 10), SendResult.Returned.of(ANSWER));
    assertThat(wallet.approve(BOB, 0, hash(call(CHUCK, 10, ANNE))))
        .isEqualTo(new Applied(true, ExitCode.OK, ANSWER_BYTES));
    assertThat(wallet.pending()).isEmpty();
    assertThat(wallet.rt.currentBalance()).isEqualTo(atto(0));
  }

  @Test
  void approvalBeforeTheLastIsKept() {
    wallet = MultisigHarness.of(3, ANNE, BOB, CHUCK);
    wallet.propose(ANNE, call(DARLENE, 0));
    assertThat(wallet.approve(BOB, 0, RawBytes.EMPTY)).isEqualTo(Applied.NOT_YET);
    assertThat(wallet.pending()).isEqualTo(Map.of(0L, call(DARLENE, 0, ANNE, BOB)));
  }

  @Test
  void emptyHashApprovesWhateverHasTheNumber() {
    wallet.propose(ANNE, call(CHUCK, 0));
    wallet.expectSend(call(CHUCK, 0));
    assertThat(wallet.approve(BOB, 0, RawBytes.EMPTY).applied()).isTrue();
  }

  @Test
  void approvalWithAnotherHashIsRefused() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.approve(BOB, 0, hash(call(CHUCK, 10, BOB))));
    wallet.refused(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.approve(BOB, 0, new RawBytes(new byte[] {0})));
  }

  @Test
  void failedSendIsOverAndItsCodeAndDataAreReturned() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.rt.setBalance(atto(10));
    wallet.expectSend(
        call(CHUCK, 10), new SendResult.Returned(ExitCode.USR_NOT_PAYABLE, Optional.of(ANSWER)));
    assertThat(wallet.approve(BOB, 0, RawBytes.EMPTY))
        .isEqualTo(new Applied(true, ExitCode.USR_NOT_PAYABLE, ANSWER_BYTES));
    assertThat(wallet.pending()).isEmpty();
  }

  @Test
  void codesOnlyTheVmMayGiveAreTranslated() {
    Map<ExitCode, ExitCode> translations =
        Map.of(
            ExitCode.SYS_SENDER_INVALID, ExitCode.USR_ASSERTION_FAILED,
            ExitCode.SYS_OUT_OF_GAS, ExitCode.USR_ASSERTION_FAILED,
            ExitCode.SYS_ILLEGAL_INSTRUCTION, ExitCode.USR_UNSPECIFIED,
            ExitCode.SYS_ILLEGAL_EXIT_CODE, ExitCode.USR_UNSPECIFIED,
            ExitCode.SYS_MISSING_RETURN, ExitCode.USR_UNSPECIFIED);
    translations.forEach(
        (code, translated) -> {
          wallet.propose(ANNE, call(CHUCK, 0));
          wallet.expectSend(call(CHUCK, 0), new SendResult.Returned(code, Optional.of(ANSWER)));
          assertThat(wallet.approve(BOB, wallet.state().nextTxnId().value() - 1, RawBytes.EMPTY))
              .isEqualTo(new Applied(true, translated, ANSWER_BYTES));
        });
  }

  @Test
  void refusedSendIsOverToo() {
    Map<ErrorNumber, ExitCode> codes =
        Map.of(
            ErrorNumber.NOT_FOUND, ExitCode.USR_UNSPECIFIED,
            ErrorNumber.INSUFFICIENT_FUNDS, ExitCode.USR_INSUFFICIENT_FUNDS,
            ErrorNumber.LIMIT_EXCEEDED, ExitCode.USR_ASSERTION_FAILED,
            ErrorNumber.READ_ONLY, ExitCode.USR_READ_ONLY,
            ErrorNumber.FORBIDDEN, ExitCode.USR_ASSERTION_FAILED);
    codes.forEach(
        (error, code) -> {
          wallet.propose(ANNE, call(CHUCK, 0));
          wallet.expectSend(call(CHUCK, 0), new SendResult.Refused(error));
          assertThat(wallet.approve(BOB, wallet.state().nextTxnId().value() - 1, RawBytes.EMPTY))
              .isEqualTo(new Applied(true, code, RawBytes.EMPTY));
        });
    assertThat(wallet.pending()).isEmpty();
  }

  @Test
  void approvalFailsIfTheBalanceIsTooSmall() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.rt.setBalance(atto(9));
    wallet.refused(ExitCode.USR_INSUFFICIENT_FUNDS, () -> wallet.approve(BOB, 0, RawBytes.EMPTY));
    assertThat(wallet.pending()).isEqualTo(Map.of(0L, call(CHUCK, 10, ANNE)));
  }

  @Test
  void nobodyApprovesTwice() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.refused(
        ExitCode.USR_FORBIDDEN, () -> wallet.approve(ANNE, 0, hash(call(CHUCK, 10, ANNE))));
  }

  @Test
  void onlySignersApprove() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.approve(RICHARD, 0, RawBytes.EMPTY));
  }

  @Test
  void transactionsThatAreNotPendingCannotBeApproved() {
    wallet.propose(ANNE, call(CHUCK, 0));
    wallet.refused(ExitCode.USR_NOT_FOUND, () -> wallet.approve(BOB, 1, RawBytes.EMPTY));
    wallet.refused(ExitCode.USR_NOT_FOUND, () -> wallet.approve(BOB, -1, RawBytes.EMPTY));
    wallet.expectSend(call(CHUCK, 0));
    wallet.approve(BOB, 0, RawBytes.EMPTY);
    wallet.refused(ExitCode.USR_NOT_FOUND, () -> wallet.approve(BOB, 0, RawBytes.EMPTY));
  }

  @Test
  void lowerThresholdLetsAnApproverSendWhatHasEnoughApprovals() {
    wallet = MultisigHarness.of(3, ANNE, BOB, CHUCK);
    wallet.propose(ANNE, call(DARLENE, 10));
    wallet.approve(BOB, 0, RawBytes.EMPTY);
    wallet.changeThreshold(2);
    wallet.checkInvariants();
    wallet.rt.setBalance(atto(10));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.approve(RICHARD, 0, RawBytes.EMPTY));
    wallet.expectSend(call(DARLENE, 10));
    assertThat(wallet.approve(BOB, 0, hash(call(DARLENE, 10, ANNE, BOB))).applied()).isTrue();
    assertThat(wallet.pending()).isEmpty();
  }

  // --- cancel

  @Test
  void proposerCancels() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.propose(ANNE, call(CHUCK, 11));
    wallet.cancel(ANNE, 0, hash(call(CHUCK, 10, ANNE)));
    assertThat(wallet.pending()).isEqualTo(Map.of(1L, call(CHUCK, 11, ANNE)));
    wallet.cancel(ANNE, 1, RawBytes.EMPTY);
    assertThat(wallet.pending()).isEmpty();
  }

  @Test
  void cancellationWithAnotherHashIsRefused() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.refused(
        ExitCode.USR_ILLEGAL_STATE, () -> wallet.cancel(ANNE, 0, hash(call(CHUCK, 11, ANNE))));
  }

  @Test
  void onlyTheProposerCancels() {
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.cancel(BOB, 0, RawBytes.EMPTY));
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.cancel(RICHARD, 0, RawBytes.EMPTY));
    wallet.refused(ExitCode.USR_NOT_FOUND, () -> wallet.cancel(BOB, 99, RawBytes.EMPTY));
  }

  @Test
  void secondApproverTakesTheRemovedProposersPlace() {
    wallet = MultisigHarness.of(3, ANNE, BOB, CHUCK);
    wallet.propose(ANNE, call(CHUCK, 10));
    wallet.approve(BOB, 0, RawBytes.EMPTY);
    wallet.removeSigner(ANNE.address(), true);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.cancel(ANNE, 0, RawBytes.EMPTY));
    wallet.addSigner(ANNE.address(), true);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.cancel(ANNE, 0, RawBytes.EMPTY));
    assertThat(wallet.pending()).isEqualTo(Map.of(0L, call(CHUCK, 10, BOB)));
    wallet.cancel(BOB, 0, hash(call(CHUCK, 10, BOB)));
    assertThat(wallet.pending()).isEmpty();
  }

  // --- the rest

  @Test
  void contractsCannotUseTheInternalNumbers() {
    wallet.rt.setCaller(ANNE, ActorType.EVM);
    wallet.refused(
        ExitCode.USR_FORBIDDEN,
        () ->
            wallet.rt.call(
                MultisigActor.METHODS,
                MultisigHarness.APPROVE,
                MultisigParams.ById.CODEC,
                new MultisigParams.ById(new TxnId(0), RawBytes.EMPTY)));
  }

  @Test
  void proposalIsHashedAsOneArray() {
    // [f0101, f0103, 10, 42, 0x01020304], each field as it stands in a transaction
    assertThat(HexFormat.of().formatHex(call(CHUCK, 10, ANNE).proposal()))
        .isEqualTo("85" + "420065" + "420067" + "42000a" + "182a" + "4401020304");
    assertThat(HexFormat.of().formatHex(send(CHUCK, 0).proposal()))
        .isEqualTo("85" + "f6" + "420067" + "40" + "00" + "40");
  }

  @Test
  void transactionsAndStateStandAsOnTheNetwork() {
    assertThat(HexFormat.of().formatHex(Transaction.CODEC.toBytes(call(CHUCK, 10, ANNE, BOB))))
        .isEqualTo("85" + "420067" + "42000a" + "182a" + "4401020304" + "82420065420066");
    byte[] state = MultisigState.CODEC.toBytes(wallet.state());
    assertThat(HexFormat.of().formatHex(state))
        .startsWith(
            "87" + "82420065420066" + "02" + "00" + "40" + "00" + "00" + "d82a5827000171a0e402");
    assertThat(wallet.state().signers()).isEqualTo(addresses(ANNE, BOB));
  }

  @Test
  void manyTransactionsKeepTheirNumbers() {
    for (int i = 0; i < 40; i++) {
      wallet.propose(i % 2 == 0 ? ANNE : BOB, call(CHUCK, i));
    }
    assertThat(wallet.pending()).hasSize(40);
    wallet.cancel(BOB, 39, RawBytes.EMPTY);
    wallet.removeSigner(new ActorId(101).address(), true);
    assertThat(wallet.pending()).hasSize(19);
    assertThat(wallet.pending().firstKey()).isEqualTo(1);
    wallet.changeThreshold(1);
    for (long id : wallet.pending().keySet().toArray(Long[]::new)) {
      wallet.cancel(BOB, id, RawBytes.EMPTY);
    }
    assertThat(wallet.pending()).isEmpty();
  }
}
