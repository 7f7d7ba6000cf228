// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.builtin.miner.MinerState;
import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the chain go on. A node runs cron behind the messages of every epoch; here it runs only in
 * the epochs in which storage providers have something coming, the last ones of their deadlines,
 * and once at the end of a wait. Nothing else would have changed but averages of power.
 */
final class Cron {
  private static final MethodNum EPOCH_TICK = new MethodNum(2);

  private final Vm vm;
  private final List<Address> providers = new ArrayList<>();

  Cron(Vm vm) {
    this.vm = vm;
  }

  /** From now on this provider's deadlines matter. */
  void watch(Address provider) {
    providers.add(provider);
  }

  /** Lets epochs pass. Returns how often cron ran; never, as long as there is no provider. */
  int goOn(long epochs) {
    if (epochs == 0) {
      return 0;
    }
    if (providers.isEmpty()) {
      vm.advance(epochs);
      return 0;
    }
    List<MinerState> states =
        providers.stream().map(one -> vm.state(one, MinerState.CODEC).orElseThrow()).toList();
    long end = vm.epoch().value() + epochs;
    int ticks = 0;
    for (long epoch = vm.epoch().value(); epoch < end; epoch++) {
      ChainEpoch now = new ChainEpoch(epoch);
      boolean due = states.stream().anyMatch(state -> state.deadlineAt(now).last().equals(now));
      if (due || epoch == end - 1) {
        advanceTo(epoch);
        tick();
        ticks++;
      }
    }
    advanceTo(end);
    return ticks;
  }

  private void advanceTo(long epoch) {
    if (epoch > vm.epoch().value()) {
      vm.advance(epoch - vm.epoch().value());
    }
  }

  private void tick() {
    Message message =
        Message.from(ActorId.SYSTEM.address())
            .to(ActorId.CRON.address())
            .sequence(vm.epoch().value())
            .method(EPOCH_TICK)
            .gasLimit(Long.MAX_VALUE)
            .build();
    ApplyResult result = vm.applyImplicit(message);
    if (!result.receipt().exitCode().isSuccess()) {
      throw new StoryException(
          "cron failed at epoch " + vm.epoch() + ": " + result.failure().orElse(""));
    }
  }
}
