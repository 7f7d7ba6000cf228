// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.send;
import static io.jfvm.executor.Actors.sendReadOnly;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.EPOCH;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.CborWriter;
import io.jfvm.executor.Actors.Script;
import io.jfvm.executor.Actors.Syscall;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.executor.TestNetwork;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import io.jfvm.types.UnsupportedFeatureException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultKernelTest {
  private static final ActorId A = new ActorId(101);
  private static final ActorId B = new ActorId(102);
  private static final ActorId NOBODY = new ActorId(999);
  private static final Address ETH = Address.ofDelegated(ActorId.EAM, new byte[20]);
  private static final long BLAKE2B = Hash.BLAKE2B_256.code();
  private static final Cid UNREACHABLE = Cid.ofDagCbor(new byte[] {77});
  private static final byte[] NOTHING = {};

  private final TestNetwork network = new TestNetwork();
  private Executor executor;

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
          long before = kernel.milligasAvailable();
          assertThat(refusal(() -> kernel.setRoot(UNREACHABLE))).contains(ErrorNumber.NOT_FOUND);
          assertThat(before - kernel.milligasAvailable()).isEqualTo(300_000);
          Cid root = put(kernel, new byte[] {1});
          assertThat(gas(kernel, () -> kernel.setRoot(root))).isEqualTo(475_300);
          assertThat(gas(kernel, () -> kernel.setRoot(root))).isEqualTo(300);
          assertThat(kernel.root()).isEqualTo(root);
          return 0;
        });
    assertThat(actor(A).orElseThrow().head()).isEqualTo(Cid.ofDagCbor(new byte[] {1}));
  }

  @Test
  void refusedEventIsPaidFor() {
    List<EventHeader> tooMany = Collections.nCopies(256, new EventHeader(0, Multicodec.RAW, 0, 0));
    run(
        (kernel, params) -> {
          long before = kernel.milligasAvailable();
          assertThat(refusal(() -> kernel.emitEvent(tooMany, NOTHING, NOTHING)))
              .contains(ErrorNumber.LIMIT_EXCEEDED);
          // 2000 + 1400 * 256 + 500, and 17.2 of each of 12 + 9 * 256 bytes.
          assertThat(before - kernel.milligasAvailable()).isEqualTo(400_735_200);
          return 0;
        });
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

  // --- ipld

  @Test
  void createdBlockIsLinkedThenReachable() {
    run(
        (kernel, params) -> {
          byte[] data = {(byte) 0x82, 1, 2};
          // Three heads, 10 a byte.
          assertThat(gas(kernel, () -> kernel.createBlock(Multicodec.DAG_CBOR, data)))
              .isEqualTo(3 * 35 + 30);
          assertThat(kernel.statBlock(1)).isEqualTo(new BlockStat(Multicodec.DAG_CBOR, 3));
          Cid cid = Cid.ofDagCbor(data);
          assertThat(refusal(() -> kernel.openBlock(cid))).contains(ErrorNumber.NOT_FOUND);
          // 172000 + 334000 + 300 + 3352.4 * 3, in milligas.
          assertThat(milligas(kernel, () -> kernel.linkBlock(1, BLAKE2B, 32)))
              .isEqualTo(516_357_200);
          assertThat(kernel.openBlock(cid)).isEqualTo(new OpenBlock(2, Multicodec.DAG_CBOR, 3));
          return 0;
        });
  }

  @Test
  void blocksMayLinkOnlyToWhatIsReachable() {
    run(
        (kernel, params) -> {
          byte[] dangling = link(UNREACHABLE);
          assertThat(refusal(() -> kernel.createBlock(Multicodec.DAG_CBOR, dangling)))
              .contains(ErrorNumber.NOT_FOUND);
          // Opaque blocks may hold anything.
          kernel.createBlock(Multicodec.CBOR, dangling);
          Cid inner = put(kernel, new byte[] {9});
          Cid outer = put(kernel, link(inner));
          kernel.setRoot(outer);
          return 0;
        });
  }

  @Test
  void linksOfOpenedBlocksBecomeReachableStepByStep() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              Cid leaf = put(kernel, new byte[] {9});
              Cid middle = put(kernel, link(leaf));
              return kernel.createBlock(Multicodec.DAG_CBOR, link(middle));
            }));
    run(
        (kernel, params) -> {
          SendOps.Sent sent = send(kernel, B);
          Cid middle = Cid.ofDagCbor(link(Cid.ofDagCbor(new byte[] {9})));
          Cid leaf = Cid.ofDagCbor(new byte[] {9});
          assertThat(sent.codec()).isEqualTo(Multicodec.DAG_CBOR);
          assertThat(sent.size()).isEqualTo(link(middle).length);
          // The returned block's link is reachable, what is behind it not yet.
          assertThat(refusal(() -> kernel.openBlock(leaf))).contains(ErrorNumber.NOT_FOUND);
          kernel.openBlock(middle);
          kernel.openBlock(leaf);
          return 0;
        });
  }

  @Test
  void linksInParametersBecomeReachableForTheReceiverAndCost() {
    long[] available = new long[2];
    network.actor(
        102,
        script(
            (kernel, params) -> {
              available[1] = kernel.milligasAvailable();
              assertThat(kernel.openBlock(Cid.ofDagCbor(new byte[] {9})).id()).isEqualTo(2);
              return 0;
            }));
    run(
        (kernel, params) -> {
          Cid leaf = put(kernel, new byte[] {9});
          int block = kernel.createBlock(Multicodec.DAG_CBOR, link(leaf));
          available[0] = kernel.milligasAvailable();
          kernel.send(B.address(), METHOD, block, TokenAmount.ZERO, -1, 0);
          return 0;
        });
    assertThat(available[0] - available[1]).isEqualTo(1000 * (500_000 + 75_000 + 300));
  }

  @Test
  void returnedLinksCostTheCallee() {
    network.actor(
        102,
        script(
            (kernel, params) -> {
              Cid leaf = put(kernel, new byte[] {9});
              kernel.createBlock(Multicodec.DAG_CBOR, link(leaf));
              kernel.chargeMilligas("rest", kernel.milligasAvailable() - 299_999);
              return 2;
            }));
    run(
        (kernel, params) -> {
          assertThat(
                  kernel.send(B.address(), METHOD, 0, TokenAmount.ZERO, 10_000_000, 0).exitCode())
              .isEqualTo(ExitCode.SYS_OUT_OF_GAS);
          return 0;
        });
  }

  @Test
  void createBlockChecksInOrder() {
    run(
        (kernel, params) -> {
          byte[] tooBig = new byte[(1 << 20) + 1];
          assertUncharged(
              kernel, ErrorNumber.LIMIT_EXCEEDED, () -> kernel.createBlock(0x70, tooBig));
          assertUncharged(
              kernel, ErrorNumber.ILLEGAL_CODEC, () -> kernel.createBlock(0x70, NOTHING));
          assertThat(refusal(() -> kernel.createBlock(Multicodec.DAG_CBOR, NOTHING)))
              .contains(ErrorNumber.SERIALIZATION);
          assertThat(kernel.createBlock(Multicodec.RAW, new byte[1 << 20])).isEqualTo(1);
          return 0;
        });
  }

  @Test
  void handlesAndCidsOfBlocksAreChecked() {
    run(
        (kernel, params) -> {
          for (int id : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
            assertUncharged(kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.statBlock(id));
            assertUncharged(kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.readWholeBlock(id));
            assertUncharged(
                kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.linkBlock(id, BLAKE2B, 32));
            assertUncharged(
                kernel, ErrorNumber.INVALID_HANDLE, () -> kernel.readBlock(id, 0, NOTHING, 0, 0));
          }
          assertUncharged(kernel, ErrorNumber.ILLEGAL_CID, () -> kernel.linkBlock(9, 0x12, 32));
          assertUncharged(kernel, ErrorNumber.ILLEGAL_CID, () -> kernel.linkBlock(9, BLAKE2B, 20));
          assertThat(refusal(() -> kernel.send(B.address(), METHOD, 5, TokenAmount.ZERO, -1, 0)))
              .contains(ErrorNumber.INVALID_HANDLE);
          return 0;
        });
  }

  @Test
  void readCopiesWhatBothHoldAndSaysWhatIsMissing() {
    run(
        (kernel, params) -> {
          int id = kernel.createBlock(Multicodec.RAW, new byte[] {1, 2, 3, 4, 5});
          byte[] buffer = new byte[8];
          assertThat(milligas(kernel, () -> kernel.readBlock(id, 1, buffer, 2, 3))).isEqualTo(1200);
          assertThat(buffer).containsExactly(0, 0, 2, 3, 4, 0, 0, 0);
          assertThat(kernel.readBlock(id, 1, buffer, 0, 3)).isEqualTo(1);
          assertThat(kernel.readBlock(id, 3, buffer, 0, 8)).isEqualTo(-6);
          assertThat(kernel.readBlock(id, 9, buffer, 0, 1)).isEqualTo(-5);
          assertThat(milligas(kernel, () -> kernel.readBlock(id, 9, buffer, 0, 1))).isZero();
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.readBlock(99, Integer.MAX_VALUE, buffer, 0, 1));
          assertUncharged(
              kernel, ErrorNumber.ILLEGAL_ARGUMENT, () -> kernel.readBlock(id, -1, buffer, 0, 0));
          assertThat(milligas(kernel, () -> kernel.readWholeBlock(id))).isEqualTo(2000);
          return 0;
        });
  }

  @Test
  void reachableBlockThatIsMissingIsFatal() {
    Cid missing = Cid.ofDagCbor(new byte[] {88});
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.openBlock(kernel.root());
              return 0;
            }));
    executor = network.executor();
    StateTree tree = executor.machine().stateTree();
    tree.setActor(A, tree.actor(A).orElseThrow().withHead(missing));
    ApplyResult result = executor.applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.failure().orElseThrow()).contains(missing.toString());
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

  // --- crypto and proofs

  @Test
  void signaturesAreJudgedByTheSignersKind() {
    Address bls = Address.ofBlsKey(new byte[48]);
    run(
        (kernel, params) -> {
          byte[] text = new byte[3];
          Address secp = TestNetwork.SENDER_KEY;
          assertThat(gas(kernel, () -> kernel.verifySignature(1, new byte[65], secp, text)))
              .isEqualTo(1_637_322);
          assertThat(kernel.verifySignature(1, new byte[65], secp, text)).isFalse();
          assertThat(kernel.verifySignature(1, new byte[65], bls, text)).isFalse();
          assertThat(kernel.verifySignature(2, new byte[96], secp, text)).isFalse();
          assertThat(kernel.verifySignature(2, new byte[65], bls, text)).isFalse();
          for (int type : new int[] {0, 3, -1}) {
            assertUncharged(
                kernel,
                ErrorNumber.ILLEGAL_ARGUMENT,
                () -> kernel.verifySignature(type, new byte[65], secp, text));
          }
          assertThat(
                  gas(
                      kernel,
                      () ->
                          assertThat(
                                  refusal(
                                      () ->
                                          kernel.verifySignature(
                                              2, new byte[96], SENDER.address(), text)))
                              .contains(ErrorNumber.ILLEGAL_ARGUMENT)))
              .isEqualTo(16_598_683);
          assertThat(gas(kernel, () -> kernel.verifySignature(2, new byte[96], bls, text)))
              .isEqualTo(16_598_683);
          assertThat(kernel.verifySignature(2, new byte[96], bls, text)).isFalse();
          return 0;
        });
  }

  @Test
  void blsAggregates() {
    run(
        (kernel, params) -> {
          byte[] signature = new byte[96];
          byte[][] one = {new byte[48]};
          assertThat(kernel.verifyBlsAggregate(signature, new byte[0][], NOTHING, new int[0]))
              .isTrue();
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.verifyBlsAggregate(signature, one, NOTHING, new int[2]));
          for (int length : new int[] {0, 2, -1}) {
            assertThat(
                    refusal(
                        () ->
                            kernel.verifyBlsAggregate(
                                signature, one, new byte[1], new int[] {length})))
                .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          }
          assertThat(kernel.verifyBlsAggregate(signature, one, new byte[1], new int[] {1}))
              .as("bytes that are no points")
              .isFalse();
          return 0;
        });
  }

  @Test
  void hashes() {
    byte[] data = "abc".getBytes(StandardCharsets.US_ASCII);
    run(
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.hash(0x1b, data))).isEqualTo(99);
          assertThat(kernel.hash(BLAKE2B, data)).isEqualTo(Blake2b.hash256(data));
          assertUncharged(kernel, ErrorNumber.ILLEGAL_ARGUMENT, () -> kernel.hash(0x11, data));
          assertThat(
                  gas(
                      kernel,
                      () ->
                          assertThat(
                                  refusal(
                                      () ->
                                          kernel.recoverSecpPublicKey(new byte[32], new byte[65])))
                              .contains(ErrorNumber.ILLEGAL_ARGUMENT)))
              .isEqualTo(1_637_292);
          return 0;
        });
  }

  @Test
  void proofsAreRefusedUnlessAPolicySaysOtherwise() {
    List<SealProof> seals = List.of(seal(), seal());
    Script script =
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.batchVerifySeals(seals))).isEqualTo(84_000_000);
          assertThat(kernel.batchVerifySeals(seals)).containsExactly(true, true);
          WindowPostProof post =
              new WindowPostProof(NOTHING, List.of(), List.of(sector(), sector()), 101);
          assertThat(gas(kernel, () -> kernel.verifyPost(post))).isEqualTo(117_768_481);
          assertThat(kernel.verifyPost(post)).isTrue();
          AggregateSealProof aggregate = new AggregateSealProof(101, 8, 1, NOTHING, List.of());
          assertThat(gas(kernel, () -> kernel.verifyAggregateSeals(aggregate))).isZero();
          ReplicaUpdateProof update =
              new ReplicaUpdateProof(3, UNREACHABLE, UNREACHABLE, UNREACHABLE, NOTHING);
          assertThat(gas(kernel, () -> kernel.verifyReplicaUpdate(update))).isEqualTo(36_316_136);
          assertThat(gas(kernel, () -> kernel.verifyConsensusFault(NOTHING, NOTHING, NOTHING)))
              .isEqualTo(516_422);
          assertThat(gas(kernel, () -> kernel.computeUnsealedSectorCid(8, List.of())))
              .isEqualTo(98_647);
          assertUncharged(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              () -> kernel.computeUnsealedSectorCid(20, List.of()));
          return 0;
        };
    network.proofs(ProofPolicy.ACCEPT_ALL);
    run(script);
    network.proofs(ProofPolicy.REFUSE);
    network.actor(101, (kernel, params) -> kernel.batchVerifySeals(seals).length);
    assertThatThrownBy(this::apply)
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("REFUSE");
  }

  private static SealProof seal() {
    return new SealProof(
        8, new SectorId(101, 1), List.of(), NOTHING, NOTHING, NOTHING, UNREACHABLE, UNREACHABLE);
  }

  private static WindowPostProof.Sector sector() {
    return new WindowPostProof.Sector(8, 1, UNREACHABLE);
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

  // --- the test's own

  private static void create(Kernel kernel, ActorId id, Optional<Address> address)
      throws SyscallException {
    kernel.createActor(TestNetwork.codeOf(ActorType.MULTISIG), id, address);
  }

  private static byte[] link(Cid cid) {
    return new CborWriter().array(1).link(cid.toBytes()).toByteArray();
  }

  private static Cid put(Kernel kernel, byte[] dagCbor) throws SyscallException {
    return kernel.linkBlock(kernel.createBlock(Multicodec.DAG_CBOR, dagCbor), BLAKE2B, 32);
  }

  private static long milligas(Kernel kernel, Syscall syscall) throws SyscallException {
    long before = kernel.milligasAvailable();
    syscall.make();
    return before - kernel.milligasAvailable();
  }

  private static long gas(Kernel kernel, Syscall syscall) throws SyscallException {
    long milligas = milligas(kernel, syscall);
    assertThat(milligas % 1000).isZero();
    return milligas / 1000;
  }

  private static void assertUncharged(Kernel kernel, ErrorNumber error, Syscall syscall) {
    long before = kernel.milligasAvailable();
    assertThat(refusal(syscall)).contains(error);
    assertThat(kernel.milligasAvailable()).isEqualTo(before);
  }

  private void run(Script script) {
    network.actor(101, script(script));
    ApplyResult result = apply();
    assertThat(result.receipt().exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
  }

  private ApplyResult apply() {
    executor = network.executor();
    return executor.applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
  }

  private Optional<ActorState> actor(ActorId id) {
    return executor.machine().stateTree().actor(id);
  }
}
