// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VestingFundsTest {
  private static final ChainEpoch START = new ChainEpoch(7);

  /** A tenth every 10 epochs, from epoch 10 on after a delay of 5; rounded up to multiples of 3. */
  private static final VestingSpec SPEC = new VestingSpec(5, 100, 10, 3);

  private final Blockstore store = new MockRuntime().store();

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  private VestingFunds.Unlocked lock(VestingFunds funds, long epoch, long amount) {
    return funds.lock(store, new ChainEpoch(epoch), atto(amount), START, SPEC);
  }

  private static VestingFund at(long epoch, long amount) {
    return new VestingFund(new ChainEpoch(epoch), atto(amount));
  }

  @Test
  void paymentsAreLinearAndRoundedToLaterEpochs() {
    VestingFunds funds = lock(VestingFunds.NONE, 0, 1000).rest();
    assertThat(funds.load(store))
        .startsWith(at(16, 110), at(25, 90), at(37, 120))
        .endsWith(at(106, 80))
        .hasSize(10);
  }

  @Test
  void amountsForOneEpochAreAddedUp() {
    VestingFunds funds = lock(lock(VestingFunds.NONE, 0, 1000).rest(), 0, 1000).rest();
    assertThat(funds.load(store)).startsWith(at(16, 220)).hasSize(10);
  }

  @Test
  void fundsVestInTheEpochAfterTheirOwn() {
    VestingFunds funds = lock(VestingFunds.NONE, 0, 1000).rest();
    assertThat(funds.unlockVested(store, new ChainEpoch(16)).vested()).isEqualTo(atto(0));
    VestingFunds.Unlocked unlocked = funds.unlockVested(store, new ChainEpoch(17));
    assertThat(unlocked.vested()).isEqualTo(atto(110));
    assertThat(unlocked.rest().load(store)).startsWith(at(25, 90));
    VestingFunds.Unlocked all = funds.unlockVested(store, new ChainEpoch(107));
    assertThat(all).isEqualTo(new VestingFunds.Unlocked(VestingFunds.NONE, atto(1000), atto(0)));
  }

  @Test
  void theNextPaymentIsDrawnOnWithoutReadingTheOthers() {
    VestingFunds funds = lock(VestingFunds.NONE, 0, 1000).rest();
    VestingFunds.Unlocked drawn =
        funds.unlockVestedAndUnvested(store, new ChainEpoch(10), atto(110));
    assertThat(drawn.unvested()).isEqualTo(atto(110));
    assertThat(drawn.rest().table().orElseThrow().tail())
        .isEqualTo(funds.table().orElseThrow().tail());
    assertThat(drawn.rest().load(store)).startsWith(at(25, 90)).hasSize(9);
  }

  @Test
  void laterPaymentsAreDrawnOnSoonestFirst() {
    VestingFunds funds = lock(VestingFunds.NONE, 0, 1000).rest();
    VestingFunds.Unlocked drawn =
        funds.unlockVestedAndUnvested(store, new ChainEpoch(17), atto(100));
    assertThat(drawn.vested()).isEqualTo(atto(110));
    assertThat(drawn.unvested()).isEqualTo(atto(100));
    assertThat(drawn.rest().load(store)).startsWith(at(37, 110));
    VestingFunds.Unlocked all =
        funds.unlockVestedAndUnvested(store, new ChainEpoch(17), atto(5000));
    assertThat(all).isEqualTo(new VestingFunds.Unlocked(VestingFunds.NONE, atto(110), atto(890)));
  }

  @Test
  void nothingIsLostOrMade() {
    SplittableRandom random = new SplittableRandom(20);
    VestingFunds funds = VestingFunds.NONE;
    long locked = 0;
    for (long epoch = 0; epoch < 2000; epoch += random.nextInt(12)) {
      List<VestingFunds.Unlocked> steps = new ArrayList<>();
      if (random.nextBoolean()) {
        long amount = random.nextInt(2000);
        locked += amount;
        steps.add(lock(funds, epoch, amount));
      } else if (random.nextBoolean()) {
        steps.add(funds.unlockVested(store, new ChainEpoch(epoch)));
      } else {
        TokenAmount target = atto(1 + random.nextInt(500));
        steps.add(funds.unlockVestedAndUnvested(store, new ChainEpoch(epoch), target));
        assertThat(steps.getFirst().unvested()).isLessThanOrEqualTo(target);
      }
      VestingFunds.Unlocked step = steps.getFirst();
      funds = step.rest();
      locked -= step.vested().plus(step.unvested()).atto().longValueExact();
      TokenAmount left =
          funds.load(store).stream()
              .map(VestingFund::amount)
              .reduce(TokenAmount.ZERO, TokenAmount::plus);
      assertThat(left).isEqualTo(atto(locked));
    }
  }
}
