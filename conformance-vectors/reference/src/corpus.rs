// SPDX-License-Identifier: Apache-2.0
//! `oracle corpus`: the whole committed corpus, and the sums of its files.
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::{Compression, GzBuilder};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::genesis::{Set, Sets, record_set};

/// Network version, bundle release, network, which scenarios.
const ALL: &[(u32, &str, &str, Sets)] = &[
    (28, "v18", "mainnet", Sets::AllAndFees),
    (28, "v18", "devnet", Sets::All),
    (27, "v17", "mainnet", Sets::Some),
    (25, "v16", "mainnet", Sets::Some),
    (24, "v15", "mainnet", Sets::Some),
    (21, "v12", "mainnet", Sets::Some),
];

const SUMS: &str = "SHA256SUMS";

pub fn main(args: &[String]) -> Result<bool> {
    let (mut bundles, mut out) = (None, None);
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        let value = it.next().with_context(|| format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--bundles" => bundles = Some(PathBuf::from(value)),
            "--out" => out = Some(PathBuf::from(value)),
            _ => bail!("unknown option {arg}"),
        }
    }
    let bundles = bundles.context("--bundles DIR is required")?;
    let out = out.context("--out DIR is required")?;
    for (nv, release, network, sets) in ALL {
        let set = Set {
            nv: *nv,
            source: format!("reference VM fvm 4.8.2, actors {release} {network}"),
            bundle: bundles.join(release).join(format!("builtin-actors-{network}.car")),
            devnet: *network == "devnet",
            sets: *sets,
            out: out.join(format!("nv{nv}-{network}")),
        };
        record_set(&set)?;
    }
    let mut files = Vec::new();
    list(&out, &out, &mut files)?;
    let sums: String = files.into_iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    std::fs::write(out.join(SUMS), sums)?;
    Ok(true)
}

fn list(root: &Path, dir: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    let mut entries = std::fs::read_dir(dir)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
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
