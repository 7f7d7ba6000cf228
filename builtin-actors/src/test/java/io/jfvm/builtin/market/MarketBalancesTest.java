// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import static io.jfvm.builtin.market.MarketHarness.CLIENT;
import static io.jfvm.builtin.market.MarketHarness.MARKET;
import static io.jfvm.builtin.market.MarketHarness.MINER;
import static io.jfvm.builtin.market.MarketHarness.OWNER;
import static io.jfvm.builtin.market.MarketHarness.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.market.MarketParams.Balance;
import io.jfvm.builtin.market.MarketParams.WithdrawBalance;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketBalancesTest {
  private static final MethodNum ADD_BALANCE = new MethodNum(2);
  private static final MethodNum WITHDRAW_BALANCE = new MethodNum(3);

  private final MarketHarness market = new MarketHarness();
  private final MockRuntime rt = market.rt;

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  private TokenAmount withdraw(ActorId party, TokenAmount amount) {
    return MockRuntime.returned(
        TokenAmount.CODEC,
        rt.call(
            MARKET,
            WITHDRAW_BALANCE,
            WithdrawBalance.CODEC,
            new WithdrawBalance(party.address(), amount)));
  }

  @Test
  void onlyTheSystemConstructs() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(MARKET, MethodNum.CONSTRUCTOR));
  }

  @Test
  void depositsAddUp() {
    market.addBalance(CLIENT, atto(10));
    market.addBalance(CLIENT, atto(20));
    market.addBalance(MINER, atto(5));
    assertThat(market.balance(CLIENT)).isEqualTo(new Balance(atto(30), TokenAmount.ZERO));
    assertThat(market.balance(MINER)).isEqualTo(new Balance(atto(5), TokenAmount.ZERO));
    assertThat(market.balance(WORKER)).isEqualTo(new Balance(TokenAmount.ZERO, TokenAmount.ZERO));
  }

  @Test
  void nothingCannotBeDeposited() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> rt.call(MARKET, ADD_BALANCE, Address.CODEC, CLIENT.address()));
  }

  @Test
  void depositsForNobodyAreRefused() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.setValueReceived(atto(1));
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> rt.call(MARKET, ADD_BALANCE, Address.CODEC, Address.ofActor(new byte[] {1})));
  }

  @Test
  void aClientGetsBackWhatThereIs() {
    market.addBalance(CLIENT, atto(10));
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(CLIENT);
    rt.expectSend(
        CLIENT.address(), MethodNum.SEND, Optional.empty(), atto(10), SendResult.Returned.NOTHING);
    assertThat(withdraw(CLIENT, atto(11))).isEqualTo(atto(10));
    market.verify();
    assertThat(market.balance(CLIENT).balance()).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void aProvidersMoneyGoesToItsOwnerAndWhatIsLockedStays() {
    market.fund(1);
    market.addBalance(MINER, atto(40));
    market.publish(MarketHarness.deal(0));
    rt.setCaller(WORKER, ActorType.ACCOUNT);
    market.expectControlAddresses();
    rt.expectValidateCallerAddr(OWNER.address(), WORKER.address());
    rt.expectSend(
        OWNER.address(), MethodNum.SEND, Optional.empty(), atto(40), SendResult.Returned.NOTHING);
    assertThat(withdraw(MINER, TokenAmount.ofFil(1))).isEqualTo(atto(40));
    market.verify();
    assertThat(market.balance(MINER))
        .isEqualTo(
            new Balance(MarketHarness.PROVIDER_COLLATERAL, MarketHarness.PROVIDER_COLLATERAL));
  }

  @Test
  void othersCannotWithdraw() {
    market.addBalance(CLIENT, atto(10));
    rt.setCaller(OWNER, ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(CLIENT);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> withdraw(CLIENT, atto(1)));
  }

  @Test
  void negativeAmountsCannotBeWithdrawn() {
    rt.setCaller(CLIENT, ActorType.ACCOUNT);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> withdraw(CLIENT, atto(-1)));
  }

  @Test
  void balancesOfNobodyAreRefused() {
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            rt.call(
                MARKET,
                MethodNum.ofName("GetBalance"),
                Address.CODEC,
                Address.ofActor(new byte[] {1})));
  }
}
