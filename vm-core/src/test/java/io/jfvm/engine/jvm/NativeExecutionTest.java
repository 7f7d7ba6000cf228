// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.JavaActor;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.Sends;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.gas.PriceList;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.Manifest;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.state.ActorState;
import io.jfvm.state.InitState;
import io.jfvm.state.StateTree;
import io.jfvm.state.StateTreeVersion;
import io.jfvm.state.SystemState;
import io.jfvm.trace.CallFrame;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java actors under the real executor and kernel. */
class NativeExecutionTest {
  private static final ActorId COUNTER = new ActorId(100);
  private static final ActorId OTHER = new ActorId(101);
  private static final ActorId MINER = new ActorId(102);

  private static final long CREATE = 1;
  private static final long ADD = 2;
  private static final long RELAY = 3;
  private static final long FAIL = 4;
  private static final long CARELESS = 5;
  private static final long CRASH = 6;
  private static final long UNREACHABLE = 7;
  private static final long EMIT = 8;

  private static final IpldBlock SEVEN = IpldBlock.ofCbor(Codecs.U64, 7L);

  private static final JavaActor ACTOR =
      MethodTable.of("Counter")
          .on(CREATE, "Create", NativeExecutionTest::create)
          .on(ADD, "Add", Codecs.U64, NativeExecutionTest::add, Codecs.U64)
          .on(RELAY, "Relay", Codecs.U64, NativeExecutionTest::relay, Codecs.U64)
          .on(FAIL, "Fail", NativeExecutionTest::fail)
          .on(CARELESS, "Careless", rt -> rt.update(Codecs.U64, n -> n + 1))
          .on(CRASH, "Crash", NativeExecutionTest::crash)
          .on(UNREACHABLE, "Unreachable", NativeExecutionTest::unreachable)
          .on(EMIT, "Emit", NativeExecutionTest::emit)
          .build();

  private static void create(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(Codecs.U64, 1L);
  }

  private static long add(ActorRuntime rt, long more) {
    rt.callers().acceptAny();
    return rt.transaction(Codecs.U64, n -> new ActorRuntime.Change<>(n + more, n + more));
  }

  /** Calls the method given on the other actor. */
  private static long relay(ActorRuntime rt, long method) {
    rt.callers().acceptAny();
    rt.update(Codecs.U64, n -> n + 1);
    return Sends.requireReturned(
        Codecs.U64,
        rt.send(OTHER.address(), new MethodNum(method), Optional.empty(), TokenAmount.ZERO));
  }

  private static void fail(ActorRuntime rt) {
    rt.callers().acceptAny();
    rt.update(Codecs.U64, n -> n + 1);
    throw new ActorException(new ExitCode(33), "failed", Optional.of(SEVEN));
  }

  private static void crash(ActorRuntime rt) {
    throw new IllegalStateException("bug at " + rt.receiver());
  }

  private static void unreachable(ActorRuntime rt) {
    rt.callers().acceptAny();
    rt.store().load(Codecs.U64, Cid.ofDagCbor(new byte[] {5}));
  }

  private static void emit(ActorRuntime rt) {
    rt.callers().acceptAny();
    if (!rt.epoch().equals(new ChainEpoch(50))) {
      throw Exits.illegalState("wrong epoch");
    }
    rt.emit(List.of(new EventEntry(3, "k", Multicodec.CBOR, new byte[] {1})));
  }

  private static final Externs EXTERNS =
      new Externs() {
        @Override
        public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
          return Optional.of(new byte[32]);
        }

