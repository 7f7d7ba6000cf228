// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.BLS_KEY;
import static io.jfvm.builtin.miner.MinerHarness.CONTROL;
import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.OWNER;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.ChangeBeneficiary;
import io.jfvm.builtin.miner.MinerParams.ChangeWorkerAddress;
import io.jfvm.builtin.miner.MinerParams.CompactSectorNumbers;
import io.jfvm.builtin.miner.MinerParams.Multiaddrs;
import io.jfvm.builtin.miner.MinerParams.Peer;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinerSettingsTest {
  private static final long CHANGE_WORKER = 3;
  private static final long CHANGE_PEER = 4;
  private static final long CHANGE_MULTIADDRS = 18;
  private static final long COMPACT_NUMBERS = 20;
  private static final long CONFIRM_WORKER = 21;
  private static final long CHANGE_OWNER = 23;
  private static final long CHANGE_BENEFICIARY = 30;
  private static final long IS_CONTROLLING = MethodNum.ofName("IsControllingAddress").value();

  private final MinerHarness miner = new MinerHarness().constructed();

  @Test
  void aNewWorkerTakesOverAfterTheDelay() {
    miner.expectOwner();
    miner.expectKeyOf(STRANGER, BLS_KEY);
    miner.call(
        OWNER,
        CHANGE_WORKER,
        ChangeWorkerAddress.CODEC,
        new ChangeWorkerAddress(STRANGER.address(), List.of()));
    miner.verify();
    assertThat(miner.info().controls()).isEmpty();
    assertThat(miner.info().worker()).isEqualTo(WORKER.address());

    confirmAt(EPOCH + 899);
    assertThat(miner.info().worker()).isEqualTo(WORKER.address());
    confirmAt(EPOCH + 900);
    assertThat(miner.info().worker()).isEqualTo(STRANGER.address());
    assertThat(miner.info().pendingWorker()).isEmpty();
  }

  private void confirmAt(long epoch) {
    miner.rt.setEpoch(epoch);
    miner.expectOwner();
    miner.call(OWNER, CONFIRM_WORKER);
    miner.verify();
  }

  @Test
  void onlyTheOwnerChangesTheWorker() {
    miner.expectOwner();
    miner.expectKeyOf(WORKER, BLS_KEY);
    miner.refuse(
        ExitCode.USR_FORBIDDEN,
        WORKER,
        CHANGE_WORKER,
        ChangeWorkerAddress.CODEC,
        new ChangeWorkerAddress(WORKER.address(), List.of()));
  }

  @Test
  void anOwnerHandsOverToTheOneThatConfirms() {
    changeOwner(OWNER, OWNER, STRANGER);
    assertThat(miner.info().pendingOwner()).contains(STRANGER.address());
    changeOwner(STRANGER, STRANGER, STRANGER);
    assertThat(miner.info().owner()).isEqualTo(STRANGER.address());
    assertThat(miner.info().beneficiary()).isEqualTo(STRANGER.address());
    assertThat(miner.info().pendingOwner()).isEmpty();
  }

  @Test
  void proposingOneselfTakesAProposalBack() {
    changeOwner(OWNER, OWNER, STRANGER);
    changeOwner(OWNER, OWNER, OWNER);
    assertThat(miner.info().pendingOwner()).isEmpty();
  }

  @Test
  void aNomineeCannotNameAnother() {
    changeOwner(OWNER, OWNER, STRANGER);
    miner.rt.expectValidateCallerAddr(STRANGER);
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, CHANGE_OWNER, Address.CODEC, WORKER.address());
  }

  private void changeOwner(ActorId caller, ActorId accepted, ActorId proposed) {
    miner.rt.expectValidateCallerAddr(accepted);
    miner.call(caller, CHANGE_OWNER, Address.CODEC, proposed.address());
    miner.verify();
  }

  @Test
  void controlAddressesChangeWhereTheMinerIsReached() {
    Peer peer = new Peer(new RawBytes(new byte[128]));
    miner.expectControllers();
    miner.call(CONTROL, CHANGE_PEER, Peer.CODEC, peer);
    Multiaddrs addresses = new Multiaddrs(List.of(new RawBytes(new byte[1024])));
    miner.expectControllers();
    miner.call(WORKER, CHANGE_MULTIADDRS, Multiaddrs.CODEC, addresses);
    miner.verify();
    assertThat(miner.info().peer()).isEqualTo(peer.id());
    assertThat(miner.info().multiaddrs()).isEqualTo(addresses.addresses());
  }

  @Test
  void tooLongPeersAndAddressesAreRefused() {
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        CONTROL,
        CHANGE_PEER,
        Peer.CODEC,
        new Peer(new RawBytes(new byte[129])));
    for (List<RawBytes> bad :
        List.of(
            List.of(RawBytes.EMPTY),
            List.of(new RawBytes(new byte[1024]), new RawBytes(new byte[1])))) {
      miner.refuse(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          CONTROL,
          CHANGE_MULTIADDRS,
          Multiaddrs.CODEC,
          new Multiaddrs(bad));
    }
  }

  @Test
  void maskedNumbersCountAsAllocated() {
    BitField mask = BitField.ofRange(3, 9);
    miner.expectControllers();
    miner.call(
        CONTROL, COMPACT_NUMBERS, CompactSectorNumbers.CODEC, new CompactSectorNumbers(mask));
    miner.verify();
    assertThat(miner.state().loadAllocatedSectors(miner.rt.store())).isEqualTo(mask);
  }

  @Test
  void anEmptyMaskAndNumbersTooLargeAreRefused() {
    for (BitField mask : List.of(BitField.EMPTY, BitField.of(Long.MIN_VALUE))) {
      miner.refuse(
          ExitCode.USR_ILLEGAL_ARGUMENT,
          CONTROL,
          COMPACT_NUMBERS,
          CompactSectorNumbers.CODEC,
          new CompactSectorNumbers(mask));
    }
  }

  @Test
  void ownerWorkerAndControlAddressesControl() {
    for (ActorId actor : List.of(OWNER, WORKER, CONTROL, STRANGER)) {
      miner.rt.expectValidateCallerAny();
      boolean controls =
          MockRuntime.returned(
              Codecs.BOOL, miner.call(STRANGER, IS_CONTROLLING, Address.CODEC, actor.address()));
      assertThat(controls).isEqualTo(!actor.equals(STRANGER));
    }
    miner.verify();
  }

  // --- beneficiaries

  private static ChangeBeneficiary to(ActorId beneficiary, long quota, long expiration) {
    return new ChangeBeneficiary(
        beneficiary.address(), TokenAmount.ofAtto(quota), new ChainEpoch(expiration));
  }

  private void changeBeneficiary(ActorId caller, ChangeBeneficiary params) {
    miner.rt.expectValidateCallerAny();
    miner.call(caller, CHANGE_BENEFICIARY, ChangeBeneficiary.CODEC, params);
    miner.verify();
  }

  private void refuseBeneficiary(ExitCode code, ActorId caller, ChangeBeneficiary params) {
    miner.rt.expectValidateCallerAny();
    miner.refuse(code, caller, CHANGE_BENEFICIARY, ChangeBeneficiary.CODEC, params);
  }

  @Test
  void aNomineeBecomesBeneficiaryByAgreeing() {
    changeBeneficiary(OWNER, to(STRANGER, 10, EPOCH + 1));
    assertThat(miner.info().beneficiary()).isEqualTo(OWNER.address());
    changeBeneficiary(STRANGER, to(STRANGER, 10, EPOCH + 1));
    assertThat(miner.info().beneficiary()).isEqualTo(STRANGER.address());
    assertThat(miner.info().pendingBeneficiary()).isEqualTo(Optional.empty());
  }

  @Test
  void aBeneficiaryWithQuotaLeftMustAgreeToo() {
    changeBeneficiary(OWNER, to(STRANGER, 10, EPOCH + 1));
    changeBeneficiary(STRANGER, to(STRANGER, 10, EPOCH + 1));
    changeBeneficiary(OWNER, to(OWNER, 0, 0));
    assertThat(miner.info().beneficiary()).isEqualTo(STRANGER.address());
    changeBeneficiary(STRANGER, to(OWNER, 0, 0));
    assertThat(miner.info().beneficiary()).isEqualTo(OWNER.address());
  }

  @Test
  void proposalsThatMakeNoSenseAreRefused() {
    refuseBeneficiary(ExitCode.USR_FORBIDDEN, STRANGER, to(STRANGER, 10, 0));
    refuseBeneficiary(ExitCode.USR_ILLEGAL_ARGUMENT, OWNER, to(STRANGER, 0, 0));
    refuseBeneficiary(ExitCode.USR_ILLEGAL_ARGUMENT, OWNER, to(OWNER, 1, 0));
    refuseBeneficiary(ExitCode.USR_ILLEGAL_ARGUMENT, OWNER, to(OWNER, 0, 1));
    changeBeneficiary(OWNER, to(STRANGER, 10, EPOCH + 1));
    refuseBeneficiary(ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, to(STRANGER, 11, EPOCH + 1));
    refuseBeneficiary(ExitCode.USR_FORBIDDEN, WORKER, to(STRANGER, 10, EPOCH + 1));
  }
}
