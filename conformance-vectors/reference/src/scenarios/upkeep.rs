// SPDX-License-Identifier: Apache-2.0
//! The life of proven sectors: window PoSts, faults and recoveries, termination, compaction, and faults that grow too old.
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use ipld_core::ipld::Ipld;

use crate::cbor::{addr, amount, big, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, fil, id, params};
use crate::scenarios::miner::{chain_commit, create_miner, rle_first, sealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![posts(w), compaction(w), ageing(w), expiry(w)]
}

const PERIOD: i64 = 2880;
const WINDOW: i64 = 60;
/// Where the sectors of these scenarios are proven.
const TARGET: i64 = 2;
const END: i64 = EPOCH + 1_200_000;

/// The epoch, counted from the vector's, at which this deadline of the first miner opens next.
fn opens(deadline: i64) -> i64 {
    let name = [&encode(&addr(&id(FIRST_FREE_ID)))[..], &EPOCH.to_be_bytes()].concat();
    let hash = blake2b_simd::Params::new().hash_length(32).hash(&name);
    let seed = u64::from_be_bytes(hash.as_bytes()[..8].try_into().expect("8 bytes"));
    let offset = (seed % PERIOD as u64) as i64;
    (offset + deadline * WINDOW - EPOCH).rem_euclid(PERIOD)
}

/// Cron at the last epoch of each deadline from one epoch to another.
fn tick(s: &mut Scenario, from: i64, to: i64) {
    let phase = opens(0).rem_euclid(WINDOW);
    for at in from..to {
        if (at + 1 - phase).rem_euclid(WINDOW) == 0 {
            s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
        }
    }
}

/// A miner with money, a pledge total that its vesting deposit does not exhaust, and sectors in the one deadline.
fn begin(s: &mut Scenario, w: &World, sectors: i64) -> Address {
    let m = id(FIRST_FREE_ID);
    create_miner(s, w);
    s.send(&w.alice, &m, fil(10_000), 0, vec![]);
    s.implicit(&m, &id(4), fil(0), 6, encode(&amount(&fil(100_000))));
    let one = |n: i64| list(vec![int(n), uint(FIRST_FREE_ID), link(&sealed(n as u8)), int(n), int(EPOCH - 30), int(END)]);
    let args = vec![list((1..=sectors).map(one).collect()), bytes([7; 400]), int(w.sector.alone), int(1), int(TARGET), bool(true)];
    s.send(&w.bob, &m, fil(0), 36, params(args)).at(1);
    m
}

struct Post {
    deadline: i64,
    partitions: Vec<(i64, Vec<u8>)>,
    proofs: Vec<Ipld>,
    commit: i64,
    randomness: Vec<u8>,
}

/// Of these partitions with no sector left out, committed to the epoch (counted from the vector's).
fn post(w: &World, partitions: &[i64], commit: i64) -> Post {
    Post {
        deadline: TARGET,
        partitions: partitions.iter().map(|p| (*p, vec![])).collect(),
        proofs: vec![list(vec![int(w.sector.post), bytes([8; 192])])],
        commit: EPOCH + commit,
        randomness: chain_commit(EPOCH + commit),
    }
}

impl Post {
    fn args(self) -> Vec<u8> {
        let partitions = self.partitions.into_iter().map(|(p, skipped)| list(vec![int(p), bytes(skipped)])).collect();
        params(vec![int(self.deadline), list(partitions), list(self.proofs), int(self.commit), bytes(self.randomness)])
    }
}

/// On devnet a partition holds two sectors; on mainnet these are all in one.
fn partition(w: &World, sector: i64) -> i64 {
    if w.sector.bytes == 1 << 11 { (sector - 1) / 2 } else { 0 }
}

fn of(groups: &[(i64, i64, u8)]) -> Vec<u8> {
    params(vec![list(groups.iter().map(|(d, p, n)| list(vec![int(*d), int(*p), bytes(rle_first(*n))])).collect())])
}

fn look(s: &mut Scenario, w: &World, m: &Address, sectors: i64, at: i64) {
    for n in 1..=sectors {
        s.send(&w.eve, m, fil(0), method("GenerateSectorLocation"), params(vec![int(n)])).at(at);
    }
    s.send(&w.eve, &id(4), fil(0), method("MinerPower"), encode(&uint(FIRST_FREE_ID))).at(at);
    s.send(&w.eve, m, fil(0), method("InitialPledge"), vec![]).at(at);
    s.send(&w.eve, m, fil(0), method("GetAvailableBalance"), vec![]).at(at);
}

