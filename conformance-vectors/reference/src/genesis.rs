// SPDX-License-Identifier: Apache-2.0
//! A small genesis, and what scenarios are made of.
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Result, anyhow, bail};
use bls_signatures::Serialize as _;
use cid::Cid;
use fvm::state_tree::{ActorState, StateTree};
use fvm_ipld_blockstore::Blockstore;
use fvm_ipld_encoding::CborStore;
use fvm_ipld_hamt::Hamt;
use fvm_shared::address::Address;
use fvm_shared::econ::TokenAmount;
use fvm_shared::message::Message;
use fvm_shared::state::StateTreeVersion;
use fvm_shared::{EMPTY_ARR_CID, HAMT_BIT_WIDTH};
use k256::ecdsa::SigningKey;
use multihash_codetable::Code::Blake2b256;
use serde_json::Value;
use sha3::{Digest, Keccak256};

use crate::cbor::{addr, bytes, encode, int, list};
use crate::vm::Store;

pub const EPOCH: i64 = 2000;
pub const CHAIN_ID: u64 = 314;
/// The last ID that genesis gives is one less than this.
pub const FIRST_FREE_ID: u64 = 105;

pub fn fil(n: u64) -> TokenAmount {
    TokenAmount::from_whole(n)
}

pub fn atto(n: u128) -> TokenAmount {
    TokenAmount::from_atto(n)
}

pub fn id(n: u64) -> Address {
    Address::new_id(n)
}

pub fn eth(address: &[u8; 20]) -> Address {
    Address::new_delegated(10, address).expect("f410 address")
}

pub fn keccak(data: &[u8]) -> [u8; 32] {
    Keccak256::digest(data).into()
}

/// The one kind of sector that miners use, by the numbers of its proofs.
#[derive(Clone, Copy)]
pub struct Sector {
    pub bytes: i64,
    pub post: i64,
    pub seal: i64,
    /// seal without interaction
    pub alone: i64,
    pub update: i64,
}

pub const SECTOR_32GIB: Sector = Sector { bytes: 1 << 35, post: 13, seal: 8, alone: 18, update: 3 };
pub const SECTOR_2KIB: Sector = Sector { bytes: 1 << 11, post: 10, seal: 5, alone: 15, update: 0 };

/// The keys and addresses that scenarios use.
pub struct World {
    pub sector: Sector,
    pub codes: BTreeMap<String, Cid>,
    pub root_key: Address,
    pub alice_secret: SigningKey,
    pub alice: Address,
    pub bob_secret: bls_signatures::PrivateKey,
    pub bob: Address,
    pub eve_secret: SigningKey,
    /// A placeholder with funds.
    pub eve_eth: [u8; 20],
    pub eve: Address,
    /// A placeholder with little money.
    pub pauper: Address,
}

fn secp(n: u8) -> (SigningKey, Address) {
    let key = SigningKey::from_slice(&[n; 32]).expect("a key");
    let address = Address::new_secp256k1(key.verifying_key().to_encoded_point(false).as_bytes()).expect("f1");
    (key, address)
}

fn eth_address(key: &SigningKey) -> [u8; 20] {
    let point = key.verifying_key().to_encoded_point(false);
    keccak(&point.as_bytes()[1..])[12..].try_into().expect("20 bytes")
}

impl World {
    pub fn new(codes: BTreeMap<String, Cid>, sector: Sector) -> Result<Self> {
        let (alice_secret, alice) = secp(2);
        let bob_secret = bls_signatures::PrivateKey::from_bytes(&[3; 32]).map_err(|e| anyhow!("{e}"))?;
        let bob = Address::new_bls(&bob_secret.public_key().as_bytes())?;
        let eve_secret = secp(4).0;
        let eve_eth = eth_address(&eve_secret);
        let pauper_eth = eth_address(&secp(5).0);
        Ok(World {
            sector,
            codes,
            root_key: secp(1).1,
            alice_secret,
            alice,
            bob_secret,
            bob,
            eve_secret,
            eve_eth,
            eve: eth(&eve_eth),
            pauper: eth(&pauper_eth),
        })
    }

    pub fn code(&self, name: &str) -> Cid {
        self.codes[name]
    }
}

/// Which vectors are made of a scenario's messages.
#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    /// one of each
    Each,
    /// one of all: the sequence is the point
    Whole,
    /// one of all, and one for each exit code that a method of an actor gives
    Sampled,
}

/// Messages one after another, from which vectors are made.
pub struct Scenario {
    pub id: String,
    pub description: String,
    pub nonces: BTreeMap<Vec<u8>, u64>,
    pub messages: Vec<Line>,
    pub extra: BTreeMap<String, Value>,
    pub shape: Shape,
}

#[derive(Clone)]
pub struct Line {
    pub message: Message,
    pub implicit: bool,
    pub epoch_offset: i64,
    pub raw_length: Option<usize>,
}

impl Line {
    pub fn gas(&mut self, limit: u64) -> &mut Self {
        self.message.gas_limit = limit;
        self
    }

    pub fn at(&mut self, epoch_offset: i64) -> &mut Self {
        self.epoch_offset = epoch_offset;
        self
    }
}

impl Scenario {
    pub fn new(id: &str, description: &str) -> Self {
        Scenario {
            id: id.into(),
            description: description.into(),
            nonces: BTreeMap::new(),
            messages: vec![],
            extra: BTreeMap::new(),
            shape: Shape::Each,
        }
    }