        @Override
        public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
          return Optional.of(new byte[32]);
        }

        @Override
        public Optional<Cid> tipsetCid(ChainEpoch epoch) {
          return Optional.empty();
        }

        @Override
        public Optional<ConsensusFault> verifyConsensusFault(
            byte[] header1, byte[] header2, byte[] witness) {
          return Optional.empty();
        }

        @Override
        public SignatureVerifier signatures() {
          return SignatureVerifier.STANDARD;
        }

        @Override
        public ProofPolicy proofs() {
          return ProofPolicy.REFUSE;
        }
      };

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final NetworkConfig network = NetworkConfig.of(NetworkVersion.NV28, 314);
  private final PriceList prices = network.prices();
  private Executor executor;

  @BeforeEach
  void makeAWorld() throws Exception {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (ActorType type : ActorType.values()) {
      entries.add(new Manifest.Entry(type.manifestName(), FakeKernel.code(type)));
    }
    Cid manifest = store.save(Manifest.DATA_CODEC, entries);
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    Hamt<Address, ActorId> addresses = Hamt.empty(InitState.ADDRESS_MAP, store);
    put(
        tree,
        ActorId.SYSTEM,
        ActorType.SYSTEM,
        store.save(SystemState.CODEC, new SystemState(manifest)));
    put(
        tree,
        ActorId.INIT,
        ActorType.INIT,
        store.save(InitState.CODEC, new InitState(addresses.flush(), 103, "test")));
    put(tree, COUNTER, ActorType.MULTISIG, StateTree.EMPTY_ARRAY);
    put(tree, OTHER, ActorType.MULTISIG, store.save(Codecs.U64, 5L));
    put(tree, MINER, ActorType.MINER, StateTree.EMPTY_ARRAY);
    Cid root = tree.flush();
    MachineContext context =
        MachineContext.of(network, new ChainEpoch(50), 1500, root).withTracing(true);
    Machine machine = new Machine(context, store, EXTERNS);
    JvmEngine engine =
        new JvmEngine(machine.manifest(), Map.of(ActorType.MULTISIG, ACTOR), NativeGasModel.FREE);
    executor = new Executor(machine, List.of(engine));
  }

  private static void put(StateTree tree, ActorId id, ActorType type, Cid head) {
    tree.setActor(id, ActorState.ofNew(FakeKernel.code(type), Optional.empty()).withHead(head));
  }

  private ApplyResult apply(ActorId to, long method, byte[] params) {
    return executor.applyImplicit(
        Message.from(ActorId.SYSTEM.address())
            .to(to.address())
            .method(new MethodNum(method))
            .params(params)
            .build());
  }

  private ApplyResult apply(long method) {
    return apply(COUNTER, method, new byte[0]);
  }

  private ApplyResult apply(long method, long param) {
    return apply(COUNTER, method, Codecs.U64.toBytes(param));
  }

  private void exits(ApplyResult result, ExitCode exitCode) {
    assertThat(result.receipt().exitCode())
        .as(() -> result.failure().orElse("no failure"))
        .isEqualTo(exitCode);
  }

  private Cid head(ActorId id) {
    return executor.machine().stateTree().actor(id).orElseThrow().head();
  }

  private static Cid stateOf(long value) {
    return Cid.ofDagCbor(Codecs.U64.toBytes(value));
  }

  private static Map<String, Long> charges(ApplyResult result) {
    return frame(result).milligasByCharge();
  }

  private static CallFrame frame(ApplyResult result) {
    return result.trace().orElseThrow().calls().getFirst();
  }

  @Test
  void stateIsCreatedAndChanged() {
    exits(apply(CREATE), ExitCode.OK);
    assertThat(head(COUNTER)).isEqualTo(stateOf(1));
    ApplyResult added = apply(ADD, 20);
    exits(added, ExitCode.OK);
    assertThat(added.receipt().returnData()).isEqualTo(Codecs.U64.toBytes(21L));
    assertThat(added.returnCodec()).hasValue(Multicodec.CBOR);
    assertThat(head(COUNTER)).isEqualTo(stateOf(21));
    exits(apply(CREATE), ExitCode.USR_ILLEGAL_STATE);
  }

  @Test
  void everyChargeOfAnInvocationIsTheNetworks() {
    apply(CREATE);
    Map<String, Long> charges = charges(apply(ADD, 2));
    // Logging?, message, params (2), caller's code and type, root, state (2), new state (2),
    // set root, return value.
    assertThat(charges).containsEntry("OnSyscall", 13 * prices.onSyscall());
    assertThat(charges).containsEntry("OnMethodInvocation", prices.onMethodInvocation(0));
    assertThat(charges).containsEntry("OnBlockOpenBase", prices.onBlockOpenBase());
    assertThat(charges).containsEntry("OnBlockOpen", prices.onBlockOpen(1, 0));
    assertThat(charges).containsEntry("OnBlockRead", 2 * prices.onBlockRead(1));
    assertThat(charges).containsEntry("OnBlockCreate", 2 * prices.onBlockCreate(1, 0));
    assertThat(charges).containsEntry("OnBlockLink", prices.onBlockLink(Hash.BLAKE2B_256, 1));
    // One head in the state opened, one in that written; parameters and return are opaque.
    assertThat(charges).containsEntry("OnScanIpldLinks", 2 * prices.onIpldScanField());
    assertThat(charges).containsEntry("OnActorUpdate", prices.onActorUpdate());
    assertThat(charges).doesNotContainKey("OnActorLookup");
    assertThat(charges.keySet()).noneMatch(name -> name.startsWith("native_"));
  }

  @Test
  void gasIsTheSameWhenValuesAreRemembered() {
    apply(CREATE);
    long cold = apply(ADD, 0).receipt().gasUsed();
    assertThat(apply(ADD, 0).receipt().gasUsed()).isEqualTo(cold);
  }

  @Test
  void abortKeepsItsDataAndUndoesTheState() {
    apply(CREATE);
    ApplyResult failed = apply(FAIL);
    exits(failed, new ExitCode(33));
    assertThat(failed.receipt().returnData()).isEqualTo(SEVEN.data());
    assertThat(head(COUNTER)).isEqualTo(stateOf(1));
  }

  @Test
  void failureOfACalleeIsPassedOn() {
    apply(CREATE);
    ApplyResult failed = apply(RELAY, FAIL);
    exits(failed, new ExitCode(33));
    assertThat(failed.receipt().returnData()).isEqualTo(SEVEN.data());
    assertThat(head(OTHER)).isEqualTo(stateOf(5));
    assertThat(frame(failed).calls()).hasSize(1);
  }

  @Test
  void methodThatNeverValidatedItsCallerIsUndone() {
    apply(CREATE);
    exits(apply(CARELESS), ExitCode.USR_ASSERTION_FAILED);
    assertThat(head(COUNTER)).isEqualTo(stateOf(1));
  }

  @Test
  void unreachableBlockIsIllegalState() {
    apply(CREATE);
    exits(apply(UNREACHABLE), ExitCode.USR_ILLEGAL_STATE);
  }

  @Test
  void eventIsEmitted() {
    ApplyResult emitted = apply(EMIT);
    exits(emitted, ExitCode.OK);
    assertThat(emitted.events()).hasSize(1);
    assertThat(emitted.events().getFirst().emitter()).isEqualTo(COUNTER);
    assertThat(charges(emitted)).containsEntry("OnActorEvent", prices.onActorEvent(1, 1, 1));
  }

  @Test
  void bugInACalleeLeavesNoReceiptAndNoChange() {
    apply(CREATE);
    assertThatThrownBy(() -> apply(RELAY, CRASH))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("Counter.Crash")
        .hasRootCauseMessage("bug at f0101");
    assertThat(head(COUNTER)).isEqualTo(stateOf(1));
  }

  @Test
  void actorWithoutJavaCodeIsUnsupported() {
    assertThatThrownBy(() -> apply(MINER, 2, new byte[0]))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("storageminer (f0102) has no Java code yet");
  }

  @Test
  void runningOutOfGasIsNoExceptionOfTheActor() {
    apply(CREATE);
    ApplyResult result =
        executor.applyImplicit(
            Message.from(ActorId.SYSTEM.address())
                .to(COUNTER.address())
                .method(new MethodNum(ADD))
                .params(Codecs.U64.toBytes(1L))
                .gasLimit(700_000)
                .build());
    exits(result, ExitCode.SYS_OUT_OF_GAS);
    assertThat(head(COUNTER)).isEqualTo(stateOf(1));
  }
}
