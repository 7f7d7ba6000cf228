// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.sendReadOnly;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.EPOCH;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.executor.Actors.Syscall;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.TestNetwork;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultKernelTest extends KernelFixture {

  // --- self

  @Test
  void rootIsChargedAndBecomesReachable() {
    run(
        (kernel, params) -> {
          assertThat(refusal(() -> kernel.openBlock(StateTree.EMPTY_ARRAY)))
              .contains(ErrorNumber.NOT_FOUND);
          assertThat(gas(kernel, kernel::root)).isEqualTo(300);
          assertThat(kernel.root()).isEqualTo(StateTree.EMPTY_ARRAY);
          // Base 187440 + 300, one head, 10 a byte.
          assertThat(gas(kernel, () -> kernel.openBlock(StateTree.EMPTY_ARRAY)))
              .isEqualTo(187_740 + 35 + 10);
          return 0;
        });
  }

  @Test
  void setRootWantsAReachableRootAndPaysTheUpdateOnce() {
    run(
        (kernel, params) -> {
          assertThat(refusal(() -> kernel.setRoot(UNREACHABLE))).contains(ErrorNumber.NOT_FOUND);
          Cid root = put(kernel, new byte[] {1});
          assertThat(gas(kernel, () -> kernel.setRoot(root))).isEqualTo(475_300);
          assertThat(gas(kernel, () -> kernel.setRoot(root))).isEqualTo(300);
          assertThat(kernel.root()).isEqualTo(root);
          return 0;
        });
    assertThat(actor(A).orElseThrow().head()).isEqualTo(Cid.ofDagCbor(new byte[] {1}));
  }

  @Test
  void readOnlyCallForbidsChanges() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              long before = kernel.milligasAvailable();
              List<Syscall> changes =
                  List.of(
                      () -> kernel.setRoot(kernel.root()),
                      () -> kernel.selfDestruct(true),
                      () -> kernel.emitEvent(List.of(), NOTHING, NOTHING));
              for (Syscall change : changes) {
                assertThat(refusal(change)).contains(ErrorNumber.READ_ONLY);
              }
              // Nothing but the root was charged.
              assertThat(before - kernel.milligasAvailable()).isEqualTo(300_000);
              return 0;
            }));
    network.builtin(
        ActorType.INIT,
        script(
            (kernel, params) -> {
              assertThat(refusal(() -> create(kernel, NOBODY, Optional.empty())))
                  .contains(ErrorNumber.READ_ONLY);
              return 0;
            }));
    run(
        (kernel, params) -> {
          assertThat(sendReadOnly(kernel, B).exitCode()).isEqualTo(ExitCode.OK);
          assertThat(sendReadOnly(kernel, ActorId.INIT).exitCode()).isEqualTo(ExitCode.OK);
          return 0;
        });
  }

  @Test
  void selfDestructBurnsWhatIsLeftAndLeavesAnActorWithoutState() {
    network.actor(
        101,
        TokenAmount.ofAtto(7),
        script(
            (kernel, params) -> {
              assertThat(refusal(() -> kernel.selfDestruct(false)))
                  .contains(ErrorNumber.ILLEGAL_OPERATION);
              assertThat(gas(kernel, () -> kernel.selfDestruct(true))).isEqualTo(475_000);
              assertThat(kernel.currentBalance()).isEqualTo(TokenAmount.ZERO);
              assertThat(refusal(kernel::root)).contains(ErrorNumber.ILLEGAL_OPERATION);
              Cid root = put(kernel, new byte[] {1});
              assertThat(refusal(() -> kernel.setRoot(root)))
                  .contains(ErrorNumber.ILLEGAL_OPERATION);
              kernel.selfDestruct(false);
              return 0;
            }));
    ApplyResult result = apply();
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(actor(A)).isEmpty();
    assertThat(actor(ActorId.BURNT_FUNDS).orElseThrow().balance())
        .isEqualTo(
            result.baseFeeBurn().plus(result.overEstimationBurn()).plus(TokenAmount.ofAtto(7)));
  }

  @Test
  void runningOutOfGasWhileBurningIsFatal() {
    network.actor(
        101,
        TokenAmount.ofAtto(7),
        script(
            (kernel, params) -> {
              kernel.chargeMilligas("all but little", kernel.milligasAvailable() - 474_999_999);
              kernel.selfDestruct(true);
              return 0;
            }));
    ApplyResult result = apply();
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.receipt().gasUsed()).isEqualTo(1_000_000_000);
  }

  // --- actor

  @Test
  void otherActorsAreLookedUp() {
    network.put(B, ActorState.ofNew(TestNetwork.codeOf(ActorType.EVM), Optional.of(ETH)));
    network.address(ETH, B);
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.resolveAddress(ETH))).isZero();
          assertThat(kernel.resolveAddress(ETH)).isEqualTo(B);
          assertThat(kernel.resolveAddress(NOBODY.address())).isEqualTo(NOBODY);
          assertThat(refusal(() -> kernel.resolveAddress(Address.ofActor(NOTHING))))
              .contains(ErrorNumber.NOT_FOUND);
          assertThat(gas(kernel, () -> kernel.actorCodeCid(B))).isEqualTo(500_000);
          assertThat(kernel.actorCodeCid(B)).isEqualTo(TestNetwork.codeOf(ActorType.EVM));
          assertThat(gas(kernel, () -> kernel.lookupDelegatedAddress(B))).isZero();
          assertThat(kernel.lookupDelegatedAddress(B)).contains(ETH);
          assertThat(kernel.lookupDelegatedAddress(A)).isEmpty();
          assertThat(kernel.balanceOf(SENDER).isPositive()).isTrue();
          List<Syscall> lookups =
              List.of(
                  () -> kernel.actorCodeCid(NOBODY),
                  () -> kernel.lookupDelegatedAddress(NOBODY),
                  () -> kernel.balanceOf(NOBODY));
          for (Syscall lookup : lookups) {
            assertThat(refusal(lookup)).contains(ErrorNumber.NOT_FOUND);
          }
          return 0;
        });
  }

  @Test
  void manifestIsSeenByPosition() {
    run(
        (kernel, params) -> {
          assertThat(kernel.builtinActorType(TestNetwork.codeOf(ActorType.EVM))).isEqualTo(14);
          assertThat(kernel.builtinActorType(UNREACHABLE)).isZero();
          assertThat(kernel.codeCidForType(16))
              .isEqualTo(TestNetwork.codeOf(ActorType.ETH_ACCOUNT));
          for (int type : new int[] {0, 17, -1}) {
            assertThat(refusal(() -> kernel.codeCidForType(type)))
                .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          }
          return 0;
        });
  }

  @Test
  void createActorIsInitsPrivilege() {
    run(
        (kernel, params) -> {
          assertUncharged(
              kernel, ErrorNumber.FORBIDDEN, () -> create(kernel, NOBODY, Optional.empty()));
          return 0;
        });
  }

  @Test
  void createActorTable() {
    Address other = Address.ofDelegated(ActorId.EAM, new byte[] {1});
    Cid placeholder = TestNetwork.codeOf(ActorType.PLACEHOLDER);
    network.put(
        B,
        new ActorState(
            placeholder, StateTree.EMPTY_ARRAY, 0, TokenAmount.ofAtto(4), Optional.of(ETH)));
    network.actor(101, (kernel, params) -> 0);
    network.builtin(
        ActorType.INIT,
        script(
            (kernel, params) -> {
              assertUncharged(
                  kernel,
                  ErrorNumber.FORBIDDEN,
                  () -> kernel.createActor(placeholder, NOBODY, Optional.of(ETH)));
              assertThat(refusal(() -> create(kernel, A, Optional.empty())))
                  .contains(ErrorNumber.FORBIDDEN);
              assertThat(refusal(() -> create(kernel, B, Optional.empty())))
                  .contains(ErrorNumber.FORBIDDEN);
              assertThat(refusal(() -> create(kernel, B, Optional.of(other))))
                  .contains(ErrorNumber.FORBIDDEN);
              // The placeholder's lookup is paid; only the update is left.
              assertThat(gas(kernel, () -> create(kernel, B, Optional.of(ETH)))).isEqualTo(475_000);
              assertThat(gas(kernel, () -> create(kernel, NOBODY, Optional.of(other))))
                  .isEqualTo(500_000 + 650_000 + 475_000);
              assertThat(refusal(() -> create(kernel, NOBODY, Optional.of(other))))
                  .contains(ErrorNumber.FORBIDDEN);
              return 0;
            }));
    executor = network.executor();
    ApplyResult result =
        executor.applyExplicit(message(ActorId.INIT).method(METHOD).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    Cid multisig = TestNetwork.codeOf(ActorType.MULTISIG);
    assertThat(actor(B))
        .contains(
            new ActorState(
                multisig, StateTree.EMPTY_ARRAY, 0, TokenAmount.ofAtto(4), Optional.of(ETH)));
    assertThat(actor(NOBODY)).contains(ActorState.ofNew(multisig, Optional.of(other)));
  }

  // --- contexts, randomness

  @Test
  void contextsSayWhoAndWhere() {
    run(
        (kernel, params) -> {
          assertThat(kernel.messageContext())
              .isEqualTo(
                  new MessageContext(
                      SENDER,
                      0,
                      SENDER,
                      A,
                      METHOD,
                      TokenAmount.ZERO,
                      TokenAmount.ofAtto(10),
                      false));
          assertThat(kernel.networkContext())
              .isEqualTo(
                  new NetworkContext(
                      EPOCH, 150_000, TokenAmount.ofAtto(100), 314, NetworkVersion.NV28));
          assertThat(kernel.circulatingSupply()).isEqualTo(TokenAmount.ofFil(500));
          return 0;
        });
  }

  @Test
  void randomnessCostsByDistance() {
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.chainRandomness(new ChainEpoch(4900))))
              .isEqualTo(146_200 + 75 * 100);
          assertThat(kernel.chainRandomness(EPOCH)).hasSize(32).containsOnly(1);
          assertThat(kernel.beaconRandomness(EPOCH)).hasSize(32).containsOnly(2);
          assertThat(refusal(() -> kernel.beaconRandomness(new ChainEpoch(-1))))
              .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.chainRandomness(new ChainEpoch(Long.MIN_VALUE)));
          return 0;
        });
  }

  @Test
  void randomnessOfTheFutureRunsOutOfGas() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.beaconRandomness(new ChainEpoch(EPOCH.value() + 1));
              return 0;
            }));
    assertThat(apply().receipt().exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
  }

  @Test
  void tipsetsOfThePast() {
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.tipsetCid(new ChainEpoch(4990))))
              .isEqualTo(146_200 + 75 * 10);
          for (long epoch : new long[] {-1, 5000, 5001, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertUncharged(
                kernel,
                ErrorNumber.ILLEGAL_ARGUMENT,
                () -> kernel.tipsetCid(new ChainEpoch(epoch)));
          }
          assertThatThrownBy(() -> kernel.tipsetCid(new ChainEpoch(0)))
              .isInstanceOf(FatalError.class);
          return 0;
        });
  }

  // --- gas, debug, send

  @Test
  void gasSyscalls() {
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, kernel::chargeSyscall)).isEqualTo(14_000);
          assertThat(gas(kernel, () -> kernel.chargeGas("work", 5))).isEqualTo(5);
          kernel.chargeMilligas("a little", 1);
          assertThat(kernel.gasAvailable()).isEqualTo((kernel.milligasAvailable() - 999) / 1000);
          return 0;
        });
  }

  @Test
  void unknownSendFlagsAreRefused() {
    run(
        (kernel, params) -> {
          for (long flags : new long[] {2, 3, Long.MIN_VALUE}) {
            assertUncharged(
                kernel,
                ErrorNumber.ILLEGAL_ARGUMENT,
                () -> kernel.send(A.address(), METHOD, 0, TokenAmount.ZERO, -1, flags));
          }
          return 0;
        });
  }

  @Test
  void artifactsHaveProperNamesWhereDebuggingIsOn() {
    run(
        (kernel, params) -> {
          assertThat(kernel.debugEnabled()).isFalse();
          kernel.storeArtifact("", NOTHING);
          return 0;
        });
    network.config(NetworkConfig.of(NetworkVersion.NV28, 314).withActorDebugging());
    run(
        (kernel, params) -> {
          assertThat(kernel.debugEnabled()).isTrue();
          kernel.storeArtifact("name", NOTHING);
          for (String name : List.of("", "a/b", ".hidden", "x".repeat(257))) {
            assertThat(refusal(() -> kernel.storeArtifact(name, NOTHING)))
                .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          }
          return 0;
        });
  }
}
