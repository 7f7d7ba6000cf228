// SPDX-License-Identifier: Apache-2.0
//! State trees as text: each actor, and the differences of two trees.
use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::{Result, anyhow};
use cid::Cid;
use fvm::state_tree::{ActorState, StateTree};
use fvm_ipld_blockstore::Blockstore;
use fvm_shared::ActorID;
use fvm_ipld_encoding::{BytesDe, DAG_CBOR, from_slice};
use fvm_shared::address::Address;
use fvm_shared::state::StateRoot;
use ipld_core::ipld::Ipld;

use crate::bundle::{Bundles, get};
use crate::vm::Store;

pub type Actors = BTreeMap<ActorID, ActorState>;

/// The code of the actor at the address, if there is one.
pub fn code_at(store: &Store, root: &Cid, address: &Address) -> Result<Option<Cid>> {
    let tree = StateTree::new_from_root(Rc::clone(store), root).map_err(|e| anyhow!("{e:?}"))?;
    let Some(id) = tree.lookup_id(address).map_err(|e| anyhow!("{e:?}"))? else { return Ok(None) };
    let actor = tree.get_actor(id).map_err(|e| anyhow!("{e:?}"))?;
    Ok(actor.map(|a| a.code))
}

/// The actors of the tree. Vectors carry pruned trees: absent nodes are passed over.
pub fn actors(store: &impl Blockstore, root: &Cid) -> Result<Actors> {
    let root: StateRoot = get(store, root)?;
    let mut all = BTreeMap::new();
    node(store, &root.actors, &mut all)?;
    Ok(all)
}

fn node(store: &impl Blockstore, cid: &Cid, out: &mut Actors) -> Result<()> {
    let Some(data) = store.get(cid)? else { return Ok(()) };
    let (_, pointers): (BytesDe, Vec<Ipld>) = from_slice(&data)?;
    for pointer in pointers {
        match pointer {
            Ipld::Link(child) => node(store, &child, out)?,
            bucket => {
                let pairs: Vec<(BytesDe, ActorState)> = from_slice(&fvm_ipld_encoding::to_vec(&bucket)?)?;
                for (key, actor) in pairs {
                    out.insert(Address::from_bytes(&key.0)?.id()?, actor);
                }
            }
        }
    }
    Ok(())
}

pub fn line(id: ActorID, actor: &ActorState, bundles: &Bundles) -> String {
    let delegated = actor.delegated_address.map_or("-".into(), |a| a.to_string());
    let code = bundles.name_of(&actor.code);
    format!(
        "f0{id} {code} head {} nonce {} balance {} delegated {delegated}",
        actor.state,
        actor.sequence,
        actor.balance.atto()
    )
}

pub fn dump(store: &impl Blockstore, root: &Cid, bundles: &Bundles, heads: bool) -> Result<()> {
    for (id, actor) in actors(store, root)? {
        println!("  {}", line(id, &actor, bundles));
        if heads {
            println!("    {}", block(store, &actor.state));
            if bundles.name_of(&actor.code) == "evm" {
                slots(store, &actor.state);
            }
        }
    }
    Ok(())
}

/// The nodes of a contract's storage, for people.
fn slots(store: &impl Blockstore, head: &Cid) {
    let node = |cid: &Cid| store.get(cid).ok().flatten().and_then(|data| from_slice::<Ipld>(&data).ok());
    let mut todo = match node(head) {
        Some(Ipld::List(state)) => state.into_iter().skip(2).collect::<Vec<_>>(),
        _ => return,
    };
    while let Some(next) = todo.pop() {
        match next {
            Ipld::Link(cid) if cid.codec() == DAG_CBOR => {
                println!("      {cid} {}", block(store, &cid));
                todo.extend(node(&cid));
            }
            Ipld::List(items) => todo.extend(items),
            Ipld::Map(map) => todo.extend(map.into_values()),
            _ => {}
        }
    }
}

/// The block as DAG-JSON-like text, for people.
pub fn block(store: &impl Blockstore, cid: &Cid) -> String {
    match store.get(cid) {
        Ok(Some(data)) if cid.codec() == DAG_CBOR => match from_slice::<Ipld>(&data) {
            Ok(node) => show(&node),
            Err(_) => hex::encode(data),
        },
        Ok(Some(data)) => hex::encode(data),
        _ => format!("block {cid} is absent"),
    }
}

pub fn show(node: &Ipld) -> String {
    match node {
        Ipld::Null => "null".into(),
        Ipld::Bool(b) => b.to_string(),
        Ipld::Integer(i) => i.to_string(),
        Ipld::Float(f) => f.to_string(),
        Ipld::String(s) => format!("{s:?}"),
        Ipld::Bytes(b) => format!("h'{}'", hex::encode(b)),
        Ipld::Link(cid) => cid.to_string(),
        Ipld::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Ipld::Map(map) => {
            format!("{{{}}}", map.iter().map(|(k, v)| format!("{k:?}: {}", show(v))).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Prints the actors that differ: `-` as expected, `+` as the reference has it.
pub fn diff(store: &impl Blockstore, expected: &Cid, got: &Cid, bundles: &Bundles) -> Result<()> {
    let (want, have) = match (actors(store, expected), actors(store, got)) {
        (Ok(w), Ok(h)) => (w, h),
        (Err(e), _) => {
            println!("  the expected tree {expected} cannot be read ({e}); the reference's tree:");
            return dump(store, got, bundles, false);
        }
        (_, Err(e)) => return Err(e),
    };
    let ids: std::collections::BTreeSet<_> = want.keys().chain(have.keys()).collect();
    for id in ids {
        let (w, h) = (want.get(id), have.get(id));
        if w == h {
            continue;
        }
        for (sign, side) in [("-", w), ("+", h)] {
            match side {
                Some(a) => println!("  {sign} {}", line(*id, a, bundles)),
                None => println!("  {sign} f0{id} absent"),
            }
        }
        if let (Some(w), Some(h)) = (w, h)
            && w.state != h.state
        {
            println!("    - state {}", block(store, &w.state));
            println!("    + state {}", block(store, &h.state));
        }
    }
    Ok(())
}
