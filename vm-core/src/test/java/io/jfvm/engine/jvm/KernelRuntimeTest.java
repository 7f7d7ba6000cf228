// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.SendResult.Refused;
import io.jfvm.actor.SendResult.Returned;
import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.EncodeException;
import io.jfvm.ipld.IpldException;
import io.jfvm.kernel.FatalError;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import io.jfvm.types.Signature;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelRuntimeTest extends KernelRuntimeFixture {

  // --- which syscalls each call makes

  private record Call(String name, Consumer<KernelRuntime> action, List<String> syscalls) {}

  private static Call call(String name, Consumer<KernelRuntime> action, String... syscalls) {
    return new Call(name, action, List.of(syscalls));
  }

  private static Stream<Call> calls() {
    return Stream.of(
        call("caller", KernelRuntime::caller),
        call("origin", KernelRuntime::origin),
        call("receiver", KernelRuntime::receiver),
        call("nonce", KernelRuntime::nonce),
        call("valueReceived", KernelRuntime::valueReceived),
        call("gasPremium", KernelRuntime::gasPremium),
        call("isReadOnly", KernelRuntime::isReadOnly),
        call("epoch", KernelRuntime::epoch, "network_context"),
        call(
            "networkOnce",
            r -> {
              r.chainId();
              r.baseFee();
              r.networkVersion();
              r.timestampSeconds();
              r.epoch();
            },
            "network_context"),
        call("circulatingSupply", KernelRuntime::circulatingSupply, "total_fil_circ_supply"),
        call("tipsetCid", r -> r.tipsetCid(EPOCH), "tipset_cid"),
        call("acceptAny", r -> r.callers().acceptAny()),
        call("acceptOnly", r -> r.callers().acceptOnly(ALICE)),
        call(
            "acceptTypes",
            r -> r.callers().acceptTypes(List.of(ActorType.ACCOUNT)),
            "get_actor_code_cid",
            "get_builtin_actor_type"),
        call(
            "acceptNamespaces",
            r -> r.callers().acceptNamespaces(List.of(ActorId.EAM)),
            "lookup_delegated_address"),
        call(
            "create",
            r -> r.create(Codecs.U64, 1L),
            "root",
            "block_create",
            "block_link",
            "set_root"),
        call("state", r -> r.state(Codecs.listOf(Codecs.U64)), "root", "block_open", "block_read"),
        call(
            "update",
            r -> r.update(Codecs.listOf(Codecs.U64), list -> list),
            "root",
            "block_open",
            "block_read",
            "block_create",
            "block_link",
            "set_root"),
        call("stateRoot", KernelRuntime::stateRoot, "root"),
        call("setStateRoot", r -> r.setStateRoot(CODE), "set_root"),
        call("store.put", r -> r.store().put(Multicodec.RAW, NONE), "block_create", "block_link"),
        call("store.get", r -> r.store().get(StateTree.EMPTY_ARRAY), "block_open", "block_read"),
        call("store.hashKey", r -> r.store().hashKey(NONE), "hash"),
        call("store.get identity", r -> r.store().get(IDENTITY)),
        call("currentBalance", KernelRuntime::currentBalance, "current_balance"),
        call("balanceOf", r -> r.balanceOf(ALICE), "balance_of"),
        call("resolve f0", r -> r.resolve(ALICE.address())),
        call("resolve f1", r -> r.resolve(KEY), "resolve_address"),
        call(
            "lookupDelegatedAddress",
            r -> r.lookupDelegatedAddress(ALICE),
            "lookup_delegated_address"),
        call("codeOf", r -> r.codeOf(ALICE), "get_actor_code_cid"),
        call("typeOf", r -> r.typeOf(CODE), "get_builtin_actor_type"),
        call("codeOfType", r -> r.codeOfType(ActorType.MINER), "get_code_cid_for_type"),
        call("send", r -> r.send(send(Optional.empty())), "send"),
        call("send with params", r -> r.send(send(Optional.of(BLOCK))), "block_create", "send"),
        call("nextActorAddress", KernelRuntime::nextActorAddress, "next_actor_address"),
        call("createActor", r -> r.createActor(CODE, ALICE, Optional.empty()), "create_actor"),
        call("deleteActor", KernelRuntime::deleteActor, "self_destruct false"),
        call("emit", r -> r.emit(List.of()), "emit_event"),
        call(
            "chainRandomness",
            r -> r.chainRandomness(TAG, EPOCH, NONE),
            "get_chain_randomness",
            "hash"),
        call(
            "beaconRandomness",
            r -> r.beaconRandomness(TAG, EPOCH, NONE),
            "get_beacon_randomness",
            "hash"),
        call("beaconDigest", r -> r.beaconDigest(EPOCH), "get_beacon_randomness"),
        call("gasAvailable", KernelRuntime::gasAvailable, "available"),
        call("milligasAvailable", KernelRuntime::milligasAvailable),
        call("hash", r -> r.hash(Hash.SHA2_256, NONE), "hash"),
        call(
            "recoverSecpPublicKey",
            r -> r.recoverSecpPublicKey(new byte[32], new byte[65]),
            "recover_secp_public_key"),
        call("verifySignature", r -> r.verifySignature(BLS, KEY, NONE), "verify_signature"));
  }

  @TestFactory
  Stream<DynamicTest> callMakesItsSyscallsAndPaysTheFlatPriceOfEach() {
    return calls()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.name,
                    () -> {
                      FakeKernel kernel = new FakeKernel();
                      KernelRuntime rt = runtime(kernel);
                      long before = kernel.gas.used();
                      call.action.accept(rt);
                      assertThat(kernel.log).isEqualTo(call.syscalls);
                      assertThat(kernel.gas.used() - before)
                          .isEqualTo(call.syscalls.size() * kernel.prices.onSyscall());
                      assertThat(kernel.computeMilligas).isZero();
                    }));
  }

  @Test
  void flatPriceIsFourteenThousandGas() {
    assertThat(kernel.prices.onSyscall()).isEqualTo(14_000_000);
  }

  @Test
  void returnedBlockIsRead() {
    kernel.sendReturns = Optional.of(BLOCK);
    assertThat(rt.send(send(Optional.empty()))).isEqualTo(Returned.of(BLOCK));
    assertThat(kernel.log).containsExactly("send", "block_read");
  }

  // --- state

  @Test
  void transactionChangesTheState() {
    hasState(20);
    String result = rt.transaction(Codecs.U64, n -> new Change<>(n + 1, "was " + n));
    assertThat(result).isEqualTo("was 20");
    assertThat(rt.state(Codecs.U64)).isEqualTo(21L);
  }

  @Test
  void abortedTransactionWritesNothingAndIsOver() {
    hasState(20);
    exits(
        ExitCode.USR_FORBIDDEN,
        () ->
            rt.update(
                Codecs.U64,
                n -> {
                  throw new ActorException(ExitCode.USR_FORBIDDEN, "no");
                }));
    assertThat(kernel.log).containsExactly("root", "block_open", "block_read");
    assertThat(rt.send(send(Optional.empty()))).isEqualTo(Returned.NOTHING);
  }

  @Test
  void transactionGuardsAgainstSideEffects() {
    hasState(20);
    List<SendResult> sent = new ArrayList<>();
    rt.update(
        Codecs.U64,
        n -> {
          kernel.log.clear();
          sent.add(rt.send(send(Optional.of(BLOCK))));
          ExitCode refused = ExitCode.USR_ASSERTION_FAILED;
          exits(refused, () -> rt.createActor(CODE, ALICE, Optional.empty()));
          exits(refused, rt::deleteActor);
          exits(refused, () -> rt.update(Codecs.U64, m -> m));
          assertThat(kernel.log).isEmpty();
          return n;
        });
    assertThat(sent).containsExactly(new Refused(ErrorNumber.ILLEGAL_OPERATION));
  }

  @Test
  void stateIsCreatedOnceOnly() {
    rt.create(Codecs.U64, 1L);
    exits(ExitCode.USR_ILLEGAL_STATE, () -> rt.create(Codecs.U64, 2L));
    assertThat(rt.state(Codecs.U64)).isEqualTo(1L);
  }

  @Test
  void stateThatDoesNotDecodeIsIllegalArgument() {
    exits(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rt.state(Codecs.U64));
    kernel.root = IDENTITY;
    exits(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rt.state(Codecs.U64));
  }

  @Test
  void stateWithoutEncodingIsIllegalArgumentAndNotWritten() {
    hasState(20);
    Codec<Long> unwritable =
        Codec.of(
            (out, n) -> {
              throw new EncodeException("too large");
            },
            Codecs.U64::decode);
    exits(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rt.update(unwritable, n -> n + 1));
    assertThat(kernel.log).containsExactly("root", "block_open", "block_read");
  }

  @Test
  void missingBlockIsTheKernelsFatal() {
    kernel.root = CODE;
    assertThatThrownBy(() -> rt.state(Codecs.U64)).isInstanceOf(FatalError.class);
  }

  @Test
  void unreachableBlockIsAnIpldException() {
    kernel.refusals.put("block_open", ErrorNumber.NOT_FOUND);
    assertThatThrownBy(() -> rt.store().load(Codecs.U64, CODE))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(CODE.toString());
  }

  @Test
  void rememberedValueIsOneInstanceAndCostsTheSame() {
    Codec<List<Long>> codec = Codecs.listOf(Codecs.U64);
    Cid cid = rt.store().save(codec, List.of(1L, 2L));
    kernel.log.clear();
    List<Long> first = rt.store().load(codec, cid);
    assertThat(rt.store().load(codec, cid)).isSameAs(first).containsExactly(1L, 2L);
    assertThat(kernel.log).containsExactly("block_open", "block_read", "block_open", "block_read");
  }

  @Test
  void keyIsHashedAsOnTheNetwork() {
    assertThat(rt.store().hashKey(new byte[] {1})).isEqualTo(Hash.SHA2_256.digest(new byte[] {1}));
    kernel.refusals.put("hash", ErrorNumber.ILLEGAL_ARGUMENT);
    exits(ExitCode.USR_ASSERTION_FAILED, () -> rt.store().hashKey(NONE));
  }

  @Test
  void keyedPutChecksTheCid() {
    byte[] data = Codecs.U64.toBytes(5L);
    rt.store().put(Cid.ofDagCbor(data), data);
    assertThat(kernel.store).containsKey(Cid.ofDagCbor(data));
    assertThatThrownBy(() -> rt.store().put(CODE, data)).isInstanceOf(IpldException.class);
    assertThatThrownBy(() -> rt.store().put(IDENTITY, data)).isInstanceOf(IpldException.class);
  }

  // --- callers

  @Test
  void callerIsValidatedOnce() {
    for (Consumer<ActorRuntime> second :
        List.<Consumer<ActorRuntime>>of(
            r -> r.callers().acceptAny(),
            r -> r.callers().acceptOnly(ALICE),
            r -> r.callers().acceptTypes(List.of(ActorType.ACCOUNT)),
            r -> r.callers().acceptNamespaces(List.of(ActorId.EAM)))) {
      KernelRuntime fresh = runtime(new FakeKernel());
      fresh.callers().acceptAny();
      exits(ExitCode.USR_ASSERTION_FAILED, () -> second.accept(fresh));
    }
  }

  @Test
  void refusedCallerIsForbiddenAndNotValidated() {
    ExitCode forbidden = ExitCode.USR_FORBIDDEN;
    exits(forbidden, () -> rt.callers().acceptOnly(ActorId.INIT));
    exits(forbidden, () -> rt.callers().acceptOnly(List.of()));
    exits(forbidden, () -> rt.callers().acceptTypes(List.of(ActorType.MINER)));
    exits(forbidden, () -> rt.callers().acceptNamespaces(List.of(ActorId.INIT)));
    kernel.callerF4 = Optional.empty();
    exits(forbidden, () -> rt.callers().acceptNamespaces(List.of(ActorId.EAM)));
    assertThat(rt.callers().isValidated()).isFalse();
    rt.callers().acceptOnly(ALICE);
    assertThat(rt.callers().isValidated()).isTrue();
  }

  // --- results

  @Test
  void randomnessIsMixedByTheActor() {
    byte[] mixed = new byte[8 + 32 + 8 + 2];
    mixed[7] = 5;
    mixed[47] = 40;
    mixed[48] = 1;
    mixed[49] = 2;
    byte[] expected = Blake2b.hash256(mixed);
    assertThat(rt.chainRandomness(TAG, EPOCH, new byte[] {1, 2})).isEqualTo(expected);
    assertThat(rt.beaconRandomness(TAG, EPOCH, new byte[] {1, 2})).isEqualTo(expected);
    assertThat(rt.beaconDigest(EPOCH)).hasValue(FakeKernel.DIGEST);
  }

  @Test
  void signatureIsJudgedUnderItsTypeNumber() {
    assertThat(rt.verifySignature(BLS, KEY, NONE)).contains(true);
    Signature secp = new Signature(Signature.Type.SECP256K1, new byte[65]);
    assertThat(rt.verifySignature(secp, KEY, NONE)).contains(false);
  }

  @Test
  void codeThatIsNotBuiltInHasNoType() {
    assertThat(rt.typeOf(CODE)).contains(ActorType.MINER);
    assertThat(rt.typeOf(IDENTITY)).isEmpty();
  }

  @Test
  void contextsAnswerFromTheKernel() {
    assertThat(rt.caller()).isEqualTo(FakeKernel.CALLER);
    assertThat(rt.receiver()).isEqualTo(FakeKernel.RECEIVER);
    assertThat(rt.origin()).isEqualTo(ActorId.SYSTEM);
    assertThat(rt.nonce()).isEqualTo(9);
    assertThat(rt.valueReceived()).isEqualTo(TokenAmount.ofAtto(3));
    assertThat(rt.gasPremium()).isEqualTo(TokenAmount.ofAtto(1));
    assertThat(rt.epoch()).isEqualTo(new ChainEpoch(50));
    assertThat(rt.timestampSeconds()).isEqualTo(1500);
    assertThat(rt.chainId()).isEqualTo(314);
    assertThat(rt.baseFee()).isEqualTo(TokenAmount.ofAtto(100));
  }

  @Test
  void eventKeysAndValuesAreLaidOutInTheirOrder() {
    rt.emit(
        List.of(
            new EventEntry(3, "a", Multicodec.CBOR, new byte[] {1}),
            new EventEntry(1, "bc", Multicodec.RAW, new byte[] {2, 3})));
    assertThat(kernel.lastEvent).isEqualTo("3:81:1:1 1:85:2:2 abc 010203");
  }
}
