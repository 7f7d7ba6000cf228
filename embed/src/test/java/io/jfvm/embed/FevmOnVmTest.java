// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.Asm;
import io.jfvm.evm.system.EvmState;
import io.jfvm.evm.system.Lifespan;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.kamt.Kamt;
import io.jfvm.machine.Limits;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contracts on the whole machine: executor, kernel, Init, address manager, EVM actor. */
class FevmOnVmTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final EthAddress USER =
      new EthAddress(HEX.parseHex("c0ffee0000000000000000000000000000000001"));
  private static final long BLOCK_GAS = 10_000_000_000L;

  private final Vm vm = open(Limits.NETWORK);

  private static Vm open(Limits limits) {
    MemoryBlockstore store = new MemoryBlockstore();
    var genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "test")
            .ethAccount(USER, TokenAmount.ofFil(1000))
            .build(store);
    NetworkConfig config = NetworkConfig.of(NetworkVersion.NV28, 314).withLimits(limits);
    return Vm.open(
        Profile.NATIVE,
        store,
        MachineContext.of(config, new ChainEpoch(100), 1000, genesis.root()),
        new LocalChain());
  }

  private static byte[] initcode(String source) {
    return Asm.initcode(Asm.code(source));
  }

  /** CALL of an address without input; its answer stays on the stack. */
  private static String call(EthAddress target) {
    return "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 " + target + " GAS CALL ";
  }

  private static String staticcall(EthAddress target) {
    return "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 " + target + " GAS STATICCALL ";
  }

  private static final String RETURN_WORD = " PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN ";

  private static byte[] word(long value) {
    byte[] word = new byte[32];
    byte[] bytes = BigInteger.valueOf(value).toByteArray();
    System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
    return word;
  }

  private static byte[] word(EthAddress address) {
    byte[] word = new byte[32];
    System.arraycopy(address.bytes(), 0, word, 12, 20);
    return word;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  // --- messages

  private static ApplyResult apply(Vm vm, Message.Builder message) {
    return vm.apply(message.build());
  }

  private Message.Builder message() {
    return vm.messageFrom(USER.address()).gasLimit(BLOCK_GAS);
  }

  private static EthAddress deploy(Vm vm, byte[] initcode) throws DecodeException {
    ApplyResult result =
        apply(vm, Fevm.deploy(vm.messageFrom(USER.address()).gasLimit(BLOCK_GAS), initcode));
    assertThat(result.failure()).isEmpty();
    return Fevm.deployed(result.receipt());
  }

  private ApplyResult call(EthAddress contract, byte[] input) {
    return apply(vm, Fevm.call(message(), contract, input));
  }

  private byte[] output(EthAddress contract, byte[] input) throws DecodeException {
    ApplyResult result = call(contract, input);
    assertThat(result.failure()).isEmpty();
    return Fevm.output(result.receipt());
  }

  private static EvmState state(Vm vm, EthAddress contract) {
    return vm.state(contract.address(), EvmState.CODEC).orElseThrow();
  }

  private byte[] slot(EthAddress contract, long key) {
    return Kamt.load(vm.store(), state(vm, contract).storage()).get(word(key)).orElse(new byte[32]);
  }

  // --- tests

  @Test
  void aContractIsDeployedAtEthereumsAddressAndKeepsItsStorage() throws DecodeException {
    EthAddress contract =
        deploy(
            vm,
            initcode(
                "CALLDATASIZE ISZERO @read JUMPI PUSH0 CALLDATALOAD PUSH1 0x01 SSTORE"
                    + " read: PUSH1 0x01 SLOAD"
                    + RETURN_WORD));
    byte[] rlp = concat(HEX.parseHex("d694"), USER.bytes(), HEX.parseHex("80"));
    byte[] digest = Hash.KECCAK_256.digest(rlp);
    assertThat(contract).isEqualTo(new EthAddress(Arrays.copyOfRange(digest, 12, 32)));
    assertThat(output(contract, word(42))).isEqualTo(word(42));
    assertThat(output(contract, new byte[0])).isEqualTo(word(42));
    assertThat(slot(contract, 1)).isEqualTo(word(42));
    assertThat(state(vm, contract).nonce()).isEqualTo(1);
  }

  @Test
  void aRevertLeavesNothingButItsData() throws DecodeException {
    EthAddress contract =
        deploy(
            vm,
            initcode(
                "PUSH1 0x05 PUSH1 0x01 SSTORE PUSH1 0x07 PUSH0 MSTORE8 PUSH1 0x01 PUSH0 REVERT"));
    ApplyResult result = call(contract, new byte[0]);
    assertThat(result.receipt().exitCode()).isEqualTo(new ExitCode(33));
    assertThat(result.receipt().returnData()).containsExactly(0x41, 7);
    assertThat(slot(contract, 1)).isEqualTo(word(0));
  }

  @Test
  void eventsReachTheReceipt() throws DecodeException {
    EthAddress contract =
        deploy(vm, initcode("PUSH1 0x07 PUSH0 MSTORE8 PUSH1 0x2a PUSH1 0x01 PUSH0 LOG1"));
    ApplyResult result = call(contract, new byte[0]);
    assertThat(result.receipt().eventsRoot()).isPresent();
    assertThat(result.events()).hasSize(1);
    assertThat(result.events().get(0).entries())
        .extracting(entry -> entry.key() + " " + HEX.formatHex(entry.value()))
        .containsExactly("t1 " + HEX.formatHex(word(0x2a)), "d 07");
  }

  @Test
  void logsBeyond8KibAbort() throws DecodeException {
    EthAddress fits = deploy(vm, initcode("PUSH2 0x2000 PUSH0 LOG0"));
    EthAddress tooLong = deploy(vm, initcode("PUSH2 0x2001 PUSH0 LOG0"));
    assertThat(call(fits, new byte[0]).receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(call(tooLong, new byte[0]).receipt().exitCode())
        .isEqualTo(ExitCode.USR_ASSERTION_FAILED);
  }

  @Test
  void aCalleeThatCallsBackChangesTheCallersState() throws DecodeException {
    EthAddress b = deploy(vm, initcode("PUSH0 PUSH0 PUSH1 0x01 PUSH0 PUSH0 CALLER GAS CALL"));
    EthAddress a =
        deploy(
            vm,
            initcode(
                "CALLDATASIZE @calledBack JUMPI PUSH1 0x0a PUSH1 0x01 SSTORE "
                    + call(b)
                    + "POP PUSH1 0x01 SLOAD"
                    + RETURN_WORD
                    + "calledBack: PUSH1 0x01 SLOAD PUSH1 0x01 ADD PUSH1 0x01 SSTORE"));
    assertThat(output(a, new byte[0])).isEqualTo(word(11));
    assertThat(slot(a, 1)).isEqualTo(word(11));
  }

  @Test
  void delegatecallRunsForeignCodeOnOnesOwnStorage() throws DecodeException {
    EthAddress library = deploy(vm, initcode("CALLVALUE CALLER SSTORE ADDRESS" + RETURN_WORD));
    EthAddress contract =
        deploy(
            vm,
            initcode(
                "PUSH1 0x20 PUSH0 PUSH0 PUSH0 PUSH20 "
                    + library
                    + " GAS DELEGATECALL PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 RETURN"));
    ApplyResult result =
        apply(vm, Fevm.call(message(), contract, new byte[0]).value(TokenAmount.ofAtto(77)));
    assertThat(Fevm.output(result.receipt())).isEqualTo(concat(word(contract), word(1)));
    byte[] key = word(USER);
    assertThat(Kamt.load(vm.store(), state(vm, contract).storage()).get(key)).contains(word(77));
    assertThat(Kamt.load(vm.store(), state(vm, library).storage()).isEmpty()).isTrue();
  }

  @Test
  void staticcallForbidsChangesAllTheWayDown() throws DecodeException {
    EthAddress writer = deploy(vm, initcode("PUSH1 0x01 PUSH1 0x01 SSTORE"));
    EthAddress quiet = deploy(vm, initcode(staticcall(writer) + RETURN_WORD));
    assertThat(output(quiet, new byte[0])).isEqualTo(word(0));
    EthAddress plain = deploy(vm, initcode(call(writer) + RETURN_WORD));
    assertThat(output(plain, new byte[0])).isEqualTo(word(1));
    EthAddress outer =
        deploy(
            vm,
            initcode(
                "PUSH1 0x20 PUSH0 PUSH0 PUSH0 PUSH20 "
                    + plain
                    + " GAS STATICCALL POP PUSH1 0x20 PUSH0 RETURN"));
    assertThat(output(outer, new byte[0])).isEqualTo(word(0));
  }

  @Test
  void callsToNobodyMakePlaceholdersUnlessNothingMayChange() throws DecodeException {
    EthAddress nobody = new EthAddress(HEX.parseHex("ab".repeat(20)));
    EthAddress quiet = deploy(vm, initcode(staticcall(nobody) + RETURN_WORD));
    assertThat(output(quiet, new byte[0])).isEqualTo(word(1));
    assertThat(vm.actor(nobody.address())).isEmpty();
    EthAddress loud = deploy(vm, initcode(call(nobody) + RETURN_WORD));
    assertThat(output(loud, new byte[0])).isEqualTo(word(1));
    assertThat(vm.actor(nobody.address())).isPresent();
  }

  /** CREATE2 of initcode in the call data with salt 0 and the call's value; returns its address. */
  private static final String FACTORY =
      "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY PUSH0 CALLDATASIZE PUSH0 CALLVALUE CREATE2"
          + RETURN_WORD;

  @Test
  void createdContractsDieAndAreResurrected() throws DecodeException {
    EthAddress factory = deploy(vm, initcode(FACTORY));
    // With input it dies, else it returns SLOAD(1) and sets it to 7.
    byte[] child =
        initcode(
            "CALLDATASIZE @die JUMPI PUSH1 0x01 SLOAD PUSH1 0x07 PUSH1 0x01 SSTORE"
                + RETURN_WORD
                + "die: CALLER SELFDESTRUCT");
    byte[] address = output(factory, child);
    EthAddress contract = new EthAddress(Arrays.copyOfRange(address, 12, 32));
    Optional<ActorId> id = vm.resolve(contract.address());
    assertThat(state(vm, factory).nonce()).isEqualTo(2);
    assertThat(output(contract, new byte[0])).isEqualTo(word(0));
    assertThat(output(contract, new byte[0])).isEqualTo(word(7));

    assertThat(output(factory, child)).as("still alive").isEqualTo(word(0));
    assertThat(state(vm, factory).nonce()).isEqualTo(3);

    long nonce = vm.actor(USER.address()).orElseThrow().sequence();
    assertThat(output(contract, new byte[] {1})).isEmpty();
    assertThat(state(vm, contract).tombstone())
        .contains(new Lifespan(vm.resolve(USER.address()).orElseThrow(), nonce));
    assertThat(output(contract, new byte[0])).as("dead").isEmpty();

    assertThat(output(factory, child)).isEqualTo(address);
    assertThat(vm.resolve(contract.address())).isEqualTo(id);
    assertThat(state(vm, contract).tombstone()).isEmpty();
    assertThat(output(contract, new byte[0])).isEqualTo(word(0));
  }

  @Test
  void aFailedCreationShowsTheConstructorsData() throws DecodeException {
    EthAddress creator =
        deploy(
            vm,
            initcode(
                "CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY CALLDATASIZE PUSH0 PUSH0 CREATE POP"
                    + " RETURNDATASIZE PUSH0 PUSH0 RETURNDATACOPY RETURNDATASIZE PUSH0 RETURN"));
    assertThat(output(creator, Asm.code("PUSH1 0x09 PUSH0 MSTORE8 PUSH1 0x01 PUSH0 REVERT")))
        .containsExactly(9);
    assertThat(state(vm, creator).nonce()).isEqualTo(2);
  }

  @Test
  void valueArrivesBeforeTheCodeRuns() throws DecodeException {
    EthAddress contract = deploy(vm, initcode("SELFBALANCE" + RETURN_WORD));
    ApplyResult result =
        apply(vm, Fevm.call(message(), contract, new byte[0]).value(TokenAmount.ofFil(3)));
    assertThat(new BigInteger(1, Fevm.output(result.receipt())))
        .isEqualTo(TokenAmount.ofFil(3).atto());
  }

  /** Calls itself with one more than its input; returns the highest input seen. */
  private static final String RECURSIVE =
      "PUSH0 CALLDATALOAD PUSH1 0x01 ADD PUSH0 MSTORE"
          + " PUSH1 0x20 PUSH0 PUSH1 0x20 PUSH0 PUSH0 ADDRESS GAS CALL @deeper JUMPI"
          + " PUSH0 CALLDATALOAD"
          + RETURN_WORD
          + "deeper: PUSH1 0x20 PUSH0 RETURN";

  private static long depth(Vm vm, String code, long gas) throws DecodeException {
    EthAddress contract = deploy(vm, initcode(code));
    ApplyResult result =
        apply(vm, Fevm.call(vm.messageFrom(USER.address()).gasLimit(gas), contract, word(1)));
    assertThat(result.failure()).isEmpty();
    return new BigInteger(1, Fevm.output(result.receipt())).longValueExact();
  }

  @Test
  void recursionEndsAtTheCallDepth() throws DecodeException {
    Limits network = Limits.NETWORK;
    Limits shallow =
        new Limits(
            20,
            network.wasmStack(),
            network.instanceMemoryBytes(),
            network.memoryBytes(),
            network.blockBytes());
    assertThat(depth(open(shallow), RECURSIVE, BLOCK_GAS)).isEqualTo(20);
    // All but one 64th a call: only absurd amounts of gas reach the network's limit.
    assertThat(depth(vm, RECURSIVE, 1_000_000_000_000_000_000L)).isEqualTo(1024);
    assertThat(depth(vm, RECURSIVE, BLOCK_GAS)).isBetween(100L, 600L);
  }

  @Test
  void allInstancesTogetherHaveTheMessagesMemory() throws DecodeException {
    // Each call takes 1 MiB before it goes deeper; the fourth finds none and traps.
    Limits network = Limits.NETWORK;
    Limits tight =
        new Limits(
            network.callDepth(),
            network.wasmStack(),
            network.instanceMemoryBytes(),
            (3 << 20) + (3 << 18),
            network.blockBytes());
    assertThat(depth(open(tight), "PUSH1 0x01 PUSH3 0x0fffe0 MSTORE " + RECURSIVE, BLOCK_GAS))
        .isEqualTo(3);
  }

  @Test
  void whereverGasRunsOutNothingIsLeft() throws DecodeException {
    String code =
        "PUSH1 0x05 PUSH1 0x01 SSTORE "
            + "PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 0x"
            + "ab".repeat(20)
            + " PUSH2 0xffff CALL POP PUSH1 0x06 PUSH1 0x02 SSTORE PUSH1 0x01 SLOAD"
            + RETURN_WORD;
    EthAddress contract = deploy(vm, initcode(code));
    int ranOut = 0;
    int succeeded = 0;
    for (long gas = 1_000_000; gas < 12_000_000; gas += 50_000) {
      var before = state(vm, contract);
      ApplyResult result =
          apply(vm, Fevm.call(vm.messageFrom(USER.address()).gasLimit(gas), contract, new byte[0]));
      assertThat(result.receipt().gasUsed()).isLessThanOrEqualTo(gas);
      if (result.receipt().exitCode().isSuccess()) {
        succeeded++;
        assertThat(Fevm.output(result.receipt())).isEqualTo(word(5));
        assertThat(slot(contract, 2)).isEqualTo(word(6));
      } else {
        ranOut++;
        assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
        assertThat(state(vm, contract)).isEqualTo(before);
        assertThat(succeeded).as("gas %d", gas).isZero();
      }
    }
    assertThat(ranOut).isPositive();
    assertThat(succeeded).isPositive();
  }

  @Test
  void nativeAccountsCreateUnderTheirMaskedIds() throws DecodeException {
    MemoryBlockstore store = new MemoryBlockstore();
    Address key = Address.ofSecp256k1Key(new byte[65]);
    var genesis =
        Genesis.of(BundleManifest.V18_DEVNET, "test")
            .account(key, TokenAmount.ofFil(1000))
            .build(store);
    Vm vmOfAccounts =
        Vm.open(
            Profile.NATIVE,
            store,
            MachineContext.of(
                NetworkConfig.of(NetworkVersion.NV28, 314),
                new ChainEpoch(100),
                1000,
                genesis.root()),
            new LocalChain());
    // Initcode that stores CALLER at 1 and deploys nothing.
    ApplyResult result =
        vmOfAccounts.apply(
            Fevm.deploy(
                    vmOfAccounts.messageFrom(key).gasLimit(BLOCK_GAS),
                    Asm.code("CALLER PUSH1 0x01 SSTORE"))
                .build());
    assertThat(result.failure()).isEmpty();
    EthAddress contract = Fevm.deployed(result.receipt());
    ActorId id = vmOfAccounts.resolve(key).orElseThrow();
    EvmState state = state(vmOfAccounts, contract);
    assertThat(Kamt.load(vmOfAccounts.store(), state.storage()).get(word(1)))
        .contains(word(EthAddress.ofId(id)));
  }
}