fn posts(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-posts", "window PoSts: each reason to refuse, skipped and missed sectors, faults, recoveries, disputes");
    let m = begin(&mut s, w, 6);
    let open = opens(TARGET);
    let all: Vec<i64> = (0..=partition(w, 6)).collect();
    s.send(&w.bob, &m, fil(0), 5, post(w, &all, open - 62).args()).at(open - 61); // cron has not run
    tick(&mut s, 1, open);
    let put = |s: &mut Scenario, p: Post, at: i64| {
        s.send(&w.bob, &m, fil(0), 5, p.args()).at(at);
    };
    s.send(&w.eve, &m, fil(0), 5, post(w, &[0], open).args()).at(open + 2);
    let now = open + 2;
    let good = || post(w, &[0], open);
    let proof = |kind: i64, n: usize| list(vec![int(kind), bytes(vec![8; n])]);
    put(&mut s, Post { proofs: vec![], ..good() }, now);
    put(&mut s, Post { proofs: vec![proof(w.sector.post, 192), proof(w.sector.post, 192)], ..good() }, now);
    put(&mut s, Post { proofs: vec![proof(99, 192)], ..good() }, now);
    put(&mut s, Post { proofs: vec![proof(14, 192)], ..good() }, now); // of 64 GiB
    put(&mut s, Post { proofs: vec![proof(w.sector.post, 193)], ..good() }, now);
    put(&mut s, Post { randomness: vec![1; 33], ..good() }, now);
    put(&mut s, Post { randomness: vec![1; 32], ..good() }, now);
    put(&mut s, Post { randomness: vec![], ..good() }, now);
    put(&mut s, Post { deadline: 48, ..good() }, now);
    put(&mut s, Post { deadline: TARGET + 1, ..good() }, now);
    put(&mut s, post(w, &[], open), now);
    put(&mut s, post(w, &[0, 1, 2, 3], open), now);
    put(&mut s, post(w, &[9], open), now);
    put(&mut s, post(w, &[0, 0], open), now);
    put(&mut s, post(w, &[0], open - 21), now);
    put(&mut s, post(w, &[0], now), now);
    put(&mut s, post(w, &[0], now + 1), now);
    put(&mut s, Post { partitions: vec![(0, rle_first(9))], ..good() }, now);
    put(&mut s, Post { partitions: vec![(0, vec![0xff; 5])], ..good() }, now);
    put(&mut s, Post { partitions: vec![(0, vec![0xa8])], ..good() }, now); // RLE+ of 1 and 2: each of its sectors, on devnet
    put(&mut s, Post { partitions: vec![(0, rle_first(2))], ..post(w, &[0], open - 20) }, now);
    put(&mut s, post(w, &[0], open), now); // proven already
    put(&mut s, post(w, &[1], now - 1), now);
    put(&mut s, post(w, &[0, 1], open), now);
    look(&mut s, w, &m, 6, now);
    s.send(&w.bob, &m, fil(0), 10, of(&[(TARGET, partition(w, 3), 3)])).at(now); // while it is open
    s.send(&w.bob, &m, fil(0), 9, of(&[(TARGET, partition(w, 3), 3)])).at(now);
    let dispute = |s: &mut Scenario, deadline: i64, index: i64, at: i64| {
        s.send(&w.eve, &m, fil(0), 24, params(vec![int(deadline), int(index)])).at(at);
    };
    dispute(&mut s, TARGET, 0, now);
    tick(&mut s, now, open + WINDOW);
    let closed = open + WINDOW + 5;
    look(&mut s, w, &m, 6, closed); // what nobody proved is faulty
    put(&mut s, post(w, &[2], closed - 1), closed); // too late
    for (deadline, index) in [(TARGET, 0), (TARGET, 1), (TARGET, 7), (TARGET + 1, 0), (48, 0)] {
        dispute(&mut s, deadline, index, closed);
    }
    let at = closed + WINDOW;
    tick(&mut s, closed, at);
    // faults
    let three = (TARGET, partition(w, 3), 3);
    for groups in [
        vec![], vec![(TARGET, 0, 9)], vec![(TARGET, 9, 1)], vec![(48, 0, 1)], vec![(TARGET + 3, 0, 1)], vec![(TARGET + 1, 0, 1)],
    ] {
        s.send(&w.bob, &m, fil(0), 10, of(&groups)).at(at);
        s.send(&w.bob, &m, fil(0), 11, of(&groups)).at(at);
        s.send(&w.bob, &m, fil(0), 9, of(&groups)).at(at);
    }
    s.send(&w.eve, &m, fil(0), 10, of(&[three])).at(at);
    s.send(&w.eve, &m, fil(0), 11, of(&[three])).at(at);
    s.send(&w.eve, &m, fil(0), 9, of(&[three])).at(at);
    s.send(&w.bob, &m, fil(0), 10, of(&[three])).at(at);
    s.send(&w.alice, &m, fil(0), 10, of(&[three])).at(at); // known already
    s.send(&w.bob, &m, fil(0), 11, of(&[three])).at(at);
    s.send(&w.bob, &m, fil(0), 11, of(&[(TARGET, 0, 1)])).at(at); // not faulty
    s.send(&w.bob, &m, fil(0), 11, of(&[(TARGET, 0, 2), (TARGET, partition(w, 5), 5)])).at(at);
    s.send(&w.bob, &m, fil(0), 10, of(&[(TARGET, partition(w, 5), 5)])).at(at); // takes the recovery back
    look(&mut s, w, &m, 6, at);
    // the next day
    let next = open + PERIOD;
    tick(&mut s, at, next);
    s.send(&w.bob, &m, fil(0), 11, of(&[(TARGET, partition(w, 5), 5)])).at(next + 1); // after the cutoff
    put(&mut s, post(w, &all, next), next + 3);
    look(&mut s, w, &m, 6, next + 3);
    tick(&mut s, next + 3, next + WINDOW);
    dispute(&mut s, TARGET, 0, next + WINDOW); // it was verified at once
    look(&mut s, w, &m, 6, next + WINDOW);
    s
}

