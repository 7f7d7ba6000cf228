// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.JavaActor;
import io.jfvm.actor.MethodTable;
import io.jfvm.encoding.DecodeException;
import io.jfvm.engine.Executable;
import io.jfvm.ipld.Blockstore;
import io.jfvm.machine.Manifest;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmEngineTest {
  private static final Cid UNKNOWN_TO_US = Cid.ofDagCbor(new byte[] {99});
  private static final Blockstore NO_STORE =
      new Blockstore() {
        @Override
        public Optional<byte[]> get(Cid cid) {
          throw new AssertionError("Java code needs no store");
        }

        @Override
        public void put(Cid cid, byte[] data) {
          throw new AssertionError("Java code needs no store");
        }
      };

  private final FakeKernel kernel = new FakeKernel();
  private final JvmEngine engine = engine();

  private static JvmEngine engine() {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (ActorType type : ActorType.values()) {
      entries.add(new Manifest.Entry(type.manifestName(), FakeKernel.code(type)));
    }
    entries.add(new Manifest.Entry("newcomer", UNKNOWN_TO_US));
    JavaActor account =
        MethodTable.of("Account").on(2, "Ping", rt -> rt.callers().acceptAny()).build();
    try {
      return new JvmEngine(
          Manifest.of(entries), Map.of(ActorType.ACCOUNT, account), NativeGasModel.FREE);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private Executable load(Cid code) {
    return engine.load(code, NO_STORE).orElseThrow();
  }

  @Test
  void codeWithJavaRuns() {
    assertThat(load(FakeKernel.code(ActorType.ACCOUNT)).invoke(kernel, 0)).isZero();
  }

  @Test
  void builtInCodeWithoutJavaIsUnsupportedWhenCalled() {
    Executable market = load(FakeKernel.code(ActorType.MARKET));
    assertThatThrownBy(() -> market.invoke(kernel, 0))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("storagemarket (f0100) has no Java code yet")
        .hasMessageContaining("method 2");
  }

  @Test
  void manifestsActorOfUnknownNameIsUnsupportedToo() {
    Executable newcomer = load(UNKNOWN_TO_US);
    assertThatThrownBy(() -> newcomer.invoke(kernel, 0))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("newcomer");
  }

  @Test
  void codeOutsideTheManifestIsAnotherEngines() {
    assertThat(engine.load(Cid.ofDagCbor(new byte[] {77}), NO_STORE)).isEmpty();
  }

  @Test
  void methodsHaveNames() {
    Cid account = FakeKernel.code(ActorType.ACCOUNT);
    assertThat(engine.nameOf(account, new MethodNum(2))).contains("Account.Ping");
    assertThat(engine.nameOf(account, new MethodNum(3))).isEmpty();
    assertThat(engine.nameOf(FakeKernel.code(ActorType.MARKET), new MethodNum(2))).isEmpty();
  }
}
