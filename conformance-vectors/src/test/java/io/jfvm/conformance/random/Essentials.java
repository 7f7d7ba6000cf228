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
          "burnt by storageminer in miner.TerminateSectors",
          "claim",
          "claim-updated",
          "deal-published",
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

  /** Facts that a few histories may lack. */
  private static final List<String> RARE_FACTS =
      List.of(
          "burnt by storageminer in miner.DisputeWindowedPoSt",
          "burnt by storageminer in miner.ReportConsensusFault",
          "deal payment by settlement",
          "deal-activated",
          "deal-terminated",
          "miner falls into debt",
          "miner has paid its debt");

  private static final List<String> FACTS_OF_OLD_AGE =
      List.of(
          "claim-removed", "deal-completed", "deal settled for the last time", "sector expires");

  /** Methods, by their names in traces, that a message or an actor calls with success. */
  private static final List<String> CALLS =
      List.of(
          "DataCap.Destroy",
          "DataCap.Transfer",
          "DataCap.TransferFrom",
          "EVM.AuthenticateMessage",
          "EVM.InvokeContract",
          "EVM.MarketNotifyDeal",
          "Multisig.Approve",
          "Multisig.Propose",
          "PaymentChannel.UpdateChannelState",
          "StorageMarket.OnMinerSectorsTerminate",
          "StorageMarket.PublishStorageDeals",
          "StorageMarket.SettleDealPayments",
          "StorageMarket.WithdrawBalance",
          "StorageMiner.ApplyRewards",
          "StorageMiner.ChangeBeneficiary",
          "StorageMiner.ChangeOwnerAddress",
          "StorageMiner.ChangeWorkerAddress",
          "StorageMiner.CompactPartitions",
          "StorageMiner.CompactSectorNumbers",
          "StorageMiner.DeclareFaults",
          "StorageMiner.DeclareFaultsRecovered",
          "StorageMiner.ExtendSectorExpiration2",
          "StorageMiner.OnDeferredCronEvent",
          "StorageMiner.PreCommitSectorBatch2",
          "StorageMiner.ProveCommitSectors3",
          "StorageMiner.ProveCommitSectorsNI",
          "StorageMiner.ProveReplicaUpdates3",
          "StorageMiner.RepayDebt",
          "StorageMiner.SubmitWindowedPoSt",
          "StorageMiner.TerminateSectors",
          "StorageMiner.WithdrawBalance",
          "StoragePower.CreateMiner",
          "VerifiedRegistry.AddVerifiedClient",
          "VerifiedRegistry.ClaimAllocations",
          "VerifiedRegistry.ExtendClaimTerms",
          "VerifiedRegistry.RemoveExpiredAllocations",
          "VerifiedRegistry.RemoveVerifiedClientDataCap");

  /** Calls that a few histories may lack. */
  private static final List<String> RARE_CALLS =
      List.of(
          "DataCap.BurnFrom",
          "PaymentChannel.Collect",
          "StorageMarket.SectorContentChanged",
          "StorageMiner.ConfirmChangeWorkerAddress",
          "StorageMiner.DisputeWindowedPoSt",
          "StorageMiner.ReportConsensusFault");

  /** Contracts that refuse, by revert, what the market asks of them. */
  private static final String REFUSAL = "EVM.AuthenticateMessage";

  private static final String SUCCESS = "0";
  private static final String REVERTED = "33";

  private Essentials() {}

  /** What has not happened in a few histories. */
  static List<String> missing(Census census) {
    Stream<String> refusals = Stream.of(REFUSAL).filter(method -> census.of(method, REVERTED) == 0);
    return Stream.of(facts(FACTS, census), calls(CALLS, census), refusals)
        .flatMap(names -> names)
        .toList();
  }

  /** What has not happened in many histories, some of them longer than half a year. */
  static List<String> missingOfMany(Census census) {
    return Stream.of(
            facts(RARE_FACTS, census), facts(FACTS_OF_OLD_AGE, census), calls(RARE_CALLS, census))
        .flatMap(names -> names)
        .toList();
  }

  private static Stream<String> facts(List<String> facts, Census census) {
    return facts.stream().filter(fact -> census.of(fact) == 0);
  }

  private static Stream<String> calls(List<String> methods, Census census) {
    return methods.stream().filter(method -> census.of(method, SUCCESS) == 0);
  }
}
