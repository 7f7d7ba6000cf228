// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static io.jfvm.examples.storage.StorageNetwork.ALICE;
import static io.jfvm.examples.storage.StorageNetwork.BOB;
import static io.jfvm.examples.storage.StorageNetwork.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.miner.MinerParams.ChangeBeneficiary;
import io.jfvm.builtin.miner.MinerParams.WithdrawBalance;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import org.junit.jupiter.api.Test;

/** A contract lends collateral and is the provider's beneficiary until it has its money back. */
class CollateralLenderTest {
  private static final TokenAmount PRINCIPAL = TokenAmount.ofFil(200);
  private static final TokenAmount DEBT = TokenAmount.ofFil(220);
  private static final int INTEREST_PERCENT = 10;
  private static final long TERM = 1000;
  private static final MethodNum WITHDRAW = new MethodNum(16);
  private static final MethodNum CHANGE_BENEFICIARY = new MethodNum(30);

  private final StorageNetwork network = new StorageNetwork("CollateralLender");
  private final long miner = network.miner.value();

  @Test
  void theLoanGoesIntoTheProviderAndTheContractBecomesBeneficiary() {
    offer();
    propose(network.contract().address(), DEBT, TERM);
    TokenAmount before = network.balance(network.miner.address());

    ApplyResult drawn = network.succeed(network.call(BOB, "draw", miner));

    assertThat(network.tree(drawn))
        .isEqualTo(
            """
            t0101 Bob
            └─ t01002 CollateralLender.draw(miner=1001)  exit 0
               ├─ t01001 Miner  StorageMiner.GetBeneficiary  exit 0
               ├─ t01001 Miner  StorageMiner.ChangeBeneficiary  exit 0
               ├─ t01001 Miner  StorageMiner.GetBeneficiary  exit 0
               └─ t01001 Miner  Send  +200 FIL  exit 0
            """);
    assertThat(network.balance(network.miner.address())).isEqualTo(before.plus(PRINCIPAL));
    assertThat(network.ask("owed", miner)).isEqualTo(DEBT.atto());
  }

  @Test
  void whateverTheOwnerWithdrawsGoesToTheContractUntilTheDebtIsPaid() {
    drawLoan();
    TokenAmount owner = network.balance(OWNER);

    network.succeed(withdraw(TokenAmount.ofFil(50)));

    assertThat(network.balance(OWNER)).isEqualTo(owner);
    assertThat(network.balance(network.contract().address())).isEqualTo(TokenAmount.ofFil(850));
    assertThat(network.ask("owed", miner)).isEqualTo(TokenAmount.ofFil(170).atto());

    ApplyResult collected = network.succeed(network.call(BOB, "collect", miner));

    assertThat(network.tree(collected))
        .isEqualTo(
            """
            t0101 Bob
            └─ t01002 CollateralLender.collect(miner=1001)  exit 0
               ├─ t01001 Miner  StorageMiner.GetBeneficiary  exit 0
               └─ t01001 Miner  StorageMiner.WithdrawBalance  exit 0
                  └─ t01002 CollateralLender  Send  +170 FIL  exit 0
            """);
    assertThat(network.events(collected)).containsExactly("Collected(miner=1001, amount=170e18)");
    assertThat(network.ask("owed", miner)).isEqualTo(TokenAmount.ZERO.atto());
    assertThat(withdraw(TokenAmount.ofFil(1)).receipt().exitCode().value())
        .as("the quota is used up, and the owner not yet beneficiary")
        .isEqualTo(18);

    network.succeed(propose(OWNER, TokenAmount.ZERO, 0));
    network.succeed(withdraw(TokenAmount.ofFil(1)));
    assertThat(network.balance(OWNER)).isEqualTo(owner.plus(TokenAmount.ofFil(1)));
  }

  @Test
  void aDebtPaidFromOutsideReleasesTheProvider() {
    drawLoan();
    network.succeed(propose(OWNER, TokenAmount.ZERO, 0));
    assertThat(network.revert(network.call(BOB, "release", miner)))
        .isEqualTo("StillOwes(miner=1001, amount=220e18)");
    TokenAmount bob = network.balance(BOB.address());

    network.succeed(network.pay(BOB, TokenAmount.ofFil(300), "repay", miner));
    assertThat(network.balance(BOB.address())).isEqualTo(bob.minus(DEBT));
    ApplyResult released = network.succeed(network.call(BOB, "release", miner));

    assertThat(network.events(released)).containsExactly("Released(miner=1001)");
    TokenAmount owner = network.balance(OWNER);
    network.succeed(withdraw(TokenAmount.ofFil(7)));
    assertThat(network.balance(OWNER)).isEqualTo(owner.plus(TokenAmount.ofFil(7)));
  }