fn compaction(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-compaction", "termination of proven sectors, its fees, and partitions made smaller after the dispute window");
    let m = begin(&mut s, w, 6);
    let open = opens(TARGET);
    let all: Vec<i64> = (0..=partition(w, 6)).collect();
    let compact = |s: &mut Scenario, by: &Address, deadline: i64, partitions: Vec<u8>, at: i64| {
        s.send(by, &m, fil(0), 19, params(vec![int(deadline), bytes(partitions)])).at(at);
    };
    compact(&mut s, &w.bob, TARGET, rle_first(0), 2); // not proven yet
    tick(&mut s, 1, open);
    s.send(&w.bob, &m, fil(0), 5, post(w, &all, open).args()).at(open + 2);
    tick(&mut s, open + 2, open + 3 * WINDOW);
    let at = open + 3 * WINDOW;
    for (power, pledge) in [(0i64, 0i64), (1 << 40, 1), (-1, 1), (1 << 40, -1)] {
        let args = params(vec![big(&BigInt::from(power)), big(&BigInt::from(pledge))]);
        s.send(&w.eve, &m, fil(0), method("MaxTerminationFee"), args).at(at);
    }
    s.send(&w.bob, &m, fil(0), 9, of(&[(TARGET, 0, 1), (TARGET, partition(w, 3), 3)])).at(at);
    s.send(&w.bob, &m, fil(0), 9, of(&[(TARGET, partition(w, 4), 4)])).at(at);
    s.send(&w.bob, &m, fil(0), 9, of(&[(TARGET, partition(w, 4), 4)])).at(at); // no longer alive
    look(&mut s, w, &m, 6, at);
    compact(&mut s, &w.bob, TARGET, rle_first(0), at); // may still be disputed
    let late = open + WINDOW + 1800 + 60;
    tick(&mut s, at, late);
    compact(&mut s, &w.eve, TARGET, rle_first(0), late);
    compact(&mut s, &w.bob, 48, rle_first(0), late);
    compact(&mut s, &w.bob, TARGET, vec![0xff; 4], late);
    compact(&mut s, &w.bob, TARGET, rle_first(9), late);
    compact(&mut s, &w.bob, TARGET + 5, rle_first(0), late);
    compact(&mut s, &w.bob, TARGET, vec![], late);
    compact(&mut s, &w.bob, TARGET, rle_first(0), late);
    look(&mut s, w, &m, 6, late);
    compact(&mut s, &w.bob, TARGET, rle_first(0), late + 1);
    compact(&mut s, &w.bob, TARGET, rle_first(1), late + 1);
    s.send(&w.bob, &m, fil(0), 10, of(&[(TARGET, 0, 2)])).at(late + 2);
    s.send(&w.bob, &m, fil(0), 10, of(&[(TARGET, 0, 5)])).at(late + 2);
    s.send(&w.bob, &m, fil(0), 10, of(&[(TARGET, 1, 6)])).at(late + 2);
    for p in [0, 1] {
        compact(&mut s, &w.bob, TARGET, rle_first(p), late + 3); // a fault forbids it
    }
    look(&mut s, w, &m, 6, late + 3);
    let numbers = |s: &mut Scenario, by: &Address, bits: Vec<u8>| {
        s.send(by, &m, fil(0), 20, params(vec![bytes(bits)])).at(late + 4);
    };
    numbers(&mut s, &w.bob, rle_first(9));
    numbers(&mut s, &w.bob, rle_first(9));
    numbers(&mut s, &w.bob, vec![]);
    numbers(&mut s, &w.eve, rle_first(10));
    s
}

