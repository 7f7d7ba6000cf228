// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.INCLUSION_GAS;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.SENDER_BALANCE;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
  private static final ActorId RECEIVER = new ActorId(101);
  private static final Address ETH = Address.ofDelegated(ActorId.EAM, new byte[20]);

  private final TestNetwork network = new TestNetwork();

  PreflightTest() {
    network.actor(RECEIVER.value(), (kernel, params) -> 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, -1})
  void gasLimitOutOfRangeHasNoReceipt(long gasLimit) {
    Executor executor = network.executor();
    Message message = message(RECEIVER).gasLimit(gasLimit).build();
    assertThatThrownBy(() -> executor.applyExplicit(message, CHAIN_LENGTH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gas limit is " + Long.toUnsignedString(gasLimit));
    assertThatThrownBy(() -> executor.applyImplicit(message))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inclusionMustFitTheGasLimit() {
    Message tooLittle = message(RECEIVER).gasLimit(INCLUSION_GAS - 1).build();
    assertFails(tooLittle, ExitCode.SYS_OUT_OF_GAS, INCLUSION_GAS * 100);
    ApplyResult exact = apply(message(RECEIVER).gasLimit(INCLUSION_GAS).build());
    assertThat(exact.receipt().gasUsed()).isEqualTo(INCLUSION_GAS);
  }

  @Test
  void senderMustResolve() {
    Address unknown = Address.ofActor(new byte[] {1});
    assertFails(
        Message.from(unknown).to(RECEIVER.address()).gasLimit(1_000_000).build(),
        ExitCode.SYS_SENDER_INVALID,
        100_000_000);
  }

  @Test
  void senderMustExist() {
    assertFails(
        Message.from(Address.ofId(12345)).to(RECEIVER.address()).gasLimit(1_000_000).build(),
        ExitCode.SYS_SENDER_INVALID,
        100_000_000);
  }

  @Test
  void senderMustBeAnAccount() {
    assertFails(
        Message.from(RECEIVER.address()).to(RECEIVER.address()).gasLimit(1_000_000).build(),
        ExitCode.SYS_SENDER_INVALID,
        100_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1L})
  void nonceMustBeTheSenders(long nonce) {
    assertFails(
        message(RECEIVER).sequence(nonce).gasLimit(1_000_000).build(),
        ExitCode.SYS_SENDER_STATE_INVALID,
        100_000_000);
  }

  @Test
  void nonceIsCheckedBeforeTheBalance() {
    network.put(SENDER, account(TokenAmount.ZERO));
    ApplyResult result = apply(message(RECEIVER).sequence(3).gasLimit(1_000_000).build());
    assertThat(result.failure().orElseThrow()).contains("nonce");
  }

  @Test
  void balanceMustCoverTheDeposit() {
    network.put(SENDER, account(TokenAmount.ofAtto(200L * 1_000_000 - 1)));
    assertFails(
        message(RECEIVER).gasLimit(1_000_000).build(),
        ExitCode.SYS_SENDER_STATE_INVALID,
        100_000_000);
    network.put(SENDER, account(TokenAmount.ofAtto(200L * 1_000_000)));
    assertThat(apply(message(RECEIVER).gasLimit(1_000_000).build()).receipt().exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void negativeFeesHaveNoReceipt() {
    Executor executor = network.executor();
    Message premium = message(RECEIVER).gasPremium(TokenAmount.ofAtto(-1)).build();
    assertThatThrownBy(() -> executor.applyExplicit(premium, CHAIN_LENGTH))
        .isInstanceOf(IllegalArgumentException.class);
    Message cap = message(RECEIVER).gasFeeCap(TokenAmount.ofAtto(-1)).build();
    assertThatThrownBy(() -> executor.applyExplicit(cap, CHAIN_LENGTH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(executor.machine().stateTree().actor(SENDER)).contains(account(SENDER_BALANCE));
  }

  @Test
  void passingTakesTheDepositAndAdvancesTheNonce() {
    Executor executor = network.executor();
    network.actor(
        RECEIVER.value(),
        (kernel, params) -> {
          ActorState sender = executor.machine().stateTree().actor(SENDER).orElseThrow();
          assertThat(sender.sequence()).isEqualTo(1);
          assertThat(sender.balance())
              .isEqualTo(SENDER_BALANCE.minus(TokenAmount.ofAtto(200L * 1_000_000_000)));
          return 0;
        });
    ApplyResult result =
        executor.applyExplicit(message(RECEIVER).method(new MethodNum(2)).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(executor.machine().stateTree().actor(SENDER).orElseThrow().sequence()).isEqualTo(1);
  }

  @Test
  void placeholderOfAnEthereumAddressBecomesAnAccountEvenIfTheMessageFails() {
    ActorId placeholder = new ActorId(102);
    network.put(placeholder, placeholder(Optional.of(ETH), 0)).address(ETH, placeholder);
    Executor executor = network.executor();
    Message message = Message.from(ETH).to(Address.ofId(999)).gasLimit(10_000_000).build();
    ApplyResult result = executor.applyExplicit(message, CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_INVALID_RECEIVER);
    ActorState promoted = executor.machine().stateTree().actor(placeholder).orElseThrow();
    assertThat(promoted.code()).isEqualTo(TestNetwork.codeOf(ActorType.ETH_ACCOUNT));
    assertThat(promoted.sequence()).isEqualTo(1);
    assertThat(promoted.delegatedAddress()).contains(ETH);
  }

  @Test
  void otherPlaceholdersMayNotSend() {
    ActorId placeholder = new ActorId(102);
    Message message = Message.from(ETH).to(RECEIVER.address()).gasLimit(1_000_000).build();
    network.address(ETH, placeholder);
    network.put(placeholder, placeholder(Optional.of(ETH), 1));
    assertFails(
        message.from().equals(ETH) ? sequenced(message) : message,
        ExitCode.SYS_SENDER_INVALID,
        100_000_000);
    network.put(placeholder, placeholder(Optional.empty(), 0));
    assertFails(message, ExitCode.SYS_SENDER_INVALID, 100_000_000);
    Address foreign = Address.ofDelegated(new ActorId(77), new byte[20]);
    network.put(placeholder, placeholder(Optional.of(foreign), 0));
    assertFails(message, ExitCode.SYS_SENDER_INVALID, 100_000_000);
  }

  @Test
  void implicitMessagesNeedNeitherAccountNorNonceNorFunds() {
    Executor executor = network.executor();
    Message message =
        Message.from(ActorId.SYSTEM.address())
            .to(RECEIVER.address())
            .sequence(99)
            .gasFeeCap(TokenAmount.ofFil(1))
            .build();
    ApplyResult result = executor.applyImplicit(message);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.penalty()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.baseFeeBurn()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.overEstimationBurn()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.refund()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.gasRefund()).isZero();
    assertThat(executor.machine().stateTree().actor(ActorId.SYSTEM).orElseThrow().sequence())
        .isZero();
    assertThat(executor.machine().stateTree().actor(ActorId.BURNT_FUNDS).orElseThrow().balance())
        .isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void implicitMessageOfAnUnknownSenderFailsWithoutPenalty() {
    ApplyResult result =
        network
            .executor()
            .applyImplicit(
                Message.from(Address.ofActor(new byte[1])).to(RECEIVER.address()).build());
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_SENDER_INVALID);
    assertThat(result.penalty()).isEqualTo(TokenAmount.ZERO);
  }

  private static Message sequenced(Message message) {
    return Message.from(message.from())
        .to(message.to())
        .gasLimit(message.gasLimit())
        .sequence(1)
        .build();
  }

  private static ActorState account(TokenAmount balance) {
    return new ActorState(
        TestNetwork.codeOf(ActorType.ACCOUNT), StateTree.EMPTY_ARRAY, 0, balance, Optional.empty());
  }

  private static ActorState placeholder(Optional<Address> address, long sequence) {
    return ActorState.ofNew(TestNetwork.codeOf(ActorType.PLACEHOLDER), address)
        .withSequence(sequence);
  }

  private ApplyResult apply(Message message) {
    return network.executor().applyExplicit(message, CHAIN_LENGTH);
  }

  /** Fails with a receipt of no gas, that penalty, and no change of the state. */
  private void assertFails(Message message, ExitCode exitCode, long penaltyAtto) {
    Executor executor = network.executor();
    ApplyResult result = executor.applyExplicit(message, CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(exitCode);
    assertThat(result.receipt().gasUsed()).isZero();
    assertThat(result.receipt().returnData()).isEmpty();
    assertThat(result.receipt().eventsRoot()).isEmpty();
    assertThat(result.penalty()).isEqualTo(TokenAmount.ofAtto(penaltyAtto));
    assertThat(result.minerTip()).isEqualTo(TokenAmount.ZERO);
    assertThat(result.failure()).isPresent();
    assertThat(executor.flush()).isEqualTo(executor.machine().context().initialStateRoot());
  }
}
