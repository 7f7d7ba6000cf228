// SPDX-License-Identifier: Apache-2.0
//! Methods of miners that later releases retired (there they answer 22): pre-commitment, proof, extension and replica
//! update of the older kinds.
use ipld_core::ipld::Ipld;

use crate::cbor::{addr, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, fil, id, params};
use crate::scenarios::miner::{DEADLINE, chain_commit, create_miner, deal, precommit, rle_first, sealed, unsealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![retired(w)]
}

/// RLE+ of `length` numbers from `start` on, each from 1 to 15.
fn rle_run(start: u8, length: u8) -> Vec<u8> {
    let mut bits = vec![false; 3];
    for run in [start, length] {
        if run == 1 {
            bits.push(true);
        } else {
            bits.extend([false, true]);
            bits.extend((0..4).map(|i| run >> i & 1 == 1));
        }
    }
    let packed = bits.chunks(8).map(|c| c.iter().enumerate().fold(0, |b, (i, x)| b | u8::from(*x) << i));
    let mut packed: Vec<u8> = packed.collect();
    while packed.last() == Some(&0) {
        packed.pop();
    }
    packed
}

fn retired(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-retired", "PreCommitSector, ProveCommitSector, aggregates, replica updates and extensions by their old numbers");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.send(&w.alice, &m, fil(10_000), 0, vec![]);
    let end = EPOCH + 1_200_000;
    let old = |n: i64| {
        let sector = vec![int(w.sector.seal), int(n), link(&sealed(n as u8)), int(EPOCH - 20), list(vec![]), int(end)];
        list([sector, vec![bool(false), int(0), int(0), int(0)]].concat())
    };
    let Ipld::List(one) = old(1) else { unreachable!() };
    s.send(&w.bob, &m, fil(0), 6, params(one.clone()));
    s.send(&w.bob, &m, fil(0), 6, params(one)); // once more
    s.send(&w.eve, &m, fil(0), 25, params(vec![list(vec![old(2)])]));
    s.send(&w.bob, &m, fil(0), 25, params(vec![list(vec![old(2), old(3)])]));
    s.send(&w.bob, &m, fil(0), 25, params(vec![list(vec![])]));
    let batch = (1..=15).map(|n| precommit(w.sector.seal, n, EPOCH - 20, end, Ipld::Null));
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch.clone().skip(3).collect())]));
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch.take(3).collect())])); // where the old numbers did nothing
    let prove = |n: i64, length: usize| params(vec![int(n), bytes(vec![5; length])]);
    s.send(&w.bob, &m, fil(0), 7, prove(1, 192)).at(10); // too early
    for (n, length) in [(1, 192), (2, 192), (3, 192), (99, 192), (4, 20_000)] {
        s.send(&w.bob, &m, fil(0), 7, prove(n, length)).at(160);
    }
    s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(160);
    s.send(&w.bob, &m, fil(0), 7, prove(1, 192)).at(161); // proven already
    let aggregate = |start: u8, length: u8, proof: usize| params(vec![bytes(rle_run(start, length)), bytes(vec![7; proof])]);
    s.send(&w.bob, &m, fil(0), 26, aggregate(4, 2, 400)).at(161); // too few
    s.send(&w.bob, &m, fil(0), 26, aggregate(4, 5, 100_000)).at(161);
    s.send(&w.eve, &m, fil(0), 26, aggregate(4, 5, 400)).at(161);
    s.send(&w.bob, &m, fil(0), 26, aggregate(4, 5, 400)).at(161);
    s.send(&w.bob, &m, fil(0), 26, aggregate(4, 5, 400)).at(161);
    // whatever is still unproven goes the new way, where there is one
    let rest = |n: i64| list(vec![int(n), list(vec![])]);
    let manifests = |range: std::ops::Range<i64>| list(range.map(rest).collect());
    let proofs = |n: usize| list(vec![bytes([5; 192]); n]);
    s.send(&w.bob, &m, fil(0), 34, params(vec![manifests(1..4), proofs(3), bytes([]), Ipld::Null, bool(false), bool(false)])).at(162);
    for at in (180..=300).step_by(20).chain([301]) {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    let at = EPOCH + 300;
    let proof = list(vec![list(vec![int(w.sector.post), bytes([8; 192])])]);
    let post = params(vec![int(DEADLINE), list(vec![list(vec![int(0), bytes([])])]), proof, int(at), bytes(chain_commit(at))]);
    s.send(&w.bob, &m, fil(0), 5, post).at(302);
    for at in [320, 340, 360, 380, 420, 480] {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&w.alice))).at(480);
    s.send(&w.alice, &id(5), fil(50_000), 2, encode(&addr(&m))).at(480);
    let deals = [0x40, 0x41].map(|n| deal(w, &m, n, w.sector.bytes, 3000, 603_000, 1000));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list(deals.to_vec())])).at(480);
    // the newer of the two numbers also names the data
    let update = |n: i64, data: Option<u8>, deals: Vec<u64>| {
        let place = vec![int(n), int(DEADLINE), int(0), link(&sealed(0x40))];
        let data = data.map(|n| link(&unsealed(n))).into_iter().collect();
        let deals = list(deals.into_iter().map(uint).collect());
        params(vec![list(vec![list([place, data, vec![deals, int(w.sector.update), bytes([6; 192])]].concat())])])
    };
    for n in [1, 99] {
        s.send(&w.bob, &m, fil(0), 27, update(n, None, vec![])).at(480);
        s.send(&w.bob, &m, fil(0), 29, update(n, Some(0x40), vec![])).at(480);
    }
    s.send(&w.bob, &m, fil(0), 27, update(1, None, vec![7])).at(480);
    s.send(&w.eve, &m, fil(0), 27, update(1, None, vec![0])).at(480);
    for _ in 0..2 {
        s.send(&w.bob, &m, fil(0), 27, update(1, None, vec![0])).at(480);
    }
    s.send(&w.bob, &m, fil(0), 29, update(2, Some(0x40), vec![1])).at(480); // other data
    s.send(&w.bob, &m, fil(0), 29, update(2, Some(0x41), vec![1])).at(480);
    let extend = |n: u8, to: i64| params(vec![list(vec![list(vec![int(DEADLINE), int(0), bytes(rle_first(n)), int(to)])])]);
    for (n, to) in [(2, end + 1000), (2, end), (99 % 16, end + 1000), (1, end + 5_000_000)] {
        s.send(&w.bob, &m, fil(0), 8, extend(n, to)).at(481);
    }
    s.send(&w.bob, &m, fil(0), 33, params(vec![int(DEADLINE), int(DEADLINE + 1), bytes(rle_first(0))])).at(481);
    for n in [1, 2, 4, 8] {
        s.send(&w.eve, &m, fil(0), 13, params(vec![uint(n)])).at(481);
    }
    s.send(&w.eve, &id(4), fil(0), method("MinerRawPower"), encode(&uint(FIRST_FREE_ID))).at(481);
    s
}
