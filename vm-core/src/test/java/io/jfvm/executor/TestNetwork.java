// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.engine.Engine;
import io.jfvm.engine.Executable;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
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
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small network in memory: the singletons the VM needs, one account to send from, and actors
 * whose code is a lambda of the test.
 */
public final class TestNetwork {
  public static final ActorId SENDER = new ActorId(100);
  public static final Address SENDER_KEY = Address.ofSecp256k1Key(new byte[65]);
  public static final TokenAmount SENDER_BALANCE = TokenAmount.ofFil(1000);
  public static final ChainEpoch EPOCH = new ChainEpoch(5000);

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final Map<ActorId, ActorState> actors = new LinkedHashMap<>();
  private final Map<Address, ActorId> addresses = new LinkedHashMap<>();
  private final Map<Cid, Executable> code = new LinkedHashMap<>();
  private long nextId = 200;
  private NetworkConfig config = NetworkConfig.of(NetworkVersion.NV28, 314);
  private TokenAmount baseFee = TokenAmount.ofAtto(100);
  private boolean tracing;
  private ProofPolicy proofs = ProofPolicy.REFUSE;

  public TestNetwork() {
    StateTree.putEmptyArray(store);
    Cid manifest = store.save(Manifest.DATA_CODEC, manifestEntries());
    Cid system = store.save(SystemState.CODEC, new SystemState(manifest));
    actors.put(ActorId.SYSTEM, state(ActorType.SYSTEM, system, TokenAmount.ZERO));
    actors.put(ActorId.REWARD, state(ActorType.REWARD, empty(), TokenAmount.ofFil(1_000_000)));
    actors.put(ActorId.BURNT_FUNDS, state(ActorType.ACCOUNT, empty(), TokenAmount.ZERO));
    actors.put(SENDER, state(ActorType.ACCOUNT, empty(), SENDER_BALANCE));
    addresses.put(SENDER_KEY, SENDER);
    // An account's constructor does nothing unless the test says so.
    code.put(codeOf(ActorType.ACCOUNT), (kernel, params) -> 0);
  }

  /** The made-up code CID of a built-in actor. */
  public static Cid codeOf(ActorType type) {
    return codeOf("test/" + type.manifestName());
  }

  private static Cid codeOf(String name) {
    return Cid.of(Multicodec.RAW, Multicodec.IDENTITY, name.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<Manifest.Entry> manifestEntries() {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (ActorType type : ActorType.values()) {
      entries.add(new Manifest.Entry(type.manifestName(), codeOf(type)));
    }
    return entries;
  }

  private static Cid empty() {
    return StateTree.EMPTY_ARRAY;
  }

  private static ActorState state(ActorType type, Cid head, TokenAmount balance) {
    return new ActorState(codeOf(type), head, 0, balance, Optional.empty());
  }

  /** Adds an actor that runs a lambda. */
  public ActorId actor(long id, Executable executable) {
    return actor(id, TokenAmount.ZERO, executable);
  }

  public ActorId actor(long id, TokenAmount balance, Executable executable) {
    ActorId actor = new ActorId(id);
    Cid cid = codeOf("test/actor/" + id);
    code.put(cid, executable);
    actors.put(actor, new ActorState(cid, empty(), 0, balance, Optional.empty()));
    return actor;
  }

  /** What the code of a built-in actor does. */
  public TestNetwork builtin(ActorType type, Executable executable) {
    code.put(codeOf(type), executable);
    return this;
  }

  /** Sets an actor's entry of the state tree. */
  public TestNetwork put(ActorId id, ActorState state) {
    actors.put(id, state);
    return this;
  }

  public TestNetwork address(Address address, ActorId id) {
    addresses.put(address, id);
    return this;
  }

  public TestNetwork config(NetworkConfig newConfig) {
    config = newConfig;
    return this;
  }

  public TestNetwork baseFee(TokenAmount fee) {
    baseFee = fee;
    return this;
  }

  public TestNetwork tracing() {
    tracing = true;
    return this;
  }

  public TestNetwork proofs(ProofPolicy policy) {
    proofs = policy;
    return this;
  }

  public MemoryBlockstore store() {
    return store;
  }

  /** Builds the state and a machine on it. */
  public Executor executor() {
    Hamt<Address, ActorId> map = Hamt.empty(InitState.ADDRESS_MAP, store);
    addresses.forEach(map::put);
    Cid init = store.save(InitState.CODEC, new InitState(map.flush(), nextId, "test"));
    StateTree tree = StateTree.empty(store, StateTreeVersion.V5);
    tree.setActor(ActorId.INIT, state(ActorType.INIT, init, TokenAmount.ZERO));
    actors.forEach(tree::setActor);
    MachineContext context =
        MachineContext.of(config, EPOCH, 150_000, tree.flush())
            .withBaseFee(baseFee)
            .withCirculatingSupply(TokenAmount.ofFil(500))
            .withTracing(tracing);
    Engine engine = (cid, blocks) -> Optional.ofNullable(code.get(cid));
    return new Executor(new Machine(context, store, new TestExterns(proofs)), List.of(engine));
  }

  /** A message of the sender to an actor with a billion gas. */
  public static Message.Builder message(ActorId to) {
    return message(to.address());
  }

  public static Message.Builder message(Address to) {
    return Message.from(SENDER_KEY)
        .to(to)
        .gasLimit(1_000_000_000)
        .gasFeeCap(TokenAmount.ofAtto(200))
        .gasPremium(TokenAmount.ofAtto(10));
  }

  /** What the test's messages take on chain. */
  public static final long CHAIN_LENGTH = 100;

  /** Inclusion of a message of that length: 38863 + 475000 + 1300 * (36 + 100). */
  public static final long INCLUSION_GAS = 690_663;

  private record TestExterns(ProofPolicy proofs) implements Externs {
    @Override
    public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
      return randomness(1, epoch);
    }

    @Override
    public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
      return randomness(2, epoch);
    }

    private static Optional<byte[]> randomness(int filling, ChainEpoch epoch) {
      byte[] digest = new byte[32];
      Arrays.fill(digest, (byte) filling);
      return epoch.value() < 0 ? Optional.empty() : Optional.of(digest);
    }

    @Override
    public Optional<Cid> tipsetCid(ChainEpoch epoch) {
      return epoch.value() == 0
          ? Optional.empty()
          : Optional.of(Cid.ofDagCbor(new byte[] {(byte) epoch.value()}));
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
  }
}
