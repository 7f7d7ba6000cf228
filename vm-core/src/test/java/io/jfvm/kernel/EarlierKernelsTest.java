// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static io.jfvm.executor.Actors.METHOD;
import static io.jfvm.executor.Actors.refusal;
import static io.jfvm.executor.Actors.script;
import static io.jfvm.executor.Actors.sendReadOnly;
import static io.jfvm.executor.TestNetwork.CHAIN_LENGTH;
import static io.jfvm.executor.TestNetwork.EPOCH;
import static io.jfvm.executor.TestNetwork.SENDER;
import static io.jfvm.executor.TestNetwork.SENDER_KEY;
import static io.jfvm.executor.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Syscalls as they were in network versions 17 to 20. */
class EarlierKernelsTest {
  private static final ActorId A = new ActorId(101);
  private static final ActorId B = new ActorId(102);
  private static final Address NOBODY = Address.ofActor(new byte[] {9});

  private final TestNetwork network = new TestNetwork();
  private Executor executor;

  // --- network versions 18 to 20

  @Test
  void blocksAreNeitherScannedNorTracked() {
    Cid missing = Cid.ofDagCbor(new byte[] {77});
    run(
        NetworkVersion.NV18,
        (kernel, params) -> {
          byte[] malformed = {(byte) 0x81};
          assertThat(gas(kernel, () -> kernel.createBlock(Multicodec.DAG_CBOR, malformed)))
              .isEqualTo(10);
          assertThat(gas(kernel, kernel::root)).isZero();
          assertThat(gas(kernel, () -> kernel.setRoot(missing))).isEqualTo(475_000);
          assertThat(gas(kernel, () -> kernel.openBlock(StateTree.EMPTY_ARRAY)))
              .isEqualTo(187_440 + 10);
          return 0;
        });
  }

  @Test
  void blockIsPaidForBeforeItsCodecIsRefused() {
    run(
        NetworkVersion.NV20,
        (kernel, params) -> {
          assertRefused(kernel, ErrorNumber.ILLEGAL_CODEC, 20, () -> create(kernel, 0x70, 2));
          assertRefused(
              kernel,
              ErrorNumber.LIMIT_EXCEEDED,
              0,
              () -> create(kernel, Multicodec.RAW, (1 << 20) + 1));
          return 0;
        });
  }

