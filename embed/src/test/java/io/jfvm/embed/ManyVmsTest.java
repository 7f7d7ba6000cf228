// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.BuiltinActors;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.encoding.DecodeException;
import io.jfvm.engine.Engine;
import io.jfvm.engine.jvm.JvmEngine;
import io.jfvm.engine.jvm.NativeGasModel;
import io.jfvm.evm.Asm;
import io.jfvm.evm.EvmActor;
import io.jfvm.evm.eam.EamActor;
import io.jfvm.evm.ethaccount.EthAccountActor;
import io.jfvm.executor.Executor;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.Machine;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many machines in one JVM share code, its analysis and interpreters, and nothing of a result. */
class ManyVmsTest {
  private static final int THREADS = 8;
  private static final int SCRIPTS = 4;
  private static final int CALLS = 60;
  private static final EthAddress USER =
      new EthAddress(HexFormat.of().parseHex("c0ffee0000000000000000000000000000000001"));
  private static final Address KEY = Address.ofSecp256k1Key(new byte[65]);

  /** Counts in slot 1, logs the count, returns the hash of some memory. */
  private static final String COUNTER =
      "PUSH1 0x01 SLOAD PUSH1 0x01 ADD DUP1 PUSH1 0x01 SSTORE DUP1 PUSH1 0x20 PUSH0 LOG1 POP"
          + " PUSH2 0x0400 PUSH0 KECCAK256 PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN";

  /** Loops as often as its input says, and reverts if that is odd. */
  private static final String LOOP =
      "PUSH0 CALLDATALOAD DUP1 next: PUSH1 0x01 SWAP1 SUB DUP1 @next JUMPI POP"
          + " PUSH1 0x01 AND @odd JUMPI STOP odd: PUSH1 0x20 PUSH0 REVERT";

  /** Calls itself, deeper each time, until gas runs out; then stores how deep it came. */
  private static final String RECURSION =
      "PUSH0 CALLDATALOAD PUSH1 0x01 ADD PUSH0 MSTORE"
          + " PUSH1 0x20 PUSH0 PUSH1 0x20 PUSH0 PUSH0 ADDRESS GAS CALL POP"
          + " PUSH1 0x02 SLOAD PUSH0 MLOAD ADD PUSH1 0x02 SSTORE";

  /** Makes a contract of its input. */
  private static final String FACTORY =
      "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 PUSH0 CREATE"
          + " PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN";

  private static final List<String> CONTRACTS = List.of(COUNTER, LOOP, RECURSION, FACTORY);

  /** What a script leaves: every receipt, and the state's root. */
  private record Result(List<Receipt> receipts, Cid root) {}

  /** Gives a machine at a genesis of its own, or of all. */
  @FunctionalInterface
  private interface Opener {
    Executor open();
  }