    fn line(&mut self, from: &Address, to: &Address, value: TokenAmount, method: u64, params: Vec<u8>, nonce: u64) -> &mut Line {
        self.messages.push(Line {
            message: Message {
                version: 0,
                from: *from,
                to: *to,
                sequence: nonce,
                value,
                method_num: method,
                params: params.into(),
                gas_limit: 2_000_000_000,
                gas_fee_cap: TokenAmount::default(),
                gas_premium: TokenAmount::default(),
            },
            implicit: false,
            epoch_offset: 0,
            raw_length: None,
        });
        self.messages.last_mut().expect("just pushed")
    }

    pub fn shaped(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    pub fn nonce(&self, from: &Address) -> u64 {
        self.nonces.get(&from.to_bytes()).copied().unwrap_or(0)
    }

    pub fn send(&mut self, from: &Address, to: &Address, value: TokenAmount, method: u64, params: Vec<u8>) -> &mut Line {
        let nonce = self.nonces.entry(from.to_bytes()).or_default();
        *nonce += 1;
        let nonce = *nonce - 1;
        self.line(from, to, value, method, params, nonce)
    }

    /// A message that fails before execution: the sender's nonce stays.
    pub fn rejected(&mut self, from: &Address, to: &Address, value: TokenAmount, nonce: u64) -> &mut Line {
        self.line(from, to, value, 0, vec![], nonce)
    }

    pub fn implicit(&mut self, from: &Address, to: &Address, value: TokenAmount, method: u64, params: Vec<u8>) -> &mut Line {
        let line = self.line(from, to, value, method, params, 0);
        line.implicit = true;
        line.message.gas_limit = 10_000_000_000;
        line
    }
}

/// The state tree before any constructor ran: init and system have their state, the accounts exist.
pub fn skeleton_root(store: &Store, world: &World, manifest: &Cid) -> Result<Cid> {
    let put = |node| -> Result<Cid> { store.put_cbor(&node, Blake2b256) };
    store.put_keyed(&EMPTY_ARR_CID, &[0x80])?;
    let system = put(list(vec![crate::cbor::link(manifest)]))?;
    let map = Hamt::<_, u64>::new_with_bit_width(store.as_ref(), HAMT_BIT_WIDTH).flush()?;
    let init = store.put_cbor(&(map, 100u64, "jfvm"), Blake2b256)?;

    let mut tree = StateTree::new(Rc::clone(store), StateTreeVersion::V5).map_err(|e| anyhow!("{e:?}"))?;
    let mut set = |id: u64, code: &str, head: Cid, balance: TokenAmount, delegated: Option<Address>| {
        tree.set_actor(id, ActorState::new(world.code(code), head, balance, 0, delegated));
    };
    set(0, "system", system, fil(0), None);
    set(1, "init", init, fil(0), None);
    for (id, code) in [(3, "cron"), (4, "storagepower"), (5, "storagemarket"), (6, "verifiedregistry"), (7, "datacap"), (10, "eam")] {
        set(id, code, EMPTY_ARR_CID, fil(0), None);
    }
    set(2, "reward", EMPTY_ARR_CID, fil(1_100_000_000), None);
    set(99, "account", put(list(vec![addr(&id(99))]))?, fil(0), None);
    set(100, "account", put(list(vec![addr(&world.root_key)]))?, fil(1_000_000), None);
    set(101, "account", put(list(vec![addr(&world.alice)]))?, fil(1_000_000), None);
    set(102, "account", put(list(vec![addr(&world.bob)]))?, fil(1_000_000), None);
    set(103, "placeholder", EMPTY_ARR_CID, fil(1_000_000), Some(world.eve));
    set(104, "placeholder", EMPTY_ARR_CID, atto(1_000_000), Some(world.pauper));
    for (want, address) in
        [(100, world.root_key), (101, world.alice), (102, world.bob), (103, world.eve), (104, world.pauper)]
    {
        let got = tree.register_new_address(&address).map_err(|e| anyhow!("{e:?}"))?;
        if got != want {
            bail!("{address} got id {got}, not {want}");
        }
    }
    tree.flush().map_err(|e| anyhow!("{e:?}"))
}

/// The EVM address of the contract that `creator` makes with this nonce (below 128).
pub fn create_address(creator: &[u8; 20], nonce: u64) -> [u8; 20] {
    assert!(nonce < 128);
    let n = if nonce == 0 { 0x80 } else { nonce as u8 };
    keccak(&[&[0xd6, 0x94], &creator[..], &[n]].concat())[12..].try_into().expect("20 bytes")
}

pub fn create2_address(creator: &[u8; 20], salt: &[u8; 32], init: &[u8]) -> [u8; 20] {
    keccak(&[&[0xff], &creator[..], salt, &keccak(init)].concat())[12..].try_into().expect("20 bytes")
}

/// The EVM form of an ID address.
pub fn masked(id: u64) -> [u8; 20] {
    let mut a = [0; 20];
    a[0] = 0xff;
    a[12..].copy_from_slice(&id.to_be_bytes());
    a
}

pub fn word(b: &[u8]) -> [u8; 32] {
    let mut w = [0; 32];
    w[32 - b.len()..].copy_from_slice(b);
    w
}

pub fn params(items: Vec<ipld_core::ipld::Ipld>) -> Vec<u8> {
    encode(&list(items))
}

pub fn byte_string(b: &[u8]) -> Vec<u8> {
    encode(&bytes(b))
}

pub fn cron_entry(actor: u64, method: i64) -> ipld_core::ipld::Ipld {
    list(vec![addr(&id(actor)), int(method)])
}
