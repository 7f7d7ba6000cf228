// SPDX-License-Identifier: Apache-2.0
//! Message vectors: the public fvm-test-vectors format plus our optional fields.
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cid::Cid;
use flate2::read::GzDecoder;
use fvm_ipld_encoding::from_slice;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use fvm_shared::event::StampedEvent;
use fvm_shared::message::Message;
use serde_json::{Map, Value, json};

#[derive(Clone)]
pub struct Variant {
    pub id: String,
    pub epoch: i64,
    pub nv: u32,
}

pub struct Apply {
    pub bytes: Vec<u8>,
    pub message: Message,
    pub epoch_offset: i64,
    pub implicit: bool,
    /// On-chain length for inclusion gas; by default the runner's rule (see run.rs).
    pub raw_length: Option<usize>,
}

pub struct Receipt {
    pub exit_code: u32,
    pub return_data: Vec<u8>,
    pub gas_used: u64,
    /// None: not in the file. Some(None): null.
    pub events_root: Option<Option<Cid>>,
    pub events: Option<Value>,
}

pub struct Post {
    pub root: Cid,
    pub receipts: Vec<Receipt>,
}

pub struct Vector {
    pub id: String,
    pub car: Vec<u8>,
    pub variants: Vec<Variant>,
    pub root: Cid,
    pub base_fee: Option<TokenAmount>,
    pub circ_supply: TokenAmount,
    pub chain_id: u64,
    pub timestamp: Option<u64>,
    pub messages: Vec<Apply>,
    pub post: Option<Post>,
    /// (kind, epoch, bytes)
    pub randomness: Vec<(String, i64, [u8; 32])>,
    pub tipset_cids: Vec<(i64, Cid)>,
    /// selectors that make the public runner skip the vector
    pub unsupported: Option<String>,
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

impl Vector {
    pub fn read(path: &Path) -> Result<(Value, Self)> {
        let mut bytes = std::fs::read(path)?;
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut text = Vec::new();
            GzDecoder::new(&bytes[..]).read_to_end(&mut text)?;
            bytes = text;
        }
        let json: Value = serde_json::from_slice(&bytes)?;
        let vector = Self::parse(&json, path)?;
        Ok((json, vector))
    }