  @Test
  void blockOfAnUnknownCodecIsReadAndPaidForBeforeItIsRefused() {
    Cid foreign = network.store().put(Multicodec.DAG_PB, new byte[] {1, 2});
    Cid raw = network.store().put(Multicodec.RAW, new byte[] {1, 2});
    run(
        NetworkVersion.NV18,
        (kernel, params) -> {
          assertRefused(
              kernel, ErrorNumber.ILLEGAL_CODEC, 187_440 + 20, () -> kernel.openBlock(foreign));
          assertThat(refusal(() -> kernel.openBlock(raw))).isEmpty();
          return 0;
        });
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertRefused(
              kernel,
              ErrorNumber.ILLEGAL_CODEC,
              21_000 + 114_617 + 21,
              () -> kernel.openBlock(raw));
          return 0;
        });
  }

  @Test
  void randomnessIsMixedWithTagEpochAndEntropy() {
    byte[] entropy = {5, 6};
    run(
        NetworkVersion.NV18,
        (kernel, params) -> {
          ChainEpoch epoch = new ChainEpoch(4900);
          byte[] mixed =
              ByteBuffer.allocate(8 + 32 + 8 + 2)
                  .putLong(3)
                  .put(digest(1))
                  .putLong(4900)
                  .put(entropy)
                  .array();
          assertThat(kernel.chainRandomness(3, epoch, entropy)).isEqualTo(Blake2b.hash256(mixed));
          System.arraycopy(digest(2), 0, mixed, 8, 32);
          assertThat(kernel.beaconRandomness(3, epoch, entropy)).isEqualTo(Blake2b.hash256(mixed));
          assertThat(gas(kernel, () -> kernel.beaconRandomness(3, epoch, entropy)))
              .isEqualTo(21_000 + 10 * (2 + 48));
          assertRefused(
              kernel,
              ErrorNumber.ILLEGAL_ARGUMENT,
              21_480,
              () -> kernel.chainRandomness(3, new ChainEpoch(-1), new byte[0]));
          return 0;
        });
  }

  @Test
  void tipsetsCostByKindAndEndAtFinality() {
    run(
        NetworkVersion.NV20,
        (kernel, params) -> {
          assertThat(gas(kernel, () -> tipset(kernel, 1))).isEqualTo(50_000);
          assertThat(gas(kernel, () -> tipset(kernel, 2))).isEqualTo(215_000);
          assertThat(gas(kernel, () -> tipset(kernel, 899))).isEqualTo(215_000);
          assertRefused(kernel, ErrorNumber.ILLEGAL_ARGUMENT, 0, () -> tipset(kernel, 900));
          assertRefused(kernel, ErrorNumber.ILLEGAL_ARGUMENT, 0, () -> tipset(kernel, 0));
          return 0;
        });
  }

  @Test
  void selfDestructLeavesAllToTheBeneficiary() {
    network.actor(
        101,
        TokenAmount.ofAtto(7),
        script(
            (kernel, params) -> {
              assertThat(refusal(() -> kernel.selfDestruct(NOBODY)))
                  .contains(ErrorNumber.NOT_FOUND);
              // The heir is looked up before anything of the actor's own is updated.
              assertRefused(
                  kernel,
                  ErrorNumber.NOT_FOUND,
                  500_000,
                  () -> kernel.selfDestruct(new ActorId(999).address()));
              assertThat(refusal(() -> kernel.selfDestruct(A.address())))
                  .contains(ErrorNumber.FORBIDDEN);
              kernel.selfDestruct(SENDER.address());
              assertThat(kernel.currentBalance()).isEqualTo(TokenAmount.ZERO);
              // Once there is nothing to get, any address will do.
              assertThat(refusal(() -> kernel.selfDestruct(NOBODY))).isEmpty();
              return 0;
            }));
    ApplyResult result = apply(NetworkVersion.NV19);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(executor.machine().stateTree().actor(A)).isEmpty();
    TokenAmount fees =
        result.baseFeeBurn().plus(result.overEstimationBurn()).plus(result.minerTip());
    assertThat(executor.machine().stateTree().actor(SENDER).orElseThrow().balance())
        .isEqualTo(TestNetwork.SENDER_BALANCE.minus(fees).plus(TokenAmount.ofAtto(7)));
  }

  @Test
  void encodedEventIsChargedBeforeAndAfterItIsChecked() {
    // [[3, "k", 0x55, h'01']]
    byte[] event = HexFormat.of().parseHex("818403616b18554101");
    network.actor(
        102,
        script(
            (kernel, params) -> {
              assertThat(refusal(() -> kernel.emitEvent(event))).contains(ErrorNumber.READ_ONLY);
              return 0;
            }));
    run(
        NetworkVersion.NV18,
        (kernel, params) -> {
          // n = 9: 1750 + 25 n + 2.4 n; m = 21: (1.2 + 4 + 10) m
          assertThat(milligas(kernel, () -> kernel.emitEvent(event)))
              .isEqualTo(1_996_600 + 319_200);
          byte[] noEvent = {(byte) 0x81};
          long before = kernel.milligasAvailable();
          assertThat(refusal(() -> kernel.emitEvent(noEvent)))
              .contains(ErrorNumber.ILLEGAL_ARGUMENT);
          assertThat(before - kernel.milligasAvailable()).isEqualTo(1_777_400);
          assertThat(sendReadOnly(kernel, B).exitCode()).isEqualTo(ExitCode.OK);
          return 0;
        });
  }

  // --- network version 17

  @Test
  void onlyDagCborBlocksOfAnySizeAreKnown() {
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertThat(milligas(kernel, () -> create(kernel, Multicodec.DAG_CBOR, 3)))
              .isEqualTo(31_500);
          assertRefused(kernel, ErrorNumber.ILLEGAL_CODEC, 21, () -> create(kernel, 0x55, 2));
          assertRefused(kernel, ErrorNumber.ILLEGAL_CODEC, 21, () -> create(kernel, 0x51, 2));
          assertThat(refusal(() -> create(kernel, Multicodec.DAG_CBOR, (1 << 20) + 1))).isEmpty();
          return 0;
        });
  }

  @Test
  void hashIsPaidForBeforeItsCodeIsRefused() {
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.hash(Hash.BLAKE2B_256.code(), new byte[9])))
              .isEqualTo(31_355);
          assertRefused(
              kernel, ErrorNumber.ILLEGAL_ARGUMENT, 31_355, () -> kernel.hash(0x11, new byte[9]));
          return 0;
        });
  }

  @Test
  void signersAreLookedUpAndTheirStateIsPaidFor() {
    accountOfTheSender();
    network.put(B, ActorState.ofNew(TestNetwork.codeOf(ActorType.MULTISIG), Optional.empty()));
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertThat(gas(kernel, () -> verify(kernel, SENDER_KEY))).isEqualTo(1_637_292);
          // The state is [h'01...'] of 23 bytes: 21000 + 114617 + 10.5 n
          assertThat(milligas(kernel, () -> verify(kernel, SENDER.address())))
              .isEqualTo(1_637_292_000 + 135_617_000 + 241_500);
          ErrorNumber noAccount = ErrorNumber.ILLEGAL_ARGUMENT;
          assertRefused(kernel, noAccount, 1_637_292, () -> verify(kernel, B.address()));
          assertRefused(kernel, ErrorNumber.NOT_FOUND, 1_637_292, () -> verify(kernel, NOBODY));
          return 0;
        });
  }

  @Test
  void newActorAddressIsOfTheKeyAndCountsWhenAskedFor() {
    accountOfTheSender();
    List<Address> seen = new ArrayList<>();
    network.actor(
        101,
        script(
            (kernel, params) -> {
              seen.add(kernel.newActorAddress());
              kernel.createActor(
                  TestNetwork.codeOf(ActorType.MULTISIG), new ActorId(300), Optional.empty());
              seen.add(kernel.newActorAddress());
              return 0;
            }));
    config(NetworkVersion.NV17);
    executor = network.executor();
    executor.applyExplicit(
        Message.from(SENDER.address())
            .to(A.address())
            .method(METHOD)
            .gasLimit(1_000_000_000)
            .build(),
        CHAIN_LENGTH);
    byte[] key = SENDER_KEY.toBytes();
    ByteBuffer seed = ByteBuffer.allocate(1 + key.length + 16);
    seed.put((byte) (0x40 + key.length)).put(key);
    Address first = Address.ofActor(seed.array());
    Address second = Address.ofActor(seed.putLong(0).putLong(1).array());
    assertThat(seen).containsExactly(first, second);
  }

  @Test
  void anyoneMakesActorsThatAreBuiltInAndNoSingletons() {
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          ActorId made = new ActorId(300);
          Cid multisig = TestNetwork.codeOf(ActorType.MULTISIG);
          assertThat(gas(kernel, () -> kernel.createActor(multisig, made, Optional.empty())))
              .isEqualTo(1_108_454 + 1300 * 76);
          List<Cid> forbidden =
              List.of(
                  StateTree.EMPTY_ARRAY,
                  TestNetwork.codeOf(ActorType.INIT),
                  TestNetwork.codeOf(ActorType.POWER),
                  TestNetwork.codeOf(ActorType.VERIFIED_REGISTRY));
          for (Cid code : forbidden) {
            assertRefused(
                kernel,
                ErrorNumber.FORBIDDEN,
                0,
                () -> kernel.createActor(code, new ActorId(301), Optional.empty()));
          }
          assertRefused(
              kernel,
              ErrorNumber.FORBIDDEN,
              0,
              () -> kernel.createActor(multisig, made, Optional.empty()));
          return 0;
        });
  }

  @Test
  void deletionAndNegativeChargesGiveGasBack() {
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.chargeGas("back", -5))).isEqualTo(-5);
          assertThat(gas(kernel, () -> kernel.selfDestruct(NOBODY))).isEqualTo(-1300 * 76);
          return 0;
        });
  }

  @Test
  void negativeChargesAreHugeOnesLater() {
    network.actor(
        101,
        script(
            (kernel, params) -> {
              kernel.chargeGas("huge", -5);
              return 0;
            }));
    assertThat(apply(NetworkVersion.NV18).receipt().exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
  }

  @Test
  void sealsOfBatchesAreFreeAndSingleOnesAreNot() {
    SealProof seal =
        new SealProof(
            8,
            new SectorId(101, 1),
            List.of(),
            new byte[32],
            new byte[32],
            new byte[1],
            StateTree.EMPTY_ARRAY,
            StateTree.EMPTY_ARRAY);
    network.proofs(ProofPolicy.ACCEPT_ALL);
    run(
        NetworkVersion.NV17,
        (kernel, params) -> {
          assertThat(gas(kernel, () -> kernel.batchVerifySeals(List.of(seal)))).isZero();
          assertThat(gas(kernel, () -> kernel.verifySeal(seal))).isEqualTo(2000);
          assertThat(kernel.verifySeal(seal)).isTrue();
          return 0;
        });
  }

  @Test
  void sealProofTypesCameOneAfterTheOther() {
    assertThat(lastSealProofType(NetworkVersion.NV17)).isEqualTo(9);
    assertThat(lastSealProofType(NetworkVersion.NV20)).isEqualTo(14);
    assertThat(lastSealProofType(NetworkVersion.NV21)).isEqualTo(19);
  }

  private long lastSealProofType(NetworkVersion version) {
    long[] last = new long[1];
    run(
        version,
        (kernel, params) -> {
          for (long type = 0; type < 30; type++) {
            long tried = type;
            if (refusal(() -> kernel.computeUnsealedSectorCid(tried, List.of())).isEmpty()) {
              last[0] = type;
            }
          }
          return 0;
        });
    return last[0];
  }

  // --- the test's own

  /** The test's chain and beacon give bytes of 1 and 2. */
  private static byte[] digest(int filling) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) filling);
    return digest;
  }

  /** Gives the sender the state of an account. */
  private void accountOfTheSender() {
    byte[] state = new CborWriter().array(1).bytes(SENDER_KEY.toBytes()).toByteArray();
    Cid head = network.store().put(Multicodec.DAG_CBOR, state);
    network.put(
        SENDER,
        ActorState.ofNew(TestNetwork.codeOf(ActorType.ACCOUNT), Optional.empty())
            .withHead(head)
            .withBalance(TestNetwork.SENDER_BALANCE));
  }

  private static void create(Kernel kernel, long codec, int size) throws SyscallException {
    kernel.createBlock(codec, new byte[size]);
  }

  private static void tipset(Kernel kernel, long lookback) throws SyscallException {
    kernel.tipsetCid(new ChainEpoch(EPOCH.value() - lookback));
  }

  private static void verify(Kernel kernel, Address signer) throws SyscallException {
    assertThat(kernel.verifySignature(1, new byte[65], signer, new byte[4])).isFalse();
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

  private static void assertRefused(Kernel kernel, ErrorNumber error, long gas, Syscall syscall) {
    long before = kernel.milligasAvailable();
    assertThat(refusal(syscall)).contains(error);
    assertThat(before - kernel.milligasAvailable()).isEqualTo(gas * 1000);
  }

  private void run(NetworkVersion version, Script script) {
    network.actor(101, script(script));
    ApplyResult result = apply(version);
    assertThat(result.receipt().exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
  }

  private ApplyResult apply(NetworkVersion version) {
    config(version);
    executor = network.executor();
    return executor.applyExplicit(message(A).method(METHOD).build(), CHAIN_LENGTH);
  }

  private void config(NetworkVersion version) {
    network.config(NetworkConfig.of(version, 314));
  }
}
