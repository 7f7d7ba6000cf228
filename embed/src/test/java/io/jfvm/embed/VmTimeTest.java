// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.NetworkVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmTimeTest {
  private static final long TIMESTAMP = 1000;

  /** At epoch 7. */
  private final Vm vm = vm();

  private static Vm vm() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid root = Genesis.of(BundleManifest.V18_DEVNET, "test").build(store).root();
    NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 31415926);
    return Vm.open(
        Profile.NATIVE,
        store,
        MachineContext.of(network, new ChainEpoch(7), TIMESTAMP, root),
        new LocalChain());
  }

  @Test
  void timeGoesOnByThirtySecondsAnEpoch() {
    long most = (Long.MAX_VALUE - TIMESTAMP) / 30;
    vm.advance(most);

    assertThat(vm.epoch()).isEqualTo(new ChainEpoch(7 + most));
    assertThat(vm.context().timestampSeconds()).isEqualTo(TIMESTAMP + 30 * most);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        Long.MIN_VALUE,
        (Long.MAX_VALUE - TIMESTAMP) / 30 + 1,
        Long.MAX_VALUE - 7,
        Long.MAX_VALUE
      })
  void epochsThatNoClockReachesAreRefused(long epochs) {
    MachineContext before = vm.context();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> vm.advance(epochs))
        .withMessageContaining("epoch 7")
        .withMessageContaining(Long.toString(epochs));
    assertThat(vm.context()).isEqualTo(before);
  }
}
