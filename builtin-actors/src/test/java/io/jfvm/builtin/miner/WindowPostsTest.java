// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DECLARE_FAULTS;
import static io.jfvm.builtin.miner.ProvingFixture.DECLARE_RECOVERIES;
import static io.jfvm.builtin.miner.ProvingFixture.SUBMIT_POST;
import static io.jfvm.builtin.miner.ProvingFixture.partition;
import static io.jfvm.builtin.miner.ProvingFixture.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowPostsTest {
  private final ProvingFixture fixture = new ProvingFixture();
  private final MockRuntime rt = fixture.rt;

  private void refuse(ExitCode code, SubmitWindowedPost post) {
    fixture.miner.refuse(code, MinerHarness.WORKER, SUBMIT_POST, SubmitWindowedPost.CODEC, post);
  }

  /** Refused after the caller was accepted. */
  private void refuseLate(ExitCode code, SubmitWindowedPost post) {
    fixture.miner.expectControllers();
    refuse(code, post);
  }

  @Test
  void countsNewSectorsWithoutAskingAboutTheProof() {
    fixture.proveAll();
    assertThat(fixture.deadline().partitionsPosted()).isEqualTo(BitField.of(0, 1));
  }

  @Test
  void skippedSectorsBecomeFaultyAndDoNotCount() {
    fixture.openWindow();
    fixture.prove(BYTES, partition(0, 2));
    assertThat(fixture.deadline().loadPartition(rt.store(), 0).faults()).isEqualTo(BitField.of(2));
  }

  @Test
  void aPartitionIsProvenOnceInAWindow() {
    fixture.openWindow();
    fixture.prove(BYTES, partition(1));
    fixture.expectTicket();
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.post(partition(1)));
  }

  @Test
  void aProofOfNothingIsRefused() {
    fixture.openWindow();
    fixture.expectTicket();
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.post(partition(1, 3)));
  }

  @Test
  void aProofThatRecoversSectorsIsVerifiedWithAStandInForFaultyOnes() {
    recoverSectorOne();
    fixture.expectVerified(fixture.window(), true, 1, 1);
    fixture.prove(BYTES, partition(0));
    assertThat(fixture.deadline().loadPartition(rt.store(), 0).faults()).isEqualTo(BitField.of(2));
  }

  @Test
  void anInvalidProofDoesNotRecoverSectors() {
    recoverSectorOne();
    fixture.expectTicket();
    fixture.expectVerified(fixture.window(), false, 1, 1);
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.post(partition(0)));
  }

  /** Sectors 1 and 2 are faulty, and 1 is to be proven in the window that is open. */
  private void recoverSectorOne() {
    fixture.proveAll();
    fixture.closeWindow(0, ProvingFixture.DAILY_FEES);
    fixture.expectPower(-2 * BYTES);
    fixture.declare(DECLARE_FAULTS, fixture.sectors(0, 1, 2));
    fixture.declare(DECLARE_RECOVERIES, fixture.sectors(0, 1));
    fixture.openWindow();
  }

  @Test
  void onlyControllersProve() {
    fixture.openWindow();
    fixture.miner.expectControllers();
    fixture.miner.refuse(
        ExitCode.USR_FORBIDDEN,
        MinerHarness.STRANGER,
        SUBMIT_POST,
        SubmitWindowedPost.CODEC,
        fixture.post(partition(0)));
  }

  @Test
  void theFormIsCheckedBeforeTheCaller() {
    fixture.openWindow();
    SubmitWindowedPost good = fixture.post(partition(0));
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, withProofs(good, List.of(proof(), proof())));
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        withProofs(good, List.of(new WindowPostProof.Proof(13, new byte[0]))));
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        new SubmitWindowedPost(
            48, good.partitions(), good.proofs(), good.chainCommitEpoch(), good.chainCommitRand()));
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        new SubmitWindowedPost(
            good.deadline(),
            good.partitions(),
            good.proofs(),
            good.chainCommitEpoch(),
            new RawBytes(new byte[33])));
  }

  private static SubmitWindowedPost withProofs(
      SubmitWindowedPost post, List<WindowPostProof.Proof> proofs) {
    return new SubmitWindowedPost(
        post.deadline(),
        post.partitions(),
        proofs,
        post.chainCommitEpoch(),
        post.chainCommitRand());
  }

  @Test
  void proofTypeSizeAndNumberOfPartitionsAreChecked() {
    fixture.openWindow();
    SubmitWindowedPost good = fixture.post(partition(0));
    refuseLate(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        withProofs(good, List.of(new WindowPostProof.Proof(11, new byte[0]))));
    refuseLate(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        withProofs(
            good, List.of(new WindowPostProof.Proof(MinerHarness.WINDOW_2_KIB, new byte[193]))));
    refuseLate(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        fixture.post(partition(0), partition(1), partition(2), partition(3)));
  }

  @Test
  void onlyTheOpenDeadlineIsProven() {
    refuseLate(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.post(partition(0)));
  }

  @Test
  void theChainCommitmentIsOfTheChallengeOrLaterAndBeforeNow() {
    fixture.openWindow();
    SubmitWindowedPost good = fixture.post(partition(0));
    long tooEarly = fixture.window().challenge().value() - 1;
    for (long epoch : new long[] {tooEarly, rt.epoch().value()}) {
      refuseLate(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          new SubmitWindowedPost(
              good.deadline(),
              good.partitions(),
              good.proofs(),
              new ChainEpoch(epoch),
              good.chainCommitRand()));
    }
  }

  @Test
  void anotherChainsTicketIsRefused() {
    fixture.openWindow();
    SubmitWindowedPost good = fixture.post(partition(0));
    fixture.expectTicket();
    refuseLate(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        new SubmitWindowedPost(
            good.deadline(),
            good.partitions(),
            good.proofs(),
            good.chainCommitEpoch(),
            new RawBytes(new byte[31])));
  }
}
