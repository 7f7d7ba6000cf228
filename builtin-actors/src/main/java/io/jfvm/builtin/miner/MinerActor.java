// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.miner.MinerParams.Beneficiary;
import io.jfvm.builtin.miner.MinerParams.BySector;
import io.jfvm.builtin.miner.MinerParams.ChangeBeneficiary;
import io.jfvm.builtin.miner.MinerParams.ChangeWorkerAddress;
import io.jfvm.builtin.miner.MinerParams.CompactSectorNumbers;
import io.jfvm.builtin.miner.MinerParams.ControlAddresses;
import io.jfvm.builtin.miner.MinerParams.LocatedSector;
import io.jfvm.builtin.miner.MinerParams.MaxTerminationFee;
import io.jfvm.builtin.miner.MinerParams.Multiaddrs;
import io.jfvm.builtin.miner.MinerParams.Owner;
import io.jfvm.builtin.miner.MinerParams.Peer;
import io.jfvm.builtin.miner.MinerParams.ReportConsensusFault;
import io.jfvm.builtin.miner.MinerParams.ValidateSectorStatus;
import io.jfvm.builtin.miner.MinerParams.VestingSchedule;
import io.jfvm.builtin.miner.MinerParams.WithdrawBalance;
import io.jfvm.builtin.miner.onboarding.OnboardingMethods;
import io.jfvm.builtin.miner.proving.ProvingMethods;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;

/**
 * A storage provider: sectors of storage it proves again and again, and the funds it pledges for
 * that. Its state is a {@link MinerState}.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
public final class MinerActor {
  public static final MethodNum CONTROL_ADDRESSES = new MethodNum(2);
  public static final MethodNum IS_CONTROLLING_ADDRESS = MethodNum.ofName("IsControllingAddress");

  private MinerActor() {}

  /** The actor as compiled for a network. */
  public static MethodTable methods(Policy network) {
    MinerPolicy policy = new MinerPolicy(network);
    MethodTable.Builder table = MethodTable.of("StorageMiner");
    addSettings(table, policy);
    addFunds(table, policy);
    addQuestions(table);
    OnboardingMethods.register(table, policy);
    ProvingMethods.register(table, network);
    return table.build();
  }

  private static void addSettings(MethodTable.Builder table, MinerPolicy policy) {
    table
        .on(
            MethodNum.CONSTRUCTOR.value(),
            "Constructor",
            MinerConstructorParams.CODEC,
            new MinerConstruction(policy)::construct)
        .on(3, "ChangeWorkerAddress", ChangeWorkerAddress.CODEC, MinerSettings::changeWorkerAddress)
        .exported()
        .on(4, "ChangePeerID", Peer.CODEC, MinerSettings::changePeerId)
        .exported()
        .on(18, "ChangeMultiaddrs", Multiaddrs.CODEC, MinerSettings::changeMultiaddrs)
        .exported()
        .on(
            20,
            "CompactSectorNumbers",
            CompactSectorNumbers.CODEC,
            MinerSettings::compactSectorNumbers)
        .on(21, "ConfirmChangeWorkerAddress", MinerSettings::confirmChangeWorkerAddress)
        .exported()
        .on(23, "ChangeOwnerAddress", Address.CODEC, MinerSettings::changeOwnerAddress)
        .exported()
        .on(30, "ChangeBeneficiary", ChangeBeneficiary.CODEC, Beneficiaries::change)
        .exported()
        .on(31, "GetBeneficiary", Beneficiaries::get, Beneficiary.CODEC)
        .exported();
  }

  private static void addFunds(MethodTable.Builder table, MinerPolicy policy) {
    table
        .on(
            ApplyRewardParams.METHOD.value(),
            "ApplyRewards",
            ApplyRewardParams.CODEC,
            MinerFunds::applyRewards)
        .on(
            15,
            "ReportConsensusFault",
            ReportConsensusFault.CODEC,
            new ConsensusFaults(policy)::report)
        .on(
            16,
            "WithdrawBalance",
            WithdrawBalance.CODEC,
            MinerFunds::withdrawBalance,
            TokenAmount.CODEC)
        .exported()
        .on(22, "RepayDebt", MinerFunds::repayDebt)
        .exported();
  }

  private static void addQuestions(MethodTable.Builder table) {
    table
        .on(
            CONTROL_ADDRESSES.value(),
            "ControlAddresses",
            MinerQuestions::controlAddresses,
            ControlAddresses.CODEC)
        .export("GetOwner", MinerQuestions::owner, Owner.CODEC)
        .export(
            "IsControllingAddress",
            Address.CODEC,
            MinerQuestions::isControllingAddress,
            Codecs.BOOL)
        .export("GetSectorSize", MinerQuestions::sectorSize, SectorSize.CODEC)
        .export("GetAvailableBalance", MinerQuestions::availableBalance, TokenAmount.CODEC)
        .export("GetVestingFunds", MinerQuestions::vestingFunds, VestingSchedule.CODEC)
        .export("GetPeerID", MinerQuestions::peerId, Peer.CODEC)
        .export("GetMultiaddrs", MinerQuestions::multiaddrs, Multiaddrs.CODEC)
        .export("InitialPledge", MinerQuestions::initialPledge, TokenAmount.CODEC)
        .export(
            "MaxTerminationFee",
            MaxTerminationFee.CODEC,
            MinerQuestions::maxTerminationFee,
            TokenAmount.CODEC)
        .on(13, "CheckSectorProven", BySector.CODEC, SectorQuestions::checkProven)
        .export(
            "GenerateSectorLocation", BySector.CODEC, SectorQuestions::locate, LocatedSector.CODEC)
        .export(
            "ValidateSectorStatus",
            ValidateSectorStatus.CODEC,
            SectorQuestions::validateStatus,
            Codecs.BOOL)
        .export(
            "GetNominalSectorExpiration",
            Codecs.U64,
            SectorQuestions::nominalExpiration,
            ChainEpoch.CODEC);
  }
}
