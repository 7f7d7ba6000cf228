// SPDX-License-Identifier: Apache-2.0
//! Vectors of many messages: what one machine keeps between messages, and the clock of the chain.
use fvm_shared::address::Address;
use ipld_core::ipld::Ipld;

use crate::asm::asm;
use crate::cbor::{bool, bytes, int, list, method};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, Shape, World, eth, fil, id, params};
use crate::scenarios::evm::{deploy_by_eve, invoke, proxy, via};
use crate::scenarios::miner::{create_miner, precommit};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![one_epoch(w), cron_weeks(w)]
}

fn one_epoch(w: &World) -> Scenario {
    let mut s = Scenario::new("sequence-one-epoch", "messages of many senders on one machine, and the same in the next epochs");
    let fresh = Address::new_secp256k1(&[7; 65]).expect("f1");
    s.send(&w.alice, &fresh, fil(3), 0, vec![]);
    s.send(&w.bob, &fresh, fil(2), 0, vec![]);
    s.send(&w.alice, &eth(&[0x42; 20]), fil(1), 0, vec![]);
    // counts its calls in storage and in transient storage, which no other message sees
    let counter = deploy_by_eve(&mut s, w, &asm(
        "0 SLOAD 1 ADD 0 SSTORE 0 TLOAD 1 ADD 0 TSTORE 0 SLOAD 0 MSTORE 0 TLOAD 32 MSTORE 32 0 LOG0 64 0 RETURN",
    ));
    let gone = deploy_by_eve(&mut s, w, &asm("7 0 SSTORE CALLER SELFDESTRUCT"));
    let fails = deploy_by_eve(&mut s, w, &asm("1 0 SSTORE 0 0 REVERT"));
    let caller = deploy_by_eve(&mut s, w, &proxy("CALL"));
    for at in [0, 1, 7] {
        for contract in [&counter, &fails, &gone, &gone] {
            let first = s.messages.len();
            invoke(&mut s, w, contract, 0, &[]);
            invoke(&mut s, w, &caller, 0, &via(contract, &[]));
            s.messages[first..].iter_mut().for_each(|line| line.epoch_offset = at);
        }
        s.send(&w.eve, &eth(&gone), fil(1), 0, vec![]).at(at);
        s.send(&w.alice, &w.bob, fil(1_000_000_000), 0, vec![]).at(at);
        s.rejected(&w.alice, &w.bob, fil(1), 1000).at(at);
        s.send(&w.alice, &fresh, fil(1), 0, vec![]).at(at);
        s.implicit(&id(0), &w.bob, fil(0), 2, vec![]).at(at);
    }
    s.shaped(Shape::Whole)
}

/// A tick at each deadline for two weeks, then one a day, until the sectors that nobody proves are terminated.
fn cron_weeks(w: &World) -> Scenario {
    let mut s = Scenario::new("sequence-cron-weeks", "cron over six weeks of a miner that never proves its sectors (proofs taken for valid)");
    const DEADLINE_EPOCHS: i64 = 60;
    const DAY: i64 = 2880;
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.send(&w.alice, &m, fil(10_000), 0, vec![]);
    let sectors = [1, 2];
    let end = EPOCH + 1_200_000;
    let batch = sectors.iter().map(|n| precommit(w.sector.seal, *n, EPOCH - 20, end, Ipld::Null)).collect();
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    let manifests = sectors.iter().map(|n| list(vec![int(*n), list(vec![])])).collect();
    let proofs = sectors.iter().map(|_| bytes([5; 192])).collect();
    let prove = params(vec![list(manifests), list(proofs), bytes([]), Ipld::Null, bool(true), bool(true)]);
    s.send(&w.bob, &m, fil(0), 34, prove).at(160);
    let ticks = (1..).map(|n| 160 + n * DEADLINE_EPOCHS).take_while(|at| *at <= 14 * DAY).chain((15..=45).map(|day| day * DAY + 160));
    let mut last = 0;
    for at in ticks {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
        last = at;
    }
    s.send(&w.eve, &id(4), fil(0), 9, vec![]).at(last);
    s.send(&w.eve, &m, fil(0), method("GetAvailableBalance"), vec![]).at(last);
    for sector in sectors {
        s.send(&w.bob, &m, fil(0), 13, params(vec![int(sector)])).at(last);
    }
    s.shaped(Shape::Whole)
}