  @Test
  void aProposalOnOtherTermsIsNotAgreedTo() {
    offer();
    assertThat(network.revert(network.call(BOB, "draw", miner)))
        .as("none at all")
        .isEqualTo("WrongProposal(quota=0, expected=220e18, expiration=0, earliest=3000)");

    propose(network.contract().address(), TokenAmount.ofFil(219), TERM);
    assertThat(network.revert(network.call(BOB, "draw", miner)))
        .isEqualTo("WrongProposal(quota=219e18, expected=220e18, expiration=3000, earliest=3000)");

    propose(network.contract().address(), DEBT, TERM - 1);
    assertThat(network.revert(network.call(BOB, "draw", miner)))
        .isEqualTo("WrongProposal(quota=220e18, expected=220e18, expiration=2999, earliest=3000)");

    propose(BOB.address(), DEBT, TERM);
    assertThat(network.revert(network.call(BOB, "draw", miner))).startsWith("WrongProposal(");

    propose(network.contract().address(), DEBT, TERM);
    network.succeed(network.call(BOB, "draw", miner));
    assertThat(network.revert(network.call(BOB, "draw", miner)))
        .as("once is enough")
        .isEqualTo("NoOffer(miner=1001)");
  }

  @Test
  void aSecondLoanNeedsTheOwnerToBeBeneficiaryInBetween() {
    drawLoan();
    network.succeed(network.call(BOB, "collect", miner));
    network.succeed(network.call(ALICE, "offer", miner, PRINCIPAL));
    propose(network.contract().address(), DEBT, TERM);
    assertThat(network.revert(network.call(BOB, "draw", miner)))
        .as("the quota of the first loan would count against the second")
        .isEqualTo("TermsNotInForce(miner=1001, used=220e18)");

    propose(OWNER, TokenAmount.ZERO, 0);
    propose(network.contract().address(), DEBT, TERM);
    network.succeed(network.call(BOB, "draw", miner));
    assertThat(network.ask("owed", miner)).isEqualTo(DEBT.atto());
  }

  @Test
  void onlyTheLenderOffersAndTakesOut() {
    offer();
    assertThat(network.revert(network.call(BOB, "offer", miner, PRINCIPAL)))
        .isEqualTo("OnlyLender(caller=Bob)");
    assertThat(network.revert(network.call(BOB, "takeOut", 1))).isEqualTo("OnlyLender(caller=Bob)");
    TokenAmount alice = network.balance(ALICE.address());
    network.succeed(network.call(ALICE, "takeOut", TokenAmount.ofFil(1000)));
    assertThat(network.balance(ALICE.address())).isEqualTo(alice.plus(TokenAmount.ofFil(1000)));
  }

  private void drawLoan() {
    offer();
    propose(network.contract().address(), DEBT, TERM);
    network.succeed(network.call(BOB, "draw", miner));
  }

  private void offer() {
    network.deploy(TokenAmount.ofFil(1000), INTEREST_PERCENT, TERM);
    network.succeed(network.call(ALICE, "offer", miner, PRINCIPAL));
  }

  /** The owner proposes a beneficiary; the owner's own term has no end. */
  private ApplyResult propose(Address beneficiary, TokenAmount quota, long term) {
    ChainEpoch expiration = new ChainEpoch(term == 0 ? 0 : network.vm.epoch().value() + term);
    ChangeBeneficiary change = new ChangeBeneficiary(beneficiary, quota, expiration);
    return network.succeed(toMiner(CHANGE_BENEFICIARY, ChangeBeneficiary.CODEC.toBytes(change)));
  }

  private ApplyResult withdraw(TokenAmount amount) {
    return toMiner(WITHDRAW, WithdrawBalance.CODEC.toBytes(new WithdrawBalance(amount)));
  }

  private ApplyResult toMiner(MethodNum method, byte[] params) {
    return network.send(OWNER, network.miner.address(), TokenAmount.ZERO, method, params);
  }
}
