// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.DeadlineProving;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.PostResult;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.proof.WindowPostProof;
import java.util.Arrays;

/**
 * Takes window PoSts. One that recovers sectors is verified; any other is accepted as it is and may
 * be disputed once its window has closed.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (submit_windowed_post).
 */
final class WindowPosts {
  private static final int RANDOMNESS_BYTES = 32;

  /** Of any registered window PoSt, for each partition. */
  private static final long MAX_PROOF_BYTES = 192;

  private final MinerPolicy policy;
  private final PostVerification verification;

  WindowPosts(Policy policy) {
    this.policy = new MinerPolicy(policy);
    this.verification = new PostVerification(policy);
  }

  void submit(ActorRuntime rt, SubmitWindowedPost params) {
    checkForm(params);
    PostResult result = MinerEditor.transaction(rt, miner -> take(rt, miner, params));
    MinerSends.requestUpdatePower(rt, result.powerDelta());
    MinerSends.checkBalance(rt);
  }

  private void checkForm(SubmitWindowedPost params) {
    if (params.proofs().size() != 1) {
      throw Exits.illegalArgument("expected exactly one proof, got " + params.proofs().size());
    }
    policy.checkWindowPost(params.proofs().getFirst().proofType());
    if (Long.compareUnsigned(params.deadline(), ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalArgument("invalid deadline " + Long.toUnsignedString(params.deadline()));
    }
    int randomness = params.chainCommitRand().bytes().length;
    if (randomness > RANDOMNESS_BYTES) {
      throw Exits.illegalArgument(
          "expected at most " + RANDOMNESS_BYTES + " bytes of randomness, got " + randomness);
    }
  }

  private PostResult take(ActorRuntime rt, MinerEditor miner, SubmitWindowedPost params) {
    MinerInfo info = Controllers.require(rt, miner);
    checkSize(info, params);
    DeadlineWindow window = miner.deadlineAt(rt.epoch());
    checkTime(window, params);
    checkChain(rt, params);

    Sectors sectors = miner.loadSectors();
    Deadlines deadlines = miner.loadDeadlines();
    DeadlineEditor deadline =
        new DeadlineEditor(
            deadlines.load(rt.store(), params.deadline()), rt.store(), window.quant());
    DeadlineProving proving = deadline.proving();
    PostResult result =
        proving.recordProvenSectors(
            sectors, info.sectorSize(), window.faultExpiration(), params.partitions());
    if (result.sectors().difference(result.ignoredSectors()).isEmpty()) {
      throw Exits.illegalArgument("cannot prove partitions with no active sectors");
    }
    if (result.recoveredPower().isZero()) {
      proving.recordPostProofs(result.partitions(), params.proofs());
    } else if (!verification.isValid(
        rt,
        window.challenge(),
        sectors.loadForProof(result.sectors(), result.ignoredSectors()),
        params.proofs())) {
      throw Exits.illegalArgument("invalid post was submitted");
    }
    miner.replaceDeadlines(deadlines.with(rt.store(), params.deadline(), deadline.deadline()));
    return result;
  }

  private static void checkSize(MinerInfo info, SubmitWindowedPost params) {
    WindowPostProof.Proof proof = params.proofs().getFirst();
    if (proof.proofType() != info.windowPostProofType()) {
      throw Exits.illegalArgument(
          "expected proof of type " + info.windowPostProofType() + ", got " + proof.proofType());
    }
    int partitions = params.partitions().size();
    if (proof.bytes().length > MAX_PROOF_BYTES * partitions) {
      throw Exits.illegalArgument(
          "expected proof to be smaller than " + MAX_PROOF_BYTES * partitions + " bytes");
    }
    long limit =
        Math.min(
            MinerPolicy.maxLoadedPartitions(info.partitionSectors()),
            ProvingPeriod.MAX_POSTED_PARTITIONS);
    if (partitions > limit) {
      throw Exits.illegalArgument("too many partitions " + partitions + ", limit " + limit);
    }
  }

  private static void checkTime(DeadlineWindow window, SubmitWindowedPost params) {
    if (!window.isOpen()) {
      throw Exits.illegalState(
          "proving period " + window.periodStart() + " not yet open at " + window.currentEpoch());
    }
    if (params.deadline() != window.index()) {
      throw Exits.illegalArgument(
          "invalid deadline %s at epoch %s, expected %s"
              .formatted(params.deadline(), window.currentEpoch(), window.index()));
    }
    if (params.chainCommitEpoch().compareTo(window.challenge()) < 0) {
      throw Exits.illegalArgument(
          "expected chain commit epoch %s to be after %s"
              .formatted(params.chainCommitEpoch(), window.challenge()));
    }
    if (params.chainCommitEpoch().compareTo(window.currentEpoch()) >= 0) {
      throw Exits.illegalArgument(
          "chain commit epoch %s must be less than the current epoch %s"
              .formatted(params.chainCommitEpoch(), window.currentEpoch()));
    }
  }

  private static void checkChain(ActorRuntime rt, SubmitWindowedPost params) {
    byte[] expected =
        rt.chainRandomness(
            DomainSeparationTag.POST_CHAIN_COMMIT, params.chainCommitEpoch(), new byte[0]);
    if (!Arrays.equals(expected, params.chainCommitRand().bytes())) {
      throw Exits.illegalArgument("post commit randomness mismatched");
    }
  }
}