  private static MachineContext genesis(MemoryBlockstore store) {
    var genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "test")
            .ethAccount(USER, TokenAmount.ofFil(1000))
            .account(KEY, TokenAmount.ofFil(1000))
            .build(store);
    return MachineContext.of(
            NetworkConfig.of(NetworkVersion.NV28, 314), new ChainEpoch(100), 1000, genesis.root())
        .withBaseFee(TokenAmount.ofAtto(100));
  }

  private static Map<ActorType, JavaActor> actors() {
    Map<ActorType, JavaActor> actors = new EnumMap<>(BuiltinActors.of(Policy.DEVNET));
    actors.put(ActorType.EVM, new EvmActor());
    actors.put(ActorType.EAM, EamActor.METHODS);
    actors.put(ActorType.ETH_ACCOUNT, EthAccountActor.METHODS);
    return actors;
  }

  /** The messages of one script; scripts differ in what they deploy and call first. */
  private static Result run(Executor executor, int script) throws DecodeException {
    List<Receipt> receipts = new ArrayList<>();
    List<EthAddress> contracts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(script);
    long nonce = 0;
    for (int i = 0; i < CONTRACTS.size(); i++) {
      String code = CONTRACTS.get((i + script) % CONTRACTS.size());
      Message.Builder deploy = Message.from(USER.address()).sequence(nonce++).gasLimit(500_000_000);
      Receipt receipt = apply(executor, Fevm.deploy(deploy, Asm.initcode(Asm.code(code))));
      contracts.add(Fevm.deployed(receipt));
      receipts.add(receipt);
    }
    for (int i = 0; i < CALLS; i++) {
      byte[] input = new byte[32];
      input[31] = (byte) random.nextInt(1, 200);
      EthAddress contract = contracts.get(random.nextInt(contracts.size()));
      Message.Builder call =
          Message.from(USER.address())
              .sequence(nonce++)
              .gasLimit(random.nextLong(2_000_000, 60_000_000))
              .gasFeeCap(TokenAmount.ofAtto(150))
              .gasPremium(TokenAmount.ofAtto(10));
      receipts.add(apply(executor, Fevm.call(call, contract, input)));
      receipts.add(
          apply(
              executor,
              Message.from(KEY)
                  .sequence(i)
                  .to(Address.ofActor(new byte[] {(byte) i}))
                  .method(MethodNum.SEND)));
      receipts.add(
          executor
              .applyImplicit(
                  Message.from(KEY)
                      .to(Address.ofBlsKey(key(i, script)))
                      .value(TokenAmount.ofAtto(i))
                      .build())
              .receipt());
    }
    return new Result(receipts, executor.flush());
  }

  private static byte[] key(int i, int script) {
    byte[] key = new byte[Address.BLS_KEY_BYTES];
    key[0] = (byte) i;
    key[1] = (byte) script;
    return key;
  }

  private static Receipt apply(Executor executor, Message.Builder message) {
    Message complete = message.build();
    return executor.applyExplicit(complete, Vm.chainLength(complete)).receipt();
  }

  /** Each script by itself, on machines that share nothing. */
  private static List<Result> alone() throws DecodeException {
    List<Result> results = new ArrayList<>();
    for (int script = 0; script < SCRIPTS; script++) {
      MemoryBlockstore store = new MemoryBlockstore();
      Machine machine = new Machine(genesis(store), store, new LocalChain());
      Engine engine = new JvmEngine(machine.manifest(), actors(), NativeGasModel.DEFAULT);
      results.add(run(new Executor(machine, List.of(engine)), script));
    }
    assertThat(results.stream().map(Result::root).distinct()).hasSize(SCRIPTS);
    assertThat(results.get(0).receipts().stream().map(Receipt::exitCode).distinct())
        .as("kinds of ends")
        .hasSizeGreaterThan(3);
    return results;
  }

  private static void assertSameSideBySide(Opener opener)
      throws DecodeException, InterruptedException, ExecutionException {
    List<Result> expected = alone();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Result>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int script = i % SCRIPTS;
      work.add(
          () -> {
            Executor executor = opener.open();
            start.await();
            return run(executor, script);
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Result>> results = threads.invokeAll(work);
      for (int i = 0; i < THREADS; i++) {
        assertThat(results.get(i).get()).as("thread %d", i).isEqualTo(expected.get(i % SCRIPTS));
      }
    }
  }

  @Test
  void machinesThatShareCodeGiveWhatEachGivesAlone() throws Exception {
    MemoryBlockstore any = new MemoryBlockstore();
    Machine first = new Machine(genesis(any), any, new LocalChain());
    Engine engine = new JvmEngine(first.manifest(), actors(), NativeGasModel.DEFAULT);
    assertSameSideBySide(
        () -> {
          MemoryBlockstore store = new MemoryBlockstore();
          Machine machine = new Machine(genesis(store), store, new LocalChain());
          return new Executor(machine, List.of(engine));
        });
  }

  @Test
  void machinesThatShareDecodedBlocksGiveWhatEachGivesAlone() throws Exception {
    // Room for a few blocks only, so that they come and go all the time.
    DecodedBlocks decoded = new DecodedBlocks(20_000);
    MemoryBlockstore any = new MemoryBlockstore();
    Machine first = new Machine(genesis(any), any, new LocalChain());
    Engine engine = new JvmEngine(first.manifest(), actors(), NativeGasModel.DEFAULT);
    assertSameSideBySide(
        () -> {
          MemoryBlockstore store = new MemoryBlockstore();
          Machine machine = new Machine(genesis(store), store, new LocalChain(), decoded);
          return new Executor(machine, List.of(engine));
        });
  }

  @Test
  void oneJfvmServesManyThreads() throws Exception {
    Jfvm jfvm = new Jfvm(Profile.NATIVE);
    List<Callable<Cid>> work = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    for (int i = 0; i < THREADS; i++) {
      work.add(
          () -> {
            start.await();
            return deployAndCall(jfvm);
          });
    }
    Cid expected = deployAndCall(new Jfvm(Profile.NATIVE));
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Cid> root : threads.invokeAll(work)) {
        assertThat(root.get()).isEqualTo(expected);
      }
    }
  }

  private static Cid deployAndCall(Jfvm jfvm) throws DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    Vm vm = jfvm.open(genesis(store), store, new LocalChain());
    for (String code : CONTRACTS) {
      Message.Builder deploy = vm.messageFrom(USER.address()).gasLimit(500_000_000);
      byte[] initcode = Asm.initcode(Asm.code(code));
      EthAddress contract =
          Fevm.deployed(vm.apply(Fevm.deploy(deploy, initcode).build()).receipt());
      for (int i = 0; i < 10; i++) {
        byte[] input = new byte[32];
        input[31] = (byte) (i + 1);
        Message.Builder call = vm.messageFrom(USER.address()).gasLimit(20_000_000);
        vm.apply(Fevm.call(call, contract, input).build());
      }
      vm.advance(1);
    }
    return vm.flush();
  }
}
