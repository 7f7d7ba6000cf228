// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateTreeTest {
  private static final ActorId A = new ActorId(1000);
  private static final Address KEY = Address.ofBlsKey(new byte[48]);
  private static final Cid CODE = Cid.ofBlock(Multicodec.RAW, new byte[] {1});

  private final MemoryBlockstore store = new MemoryBlockstore();

  @Test
  void emptyArrayHasItsCid() {
    assertThat(StateTree.EMPTY_ARRAY)
        .hasToString("bafy2bzacebc3bt6cedhoyw34drrmjvazhu4oj25er2ebk4u445pzycvq4ta4a");
  }

  @Test
  void rootIsVersionActorsAndInformation() throws Exception {
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    Cid root = tree.flush();
    StateRoot decoded = StateRoot.CODEC.fromBytes(store.get(root).orElseThrow());
    assertThat(decoded.version()).isEqualTo(StateTreeVersion.V5);
    assertThat(decoded.information()).isEqualTo(StateTree.EMPTY_ARRAY);
    assertThat(store.get(root).orElseThrow()).startsWith(0x83, 5);
    assertThat(store.get(decoded.actors()).orElseThrow()).containsExactly(0x82, 0x40, 0x80);
  }

  @Test
  void actorStandsAsATupleOfItsVersion() {
    ActorState actor = new ActorState(CODE, CODE, 7, TokenAmount.ofAtto(258), Optional.of(KEY));
    byte[] five = StateTreeVersion.V5.actorCodec().toBytes(actor);
    assertThat(five[0]).isEqualTo((byte) 0x85);
    ActorState older = new ActorState(CODE, CODE, 7, TokenAmount.ofAtto(258), Optional.empty());
    byte[] four = StateTreeVersion.V4.actorCodec().toBytes(older);
    assertThat(four[0]).isEqualTo((byte) 0x84);
    assertThat(four).endsWith(7, 0x43, 0, 1, 2);
    assertThatThrownBy(() -> StateTreeVersion.V4.actorCodec().toBytes(actor))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StateTreeVersion.V5.actorCodec().fromBytes(four))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void otherVersionsAreRefused() {
    Cid root =
        store.put(Multicodec.DAG_CBOR, replaceVersion(store.get(emptyTree()).orElseThrow(), 3));
    assertThatThrownBy(() -> StateTree.load(store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("state tree version 3");
  }

  private Cid emptyTree() {
    return StateTree.empty(store, StateTreeVersion.V5).flush();
  }

  private static byte[] replaceVersion(byte[] root, int version) {
    byte[] other = root.clone();
    other[1] = (byte) version;
    return other;
  }

  @Test
  void flushedTreeIsTheSameWhateverTheWayToIt() {
    StateTree direct = StateTree.empty(store, StateTreeVersion.V5);
    direct.setActor(A, actor(2));
    StateTree detour = StateTree.empty(store, StateTreeVersion.V5);
    detour.setActor(new ActorId(5), actor(1));
    detour.setActor(A, actor(1));
    detour.flush();
    detour.deleteActor(new ActorId(5));
    detour.setActor(A, actor(2));
    assertThat(detour.flush()).isEqualTo(direct.flush());
    assertThat(StateTree.load(store, direct.flush()).actor(A)).contains(actor(2));
    assertThat(StateTree.load(store, direct.flush()).actor(new ActorId(5))).isEmpty();
  }

  @Test
  void flushInsideATransactionIsRefused() {
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    tree.beginTransaction();
    assertThatThrownBy(tree::flush).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void registeredAddressResolvesUntilItIsUndone() {
    StateTree tree = withInit();
    tree.beginTransaction();
    assertThat(tree.resolve(KEY)).isEmpty();
    assertThat(tree.registerNewAddress(KEY)).isEqualTo(new ActorId(100));
    assertThat(tree.resolve(KEY)).contains(new ActorId(100));
    assertThat(tree.initState().nextId()).isEqualTo(101);
    tree.endTransaction(true);
    assertThat(tree.resolve(KEY)).isEmpty();
    assertThat(tree.initState().nextId()).isEqualTo(100);
    tree.registerNewAddress(KEY);
    StateTree loaded = StateTree.load(store, tree.flush());
    assertThat(loaded.resolve(KEY)).contains(new ActorId(100));
    assertThat(loaded.initState().networkName()).isEqualTo("net");
  }

  @Test
  void numberResolvesWithoutAnActor() {
    assertThat(withInit().resolve(Address.ofId(4711))).contains(new ActorId(4711));
  }

  @Test
  void treeWithoutInitCannotResolve() {
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    assertThatThrownBy(() -> tree.resolve(KEY))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("f01");
  }

  private StateTree withInit() {
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    Cid map = Hamt.empty(InitState.ADDRESS_MAP, store).flush();
    Cid init = store.save(InitState.CODEC, new InitState(map, 100, "net"));
    tree.setActor(ActorId.INIT, actor(0).withHead(init));
    return tree;
  }

  @Test
  void transactionsBehaveLikeCopiesOfAMap() {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    for (int i = 0; i < 10; i++) {
      tree.setActor(new ActorId(i), actor(i));
    }
    tree.flush();
    Map<ActorId, ActorState> model = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      model.put(new ActorId(i), actor(i));
    }
    for (int round = 0; round < 50; round++) {
      nested(tree, model, random, 0);
      for (int i = 0; i < 14; i++) {
        assertThat(tree.actor(new ActorId(i)))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(Optional.ofNullable(model.get(new ActorId(i))));
      }
    }
    StateTree fresh = StateTree.empty(store, StateTreeVersion.V5);
    model.forEach(fresh::setActor);
    assertThat(tree.flush()).isEqualTo(fresh.flush());
  }

  private static void nested(
      StateTree tree, Map<ActorId, ActorState> model, SplittableRandom random, int depth) {
    Map<ActorId, ActorState> before = new HashMap<>(model);
    tree.beginTransaction();
    for (int step = 0; step < 6; step++) {
      ActorId id = new ActorId(random.nextInt(14));
      switch (random.nextInt(depth < 4 ? 4 : 3)) {
        case 0 -> {
          ActorState state = actor(random.nextInt(1000));
          tree.setActor(id, state);
          model.put(id, state);
        }
        case 1 -> {
          tree.deleteActor(id);
          model.remove(id);
        }
        case 2 -> assertThat(tree.actor(id)).isEqualTo(Optional.ofNullable(model.get(id)));
        default -> nested(tree, model, random, depth + 1);
      }
    }
    boolean revert = random.nextBoolean();
    tree.endTransaction(revert);
    if (revert) {
      model.clear();
      model.putAll(before);
    }
  }

  private static ActorState actor(int sequence) {
    return ActorState.ofNew(CODE, Optional.empty()).withSequence(sequence);
  }
}