/// Nobody proves anything. Cron looks at the deadline that is open, so that days may pass without it between.
fn ageing(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-ageing", "sectors that nobody proves: faults that age for 42 days, their fees, and termination by cron");
    let m = begin(&mut s, w, 4);
    let close = opens(TARGET) + WINDOW - 1;
    for day in [0, 1, 2, 20, 41, 42, 43, 44] {
        let at = close + day * PERIOD;
        s.implicit(&id(3), &id(4), fil(0), 5, vec![]).at(at);
        look(&mut s, w, &m, 4, at);
        s.send(&w.eve, &m, fil(0), 13, params(vec![int(1)])).at(at);
    }
    let end = close + 44 * PERIOD + 1;
    s.send(&w.bob, &m, fil(0), 22, vec![]).at(end);
    s.send(&w.bob, &m, fil(0), 9, of(&[(TARGET, 0, 1)])).at(end);
    s.send(&w.eve, &m, fil(0), method("GetVestingFunds"), vec![]).at(end);
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1))])).at(end);
    s
}

fn expiry(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-expiry", "sectors proven once that come to their end on time; one extended beyond it");
    let m = begin(&mut s, w, 4);
    let open = opens(TARGET);
    tick(&mut s, 1, open);
    let all: Vec<i64> = (0..=partition(w, 4)).collect();
    s.send(&w.bob, &m, fil(0), 5, post(w, &all, open).args()).at(open + 2);
    tick(&mut s, open + 2, open + WINDOW);
    let extend = |sector: u8, to: i64| {
        let group = list(vec![int(TARGET), int(partition(w, sector.into())), bytes(rle_first(sector)), list(vec![]), int(to)]);
        params(vec![list(vec![group])])
    };
    let at = open + 3 * WINDOW;
    s.send(&w.bob, &m, fil(0), 32, extend(4, END)).at(at); // to where it is
    s.send(&w.bob, &m, fil(0), 32, extend(4, END - 1)).at(at);
    s.send(&w.bob, &m, fil(0), 32, extend(4, END + PERIOD * 3)).at(at);
    // a year of other deadlines: cron may not leave too many epochs behind at once
    for month in 1..12 {
        s.implicit(&id(3), &id(4), fil(0), 5, vec![]).at(opens(20) + month * 36 * PERIOD);
    }
    // the day before, the day, and the days after
    let last = (END - EPOCH - open).div_euclid(PERIOD);
    for day in [last - 1, last, last + 1, last + 4, last + 5] {
        let at = open + day * PERIOD;
        s.send(&w.bob, &m, fil(0), 32, extend(4, END + 9 * PERIOD)).at(at - 200);
        s.implicit(&id(3), &id(4), fil(0), 5, vec![]).at(at + WINDOW - 1);
        look(&mut s, w, &m, 4, at + WINDOW - 1);
        for status in 0..3 {
            let place = params(vec![int(TARGET), int(0)]);
            s.send(&w.eve, &m, fil(0), method("ValidateSectorStatus"), params(vec![int(1), int(status), bytes(place)])).at(at + WINDOW - 1);
        }
    }
    s
}
