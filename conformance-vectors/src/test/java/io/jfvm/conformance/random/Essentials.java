// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.List;
import java.util.stream.Stream;

/** What random histories are for: a run in which it does not happen shows nothing. */
final class Essentials {
  /** Events by their types, and facts that {@link Chronicle} knows. */
  private static final List<String> FACTS =
      List.of(
          "allocation",
          "allocation-removed",
          "burnt by storagemarket in market.SettleDealPayments",
          "burnt by storageminer in cron.EpochTick",
          "burnt by storageminer in miner.DisputeWindowedPoSt",
          "burnt by storageminer in miner.ReportConsensusFault",
          "burnt by storageminer in miner.TerminateSectors",
          "claim",
          "claim-updated",
          "deal payment by settlement",
          "deal-activated",
          "deal-published",
          "deal-terminated",
          "miner falls into debt",
          "miner has paid its debt",
          "sector becomes faulty",
          "sector is proven for the first time",
          "sector recovers",
          "sector-activated",
          "sector-precommitted",
          "sector-terminated",
          "sector-updated",
          "transfer with fees: exit 0",
          "transfer with fees: exit 7",
          "verifier-balance");

  private static final List<String> FACTS_OF_OLD_AGE =
      List.of(
          "claim-removed", "deal-completed", "deal settled for the last time", "sector expires");

  /** Methods, by their names in traces, that a message or an actor calls with success. */
  private static final List<String> CALLS =
      List.of(
          "DataCap.BurnFrom",
          "DataCap.Destroy",
          "DataCap.Transfer",
          "DataCap.TransferFrom",
          "EVM.AuthenticateMessage",
          "EVM.InvokeContract",
          "EVM.MarketNotifyDeal",
          "Multisig.Approve",
          "Multisig.Propose",
          "PaymentChannel.Collect",
          "PaymentChannel.UpdateChannelState",
          "StorageMarket.OnMinerSectorsTerminate",
          "StorageMarket.PublishStorageDeals",
          "StorageMarket.SectorContentChanged",
          "StorageMarket.SettleDealPayments",
          "StorageMarket.WithdrawBalance",
          "StorageMiner.ApplyRewards",
          "StorageMiner.ChangeBeneficiary",
          "StorageMiner.ChangeOwnerAddress",
          "StorageMiner.ChangeWorkerAddress",
          "StorageMiner.CompactPartitions",
          "StorageMiner.CompactSectorNumbers",
          "StorageMiner.ConfirmChangeWorkerAddress",
          "StorageMiner.DeclareFaults",
          "StorageMiner.DeclareFaultsRecovered",
          "StorageMiner.DisputeWindowedPoSt",
          "StorageMiner.ExtendSectorExpiration2",
          "StorageMiner.OnDeferredCronEvent",
          "StorageMiner.PreCommitSectorBatch2",
          "StorageMiner.ProveCommitSectors3",
          "StorageMiner.ProveCommitSectorsNI",
          "StorageMiner.ProveReplicaUpdates3",
          "StorageMiner.RepayDebt",
          "StorageMiner.ReportConsensusFault",
          "StorageMiner.SubmitWindowedPoSt",
          "StorageMiner.TerminateSectors",
          "StorageMiner.WithdrawBalance",
          "StoragePower.CreateMiner",
          "VerifiedRegistry.AddVerifiedClient",
          "VerifiedRegistry.ClaimAllocations",
          "VerifiedRegistry.ExtendClaimTerms",
          "VerifiedRegistry.RemoveExpiredAllocations",
          "VerifiedRegistry.RemoveVerifiedClientDataCap");

  /** Contracts that refuse, by revert, what the market asks of them. */
  private static final String REFUSAL = "EVM.AuthenticateMessage";

  private static final String SUCCESS = "0";
  private static final String REVERTED = "33";

  private Essentials() {}

  /** What has not happened. */
  static List<String> missing(Census census) {
    return Stream.of(
            FACTS.stream().filter(fact -> census.of(fact) == 0),
            CALLS.stream().filter(method -> census.of(method, SUCCESS) == 0),
            Stream.of(REFUSAL).filter(method -> census.of(method, REVERTED) == 0))
        .flatMap(names -> names)
        .toList();
  }

  /** As {@link #missing}, of what takes longer than half a year. */
  static List<String> missingOfOldAge(Census census) {
    return FACTS_OF_OLD_AGE.stream().filter(fact -> census.of(fact) == 0).toList();
  }
}
