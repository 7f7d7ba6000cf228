// SPDX-License-Identifier: Apache-2.0
//! CAR files: actor bundles in, state CARs in and out.
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use cid::Cid;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use fvm_ipld_blockstore::{Blockstore, MemoryBlockstore};
use fvm_ipld_car::{CarHeader, CarReader};
use fvm_ipld_encoding::{CborStore, DAG_CBOR, from_slice};
use ipld_core::ipld::Ipld;

/// The blocks of one or more bundle CARs, and the names of their actors' codes.
#[derive(Default)]
pub struct Bundles {
    blocks: BTreeMap<Cid, Vec<u8>>,
    /// code CID -> actor name
    names: BTreeMap<Cid, String>,
    /// manifestData CIDs in the order of the bundles
    pub manifests: Vec<Cid>,
}

impl Bundles {
    pub fn load(paths: &[String]) -> Result<Self> {
        let mut all = Bundles::default();
        for path in paths {
            let file = std::fs::File::open(path).with_context(|| format!("bundle {path}"))?;
            let car = CarReader::new(std::io::BufReader::new(file)).with_context(|| format!("bundle {path}"))?;
            let root = car.header.roots[0];
            for block in car {
                let block = block.with_context(|| format!("bundle {path}"))?;
                all.blocks.insert(block.cid, block.data);
            }
            let (version, data): (u32, Cid) = all.decode(&root).with_context(|| format!("manifest of {path}"))?;
            if version != 1 {
                return Err(anyhow!("manifest version {version} of {path} is not 1"));
            }
            let entries: Vec<(String, Cid)> = all.decode(&data).with_context(|| format!("manifest data of {path}"))?;
            for (name, code) in entries {
                all.names.insert(code, name);
            }
            all.manifests.push(data);
        }
        Ok(all)
    }

    fn decode<T: serde::de::DeserializeOwned>(&self, cid: &Cid) -> Result<T> {
        let bytes = self.blocks.get(cid).ok_or_else(|| anyhow!("block {cid} is absent"))?;
        Ok(from_slice(bytes)?)
    }

    pub fn contains(&self, cid: &Cid) -> bool {
        self.blocks.contains_key(cid)
    }

    pub fn name_of(&self, code: &Cid) -> String {
        self.names.get(code).cloned().unwrap_or_else(|| code.to_string())
    }

    /// The codes of the manifest by actor name.
    pub fn codes(&self, manifest: &Cid) -> Result<BTreeMap<String, Cid>> {
        Ok(self.decode::<Vec<(String, Cid)>>(manifest)?.into_iter().collect())
    }

    /// A fresh store that holds the bundles' blocks.
    pub fn store(&self) -> Result<MemoryBlockstore> {
        let store = MemoryBlockstore::new();
        for (cid, data) in &self.blocks {
            store.put_keyed(cid, data)?;
        }
        Ok(store)
    }
}

/// Loads a CAR file (gzipped or not) into the store.
pub fn load_car_file(store: &MemoryBlockstore, path: &Path) -> Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        load_gzipped_car(store, &bytes)
    } else {
        load_car(store, &bytes[..])
    }
}

pub fn load_gzipped_car(store: &MemoryBlockstore, bytes: &[u8]) -> Result<()> {
    load_car(store, GzDecoder::new(bytes))
}

fn load_car(store: &MemoryBlockstore, reader: impl Read) -> Result<()> {
    fvm_ipld_car::load_car(store, reader).map_err(|e| anyhow!("CAR: {e}"))?;
    Ok(())
}

/// Every block reachable from the roots that is in the store and not in the bundles, as a gzipped CAR.
pub fn export_gzipped_car(store: &impl Blockstore, bundles: &Bundles, roots: &[Cid]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut seen = BTreeSet::new();
    let mut queue: VecDeque<Cid> = roots.iter().copied().collect();
    let mut blocks = Vec::new();
    while let Some(cid) = queue.pop_front() {
        if !seen.insert(cid) || bundles.contains(&cid) || cid.hash().code() == 0 || cid.codec() >= 0xf101 {
            continue;
        }
        let data = store.get(&cid)?.ok_or_else(|| anyhow!("block {cid} is absent from the state"))?;
        if cid.codec() == DAG_CBOR {
            links(&from_slice::<Ipld>(&data)?, &mut queue);
        }
        blocks.push((cid, data));
    }
    let header = fvm_ipld_encoding::to_vec(&CarHeader::new(roots.to_vec(), 1))?;
    varint(header.len() as u64, &mut bytes);
    bytes.extend_from_slice(&header);
    for (cid, data) in blocks {
        let id = cid.to_bytes();
        varint((id.len() + data.len()) as u64, &mut bytes);
        bytes.extend_from_slice(&id);
        bytes.extend_from_slice(&data);
    }
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(&bytes)?;
    Ok(gz.finish()?)
}

fn varint(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn links(node: &Ipld, out: &mut VecDeque<Cid>) {
    match node {
        Ipld::Link(cid) => out.push_back(*cid),
        Ipld::List(items) => items.iter().for_each(|n| links(n, out)),
        Ipld::Map(entries) => entries.values().for_each(|n| links(n, out)),
        _ => {}
    }
}

/// A typed block, or an error that says which is absent.
pub fn get<T: serde::de::DeserializeOwned>(store: &impl Blockstore, cid: &Cid) -> Result<T> {
    store.get_cbor(cid)?.ok_or_else(|| anyhow!("block {cid} is absent"))
}
