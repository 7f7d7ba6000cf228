// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.BuiltinActors;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.call.CallManager;
import io.jfvm.call.Executables;
import io.jfvm.call.Origin;
import io.jfvm.encoding.DecodeException;
import io.jfvm.engine.Engine;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.evm.Asm;
import io.jfvm.evm.EvmActor;
import io.jfvm.evm.eam.EamActor;
import io.jfvm.evm.ethaccount.EthAccountActor;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.DeepStack;
import io.jfvm.executor.Executor;
import io.jfvm.gas.Gas;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.kernel.Block;
import io.jfvm.kernel.CallOutcome;
import io.jfvm.kernel.SendOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.trace.TraceSink;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One call of a contract that does a little of everything, under a gas limit at each of its charges
 * and at many between: storage, an event, a callee that reverts, one that runs out of its own gas,
 * a new contract, a placeholder, a plain transfer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FevmGasSweepTest {
  private static final EthAddress USER =
      new EthAddress(HexFormat.of().parseHex("c0ffee0000000000000000000000000000000001"));
  private static final String NOBODY = "0x" + "ab".repeat(EthAddress.BYTES);
  private static final long AMPLE = 200_000_000;
  private static final long BASE_FEE = 100;
  private static final long FEE_CAP = 150;
  private static final long PREMIUM = 20;
  private static final long VALUE = 9;
  private static final long SEED = 7;
  private static final int RANDOM_LIMITS = 300;

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final Map<ActorType, JavaActor> actors = new EnumMap<>(BuiltinActors.of(Policy.DEVNET));
  private MachineContext context;
  private EthAddress contract;
  private ActorId sender;
  private long nonce;

  /** All actors before the message. */
  private Map<ActorId, ActorState> before;

  @BeforeAll
  void deploy() throws DecodeException {
    actors.put(ActorType.EVM, new EvmActor());
    actors.put(ActorType.EAM, EamActor.METHODS);
    actors.put(ActorType.ETH_ACCOUNT, EthAccountActor.METHODS);
    var genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "test")
            .ethAccount(USER, TokenAmount.ofFil(1000))
            .build(store);
    context = context(genesis.root());
    Executor executor = executor();
    EthAddress reverting =
        deploy(executor, 0, "PUSH1 0x05 PUSH1 0x01 SSTORE PUSH1 0x04 PUSH0 REVERT");
    EthAddress endless = deploy(executor, 1, "again: @again JUMP");
    contract =
        deploy(
            executor,
            2,
            "PUSH1 0x05 PUSH1 0x01 SSTORE PUSH1 0x2a PUSH1 0x20 PUSH0 LOG1"
                + " PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x01 PUSH20 %s PUSH3 0x989680 CALL POP"
                    .formatted(reverting)
                + " PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 %s PUSH3 0x200000 CALL POP"
                    .formatted(endless)
                + " PUSH0 PUSH0 PUSH1 0x02 CREATE POP"
                + " PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x01 PUSH20 %s GAS CALL POP".formatted(NOBODY)
                + " PUSH0 PUSH0 PUSH0 PUSH0 PUSH1 0x01 PUSH20 %s GAS CALL POP".formatted(USER)
                + " PUSH1 0x06 PUSH1 0x02 SSTORE PUSH1 0x01 SLOAD"
                + " PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN");
    nonce = 3;
    context = context(executor.flush()).withBaseFee(TokenAmount.ofAtto(BASE_FEE));
    sender = executor.machine().stateTree().resolve(USER.address()).orElseThrow();
    before = actors(context.initialStateRoot());
  }

  private static MachineContext context(Cid root) {
    return MachineContext.of(
        NetworkConfig.of(NetworkVersion.NV28, 314), new ChainEpoch(100), 1000, root);
  }

  private Engine engine(Machine machine) {
    return new JvmEngine(machine.manifest(), actors, NativeGasModel.DEFAULT);
  }

  private Executor executor() {
    Machine machine = new Machine(context, store, new LocalChain());
    return new Executor(machine, List.of(engine(machine)));
  }

  private static EthAddress deploy(Executor executor, long sequence, String code)
      throws DecodeException {
    Message message =
        Fevm.deploy(Message.from(USER.address()).sequence(sequence), Asm.initcode(Asm.code(code)))
            .build();
    return Fevm.deployed(executor.applyExplicit(message, Vm.chainLength(message)).receipt());
  }

  private Message message(long gasLimit) {
    return Fevm.call(Message.from(USER.address()), contract, new byte[] {1})
        .sequence(nonce)
        .gasLimit(gasLimit)
        .gasFeeCap(TokenAmount.ofAtto(FEE_CAP))
        .gasPremium(TokenAmount.ofAtto(PREMIUM))
        .value(TokenAmount.ofAtto(VALUE))
        .build();
  }

  private Map<ActorId, ActorState> actors(Cid root) {
    Map<ActorId, ActorState> all = new TreeMap<>();
    StateTree.load(store, root).forEach(all::put);
    return all;
  }

  /** Gas used after each charge of the message, when it has plenty. */
  private SortedSet<Long> charges() {
    Message message = message(AMPLE);
    Machine machine = new Machine(context, store, new LocalChain());
    TreeSet<Long> points = new TreeSet<>();
    long inclusion = machine.network().prices().onChainMessage(Vm.chainLength(message));
    TraceSink sink =
        new TraceSink() {
          private long used;

          @Override
          public void charged(String name, long milligas) {
            used = Gas.plus(used, milligas);
            points.add(Gas.roundUp(used));
          }
        };
    Optional<ActorId> receiver = machine.stateTree().resolve(message.to());
    Origin origin = new Origin(sender, message.from(), receiver, nonce, message.gasPremium());
    Executables executables = new Executables(List.of(engine(machine)));
    CallManager calls = new CallManager(machine, executables, origin, AMPLE, sink);
    calls.gas().charge("OnChainMessage", inclusion);
    CallOutcome outcome = new DeepStack().call(() -> call(calls, message));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    return points;
  }

  private CallOutcome call(CallManager calls, Message message) {
    Block params = Block.opaque(Multicodec.CBOR, message.params());
    try {
      return calls.call(
          sender,
          message.to(),
          message.method(),
          Optional.of(params),
          message.value(),
          SendOps.NO_GAS_LIMIT,
          false);
    } catch (SyscallException e) {
      throw new HostException("refused", e);
    }
  }

  @Test
  void gasRunsOutAtEachChargeAndThenNothingChangesButFees() {
    SortedSet<Long> charges = charges();
    assertThat(charges).hasSizeGreaterThan(200);
    long enough = charges.last();
    TreeSet<Long> limits = new TreeSet<>();
    for (long charge : charges) {
      limits.add(charge - 1);
      limits.add(charge);
    }
    limits.add(enough + 1);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM_LIMITS; i++) {
      limits.add(random.nextLong(charges.first(), enough));
    }
    limits.removeIf(limit -> limit < charges.first());
    int ranOut = 0;
    for (long limit : limits) {
      Executor executor = executor();
      Message message = message(limit);
      ApplyResult result = executor.applyExplicit(message, Vm.chainLength(message));
      Map<ActorId, ActorState> after = actors(executor.flush());
      boolean success = result.receipt().exitCode().isSuccess();
      if (!success) {
        ranOut++;
        assertOutOfGas(result, limit, after);
      }
      assertFees(result, limit, after, success ? VALUE : 0);
    }
    assertThat(ranOut).as("of %d", limits.size()).isGreaterThan(200);
    assertThat(executor().applyExplicit(message(enough), Vm.chainLength(message(enough))).receipt())
        .as("enough is what an ample limit uses")
        .isEqualTo(
            executor().applyExplicit(message(AMPLE), Vm.chainLength(message(AMPLE))).receipt());
  }

  /** The receipt is empty, and but for the fees the state is as it was. */
  private void assertOutOfGas(ApplyResult result, long limit, Map<ActorId, ActorState> after) {
    assertThat(result.receipt().exitCode())
        .as("limit %d", limit)
        .isEqualTo(ExitCode.SYS_OUT_OF_GAS);
    assertThat(result.receipt().gasUsed()).isEqualTo(limit);
    assertThat(result.receipt().returnData()).isEmpty();
    assertThat(result.receipt().eventsRoot()).isEmpty();
    assertThat(result.events()).isEmpty();
    Map<ActorId, ActorState> expected = new TreeMap<>(before);
    ActorState paying = before.get(sender);
    expected.put(sender, paying.withSequence(nonce + 1).withBalance(after.get(sender).balance()));
    for (ActorId paid : List.of(ActorId.BURNT_FUNDS, ActorId.REWARD)) {
      expected.put(paid, before.get(paid).withBalance(after.get(paid).balance()));
    }
    assertThat(after).as("limit %d", limit).isEqualTo(expected);
  }

  /** Nothing is minted or lost; each gets its share. */
  private void assertFees(
      ApplyResult result, long limit, Map<ActorId, ActorState> after, long value) {
    assertThat(total(after)).as("limit %d", limit).isEqualTo(total(before));
    long used = result.receipt().gasUsed();
    long over = Math.min(used, Math.max(0, limit - 11 * used / 10));
    long burnedGas = (limit - used) * over / used;
    assertThat(result.gasBurned()).isEqualTo(burnedGas);
    assertThat(gain(ActorId.BURNT_FUNDS, after)).isEqualTo(BASE_FEE * (used + burnedGas));
    assertThat(gain(ActorId.REWARD, after)).isEqualTo(PREMIUM * limit);
    // What is sent back to the sender by the contract is 1 if all went well.
    long paid = BASE_FEE * (used + burnedGas) + PREMIUM * limit;
    assertThat(-gain(sender, after)).isBetween(paid + Math.max(0, value - 1), paid + value);
  }

  private long gain(ActorId actor, Map<ActorId, ActorState> after) {
    return after.get(actor).balance().minus(before.get(actor).balance()).atto().longValueExact();
  }

  private static BigInteger total(Map<ActorId, ActorState> state) {
    return state.values().stream()
        .map(actor -> actor.balance().atto())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
