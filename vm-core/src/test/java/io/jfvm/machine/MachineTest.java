// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.TestNetwork;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.Links;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.state.StateRoot;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void emptyArrayIsInTheBaseStoreFromTheBeginning() {
    Machine given = new TestNetwork().executor().machine();
    MemoryBlockstore base = new MemoryBlockstore();
    copy(given, base);
    new Machine(given.context(), base, given.externs());
    assertThat(base.get(StateTree.EMPTY_ARRAY)).hasValue(new byte[] {(byte) 0x80});
  }

  /** All that a machine reads when it is made. */
  private static void copy(Machine from, MemoryBlockstore to) {
    Cid root = from.context().initialStateRoot();
    byte[] data = from.store().get(root).orElseThrow();
    to.put(root, data);
    Cid actors = from.store().load(StateRoot.CODEC, root).actors();
    to.put(actors, from.store().get(actors).orElseThrow());
    for (Cid link : links(from, actors)) {
      from.store().get(link).ifPresent(block -> to.put(link, block));
    }
    Cid system = from.stateTree().actor(ActorId.SYSTEM).orElseThrow().head();
    to.put(system, from.store().get(system).orElseThrow());
    Cid manifest = from.stateTree().systemState().builtinActors();
    to.put(manifest, from.store().get(manifest).orElseThrow());
  }

  private static Iterable<Cid> links(Machine machine, Cid block) {
    try {
      return Links.of(machine.store().get(block).orElseThrow());
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyWhatTheRootReachesIsFlushed() {
    TestNetwork network = new TestNetwork();
    Machine machine = network.executor().machine();
    Cid orphan = machine.store().put(Multicodec.RAW, new byte[] {1});
    Cid kept = machine.store().put(Multicodec.RAW, new byte[] {2});
    StateTree tree = machine.stateTree();
    tree.setActor(
        ActorId.BURNT_FUNDS,
        tree.actor(ActorId.BURNT_FUNDS)
            .orElseThrow()
            .withHead(kept)
            .withBalance(TokenAmount.ofAtto(1)));
    Cid root = machine.flush();
    assertThat(network.store().get(root)).isPresent();
    assertThat(network.store().get(kept)).isPresent();
    assertThat(network.store().get(orphan)).isEmpty();
  }

  @Test
  void missingStateIsNamed() {
    Machine given = new TestNetwork().executor().machine();
    MemoryBlockstore empty = new MemoryBlockstore();
    assertThatThrownBy(() -> new Machine(given.context(), empty, given.externs()))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(given.context().initialStateRoot().toString());
  }

  @Test
  void rulesFollowTheNetworkVersion() {
    assertThat(RuleSet.of(NetworkVersion.NV20)).isEqualTo(RuleSet.FVM3);
    assertThat(RuleSet.of(NetworkVersion.NV21)).isEqualTo(RuleSet.FVM4);
    assertThat(RuleSet.of(NetworkVersion.NV17)).isEqualTo(RuleSet.FVM2);
    assertThat(RuleSet.of(NetworkVersion.NV18)).isEqualTo(RuleSet.FVM3);
    assertThat(Limits.NETWORK)
        .isEqualTo(new Limits(1024, 2048, 536_870_912, 2_147_483_648L, 1_048_576));
  }

  @Test
  void memoryLimitCountsTablesByEightBytes() {
    MemoryLimiter memory = new MemoryLimiter(new Limits(1, 1, 1, 100, 1));
    assertThat(memory.growTable(12)).isTrue();
    assertThat(memory.used()).isEqualTo(96);
    assertThat(memory.grow(5)).isFalse();
    assertThat(memory.grow(4)).isTrue();
    assertThat(memory.grow(0)).isTrue();
    memory.restore(50);
    assertThat(memory.grow(Long.MAX_VALUE)).isFalse();
    assertThat(memory.grow(50)).isTrue();
  }
}
