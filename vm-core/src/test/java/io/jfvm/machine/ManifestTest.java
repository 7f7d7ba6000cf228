// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Cid UNKNOWN = Cid.ofDagCbor(new byte[] {99});

  @Test
  void entriesAreNumberedByPosition() throws Exception {
    Manifest manifest = Manifest.of(entries());
    for (ActorType type : ActorType.values()) {
      assertThat(manifest.numberOf(code(type))).isEqualTo(type.number());
      assertThat(manifest.codeOf(type.number())).contains(code(type));
      assertThat(manifest.typeOf(code(type))).contains(type);
      assertThat(manifest.codeOf(type)).isEqualTo(code(type));
      assertThat(manifest.is(type, code(type))).isTrue();
    }
    assertThat(manifest.is(ActorType.EVM, code(ActorType.EAM))).isFalse();
    assertThat(manifest.numberOf(UNKNOWN)).isEqualTo(Manifest.NOT_BUILTIN);
    assertThat(manifest.typeOf(UNKNOWN)).isEmpty();
    assertThat(manifest.codeOf(0)).isEmpty();
    assertThat(manifest.codeOf(17)).isEmpty();
  }

  @Test
  void namesWeDoNotKnowKeepTheirPosition() throws Exception {
    List<Manifest.Entry> entries = new ArrayList<>(entries());
    entries.addFirst(new Manifest.Entry("novelty", UNKNOWN));
    Manifest manifest = Manifest.of(entries);
    assertThat(manifest.numberOf(UNKNOWN)).isEqualTo(1);
    assertThat(manifest.numberOf(code(ActorType.SYSTEM))).isEqualTo(2);
    assertThat(manifest.typeOf(code(ActorType.SYSTEM))).contains(ActorType.SYSTEM);
  }

  @Test
  void actorsTheVmNeedsMustBeThere() {
    for (ActorType needed :
        List.of(
            ActorType.SYSTEM,
            ActorType.INIT,
            ActorType.ACCOUNT,
            ActorType.PLACEHOLDER,
            ActorType.EAM,
            ActorType.ETH_ACCOUNT)) {
      List<Manifest.Entry> entries = new ArrayList<>(entries());
      entries.removeIf(entry -> entry.name().equals(needed.manifestName()));
      assertThatThrownBy(() -> Manifest.of(entries))
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining(needed.manifestName());
    }
  }

  @Test
  void nothingOfEthereumIsNeededInNetworkVersion17() throws Exception {
    Cid code = code(ActorType.SYSTEM);
    List<Manifest.Entry> entries =
        List.of(
            new Manifest.Entry("system", code),
            new Manifest.Entry("init", code),
            new Manifest.Entry("account", code));
    assertThat(Manifest.of(entries, RuleSet.FVM2).entries()).isEqualTo(entries);
    assertThatThrownBy(() -> Manifest.of(entries, RuleSet.FVM3))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Manifest.of(entries.subList(0, 2), RuleSet.FVM2))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void loadsWhatItSaved() throws Exception {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid data = store.save(Manifest.DATA_CODEC, entries());
    assertThat(Manifest.load(store, data).entries()).isEqualTo(entries());
  }

  @Test
  void bundleRootNamesItsVersionAndList() throws Exception {
    byte[] root = new CborWriter().array(2).u64(1).link(UNKNOWN.toBytes()).toByteArray();
    assertThat(Manifest.dataOf(root)).isEqualTo(UNKNOWN);
    byte[] newer = new CborWriter().array(2).u64(2).link(UNKNOWN.toBytes()).toByteArray();
    assertThatThrownBy(() -> Manifest.dataOf(newer))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("version 2");
  }

  private static List<Manifest.Entry> entries() {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (ActorType type : ActorType.values()) {
      entries.add(new Manifest.Entry(type.manifestName(), code(type)));
    }
    return entries;
  }

  private static Cid code(ActorType type) {
    return Cid.ofDagCbor(new byte[] {(byte) type.number()});
  }
}
