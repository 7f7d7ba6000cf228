// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateEditorTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);
  private static final EthAddress USER = EthAddress.ofId(new ActorId(7));
  private static final Address KEY = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);

  private static final String HEADER = "0061736d01000000";
  private static final String TYPE = "0106 0160017f017f";
  private static final String FUNCTION = "03020100";
  private static final String MEMORY = "0503010001";
  private static final String EXPORTS = "0713 02 066d656d6f7279 0200 06696e766f6b65 0000";
  private static final String CODE = "0a06 0104 0041000b";

  /** A module whose {@code invoke} returns 0. */
  private static final byte[] IDLE = wasm(TYPE, FUNCTION, MEMORY, EXPORTS, CODE);

  private final RecordingStore store = new RecordingStore();
  private final Cid genesis =
      Genesis.of(BundleManifest.V18_DEVNET, "test")
          .account(Address.ofSecp256k1Key(new byte[65]), TokenAmount.ofFil(1000))
          .build(store)
          .root();

  /** Tells what was put. */
  private static final class RecordingStore implements Blockstore {
    private final Blockstore kept = new MemoryBlockstore();
    private final List<Cid> put = new ArrayList<>();

    @Override
    public Optional<byte[]> get(Cid cid) {
      return kept.get(cid);
    }

    @Override
    public void put(Cid cid, byte[] data) {
      put.add(cid);
      kept.put(cid, data);
    }
  }

  private static byte[] wasm(String... sections) {
    return HexFormat.of().parseHex((HEADER + String.join("", sections)).replace(" ", ""));
  }

  private Vm vm(Profile profile) {
    return Vm.open(
        profile,
        store,
        MachineContext.of(NETWORK, new ChainEpoch(1), 30, genesis),
        new LocalChain());
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void anInstalledActorRunsUnderItsNumberInEitherProfile(Profile profile) throws Exception {
    Vm vm = vm(profile);
    ActorId id = vm.create(NewActor.of(vm.install(IDLE)).balance(TokenAmount.ofFil(5)));

    assertThat(id).isEqualTo(new ActorId(1001));
    assertThat(vm.actor(id.address()).orElseThrow().balance()).isEqualTo(TokenAmount.ofFil(5));
    assertThat(call(vm, id.address())).isEqualTo(ExitCode.OK);
  }

  private static ExitCode call(Vm vm, Address actor) {
    Address sender = Address.ofSecp256k1Key(new byte[65]);
    return vm.apply(vm.messageFrom(sender).to(actor).method(new MethodNum(2)).build())
        .receipt()
        .exitCode();
  }

  @Test
  void actorsOfAGenesisAreThereWhenTheStateIsOpened() throws Exception {
    StateEditor editor = StateEditor.open(NETWORK, store, genesis);
    Cid code = editor.install(IDLE);
    Address delegated = Address.ofDelegated(new ActorId(1001), new byte[] {1, 2});
    ActorId numbered =
        editor.create(NewActor.of(code).id(new ActorId(500)).state(Codecs.TEXT, "begin"));
    ActorId named = editor.create(NewActor.of(code).delegatedAddress(delegated));
    Cid root = editor.flush();

    Vm vm =
        Vm.open(
            Profile.NATIVE,
            store,
            MachineContext.of(NETWORK, new ChainEpoch(1), 30, root),
            new LocalChain());
    assertThat(numbered).isEqualTo(new ActorId(500));
    assertThat(vm.state(numbered.address(), Codecs.TEXT)).contains("begin");
    assertThat(vm.resolve(delegated)).contains(named);
    assertThat(vm.actor(delegated).flatMap(ActorState::delegatedAddress)).contains(delegated);
    assertThat(call(vm, delegated)).isEqualTo(ExitCode.OK);
  }

  @Test
  void numbersGoOnBehindThoseOfInstalledActors() throws Exception {
    Vm vm = vm(Profile.NATIVE);
    Cid code = vm.install(IDLE);
    ActorId first = vm.create(NewActor.of(code));
    ActorId second = vm.create(NewActor.of(code));
    vm.apply(
        vm.messageFrom(Address.ofSecp256k1Key(new byte[65]))
            .to(
                Address.ofDelegated(
                    ActorId.EAM,
                    new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}))
            .value(TokenAmount.ofFil(1))
            .build());

    assertThat(second).isEqualTo(new ActorId(first.value() + 1));
    assertThat(vm.actor(new ActorId(second.value() + 1).address())).isPresent();
  }

  @Test
  void stateWithAnActorSurvivesFlushAndReopening() throws Exception {
    Vm vm = vm(Profile.NATIVE);
    ActorId id = vm.create(NewActor.of(vm.install(IDLE)).state(Codecs.U64, 7L));
    vm.advance(1);
    assertThat(vm.state(id.address(), Codecs.U64)).contains(7L);
    assertThat(call(vm, id.address())).isEqualTo(ExitCode.OK);
  }

  @Test
  void whatCannotBeIsRefusedAndChangesNothing() throws Exception {
    Vm vm = vm(Profile.NATIVE);
    Cid code = vm.install(IDLE);
    Cid absent = Cid.ofDagCbor(new byte[] {1});
    Address delegated = Address.ofDelegated(ActorId.EAM, new byte[] {1});
    vm.create(NewActor.of(code).delegatedAddress(delegated));
    Cid before = vm.flush();

    refused(vm, NewActor.of(absent), "code " + absent + " is not in the store");
    refused(vm, NewActor.of(code).state(absent), "state " + absent + " is not in the store");
    refused(vm, NewActor.of(code).balance(TokenAmount.ofFil(-1)), "is negative");
    refused(vm, NewActor.of(code).id(new ActorId(100)), "number f0100 is taken");
    refused(
        vm, NewActor.of(code).id(new ActorId(80)), "is not from f0100 to below the next, f01002");
    refused(vm, NewActor.of(code).id(new ActorId(1002)), "is not from f0100");
    refused(vm, NewActor.of(code).id(new ActorId(-1)), "is not from f0100");
    refused(vm, NewActor.of(code).delegatedAddress(delegated), "is taken");
    refused(vm, NewActor.of(code).delegatedAddress(KEY), "is no delegated address");
    refused(vm, NewActor.of(code).delegatedAddress(maskedId()), "stands for an actor's number");
    refused(
        vm,
        NewActor.of(code).id(new ActorId(200)).delegatedAddress(USER.address()),
        "gets the next number");
    assertThat(vm.flush()).isEqualTo(before);
  }

  private static Address maskedId() {
    return Address.ofDelegated(ActorId.EAM, USER.bytes());
  }

  private static void refused(Vm vm, NewActor actor, String reason) {
    assertThatThrownBy(() -> vm.create(actor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aModuleTheNetworkDoesNotAdmitIsRefusedAndNotStored() {
    notInstalled(new byte[0], "module header, offset 0: not a WebAssembly module");
    notInstalled(wasm(CODE), "code section: 0 functions are declared but 1 have a body");
    notInstalled(wasm(TYPE, FUNCTION), "1 functions are declared but 0 have a body");
    notInstalled(wasm("0107 0160017f027f7f"), "type section, offset 14: a function with 2 results");
    notInstalled(
        wasm(TYPE, FUNCTION, MEMORY, EXPORTS, "0a06 0104 00 6a 00 0b"),
        "code section, offset 51: function 0: operand missing");
  }

  @Test
  void aModuleThatCouldNeverRunIsRefusedAndNotStored() {
    notInstalled(
        wasm(TYPE, FUNCTION, MEMORY, "070a 01 06696e766f6b65 0000", CODE),
        "export section: no memory is exported as \"memory\"");
    notInstalled(
        wasm(TYPE, FUNCTION, MEMORY, "070a 01 066d656d6f7279 0200", CODE),
        "export section: no function is exported as \"invoke\"");
    notInstalled(
        wasm("0105 0160017f00", FUNCTION, MEMORY, EXPORTS, "0a04 0102 000b"),
        "export section: \"invoke\" is [i32] -> [], not [i32] -> [i32]");
    notInstalled(
        wasm(TYPE, "0209 01 03656e76 0166 0000", FUNCTION, MEMORY, EXPORTS, CODE),
        "import section: import 0, env.f: there is no such syscall");
    notInstalled(
        wasm(TYPE, "020d 01 0473656c66 04726f6f74 0000", FUNCTION, MEMORY, EXPORTS, CODE),
        "import 0, self.root: is [i32 i32 i32] -> [i32], not [i32] -> [i32]");
    notInstalled(
        wasm(TYPE, "020a 01 03656e76 016d 020001", FUNCTION, EXPORTS, CODE),
        "import 0, env.m: only functions can be imported");
    notInstalled(
        wasm(TYPE, FUNCTION, MEMORY, EXPORTS, CODE, "0b0a 01 00 41ffff03 0b 0201 02"),
        "data section, offset 58: segment 0 ends at 65537, there is room up to 65536");
  }

  private void notInstalled(byte[] wasm, String reason) {
    Vm vm = vm(Profile.NATIVE);
    int before = store.put.size();
    assertThatThrownBy(() -> vm.install(wasm))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(reason);
    assertThat(store.put).as("blocks put").hasSize(before);
  }
}
