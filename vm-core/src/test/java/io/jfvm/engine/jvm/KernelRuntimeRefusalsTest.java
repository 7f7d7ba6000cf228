// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.SendResult.Refused;
import io.jfvm.actor.SendResult.Returned;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelRuntimeRefusalsTest extends KernelRuntimeFixture {

  private record Refusal(
      String name,
      Consumer<KernelRuntime> action,
      String syscall,
      Function<ErrorNumber, Optional<ExitCode>> exitCodes) {}

  private static Function<ErrorNumber, Optional<ExitCode>> always(ExitCode exitCode) {
    return error -> Optional.of(exitCode);
  }

  private static Stream<Refusal> refusals() {
    ExitCode panic = ExitCode.USR_ASSERTION_FAILED;
    ExitCode argument = ExitCode.USR_ILLEGAL_ARGUMENT;
    ExitCode state = ExitCode.USR_ILLEGAL_STATE;
    Function<ErrorNumber, Optional<ExitCode>> epoch =
        e ->
            Optional.of(
                switch (e) {
                  case ILLEGAL_ARGUMENT, LIMIT_EXCEEDED -> argument;
                  default -> panic;
                });
    Function<ErrorNumber, Optional<ExitCode>> absent =
        e -> e == ErrorNumber.NOT_FOUND ? Optional.empty() : Optional.of(panic);
    Function<ErrorNumber, Optional<ExitCode>> noRoot =
        e -> Optional.of(e == ErrorNumber.ILLEGAL_OPERATION ? state : panic);
    Function<ErrorNumber, Optional<ExitCode>> noRootInTransaction =
        e -> Optional.of(e == ErrorNumber.ILLEGAL_OPERATION ? argument : panic);
    Function<ErrorNumber, Optional<ExitCode>> setRoot =
        e ->
            Optional.of(
                switch (e) {
                  case ILLEGAL_OPERATION -> state;
                  case READ_ONLY -> ExitCode.USR_READ_ONLY;
                  default -> panic;
                });
    Consumer<KernelRuntime> create = r -> r.create(Codecs.U64, 1L);
    Consumer<KernelRuntime> read = r -> r.state(Codecs.listOf(Codecs.U64));
    Consumer<KernelRuntime> update = r -> r.update(Codecs.listOf(Codecs.U64), list -> list);
    return Stream.of(
        new Refusal("tipsetCid", r -> r.tipsetCid(EPOCH), "tipset_cid", epoch),
        new Refusal(
            "chainRandomness",
            r -> r.chainRandomness(TAG, EPOCH, NONE),
            "get_chain_randomness",
            epoch),
        new Refusal(
            "beaconRandomness",
            r -> r.beaconRandomness(TAG, EPOCH, NONE),
            "get_beacon_randomness",
            epoch),
        new Refusal("create", create, "root", noRoot),
        new Refusal("create", create, "block_create", always(argument)),
        new Refusal("create", create, "block_link", always(argument)),
        new Refusal("create", create, "set_root", setRoot),
        new Refusal("state", read, "root", noRoot),
        new Refusal("state", read, "block_open", always(argument)),
        new Refusal("state", read, "block_read", always(argument)),
        new Refusal("update", update, "root", noRootInTransaction),
        new Refusal("update", update, "block_open", always(argument)),
        new Refusal("update", update, "block_link", always(argument)),
        new Refusal("update", update, "set_root", setRoot),
        new Refusal("balanceOf", r -> empty(r.balanceOf(ALICE)), "balance_of", absent),
        new Refusal("resolve", r -> empty(r.resolve(KEY)), "resolve_address", absent),
        new Refusal("codeOf", r -> empty(r.codeOf(ALICE)), "get_actor_code_cid", absent),
        new Refusal(
            "lookupDelegatedAddress",
            r -> empty(r.lookupDelegatedAddress(ALICE)),
            "lookup_delegated_address",
            absent),
        new Refusal(
            "codeOfType",
            r -> r.codeOfType(ActorType.MINER),
            "get_code_cid_for_type",
            always(panic)),
        new Refusal(
            "acceptTypes",
            r -> r.callers().acceptTypes(List.of(ActorType.ACCOUNT)),
            "get_actor_code_cid",
            always(panic)),
        new Refusal(
            "acceptNamespaces",
            r -> r.callers().acceptNamespaces(List.of(ActorId.EAM)),
            "lookup_delegated_address",
            e -> Optional.of(e == ErrorNumber.NOT_FOUND ? ExitCode.USR_FORBIDDEN : panic)),
        new Refusal(
            "createActor",
            r -> r.createActor(CODE, ALICE, Optional.empty()),
            "create_actor",
            e ->
                Optional.of(
                    switch (e) {
                      case ILLEGAL_ARGUMENT -> argument;
                      case FORBIDDEN -> ExitCode.USR_FORBIDDEN;
                      default -> panic;
                    })),
        new Refusal(
            "deleteActor",
            KernelRuntime::deleteActor,
            "self_destruct false",
            e ->
                Optional.of(
                    switch (e) {
                      case ILLEGAL_OPERATION, READ_ONLY -> argument;
                      default -> panic;
                    })),
        new Refusal("emit", r -> r.emit(List.of()), "emit_event", always(panic)),
        new Refusal("hash", r -> r.hash(Hash.SHA2_256, NONE), "hash", always(panic)),
        new Refusal(
            "beaconDigest",
            r -> empty(r.beaconDigest(EPOCH)),
            "get_beacon_randomness",
            e -> Optional.empty()),
        new Refusal(
            "recoverSecpPublicKey",
            r -> empty(r.recoverSecpPublicKey(NONE, NONE)),
            "recover_secp_public_key",
            e -> Optional.empty()),
        new Refusal(
            "verifySignature",
            r -> empty(r.verifySignature(BLS, KEY, NONE)),
            "verify_signature",
            e -> Optional.empty()));
  }

  private static void empty(Optional<?> result) {
    assertThat(result).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> refusedSyscallHasTheExitCodeOfTheOfficialRuntime() {
    return refusals()
        .flatMap(refusal -> Stream.of(ErrorNumber.values()).map(error -> dynamic(refusal, error)));
  }

  private static DynamicTest dynamic(Refusal refusal, ErrorNumber error) {
    return DynamicTest.dynamicTest(
        refusal.name + ": " + refusal.syscall + " " + error,
        () -> {
          FakeKernel kernel = new FakeKernel();
          KernelRuntime rt = runtime(kernel);
          kernel.refusals.put(refusal.syscall, error);
          Optional<ExitCode> exitCode = Optional.empty();
          try {
            refusal.action.accept(rt);
          } catch (ActorException e) {
            exitCode = Optional.of(e.exitCode());
          }
          assertThat(exitCode).isEqualTo(refusal.exitCodes.apply(error));
          assertThat(kernel.log).endsWith(refusal.syscall);
        });
  }

  @Test
  void refusedSendIsAResult() {
    for (String syscall : List.of("block_create", "send", "block_read")) {
      for (ErrorNumber error : ErrorNumber.values()) {
        FakeKernel fake = new FakeKernel();
        fake.sendReturns = Optional.of(BLOCK);
        fake.refusals.put(syscall, error);
        assertThat(runtime(fake).send(send(Optional.of(BLOCK)))).isEqualTo(new Refused(error));
        assertThat(fake.log).endsWith(syscall);
      }
    }
  }

  @Test
  void valueThatIsNoU128IsRefusedBeforeAnySyscall() {
    for (BigInteger atto : List.of(BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(128))) {
      SendResult result = rt.send(KEY, MethodNum.SEND, Optional.of(BLOCK), new TokenAmount(atto));
      assertThat(result).isEqualTo(new Refused(ErrorNumber.INSUFFICIENT_FUNDS));
    }
    assertThat(kernel.log).isEmpty();
    TokenAmount most = new TokenAmount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
    assertThat(rt.send(KEY, MethodNum.SEND, Optional.empty(), most)).isEqualTo(Returned.NOTHING);
  }

  @Test
  void sendHandsOverLimitAndFlags() {
    rt.send(send(Optional.empty()));
    assertThat(kernel.lastSend)
        .isEqualTo(
            "to %s method 0 params 0 value 0.000000000000000001 FIL limit %s flags 0"
                .formatted(KEY, "18446744073709551615"));
    rt.send(
        new Send(
            KEY,
            MethodNum.CONSTRUCTOR,
            Optional.of(BLOCK),
            TokenAmount.ZERO,
            OptionalLong.of(77),
            true));
    assertThat(kernel.lastSend)
        .isEqualTo("to %s method 1 params 1 value 0 FIL limit 77 flags 1".formatted(KEY));
  }

  @Test
  void failedSendGivesExitCodeAndData() {
    kernel.sendExits = ExitCode.USR_NOT_FOUND;
    kernel.sendReturns = Optional.of(BLOCK);
    assertThat(rt.send(send(Optional.empty())))
        .isEqualTo(new Returned(ExitCode.USR_NOT_FOUND, Optional.of(BLOCK)));
  }

  @Test
  void ownHashIsChargedAsTheSyscall() {
    long before = kernel.gas.used();
    rt.chargeHash(Hash.KECCAK_256, 100);
    assertThat(kernel.gas.used() - before)
        .isEqualTo(kernel.prices.onSyscall() + kernel.prices.onHashing(Hash.KECCAK_256, 100));
    assertThat(kernel.log).isEmpty();
  }

  @Test
  void memoryIsTakenFromTheMessages() {
    assertThat(rt.takeMemory(1 << 20)).isTrue();
    assertThat(kernel.memory().used()).isEqualTo(1 << 20);
    assertThat(rt.takeMemory(Long.MAX_VALUE >> 1)).isFalse();
    assertThat(kernel.memory().used()).isEqualTo(1 << 20);
  }
}
