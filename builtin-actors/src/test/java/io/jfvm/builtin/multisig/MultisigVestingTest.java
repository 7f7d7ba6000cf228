// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import static io.jfvm.builtin.multisig.MultisigHarness.ANNE;
import static io.jfvm.builtin.multisig.MultisigHarness.BOB;
import static io.jfvm.builtin.multisig.MultisigHarness.DARLENE;
import static io.jfvm.builtin.multisig.MultisigHarness.atto;
import static io.jfvm.builtin.multisig.MultisigHarness.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.RawBytes;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MultisigVestingTest {
  private static final long DURATION = 10;

  private MultisigHarness wallet = MultisigHarness.locked(1, 0, DURATION, 100, ANNE, BOB);

  @AfterEach
  void stateIsSound() {
    wallet.checkInvariants();
  }

  private void spend(long amount) {
    wallet.expectSend(send(DARLENE, amount));
    assertThat(wallet.propose(ANNE, send(DARLENE, amount)).applied().applied()).isTrue();
  }

  private void cannotSpend(long amount) {
    wallet.refused(
        ExitCode.USR_INSUFFICIENT_FUNDS, () -> wallet.propose(ANNE, send(DARLENE, amount)));
  }

  @Test
  void everythingIsFreeAtTheEnd() {
    wallet.rt.setEpoch(DURATION - 1);
    cannotSpend(100);
    wallet.rt.setEpoch(DURATION);
    spend(100);
  }

  @Test
  void halfIsFreeHalfWay() {
    wallet.rt.setEpoch(DURATION / 2);
    cannotSpend(51);
    spend(50);
    cannotSpend(1);
  }

  @Test
  void whatIsLockedIsCheckedWhenTheLastApprovalComes() {
    wallet = MultisigHarness.locked(2, 10, 20, 20, ANNE, BOB);
    wallet.propose(ANNE, send(DARLENE, 20));
    wallet.rt.setEpoch(20);
    wallet.refused(ExitCode.USR_INSUFFICIENT_FUNDS, () -> wallet.approve(BOB, 0, RawBytes.EMPTY));
    wallet.rt.setEpoch(30);
    wallet.expectSend(send(DARLENE, 20));
    assertThat(wallet.approve(BOB, 0, RawBytes.EMPTY).applied()).isTrue();
  }

  @Test
  void whatIsLockedIsRoundedUp() {
    wallet = MultisigHarness.locked(1, 0, DURATION, DURATION - 1, ANNE, BOB);
    cannotSpend(1);
    wallet.rt.setEpoch(1);
    cannotSpend(1);
    wallet.rt.setEpoch(2);
    spend(1);
    wallet.rt.setBalance(atto(DURATION - 1));
    wallet.rt.setEpoch(DURATION - 1);
    cannotSpend(DURATION - 1);
    spend(DURATION - 2);
    wallet.rt.setBalance(atto(DURATION - 1));
    wallet.rt.setEpoch(DURATION);
    spend(DURATION - 1);
  }

  @Test
  void nothingCanBeSentWhateverIsLocked() {
    spend(0);
    wallet.rt.setBalance(atto(5)); // less than what is locked
    spend(0);
    cannotSpend(1);
  }

  @Test
  void locksLater() {
    wallet = MultisigHarness.of(1, ANNE);
    wallet.rt.setEpoch(200);
    wallet.lockBalance(0, 1000, 100_000);
    wallet.rt.setEpoch(300);
    cannotSpend(30_000); // there is nothing
    wallet.rt.setBalance(atto(100_000));
    cannotSpend(30_001);
    spend(30_000);
    cannotSpend(1);
    wallet.rt.setEpoch(1000);
    spend(70_000);
  }

  @Test
  void locksFromALaterEpochOn() {
    wallet = MultisigHarness.of(1, ANNE);
    wallet.rt.setEpoch(200);
    wallet.lockBalance(1000, 1000, 100_000);
    wallet.rt.setEpoch(300);
    wallet.rt.setBalance(atto(100_001));
    spend(1);
    cannotSpend(1);
    wallet.rt.setEpoch(1200);
    spend(20_000);
    cannotSpend(1);
    wallet.rt.setEpoch(2000);
    spend(80_000);
  }

  @Test
  void locksOnlyOnce() {
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.lockBalance(-1, DURATION, 100));
    wallet = MultisigHarness.of(1, ANNE);
    wallet.lockBalance(0, 1000, 0);
    wallet.refused(ExitCode.USR_FORBIDDEN, () -> wallet.lockBalance(0, 1000, 0));
  }

  @Test
  void locksForSomeTimeAndNoNegativeAmount() {
    wallet = MultisigHarness.of(1, ANNE);
    for (long duration : new long[] {0, -1, Long.MIN_VALUE}) {
      wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.lockBalance(0, duration, 1));
    }
    wallet.refused(ExitCode.USR_ILLEGAL_ARGUMENT, () -> wallet.lockBalance(0, 1, -1));
    wallet.lockBalance(-5, Long.MAX_VALUE, 7);
    assertThat(wallet.state().startEpoch().value()).isEqualTo(-5);
  }

  @Test
  void startTooFarInThePastOverflows() {
    wallet = MultisigHarness.of(1, ANNE);
    wallet.lockBalance(Long.MIN_VALUE, 1, 1);
    wallet.rt.setBalance(atto(10));
    wallet.rt.setEpoch(1);
    wallet.refused(ExitCode.USR_ASSERTION_FAILED, () -> wallet.propose(ANNE, send(DARLENE, 1)));
    spend(0);
  }

  @Test
  void lockedAmountIsTheCeilingOfTheRest() {
    SplittableRandom random = new SplittableRandom(20_201);
    MultisigState state = wallet.state();
    for (int i = 0; i < 2000; i++) {
      long duration = 1 + (random.nextLong(Long.MAX_VALUE - 1) >>> random.nextInt(63));
      long elapsed = random.nextLong(duration + 1);
      BigInteger amount = new BigInteger(Long.toUnsignedString(random.nextLong()));
      BigInteger locked =
          state
              .locked(state.startEpoch(), duration, new TokenAmount(amount))
              .amountLocked(elapsed)
              .atto();
      BigInteger exact = amount.multiply(BigInteger.valueOf(duration - elapsed));
      BigInteger scaled = locked.multiply(BigInteger.valueOf(duration));
      assertThat(scaled).as("run %d", i).isGreaterThanOrEqualTo(exact);
      assertThat(scaled.subtract(BigInteger.valueOf(duration))).as("run %d", i).isLessThan(exact);
    }
  }
}
