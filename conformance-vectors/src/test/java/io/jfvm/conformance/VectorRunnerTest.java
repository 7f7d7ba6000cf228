// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Tipset;
import io.jfvm.conformance.VariantResult.Difference;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.CborWriter;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VectorRunnerTest {
  private static final Address ALICE = Address.ofSecp256k1Key(new byte[65]);
  private static final EthAddress BOB =
      new EthAddress(
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});
  private static final VectorRunner RUNNER =
      new VectorRunner(
          new Jfvm(Profile.NATIVE), ActorBundles.OFFICIAL_MANIFESTS, ProofPolicy.REFUSE);

  private static final Map<String, String> NATIVE = Map.of("profile", "native");

  private final MemoryBlockstore store = new MemoryBlockstore();
  private final MachineContext context =
      MachineContext.of(
              NetworkConfig.of(NetworkVersion.NV28, 31415926),
              new ChainEpoch(7),
              7 * Vm.EPOCH_SECONDS,
              Genesis.of(BundleManifest.V18_DEVNET, "test")
                  .account(ALICE, TokenAmount.ofFil(10))
                  .ethAccount(BOB, TokenAmount.ofFil(10))
                  .build(store)
                  .root())
          .withBaseFee(TokenAmount.ofAtto(100));

  /** A transfer of 1 FIL as it was applied. */
  private MessageVector transfer(Address from) {
    Vm vm = Vm.open(Profile.NATIVE, store, context, new LocalChain());
    Message message =
        vm.messageFrom(from)
            .to(new ActorId(99).address())
            .value(TokenAmount.ofFil(1))
            .gasLimit(10_000_000)
            .gasFeeCap(TokenAmount.ofAtto(200))
            .build();
    ApplyResult result = vm.apply(message);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.OK);
    return new VectorRecorder(store, context, NATIVE)
        .record(
            new VectorRecorder.Label("transfer", "1 FIL"),
            vm.epoch(),
            context.initialStateRoot(),
            message,
            result,
            vm.flush(),
            List.of());
  }

  @Test
  void aRecordedMessageReplays() throws VectorException {
    MessageVector vector = transfer(ALICE);

    assertThat(RUNNER.run(vector)).singleElement().matches(VariantResult::passed);
    MessageVector read = VectorReader.parse("file", VectorWriter.toJson(vector));
    assertThat(RUNNER.run(read).getFirst()).hasToString("firehorse passed");
  }

  @Test
  void everyDifferenceIsReportedByName() throws VectorException {
    MessageVector vector = transfer(ALICE);
    Receipt receipt = vector.receipts().getFirst().receipt();
    Cid wrong = Cid.ofDagCbor(new byte[] {1});

    assertDifferences(
        with(vector, receipt(receipt, ExitCode.SYS_OUT_OF_GAS)), "message 0: exit code");
    assertDifferences(
        with(
            vector,
            new ExpectedReceipt(
                new Receipt(ExitCode.OK, new byte[] {5}, receipt.gasUsed(), Optional.empty()),
                true,
                Optional.empty())),
        "message 0: return");
    assertDifferences(
        with(
            vector,
            new ExpectedReceipt(
                new Receipt(ExitCode.OK, new byte[0], receipt.gasUsed() + 1, Optional.of(wrong)),
                true,
                Optional.empty())),
        "message 0: gas used",
        "message 0: events root");
    assertDifferences(
        with(
            vector,
            new ExpectedReceipt(
                new Receipt(ExitCode.OK, new byte[0], receipt.gasUsed(), Optional.of(wrong)),
                false,
                Optional.empty())));
    assertDifferences(
        with(vector, vector.messages(), vector.receipts(), wrong, vector.selector()), "state root");
  }

  @Test
  void aMessageSaysItsLengthWhereItIsNotTheUsualOne() throws VectorException {
    MessageVector ofAlice = transfer(ALICE);
    MessageVector ofBob = transfer(BOB.address());
    Application application = ofBob.messages().getFirst();

    assertThat(ofAlice.messages().getFirst().rawLength()).isEmpty();
    assertThat(application.rawLength()).hasValue(application.bytes().length + 69);
    assertThat(RUNNER.run(ofBob).getFirst().passed()).isTrue();
    assertDifferences(
        with(
            ofBob,
            List.of(Application.of(application.bytes())),
            ofBob.receipts(),
            ofBob.postRoot(),
            ofBob.selector()),
        "message 0: gas used");
  }

  @Test
  void aSignedMessageHasItsOwnLength() throws VectorException {
    MessageVector vector = transfer(ALICE);
    byte[] signed =
        new CborWriter()
            .array(2)
            .raw(vector.messages().getFirst().bytes())
            .bytes(new byte[66])
            .toByteArray();
    assertThat(signed).hasSize(vector.messages().getFirst().bytes().length + 69);

    MessageVector withSignature =
        with(
            vector,
            List.of(Application.of(signed)),
            vector.receipts(),
            vector.postRoot(),
            vector.selector());

    assertThat(RUNNER.run(withSignature).getFirst().passed()).isTrue();
  }

  @Test
  void epochOffsetsAndImplicitMessagesAreApplied() throws VectorException {
    Vm vm = Vm.open(Profile.NATIVE, store, context, new LocalChain());
    List<Application> messages = new ArrayList<>();
    List<ExpectedReceipt> receipts = new ArrayList<>();
    Message tick =
        Message.from(ActorId.SYSTEM.address()).to(BOB.address()).method(MethodNum.SEND).build();
    for (long offset : List.of(0L, 3L)) {
      if (offset > 0) {
        vm.advance(offset);
      }
      receipts.add(new ExpectedReceipt(vm.applyImplicit(tick).receipt(), true, Optional.empty()));
      messages.add(
          new Application(Message.CODEC.toBytes(tick), offset, true, OptionalLong.empty()));
    }
    MessageVector vector = with(transfer(ALICE), messages, receipts, vm.flush(), NATIVE);

    assertThat(RUNNER.run(vector).getFirst().passed()).isTrue();
    List<Application> explicit =
        messages.stream()
            .map(
                one -> new Application(one.bytes(), one.epochOffset(), false, OptionalLong.empty()))
            .toList();
    assertThat(
            RUNNER
                .run(with(vector, explicit, receipts, vector.postRoot(), NATIVE))
                .getFirst()
                .passed())
        .isFalse();
    assertThatThrownBy(
            () ->
                RUNNER.run(with(vector, messages.reversed(), receipts, vector.postRoot(), NATIVE)))
        .isInstanceOf(VectorException.class)
        .hasMessageContaining("message 1: epoch_offset goes back by 3 epochs");
    List<Application> never =
        List.of(new Application(Message.CODEC.toBytes(tick), 1L << 62, true, OptionalLong.empty()));
    assertThatThrownBy(
            () ->
                RUNNER.run(with(vector, never, receipts.subList(0, 1), vector.postRoot(), NATIVE)))
        .isInstanceOf(VectorException.class)
        .hasMessageContaining("message 0: epoch_offset: epoch");
  }

  @Test
  void whatIsBeyondTheRunnerIsSkippedWithAReason() throws VectorException {
    MessageVector vector = transfer(ALICE);

    assertThat(skipped(vector, "chaos_actor"))
        .hasToString("firehorse skipped: needs the chaos actor");
    assertThat(skipped(vector, "requires:consensus_fault_extern").verdict())
        .isInstanceOf(Verdict.Skipped.class);
    assertThat(skipped(vector, "gas_dependent"))
        .hasToString("firehorse skipped: its outcome depends on the official actors' gas");
    assertThat(skipped(vector, "anything"))
        .hasToString("firehorse skipped: its outcome depends on the official actors' gas");
  }

  private static VariantResult skipped(MessageVector vector, String selector)
      throws VectorException {
    return RUNNER
        .run(
            with(
                vector,
                vector.messages(),
                vector.receipts(),
                vector.postRoot(),
                Map.of(selector, "true")))
        .getFirst();
  }

  @Test
  void brokenVectorsAreNamed() {
    MessageVector vector = transfer(ALICE);
    assertBroken(withCar(vector, new byte[] {1, 2}), "transfer: car: Not in GZIP format");
    assertBroken(
        with(
            vector,
            List.of(Application.of(new byte[] {1})),
            vector.receipts(),
            vector.postRoot(),
            NATIVE),
        "transfer: message 0: CBOR at offset");
    MessageVector elsewhere =
        new MessageVector(
            "elsewhere",
            "",
            NATIVE,
            vector.car(),
            vector.variants(),
            Cid.ofDagCbor(new byte[] {7}),
            vector.surroundings(),
            vector.messages(),
            vector.postRoot(),
            vector.receipts());
    assertBroken(elsewhere, "elsewhere: block bafy2bz");
  }

  @Test
  void recordedRandomnessIsAnsweredAndAnythingElseByTheFormatsConstant() {
    byte[] digest = new byte[32];
    digest[0] = 9;
    RandomnessRecorder recorder = new RandomnessRecorder(new LocalChain());
    ReplayedChain chain =
        new ReplayedChain(
            new Surroundings(
                BigInteger.ZERO,
                BigInteger.ZERO,
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(new Randomness(Randomness.Kind.BEACON, new ChainEpoch(4), digest)),
                List.of(new Tipset(new ChainEpoch(5), context.initialStateRoot()))),
            ProofPolicy.REFUSE);

    assertThat(chain.beaconRandomness(new ChainEpoch(4))).hasValue(digest);
    assertThat(chain.chainRandomness(new ChainEpoch(4)).orElseThrow())
        .asString()
        .isEqualTo("i_am_random_____i_am_random_____");
    assertThat(chain.tipsetCid(new ChainEpoch(5))).hasValue(context.initialStateRoot());
    assertThat(chain.tipsetCid(new ChainEpoch(4))).isEmpty();

    byte[] answer = recorder.beaconRandomness(new ChainEpoch(3)).orElseThrow();
    recorder.beaconRandomness(new ChainEpoch(3));
    recorder.chainRandomness(new ChainEpoch(3));
    assertThat(recorder.take())
        .extracting(Randomness::kind)
        .containsExactly(Randomness.Kind.BEACON, Randomness.Kind.CHAIN);
    recorder.beaconRandomness(new ChainEpoch(3));
    assertThat(recorder.take())
        .singleElement()
        .satisfies(again -> assertThat(again.digest()).isEqualTo(answer));
  }

  private static void assertBroken(MessageVector vector, String message) {
    assertThatThrownBy(() -> RUNNER.run(vector))
        .isInstanceOf(VectorException.class)
        .hasMessageStartingWith(message);
  }

  private static void assertDifferences(MessageVector vector, String... names)
      throws VectorException {
    Verdict verdict = RUNNER.run(vector).getFirst().verdict();
    List<String> found =
        switch (verdict) {
          case Verdict.Failed failed ->
              failed.differences().stream().map(Difference::what).toList();
          case Verdict.Passed ignored -> List.of();
          case Verdict.Skipped skipped -> List.of(skipped.reason());
        };
    assertThat(found).containsExactly(names);
  }

  private static ExpectedReceipt receipt(Receipt receipt, ExitCode exitCode) {
    return new ExpectedReceipt(
        new Receipt(exitCode, receipt.returnData(), receipt.gasUsed(), receipt.eventsRoot()),
        true,
        Optional.empty());
  }

  private static MessageVector with(MessageVector vector, ExpectedReceipt receipt) {
    return with(vector, vector.messages(), List.of(receipt), vector.postRoot(), vector.selector());
  }

  private static MessageVector withCar(MessageVector vector, byte[] car) {
    return new MessageVector(
        vector.id(),
        vector.description(),
        vector.selector(),
        car,
        vector.variants(),
        vector.preRoot(),
        vector.surroundings(),
        vector.messages(),
        vector.postRoot(),
        vector.receipts());
  }

  private static MessageVector with(
      MessageVector vector,
      List<Application> messages,
      List<ExpectedReceipt> receipts,
      Cid postRoot,
      Map<String, String> selector) {
    return new MessageVector(
        vector.id(),
        vector.description(),
        selector,
        vector.car(),
        vector.variants(),
        vector.preRoot(),
        vector.surroundings(),
        messages,
        postRoot,
        receipts);
  }
}
