// SPDX-License-Identifier: Apache-2.0
//! Runs one variant of a vector on the reference VM.
use std::rc::Rc;

use anyhow::{Context, Result, anyhow};
use cid::Cid;
use fvm::engine::MultiEngine;
use fvm::executor::{ApplyKind, ApplyRet, DefaultExecutor, Executor};
use fvm::kernel::Kernel;
use fvm::call_manager::CallManager;
use fvm::machine::{DefaultMachine, MachineContext, NetworkConfig};
use fvm_shared::address::Protocol;
use fvm_shared::chainid::ChainID;
use fvm_shared::crypto::signature::SECP_SIG_LEN;
use fvm_shared::econ::TokenAmount;
use fvm_shared::version::NetworkVersion;

use crate::bundle::{Bundles, load_gzipped_car};
use crate::vector::{Apply, Variant, Vector};
use crate::vm::{NodeKernel, Store, TrustingKernel, VectorExterns, VectorMachine};

/// Base fee of a vector that names none, as in the public runner.
const DEFAULT_BASE_FEE: u64 = 100;
pub const EPOCH_SECONDS: i64 = 30;

#[derive(Clone, Default)]
pub struct Options {
    pub network_version: Option<u32>,
    pub trust_proofs: bool,
    pub trace: bool,
    pub actor_debugging: bool,
    pub clock: Clock,
}

/// What the nanoseconds of an outcome are.
#[derive(Clone, Copy, Default)]
pub enum Clock {
    #[default]
    Wall,
    /// CPU time of the thread, which is the only one that runs messages
    Cpu,
}

impl Clock {
    fn nanos(self) -> u64 {
        let id = match self {
            Clock::Wall => libc::CLOCK_MONOTONIC,
            Clock::Cpu => libc::CLOCK_THREAD_CPUTIME_ID,
        };
        let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: the pointer is to a timespec that is ours.
        let failed = unsafe { libc::clock_gettime(id, &mut t) };
        assert_eq!(failed, 0, "the system has no such clock");
        t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
    }
}

/// Under which conditions other than its own a vector runs.
#[derive(Clone, Copy)]
pub struct Strain {
    /// every gas limit times the first by the second
    pub limits: (u64, u64),
    /// see [`VectorExterns`]
    pub dearer: bool,
}

impl Strain {
    pub const NONE: Strain = Strain { limits: (1, 1), dearer: false };
}

pub struct Outcome {
    pub rets: Vec<ApplyRet>,
    pub root: Cid,
    pub store: Store,
    /// spent in applying messages: not in opening a machine, nor in flushing or closing it
    pub nanos: u64,
}

pub struct Runner {
    engines: MultiEngine,
    pub bundles: Bundles,
    pub options: Options,
}

impl Runner {
    pub fn new(bundles: Bundles, options: Options) -> Self {
        Runner { engines: MultiEngine::new(1), bundles, options }
    }

    /// The network version the variant runs at.
    pub fn network_version(&self, variant: &Variant) -> u32 {
        self.options.network_version.unwrap_or(variant.nv)
    }

    pub fn run(&self, vector: &Vector, variant: &Variant) -> Result<Outcome> {
        let store: Store = Rc::new(self.bundles.store()?);
        load_gzipped_car(&store, &vector.car)?;
        self.run_on(vector, variant, store, Strain::NONE)
    }

    pub fn run_on(&self, vector: &Vector, variant: &Variant, store: Store, strain: Strain) -> Result<Outcome> {
        if self.options.trust_proofs {
            self.apply_all::<TrustingKernel>(vector, variant, store, strain)
        } else {
            self.apply_all::<NodeKernel>(vector, variant, store, strain)
        }
    }

    fn apply_all<K>(&self, vector: &Vector, variant: &Variant, store: Store, strain: Strain) -> Result<Outcome>
    where
        K: Kernel,
        K::CallManager: CallManager<Machine = VectorMachine>,
    {
        let mut root = vector.root;
        let mut rets = Vec::new();
        let mut nanos = 0;
        // One machine for each run of messages of one epoch.
        for group in vector.messages.chunk_by(|a, b| a.epoch_offset == b.epoch_offset) {
            let context = self.context(vector, variant, group[0].epoch_offset, root)?;
            let externs = VectorExterns {
                randomness: Rc::new(vector.randomness.clone()),
                tipset_cids: Rc::new(vector.tipset_cids.clone()),
                dearer: strain.dearer,
            };
            let machine = Box::new(DefaultMachine::new(&context, Rc::clone(&store), externs)?);
            let engine = self.engines.get(&context.network)?;
            let mut executor = DefaultExecutor::<K>::new(engine, machine)?;
            for apply in group {
                let kind = if apply.implicit { ApplyKind::Implicit } else { ApplyKind::Explicit };
                let mut message = apply.message.clone();
                message.gas_limit = message.gas_limit / strain.limits.1 * strain.limits.0;
                let length = raw_length(apply);
                let start = self.options.clock.nanos();
                let ret = executor.execute_message(message, kind, length);
                nanos += self.options.clock.nanos() - start;
                rets.push(ret.with_context(|| format!("message {} has no receipt", rets.len()))?);
            }
            root = executor.flush()?;
        }
        Ok(Outcome { rets, root, store, nanos })
    }

    fn context(&self, vector: &Vector, variant: &Variant, offset: i64, root: Cid) -> Result<MachineContext> {
        let version: NetworkVersion = self.network_version(variant).into();
        let epoch = variant.epoch + offset;
        let timestamp = match vector.timestamp {
            Some(t) => t as i64 + offset * EPOCH_SECONDS,
            None => epoch * EPOCH_SECONDS,
        };
        let mut network = NetworkConfig::new(version);
        network.chain_id(ChainID::from(vector.chain_id));
        if self.options.actor_debugging {
            network.enable_actor_debugging();
        }
        let timestamp = u64::try_from(timestamp).map_err(|_| anyhow!("timestamp {timestamp} is negative"))?;
        let mut context = network.for_epoch(epoch, timestamp, root);
        context.set_base_fee(vector.base_fee.clone().unwrap_or_else(|| TokenAmount::from_atto(DEFAULT_BASE_FEE)));
        context.set_circulating_supply(vector.circ_supply.clone());
        context.tracing = self.options.trace;
        Ok(context)
    }
}

/// On-chain length: the message, and 65 bytes of signature with 4 of framing for an f1 sender.
/// (The public runner's rule; an f4 sender's signature counts only by an explicit `raw_length`.)
fn raw_length(apply: &Apply) -> usize {
    apply.raw_length.unwrap_or_else(|| match apply.message.from.protocol() {
        Protocol::Secp256k1 => apply.bytes.len() + SECP_SIG_LEN + 4,
        _ => apply.bytes.len(),
    })
}
