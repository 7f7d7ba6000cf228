// SPDX-License-Identifier: Apache-2.0
//! The reference machine with our externs, and a kernel that takes every proof for valid.
use std::rc::Rc;

use anyhow::anyhow;
use fvm::call_manager::{CallManager, DefaultCallManager};
use fvm::externs::{Chain, Consensus, Externs, Rand};
use fvm::kernel::Result;
use fvm::kernel::filecoin::{DefaultFilecoinKernel, FilecoinKernel};
use fvm::kernel::prelude::*;
use fvm::machine::{DefaultMachine, Machine as _};
use fvm::syscalls::Linker;
use fvm_ipld_blockstore::MemoryBlockstore;
use fvm_shared::consensus::ConsensusFault;
use fvm_shared::piece::PieceInfo;
use fvm_shared::sector::{
    AggregateSealVerifyProofAndInfos, RegisteredSealProof, ReplicaUpdateInfo, SealVerifyInfo, WindowPoStVerifyInfo,
};

/// What a vector says about the chain around its messages.
#[derive(Clone)]
pub struct VectorExterns {
    pub randomness: Rc<Vec<(String, i64, [u8; 32])>>,
    pub tipset_cids: Rc<Vec<(i64, Cid)>>,
    /// TrustingKernel takes an eighth more for Wasm instructions, memory and syscalls.
    pub dearer: bool,
}

/// Randomness that a vector does not list, as in the public runner.
const FALLBACK: [u8; 32] = *b"i_am_random_____i_am_random_____";

impl VectorExterns {
    fn random(&self, kind: &str, epoch: ChainEpoch) -> anyhow::Result<[u8; 32]> {
        let found = self.randomness.iter().find(|(k, e, _)| k == kind && *e == epoch);
        Ok(found.map_or(FALLBACK, |(_, _, bytes)| *bytes))
    }
}

impl Externs for VectorExterns {}

impl Rand for VectorExterns {
    fn get_chain_randomness(&self, round: ChainEpoch) -> anyhow::Result<[u8; 32]> {
        self.random("chain", round)
    }

    fn get_beacon_randomness(&self, round: ChainEpoch) -> anyhow::Result<[u8; 32]> {
        self.random("beacon", round)
    }
}

impl Consensus for VectorExterns {
    fn verify_consensus_fault(&self, _: &[u8], _: &[u8], _: &[u8]) -> anyhow::Result<(Option<ConsensusFault>, i64)> {
        Ok((None, 0))
    }
}

impl Chain for VectorExterns {
    fn get_tipset_cid(&self, epoch: ChainEpoch) -> anyhow::Result<Cid> {
        let found = self.tipset_cids.iter().find(|(e, _)| *e == epoch);
        found.map(|(_, cid)| *cid).ok_or_else(|| anyhow!("the vector has no tipset CID for epoch {epoch}"))
    }
}

pub type Store = Rc<MemoryBlockstore>;
pub type VectorMachine = Box<DefaultMachine<Store, VectorExterns>>;

/// The kernel of a production node.
pub type NodeKernel = DefaultFilecoinKernel<DefaultCallManager<VectorMachine>>;

/// The node's kernel and its charges, but every proof is valid (a consensus fault is never found).
#[derive(Delegate)]
#[delegate(IpldBlockOps)]
#[delegate(ActorOps)]
#[delegate(CryptoOps)]
#[delegate(DebugOps)]
#[delegate(EventOps)]
#[delegate(MessageOps)]
#[delegate(NetworkOps)]
#[delegate(RandomnessOps)]
#[delegate(SelfOps)]
#[delegate(SendOps<K>, generics = "K", where = "K: FilecoinKernel")]
#[delegate(UpgradeOps<K>, generics = "K", where = "K: FilecoinKernel")]
pub struct TrustingKernel(pub NodeKernel);

impl TrustingKernel {
    fn charge(&self, price: impl FnOnce(&PriceList) -> fvm::gas::GasCharge) -> Result<()> {
        let manager = &(self.0).0.call_manager;
        manager.charge_gas(price(manager.price_list()))?;
        Ok(())
    }
}

impl Kernel for TrustingKernel {
    type CallManager = <NodeKernel as Kernel>::CallManager;
    type Limiter = <NodeKernel as Kernel>::Limiter;

    fn into_inner(self) -> (Self::CallManager, BlockRegistry) {
        self.0.into_inner()
    }

    fn new(
        mgr: Self::CallManager,
        blocks: BlockRegistry,
        caller: ActorID,
        actor_id: ActorID,
        method: MethodNum,
        value_received: TokenAmount,
        read_only: bool,
    ) -> Self {
        TrustingKernel(NodeKernel::new(mgr, blocks, caller, actor_id, method, value_received, read_only))
    }

    fn machine(&self) -> &<Self::CallManager as CallManager>::Machine {
        self.0.machine()
    }

    fn limiter_mut(&mut self) -> &mut Self::Limiter {
        self.0.limiter_mut()
    }

    fn gas_available(&self) -> Gas {
        self.0.gas_available()
    }

    fn charge_gas(&self, name: &str, compute: Gas) -> Result<GasTimer> {
        let dearer = self.machine().externs().dearer;
        let more = Gas::from_milligas(if dearer { compute.as_milligas() / 8 } else { 0 });
        self.0.charge_gas(name, compute + more)
    }
}

impl SyscallHandler<TrustingKernel> for TrustingKernel {
    fn link_syscalls(linker: &mut Linker<TrustingKernel>) -> anyhow::Result<()> {
        NodeKernel::link_syscalls(linker)
    }
}

impl FilecoinKernel for TrustingKernel {
    fn compute_unsealed_sector_cid(&self, proof_type: RegisteredSealProof, pieces: &[PieceInfo]) -> Result<Cid> {
        self.0.compute_unsealed_sector_cid(proof_type, pieces)
    }

    fn verify_post(&self, info: &WindowPoStVerifyInfo) -> Result<bool> {
        self.charge(|p| p.on_verify_post(info))?;
        Ok(true)
    }

    fn verify_consensus_fault(&self, h1: &[u8], h2: &[u8], extra: &[u8]) -> Result<Option<ConsensusFault>> {
        self.charge(|p| p.on_verify_consensus_fault(h1.len(), h2.len(), extra.len()))?;
        Ok(None)
    }

    fn batch_verify_seals(&self, vis: &[SealVerifyInfo]) -> Result<Vec<bool>> {
        for seal in vis {
            self.charge(|p| p.on_verify_seal(seal))?;
        }
        Ok(vec![true; vis.len()])
    }

    fn verify_aggregate_seals(&self, agg: &AggregateSealVerifyProofAndInfos) -> Result<bool> {
        self.charge(|p| p.on_verify_aggregate_seals(agg))?;
        Ok(true)
    }

    fn verify_replica_update(&self, rep: &ReplicaUpdateInfo) -> Result<bool> {
        self.charge(|p| p.on_verify_replica_update(rep))?;
        Ok(true)
    }

    fn total_fil_circ_supply(&self) -> Result<TokenAmount> {
        self.0.total_fil_circ_supply()
    }
}
