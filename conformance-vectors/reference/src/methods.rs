// SPDX-License-Identifier: Apache-2.0
//! The methods of the built-in actors by number, for people, and as the list of what to try.
use crate::cbor::method;

/// Manifest name, methods by number, and names whose numbers are FRC-0042 hashes.
pub struct Actor {
    pub name: &'static str,
    pub numbered: &'static [(u64, &'static str)],
    pub exported: &'static [&'static str],
}

const fn actor(name: &'static str, numbered: &'static [(u64, &'static str)], exported: &'static [&'static str]) -> Actor {
    Actor { name, numbered, exported }
}

/// Retired numbers stand here too: what they answer is as much a rule as what the others do.
pub const ACTORS: &[Actor] = &[
    actor("system", &[(1, "Constructor")], &[]),
    actor("init", &[(1, "Constructor"), (2, "Exec"), (3, "Exec4")], &[]),
    actor("reward", &[(1, "Constructor"), (2, "AwardBlockReward"), (3, "ThisEpochReward"), (4, "UpdateNetworkKPI")], &[]),
    actor("cron", &[(1, "Constructor"), (2, "EpochTick")], &[]),
    actor(
        "storagepower",
        &[
            (1, "Constructor"), (2, "CreateMiner"), (3, "UpdateClaimedPower"), (4, "EnrollCronEvent"), (5, "OnEpochTickEnd"),
            (6, "UpdatePledgeTotal"), (7, "retired 7"), (8, "retired 8"), (9, "CurrentTotalPower"),
        ],
        &["CreateMiner", "NetworkRawPower", "MinerRawPower", "MinerCount", "MinerConsensusCount", "MinerPower"],
    ),
    actor(
        "storagemarket",
        &[
            (1, "Constructor"), (2, "AddBalance"), (3, "WithdrawBalance"), (4, "PublishStorageDeals"),
            (5, "VerifyDealsForActivation"), (6, "BatchActivateDeals"), (7, "OnMinerSectorsTerminate"), (8, "retired 8"),
            (9, "CronTick"),
        ],
        &[
            "AddBalance", "WithdrawBalance", "PublishStorageDeals", "GetBalance", "GetDealDataCommitment", "GetDealClient",
            "GetDealProvider", "GetDealLabel", "GetDealTerm", "GetDealTotalPrice", "GetDealClientCollateral",
            "GetDealProviderCollateral", "GetDealVerified", "GetDealActivation", "GetDealSector", "SettleDealPayments",
            "SectorContentChanged",
        ],
    ),
    actor(
        "verifiedregistry",
        &[
            (1, "Constructor"), (2, "AddVerifier"), (3, "RemoveVerifier"), (4, "AddVerifiedClient"), (5, "retired 5"),
            (6, "retired 6"), (7, "RemoveVerifiedClientDataCap"), (8, "RemoveExpiredAllocations"), (9, "ClaimAllocations"),
            (10, "GetClaims"), (11, "ExtendClaimTerms"), (12, "RemoveExpiredClaims"),
        ],
        &["AddVerifiedClient", "RemoveExpiredAllocations", "GetClaims", "ExtendClaimTerms", "RemoveExpiredClaims", "Receive"],
    ),
    actor(
        "datacap",
        &[
            (1, "Constructor"), (2, "retired 2"), (3, "retired 3"), (10, "retired 10"), (11, "retired 11"), (12, "retired 12"),
            (13, "retired 13"), (14, "retired 14"), (15, "retired 15"), (16, "retired 16"), (17, "retired 17"),
            (18, "retired 18"), (19, "retired 19"), (20, "retired 20"), (21, "retired 21"),
        ],
        &[
            "Mint", "Destroy", "Name", "Symbol", "Granularity", "TotalSupply", "Balance", "Transfer", "TransferFrom",
            "IncreaseAllowance", "DecreaseAllowance", "RevokeAllowance", "Burn", "BurnFrom", "Allowance",
        ],
    ),
    actor("eam", &[(1, "Constructor"), (2, "Create"), (3, "Create2"), (4, "CreateExternal")], &[]),
    actor("account", &[(1, "Constructor"), (2, "PubkeyAddress"), (3, "retired 3")], &["AuthenticateMessage"]),
    actor("ethaccount", &[(1, "Constructor")], &[]),
    actor("placeholder", &[(1, "Constructor")], &[]),
    actor(
        "evm",
        &[
            (1, "Constructor"), (2, "Resurrect"), (3, "GetBytecode"), (4, "GetBytecodeHash"), (5, "GetStorageAt"),
            (6, "InvokeContractDelegate"),
        ],
        &["InvokeEVM"],
    ),
    actor(
        "multisig",
        &[
            (1, "Constructor"), (2, "Propose"), (3, "Approve"), (4, "Cancel"), (5, "AddSigner"), (6, "RemoveSigner"),
            (7, "SwapSigner"), (8, "ChangeNumApprovalsThreshold"), (9, "LockBalance"),
        ],
        &["Receive"],
    ),
    actor("paymentchannel", &[(1, "Constructor"), (2, "UpdateChannelState"), (3, "Settle"), (4, "Collect")], &[]),
    actor(
        "storageminer",
        &[
            (1, "Constructor"), (2, "ControlAddresses"), (3, "ChangeWorkerAddress"), (4, "ChangePeerID"),
            (5, "SubmitWindowedPoSt"), (6, "retired PreCommitSector"), (7, "retired ProveCommitSector"), (8, "retired ExtendSectorExpiration"),
            (9, "TerminateSectors"), (10, "DeclareFaults"), (11, "DeclareFaultsRecovered"), (12, "OnDeferredCronEvent"),
            (13, "CheckSectorProven"), (14, "ApplyRewards"), (15, "ReportConsensusFault"), (16, "WithdrawBalance"),
            (17, "InternalSectorSetupForPreseal"), (18, "ChangeMultiaddrs"), (19, "CompactPartitions"),
            (20, "CompactSectorNumbers"), (21, "ConfirmChangeWorkerAddress"), (22, "RepayDebt"), (23, "ChangeOwnerAddress"),
            (24, "DisputeWindowedPoSt"), (25, "retired PreCommitSectorBatch"), (26, "retired ProveCommitAggregate"),
            (27, "retired ProveReplicaUpdates"), (28, "PreCommitSectorBatch2"), (29, "retired ProveReplicaUpdates2"),
            (30, "ChangeBeneficiary"), (31, "GetBeneficiary"), (32, "ExtendSectorExpiration2"), (33, "retired MovePartitions"),
            (34, "ProveCommitSectors3"), (35, "ProveReplicaUpdates3"), (36, "ProveCommitSectorsNI"),
        ],
        &[
            "ChangeWorkerAddress", "ChangePeerID", "WithdrawBalance", "ChangeMultiaddrs", "ConfirmChangeWorkerAddress",
            "RepayDebt", "ChangeOwnerAddress", "ChangeBeneficiary", "GetBeneficiary", "GetOwner", "IsControllingAddress",
            "GetSectorSize", "GetAvailableBalance", "GetVestingFunds", "GetPeerID", "GetMultiaddrs", "MaxTerminationFee",
            "InitialPledge", "GenerateSectorLocation", "ValidateSectorStatus", "GetNominalSectorExpiration",
        ],
    ),
];

/// What cannot succeed once and fail with two exit codes, and why.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("system", "Constructor", "its state must be in the tree before the first message: the machine finds its actors by it"),
    ("init", "Constructor", "its state must be in the tree before the first message: addresses are resolved by it"),
    ("account", "Constructor", "succeeds whenever a send creates an account, which the reference does not trace"),
    ("placeholder", "Constructor", "does nothing, whoever calls and whatever is given"),
    ("storageminer", "ReportConsensusFault", "vectors carry no block headers: the recording kernel finds no fault"),
    ("storageminer", "DisputeWindowedPoSt", "the recording kernel takes each proof for valid, and a valid one cannot be disputed"),
];

impl Actor {
    pub fn numbers(&self) -> Vec<u64> {
        self.numbered.iter().map(|(n, _)| *n).chain(self.exported.iter().map(|name| method(name))).collect()
    }
}

pub fn of(actor: &str) -> Option<&'static Actor> {
    ACTORS.iter().find(|a| a.name == actor)
}

/// What people call a method, or its number.
pub fn name(actor: &str, number: u64) -> String {
    if number == 0 {
        return "(send)".into();
    }
    let known = of(actor).and_then(|a| {
        let numbered = a.numbered.iter().find(|(n, _)| *n == number).map(|(_, name)| name.to_string());
        numbered.or_else(|| a.exported.iter().find(|x| method(x) == number).map(|x| format!("{x} (exported)")))
    });
    known.unwrap_or_else(|| number.to_string())
}
