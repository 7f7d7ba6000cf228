// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.storage;

import static io.jfvm.examples.storage.StorageNetwork.ALICE;
import static io.jfvm.examples.storage.StorageNetwork.BOB;
import static io.jfvm.examples.storage.StorageNetwork.OWNER;
import static io.jfvm.examples.storage.StorageNetwork.SECTOR_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.encoding.Codecs;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A provider's sectors are proven and the contract, told of their pieces, records or rejects. */
class StorageBountiesTest {
  private static final TokenAmount REWARD = TokenAmount.ofFil(3);
  private static final long YEAR = 365 * Epochs.IN_DAY;
  private static final int REJECTED = 1004;
  private static final int ABORTED = 1002;

  private final StorageNetwork network = new StorageNetwork("StorageBounties");
  private final long miner = network.miner.value();
  private final Cid first = StorageNetwork.piece(0x21);
  private final Cid second = StorageNetwork.piece(0x22);

  @Test
  void theProviderThatProvesAPieceEarnsItsBounty() {
    offer(first);
    offer(second);
    network.preCommit(YEAR, first, second);

    ApplyResult proven =
        network.succeed(network.proveCommit(true, told(first, 0), told(second, 1)));

    assertThat(network.tree(proven))
        .isEqualTo(
            """
            t0104 Worker
            └─ t01001 Miner  StorageMiner.ProveCommitSectors3  exit 0
               ├─ t02  Reward.ThisEpochReward  exit 0
               ├─ t04 Power  StoragePower.CurrentTotalPower  exit 0
               ├─ t04 Power  StoragePower.UpdatePledgeTotal  exit 0
               └─ t01002 StorageBounties  EVM.SectorContentChanged  exit 0
                  └─ t04 Power  StoragePower.MinerRawPower  exit 0
            """);
    assertThat(network.events(proven))
        .containsExactly(
            "Stored(id=0, miner=1001, sector=1)", "Stored(id=1, miner=1001, sector=2)");
    TokenAmount before = network.balance(network.miner.address());
    ApplyResult paid = network.succeed(network.call(BOB, "payOut", miner));
    assertThat(network.events(paid)).containsExactly("PaidOut(miner=1001, amount=6e18)");
    assertThat(network.balance(network.miner.address())).isEqualTo(before.plus(REWARD.times(2)));
    assertThat(network.revert(network.call(BOB, "payOut", miner)))
        .isEqualTo("NothingEarned(miner=1001)");
  }

  @Test
  void aRejectedPieceFailsTheProofThatRequiresConsent() {
    offer(first);
    network.preCommit(YEAR, second);

    ApplyResult proven = network.proveCommit(true, told(second, 0));

    assertThat(proven.receipt().exitCode().value()).isEqualTo(REJECTED);
    assertThat(network.tree(proven))
        .isEqualTo(
            """
            t0104 Worker
            └─ t01001 Miner  StorageMiner.ProveCommitSectors3  exit 1004
               ├─ t02  Reward.ThisEpochReward  exit 0
               ├─ t04 Power  StoragePower.CurrentTotalPower  exit 0
               ├─ t04 Power  StoragePower.UpdatePledgeTotal  exit 0
               └─ t01002 StorageBounties  EVM.SectorContentChanged  exit 0
                  └─ t04 Power  StoragePower.MinerRawPower  exit 0
            """);
  }

  @Test
  void aRejectedPieceIsStoredAllTheSameIfNoConsentIsRequired() {
    offer(first);
    network.preCommit(YEAR, first, second);

    ApplyResult proven =
        network.succeed(network.proveCommit(false, told(first, 0), told(second, 0)));

    assertThat(network.events(proven))
        .containsExactly(
            "Stored(id=0, miner=1001, sector=1)",
            "Rejected(miner=1001, sector=2, payload=0x00, reason=\"stored already\")");
    assertThat(network.ask("earned", miner)).isEqualTo(REWARD.atto());
  }

  @Test
  void eachReasonToRejectIsSaid() {
    offer(first);
    network.preCommit(YEAR - 1000, second, first, second);

    ApplyResult proven =
        network.succeed(
            network.proveCommit(false, told(second, 0), told(first, 0), told(second, 9)));

    assertThat(network.events(proven))
        .containsExactly(
            "Rejected(miner=1001, sector=1, payload=0x00, reason=\"other data\")",
            "Rejected(miner=1001, sector=2, payload=0x00, reason=\"ends too early\")",
            "Rejected(miner=1001, sector=3, payload=0x09, reason=\"no such bounty\")");
  }

  @Test
  void aPayloadThatIsNoNumberAbortsTheReceiver() {
    offer(first);
    network.preCommit(YEAR, first);

    ApplyResult proven = network.proveCommit(true, told(first, new byte[] {(byte) 0xff}));

    assertThat(proven.receipt().exitCode().value()).isEqualTo(ABORTED);
    assertThat(network.tree(proven)).contains("✗ BadCbor(position=0)");
  }

  @Test
  void whoIsNoProviderIsNotBelieved() {
    offer(first);
    PieceChange piece = new PieceChange(first, SECTOR_BYTES, payload(0));
    SectorChanges lie = new SectorChanges(1, new ChainEpoch(9_000_000), List.of(piece));

    ApplyResult told =
        network.send(
            OWNER,
            network.contract().address(),
            TokenAmount.ZERO,
            SectorContentChanged.METHOD,
            SectorContentChanged.PARAMS.toBytes(List.of(lie)));

    assertThat(network.revert(told)).isEqualTo("NotAProvider(actorId=103)");
  }

  private void offer(Cid piece) {
    if (network.contract() == null) {
      network.deploy(TokenAmount.ZERO);
    }
    long until = network.vm.epoch().value() + YEAR - 500;
    network.succeed(network.pay(ALICE, REWARD, "offer", piece.toBytes(), SECTOR_BYTES, until));
  }

  private PieceActivationManifest told(Cid piece, long bounty) {
    return told(piece, payload(bounty).bytes());
  }

  private PieceActivationManifest told(Cid piece, byte[] payload) {
    DataActivationNotification receiver =
        new DataActivationNotification(network.contract().address(), new RawBytes(payload));
    return new PieceActivationManifest(piece, SECTOR_BYTES, Optional.empty(), List.of(receiver));
  }

  private static RawBytes payload(long bounty) {
    return RawBytes.of(Codecs.U64, bounty);
  }
}
