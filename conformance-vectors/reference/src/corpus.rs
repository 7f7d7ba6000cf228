// SPDX-License-Identifier: Apache-2.0
//! `oracle corpus`: the whole committed corpus, and the sums of its files.
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::{Compression, GzBuilder};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::record::{Choice, Set, record_exported, record_set};

/// Network version, bundle release, network, scenarios without and with fees.
const ALL: &[(u32, &str, &str, Choice, Choice)] = &[
    (28, "v18", "mainnet", Choice::All, FEES),
    (28, "v18", "devnet", SECTORS, NONE),
    (27, "v17", "mainnet", EARLIER, NONE),
    (25, "v16", "mainnet", EARLIER, NONE),
    (24, "v15", "mainnet", EARLIER, NONE),
    (21, "v12", "mainnet", EARLIER, NONE),
];

const NONE: Choice = Choice::Named(&[]);

/// Where fees, limits and what contracts see of both matter.
const FEES: Choice = Choice::Named(&[
    "transfer-basics", "transfer-placeholders", "transfer-failures", "preflight", "gas-limits", "gas-limits-actors", "multisig",
    "payment-channel", "init-exec", "implicit-messages", "datacap", "evm-create", "evm-environment", "evm-storage-logs",
    "evm-selfdestruct", "evm-transient", "evm-fatal", "miner-settings", "sequence-one-epoch",
]);

/// Where the size of sectors matters.
const SECTORS: Choice = Choice::Named(&[
    "miner-settings", "miner-sectors", "miner-reports", "allocations", "miner-posts", "miner-compaction", "miner-ageing",
    "miner-expiry", "miner-precommits", "miner-commits", "miner-replica-updates", "miner-ni-commits", "miner-preseal",
    "miner-creation", "deal-verified",
]);

/// Where releases of the actors and of the rules differ.
const EARLIER: Choice = Choice::Named(&[
    "transfer-basics", "transfer-placeholders", "gas-limits", "multisig", "payment-channel", "datacap", "market-balances",
    "init-exec", "evm-create", "evm-environment", "evm-storage-logs", "evm-transient", "miner-settings", "miner-sectors",
    "miner-retired",
]);

const SUMS: &str = "SHA256SUMS";

pub fn main(args: &[String]) -> Result<bool> {
    let (mut bundles, mut out, mut demo) = (None, None, None);
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        let value = it.next().with_context(|| format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--bundles" => bundles = Some(PathBuf::from(value)),
            "--demo" => demo = Some(PathBuf::from(value)),
            "--out" => out = Some(PathBuf::from(value)),
            _ => bail!("unknown option {arg}"),
        }
    }
    let bundles = bundles.context("--bundles DIR is required")?;
    let out = out.context("--out DIR is required")?;
    for (nv, release, network, free, fees) in ALL {
        let set = Set {
            nv: *nv,
            source: source(release, network),
            bundle: bundle(&bundles, release, network),
            devnet: *network == "devnet",
            free,
            fees,
            out: out.join(format!("nv{nv}-{network}")),
        };
        clear(&set.out.join("free"))?;
        clear(&set.out.join("fees"))?;
        record_set(&set)?;
    }
    if let Some(demo) = demo {
        let to = out.join("nv28-devnet").join("demo");
        clear(&to)?;
        record_exported(&bundle(&bundles, "v18", "devnet"), &source("v18", "devnet"), &demo, &to)?;
    }
    let mut files = Vec::new();
    list(&out, &out, &mut files)?;
    files.sort();
    let sums: String = files.into_iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    std::fs::write(out.join(SUMS), sums)?;
    Ok(true)
}

fn source(release: &str, network: &str) -> String {
    format!("reference VM fvm 4.8.2, actors {release} {network}")
}

fn bundle(all: &Path, release: &str, network: &str) -> PathBuf {
    all.join(release).join(format!("builtin-actors-{network}.car"))
}

/// Deletes what an earlier recording left, lest a vector that is no more stays.
fn clear(dir: &Path) -> Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).with_context(|| dir.display().to_string()),
        _ => Ok(()),
    }
}

fn list(root: &Path, dir: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?.path();
        if entry.is_dir() {
            list(root, &entry, files)?;
        } else if entry.extension().is_some_and(|e| e == "gz") {
            let name = entry.strip_prefix(root)?.to_string_lossy().into_owned();
            files.push((name, hex::encode(Sha256::digest(std::fs::read(&entry)?))));
        }
    }
    Ok(())
}

/// The same bytes each time: no name and no time in the header.
pub fn write(path: &Path, json: &Value) -> Result<()> {
    let mut gz = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    gz.write_all(serde_json::to_string(json)?.as_bytes())?;
    Ok(std::fs::write(path, gz.finish()?)?)
}
