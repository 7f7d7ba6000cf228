// SPDX-License-Identifier: Apache-2.0
//! What the vectors do.
mod actors;
mod evm;
mod flows;
mod legacy;
mod miner;
mod opcodes;
mod owners;
mod precompiles;
mod publish;
mod restricted;
mod sequences;
mod surface;
mod transfers;
mod updates;
mod upkeep;
mod vouchers;

use fvm_shared::bigint::BigInt;

use crate::cbor::{addr, big, encode, list};
use crate::genesis::{Scenario, World, cron_entry, fil, id, params};

/// The singletons' constructors, called as the network does at genesis.
pub fn constructors(_: &World) -> Scenario {
    let mut s = Scenario::new("genesis-constructors", "implicit constructors of the singleton actors");
    let system = id(0);
    let calls = [
        (2, encode(&big(&BigInt::from(0)))),
        (3, params(vec![list(vec![cron_entry(4, 5), cron_entry(5, 9)])])),
        (4, vec![]),
        (5, vec![]),
        (6, encode(&addr(&id(100)))),
        (7, encode(&addr(&id(6)))),
        (10, vec![]),
    ];
    for (actor, args) in calls {
        s.implicit(&system, &id(actor), fil(0), 1, args);
    }
    // A second construction must fail.
    s.implicit(&system, &id(4), fil(0), 1, vec![]);
    s
}

pub fn all(world: &World) -> Vec<Scenario> {
    let mut all = transfers::all(world);
    all.extend(actors::all(world));
    all.extend(evm::all(world));
    all.extend(precompiles::all(world));
    all.extend(miner::all(world));
    all.extend(legacy::all(world));
    all.extend(flows::all(world));
    all.extend(opcodes::all(world));
    all.extend(publish::all(world));
    all.extend(updates::all(world));
    all.extend(upkeep::all(world));
    all.extend(owners::all(world));
    all.extend(vouchers::all(world));
    all.extend(restricted::all(world));
    all.extend(surface::all(world));
    all.extend(sequences::all(world));
    all
}