    pub fn parse(json: &Value, path: &Path) -> Result<Self> {
        let class = json["class"].as_str().unwrap_or("");
        if class != "message" {
            bail!("vector class {class:?} is not \"message\"");
        }
        let pre = &json["preconditions"];
        let variants = array(pre, "variants")?
            .iter()
            .map(|v| {
                Ok(Variant {
                    id: v["id"].as_str().unwrap_or("").to_string(),
                    epoch: v["epoch"].as_i64().context("variant epoch")?,
                    nv: v["nv"].as_u64().context("variant nv")? as u32,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let messages = array(json, "apply_messages")?
            .iter()
            .enumerate()
            .map(|(i, m)| apply(m).with_context(|| format!("apply_messages[{i}]")))
            .collect::<Result<Vec<_>>>()?;
        let post = match &json["postconditions"] {
            Value::Null => None,
            p => Some(Post {
                root: cid_of(&p["state_tree"]["root_cid"]).context("postconditions.state_tree.root_cid")?,
                receipts: array(p, "receipts")?
                    .iter()
                    .enumerate()
                    .map(|(i, r)| receipt(r).with_context(|| format!("receipts[{i}]")))
                    .collect::<Result<Vec<_>>>()?,
            }),
        };
        if let Some(p) = &post
            && p.receipts.len() != messages.len()
        {
            bail!("{} receipts for {} messages", p.receipts.len(), messages.len());
        }
        Ok(Vector {
            id: json["_meta"]["id"]
                .as_str()
                .map(str::to_string)
                .unwrap_or_else(|| path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()),
            car: bytes(&json["car"]).context("car")?,
            variants,
            root: cid_of(&pre["state_tree"]["root_cid"]).context("preconditions.state_tree.root_cid")?,
            base_fee: amount(&pre["basefee"]).context("basefee")?,
            circ_supply: amount(&pre["circ_supply"]).context("circ_supply")?.unwrap_or_default(),
            chain_id: match &json["chain_id"] {
                Value::Null => 0,
                v => v.as_u64().context("chain_id")?,
            },
            timestamp: match &json["timestamp"] {
                Value::Null => None,
                v => Some(v.as_u64().context("timestamp")?),
            },
            messages,
            post,
            randomness: match &json["randomness"] {
                Value::Null => vec![],
                v => v.as_array().context("randomness")?.iter().map(random).collect::<Result<Vec<_>>>()?,
            },
            tipset_cids: match &json["tipset_cids"] {
                Value::Null => vec![],
                v => v
                    .as_array()
                    .context("tipset_cids")?
                    .iter()
                    .map(|t| Ok((t["epoch"].as_i64().context("tipset_cids.epoch")?, cid_of(&t["cid"])?)))
                    .collect::<Result<Vec<_>>>()?,
            },
            unsupported: selector(&json["selector"]),
        })
    }
}

fn selector(s: &Value) -> Option<String> {
    for (key, value) in [("chaos_actor", "true"), ("requires:consensus_fault_extern", "true"), ("min_protocol_version", "chocolate")] {
        if s[key].as_str() == Some(value) {
            return Some(format!("selector {key}={value}"));
        }
    }
    None
}

fn array<'a>(v: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    v[key].as_array().ok_or_else(|| anyhow!("{key} is not an array"))
}

fn bytes(v: &Value) -> Result<Vec<u8>> {
    match v {
        Value::Null => Ok(vec![]),
        v => Ok(STANDARD.decode(v.as_str().context("not a base64 string")?)?),
    }
}

/// A CID as `{"/": "bafy…"}` or as a plain string.
fn cid_of(v: &Value) -> Result<Cid> {
    let text = v.as_str().or_else(|| v["/"].as_str()).context("not a CID")?;
    Ok(text.parse()?)
}

/// A whole amount of attoFIL, as a number of any size or a decimal string.
fn amount(v: &Value) -> Result<Option<TokenAmount>> {
    let text = match v {
        Value::Null => return Ok(None),
        Value::Number(n) => n.to_string(),
        Value::String(s) => s.clone(),
        _ => bail!("not an amount: {v}"),
    };
    let atto: BigInt = text.parse().map_err(|_| anyhow!("not a whole amount: {text}"))?;
    Ok(Some(TokenAmount::from_atto(atto)))
}

fn apply(m: &Value) -> Result<Apply> {
    let raw = bytes(&m["bytes"]).context("bytes")?;
    Ok(Apply {
        message: from_slice(&raw).context("message CBOR")?,
        bytes: raw,
        epoch_offset: m["epoch_offset"].as_i64().unwrap_or(0),
        implicit: m["implicit"].as_bool().unwrap_or(false),
        raw_length: m["raw_length"].as_u64().map(|n| n as usize),
    })
}

fn receipt(r: &Value) -> Result<Receipt> {
    Ok(Receipt {
        exit_code: r["exit_code"].as_u64().context("exit_code")? as u32,
        return_data: bytes(&r["return"]).context("return")?,
        gas_used: r["gas_used"].as_u64().context("gas_used")?,
        events_root: match r.get("events_root") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(v) => Some(Some(cid_of(v).context("events_root")?)),
        },
        events: r.get("events").cloned(),
    })
}

fn random(r: &Value) -> Result<(String, i64, [u8; 32])> {
    let on = r["on"].as_array().context("randomness.on")?;
    let kind = on.first().and_then(Value::as_str).context("randomness kind")?;
    // Public vectors carry [kind, epoch] or the older [kind, tag, epoch, entropy].
    let epoch = on[1..].iter().filter_map(Value::as_i64);
    let epoch = if on.len() > 2 { epoch.last() } else { epoch.into_iter().next() };
    let ret = bytes(&r["ret"])?;
    Ok((
        kind.to_lowercase(),
        epoch.context("randomness epoch")?,
        ret.as_slice().try_into().map_err(|_| anyhow!("randomness of {} bytes", ret.len()))?,
    ))
}

pub fn events_json(events: &[StampedEvent]) -> Value {
    Value::Array(
        events
            .iter()
            .map(|e| {
                let entries: Vec<Value> = e
                    .event
                    .entries
                    .iter()
                    .map(|x| json!({"flags": x.flags.bits(), "key": x.key, "codec": x.codec, "value": base64(&x.value)}))
                    .collect();
                json!({"emitter": e.emitter, "entries": entries})
            })
            .collect(),
    )
}

pub fn cid_json(cid: &Cid) -> Value {
    json!({"/": cid.to_string()})
}

/// Puts the postconditions that the reference gave into the vector's JSON.
pub fn set_post(json: &mut Value, root: &Cid, receipts: Vec<Value>) {
    let mut post = Map::new();
    post.insert("state_tree".into(), json!({"root_cid": cid_json(root)}));
    post.insert("receipts".into(), Value::Array(receipts));
    json["postconditions"] = Value::Object(post);
}
