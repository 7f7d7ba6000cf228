// SPDX-License-Identifier: Apache-2.0
//! Data into sectors: pre-commits refused, proofs with pieces, claims and notifications, replica updates, presealed sectors.
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

use crate::asm::asm;
use crate::cbor::{addr, amount, big, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, eth, fil, id, params};
use crate::scenarios::evm::deploy_by_eve;
use crate::scenarios::miner::{DEADLINE, chain_commit, create_miner, deal, precommit, rle_first, sealed, unsealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![precommits(w), commits(w), notifications(w), replicas(w), presealed(w), alone(w)]
}

const END: i64 = EPOCH + 1_200_000;

fn begin(s: &mut Scenario, w: &World) -> Address {
    create_miner(s, w);
    s.send(&w.alice, &id(FIRST_FREE_ID), fil(10_000), 0, vec![]);
    id(FIRST_FREE_ID)
}

fn precommits(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-precommits", "each reason to refuse a pre-commitment, batches, deposits, and their expiry without proof");
    let m = begin(&mut s, w);
    let mut put = |sectors: Vec<Ipld>, at: i64| {
        s.send(&w.bob, &m, fil(0), 28, params(vec![list(sectors)])).at(at);
    };
    let seal = w.sector.seal;
    let good = |n: i64| precommit(seal, n, EPOCH - 20, END, Ipld::Null);
    put(vec![], 0);
    put((500..757).map(good).collect(), 0); // no batch is too large
    put(vec![good(1), good(1)], 0);
    put(vec![precommit(seal, i64::MAX, EPOCH - 20, END, Ipld::Null)], 0);
    put(vec![precommit(w.sector.alone, 1, EPOCH - 20, END, Ipld::Null)], 0);
    put(vec![precommit(0, 1, EPOCH - 20, END, Ipld::Null)], 0);
    put(vec![precommit(99, 1, EPOCH - 20, END, Ipld::Null)], 0);
    put(vec![precommit(seal, -1, EPOCH - 20, END, Ipld::Null)], 0);
    put(vec![precommit(seal, 1, EPOCH, END, Ipld::Null)], 0); // a challenge of now
    put(vec![precommit(seal, 1, EPOCH + 5, END, Ipld::Null)], 0);
    put(vec![precommit(seal, 1, EPOCH - 4000, END, Ipld::Null)], 0);
    put(vec![precommit(seal, 1, -1, END, Ipld::Null)], 0);
    put(vec![precommit(seal, 1, EPOCH - 20, EPOCH + 180 * 2880, Ipld::Null)], 0); // too short
    put(vec![precommit(seal, 1, EPOCH - 20, EPOCH + 2000 * 2880, Ipld::Null)], 0); // too long
    put(vec![precommit(seal, 1, EPOCH - 20, -5, Ipld::Null)], 0);
    put(vec![precommit(seal, 1, EPOCH - 20, END, link(&sealed(1)))], 0); // not an unsealed commitment
    let odd = |replica: Ipld, deals: Vec<Ipld>| list(vec![int(seal), int(1), replica, int(EPOCH - 20), list(deals), int(END), Ipld::Null]);
    put(vec![odd(link(&unsealed(1)), vec![])], 0);
    put(vec![odd(link(&sealed(1)), vec![uint(55)])], 0); // no such deal
    put(vec![odd(link(&sealed(1)), (0..300).map(uint).collect())], 0);
    put(vec![good(1)], 0);
    put(vec![good(2), precommit(seal, 3, EPOCH - 3780, END, link(&unsealed(3)))], 0);
    put(vec![good(4), good(2)], 0);
    put(vec![good(4)], 1);
    s.send(&w.eve, &m, fil(0), 28, params(vec![list(vec![good(5)])])).at(1);
    s.send(&w.alice, &m, fil(0), 28, params(vec![list(vec![good(5)])])).at(1);
    s.send(&w.bob, &m, fil(0), method("GetAvailableBalance"), vec![]).at(1);
    // a miner with nothing left but its deposit
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1_000_000))])).at(1);
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(vec![good(6)])])).at(1);
    s.send(&w.bob, &m, fil(0), 36, params(vec![list(vec![ni(6, EPOCH - 9, END)]), bytes([7; 400]), int(w.sector.alone), int(1), int(20), bool(true)])).at(1);
    // deposits burn when a pre-commitment expires
    for at in [100, 88_000, 90_000, 92_000, 95_000] {
        s.implicit(&id(3), &id(4), fil(0), 5, vec![]).at(at);
    }
    let proofs = params(vec![list(vec![list(vec![int(1), list(vec![])])]), list(vec![bytes([5; 192])]), bytes([]), Ipld::Null, bool(true), bool(true)]);
    s.send(&w.bob, &m, fil(0), 34, proofs).at(95_001);
    s.send(&w.eve, &m, fil(0), method("GetVestingFunds"), vec![]).at(95_001);
    s
}

fn ni(number: i64, seal_epoch: i64, end: i64) -> Ipld {
    list(vec![int(number), uint(FIRST_FREE_ID), link(&sealed(number as u8)), int(number), int(seal_epoch), int(end)])
}

/// ProveCommitSectors3 of sectors with their pieces.
struct Commit {
    sectors: Vec<Ipld>,
    proofs: Vec<Ipld>,
    aggregate: Vec<u8>,
    kind: Ipld,
    activation: std::primitive::bool,
    notification: std::primitive::bool,
}

fn commit(sectors: Vec<(i64, Vec<Ipld>)>) -> Commit {
    let proofs = sectors.iter().map(|_| bytes([5; 192])).collect();
    let sectors = sectors.into_iter().map(|(n, pieces)| list(vec![int(n), list(pieces)])).collect();
    Commit { sectors, proofs, aggregate: vec![], kind: Ipld::Null, activation: true, notification: true }
}

impl Commit {
    fn args(self) -> Vec<u8> {
        params(vec![
            list(self.sectors), list(self.proofs), bytes(self.aggregate), self.kind, bool(self.activation), bool(self.notification),
        ])
    }

    fn lenient(self) -> Self {
        Commit { activation: false, notification: false, ..self }
    }
}

fn piece(n: u8, size: i64, allocation: Option<u64>, notify: Vec<(Address, Vec<u8>)>) -> Ipld {
    let claim = allocation.map_or(Ipld::Null, |number| list(vec![uint(102), uint(number)]));
    let notify = notify.into_iter().map(|(who, payload)| list(vec![addr(&who), bytes(payload)])).collect();
    list(vec![link(&unsealed(n)), int(size), claim, list(notify)])
}

/// Bob's datacap, and allocations of whole sectors of these data, from number 1 on.
fn allocate(s: &mut Scenario, w: &World, data: &[u8]) {
    let size = w.sector.bytes;
    let cap = big(&(BigInt::from(size) * 20));
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), cap.clone()]));
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&w.bob), cap]));
    let request = |n: &u8| list(vec![uint(FIRST_FREE_ID), link(&unsealed(*n)), int(size), int(518_400), int(1_500_000), int(EPOCH + 60_000)]);
    let operator = params(vec![list(data.iter().map(request).collect()), list(vec![])]);
    let tokens = TokenAmount::from_whole(size * data.len() as i64);
    s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&id(6)), amount(&tokens), bytes(operator)]));
}

fn commits(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-commits", "ProveCommitSectors3: proofs alone and aggregated, each shape refused, claims good and bad, partial batches");
    let m = begin(&mut s, w);
    let size = w.sector.bytes;
    allocate(&mut s, w, &[1, 2, 3]);
    let data = |n: i64| if n <= 12 { link(&unsealed(n as u8)) } else { Ipld::Null };
    let batch = (1..=20).map(|n| precommit(w.sector.seal, n, EPOCH - 20, END, data(n))).collect();
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    let mut put = |c: Commit, at: i64| {
        s.send(&w.bob, &m, fil(0), 34, c.args()).at(at);
    };
    let whole = |n: u8| (i64::from(n), vec![piece(n, size, None, vec![])]);
    put(commit(vec![whole(1)]), 149); // one epoch early
    put(commit(vec![]), 160);
    put(Commit { proofs: vec![], ..commit(vec![whole(4)]) }, 160);
    put(Commit { proofs: vec![bytes([5; 192]), bytes([5; 192])], ..commit(vec![whole(4)]) }, 160);
    put(Commit { proofs: vec![bytes([5; 10_000])], ..commit(vec![whole(4)]) }, 160);
    put(Commit { aggregate: vec![7; 400], ..commit(vec![whole(4)]) }, 160); // both
    put(Commit { kind: int(1), ..commit(vec![whole(4)]) }, 160);
    let group = |range: std::ops::RangeInclusive<i64>, kind: Ipld, length: usize| Commit {
        proofs: vec![], aggregate: vec![7; length], kind, ..commit(range.map(|n| (n, vec![])).collect())
    };
    put(group(13..=13, int(1), 400), 160);
    put(group(13..=16, Ipld::Null, 400), 160);
    put(group(13..=16, int(0), 400), 160);
    put(group(13..=16, int(9), 400), 160);
    put(group(13..=16, int(1), 100_000), 160);
    put(group(13..=16, int(1), 400), 160); // good
    put(group(13..=16, int(1), 400), 160); // no longer there
    put(commit(vec![(4, vec![])]), 160); // other data than pre-committed
    put(commit(vec![(4, vec![piece(5, size, None, vec![])])]), 160);
    put(commit(vec![(4, vec![piece(4, size / 2, None, vec![])])]), 160);
    put(commit(vec![(4, vec![piece(4, 100, None, vec![])])]), 160);
    put(commit(vec![(4, vec![piece(4, size * 2, None, vec![])])]), 160);
    put(commit(vec![whole(4), whole(4)]), 160);
    put(commit(vec![whole(4), (17, vec![])]), 160);
    put(commit(vec![whole(99)]), 160);
    put(commit(vec![(17, vec![])]).lenient(), 160); // proven already
    // claims
    let claimed = |n: u8, number: u64| (i64::from(n), vec![piece(n, size, Some(number), vec![])]);
    put(commit(vec![claimed(1, 1)]), 160);
    put(commit(vec![claimed(5, 1)]), 160); // of other data, and claimed already
    put(commit(vec![claimed(5, 99)]), 160);
    put(commit(vec![claimed(5, 99), claimed(2, 2)]).lenient(), 160); // the second alone
    put(commit(vec![claimed(5, 99)]).lenient(), 160); // none
    put(commit(vec![claimed(6, 3)]).lenient(), 160); // the size fits, the data do not
    put(commit(vec![claimed(3, 3), whole(6)]), 161);
    s.send(&w.eve, &m, fil(0), 34, commit(vec![whole(7)]).args()).at(161);
    s.send(&w.alice, &m, fil(0), 34, commit(vec![whole(7)]).args()).at(161);
    for number in [1, 2, 3, 7, 13, 18] {
        s.send(&w.eve, &m, fil(0), method("GetNominalSectorExpiration"), encode(&uint(number))).at(161);
    }
    s.send(&w.eve, &m, fil(0), method("InitialPledge"), vec![]).at(161);
    s.send(&w.bob, &m, fil(0), 34, commit(vec![(18, vec![])]).args()).at(90_000); // too late
    s
}

/// Code that answers every native method with these three bytes of CBOR.
fn answering(cbor: &str) -> Vec<u8> {
    let n = cbor.len() / 2;
    asm(&format!("0 0 MSTORE 0x51 32 MSTORE 96 64 MSTORE {n} 96 MSTORE 0x{cbor} {} SHL 128 MSTORE 160 0 RETURN", 256 - 8 * n))
}

fn notifications(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-notifications", "who is told of new data, what they may answer, and when that fails a proof");
    let m = begin(&mut s, w);
    let size = w.sector.bytes;
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&w.alice)));
    s.send(&w.alice, &id(5), fil(50_000), 2, encode(&addr(&m)));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list((1..=4).map(|n| deal(w, &m, n, size, 3000, 603_000, 1000)).collect())]));
    let answers = ["8181f5", "8181f4", "80", "8180", "f6", "8182f5f5"].map(answering);
    let others = ["0 0 REVERT", "STOP", "INVALID"].map(asm);
    let contracts: Vec<Address> =
        answers.iter().chain(&others).map(|code| eth(&deploy_by_eve(&mut s, w, code))).collect();
    let batch = (1..=24).map(|n| precommit(w.sector.seal, n, EPOCH - 20, END, link(&unsealed(n as u8)))).collect();
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    let deal_id = |n: u64| encode(&uint(n));
    let mut put = |n: u8, told: Vec<(Address, Vec<u8>)>, strict: std::primitive::bool| {
        let c = commit(vec![(i64::from(n), vec![piece(n, size, None, told)])]);
        let args = if strict { c } else { Commit { notification: false, ..c } }.args();
        s.send(&w.bob, &m, fil(0), 34, args).at(160);
    };
    put(1, vec![(id(5), deal_id(0))], true);
    put(2, vec![(id(5), deal_id(0))], true); // the market says no
    put(2, vec![(id(5), deal_id(0))], false);
    put(3, vec![(id(5), vec![])], true);
    put(3, vec![(id(5), deal_id(2)), (id(5), deal_id(2))], true); // twice: one is refused
    for (i, contract) in contracts.iter().enumerate() {
        put(4 + i as u8, vec![(*contract, b"payload".to_vec())], true);
    }
    for (i, contract) in contracts.iter().enumerate().skip(1) {
        put(4 + i as u8, vec![(*contract, b"payload".to_vec())], false);
    }
    let nobody = Address::new_actor(b"none");
    for (n, who) in [(14, w.alice), (15, w.eve), (16, id(4444)), (17, nobody), (18, id(1)), (19, Address::new_secp256k1(&[7; 65]).expect("f1"))] {
        put(n, vec![(who, vec![1])], true);
        put(n, vec![(who, vec![1])], false);
    }
    put(20, vec![(contracts[0], vec![1]), (id(5), deal_id(9)), (w.alice, vec![])], false);
    // the same contract by its ID is another group
    put(21, vec![(contracts[0], vec![1]), (id(FIRST_FREE_ID + 1), vec![2])], true);
    put(22, vec![(m, vec![])], true); // the miner itself
    s
}

/// ProveReplicaUpdates3 of sectors in one deadline and partition.
struct Update {
    sectors: Vec<Ipld>,
    proofs: Vec<Ipld>,
    aggregate: Vec<u8>,
    kind: i64,
    aggregation: Ipld,
    activation: std::primitive::bool,
    notification: std::primitive::bool,
}

impl Update {
    fn args(self) -> Vec<u8> {
        params(vec![
            list(self.sectors), list(self.proofs), bytes(self.aggregate), int(self.kind), self.aggregation, bool(self.activation),
            bool(self.notification),
        ])
    }

    fn lenient(self) -> Self {
        Update { activation: false, notification: false, ..self }
    }
}

fn replicas(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-replica-updates", "ProveReplicaUpdates3 of active empty sectors, each reason to refuse, claims and notifications");
    let m = begin(&mut s, w);
    let size = w.sector.bytes;
    allocate(&mut s, w, &[0x31, 0x32]);
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&w.alice)));
    s.send(&w.alice, &id(5), fil(50_000), 2, encode(&addr(&m)));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list(vec![deal(w, &m, 0x33, size, 3000, 603_000, 1000)])]));
    let batch = (1..=2).map(|n| precommit(w.sector.seal, n, EPOCH - 20, END, Ipld::Null)).collect();
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    s.send(&w.bob, &m, fil(0), 34, commit(vec![(1, vec![]), (2, vec![])]).args()).at(160);
    let update = |number: i64, deadline: i64, partition: i64, replica: Ipld, pieces: Vec<Ipld>| {
        list(vec![int(number), int(deadline), int(partition), replica, list(pieces)])
    };
    let plain = |number: i64, n: u8| update(number, DEADLINE, 0, link(&sealed(n)), vec![piece(n, size, None, vec![])]);
    let of = |sectors: Vec<Ipld>| Update {
        proofs: sectors.iter().map(|_| bytes([6; 192])).collect(),
        sectors,
        aggregate: vec![],
        kind: w.sector.update,
        aggregation: Ipld::Null,
        activation: true,
        notification: true,
    };
    let put = |s: &mut Scenario, u: Update, at: i64| {
        s.send(&w.bob, &m, fil(0), 35, u.args()).at(at);
    };
    put(&mut s, of(vec![plain(1, 0x40)]), 170); // not proven yet
    for at in (180..=300).step_by(20).chain([301]) {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    let at = EPOCH + 300;
    let proof = list(vec![list(vec![int(w.sector.post), bytes([8; 192])])]);
    let post = params(vec![int(DEADLINE), list(vec![list(vec![int(0), bytes([])])]), proof, int(at), bytes(chain_commit(at))]);
    s.send(&w.bob, &m, fil(0), 5, post).at(302);
    put(&mut s, of(vec![plain(1, 0x40)]), 303); // the deadline is open
    for at in [320, 340, 360, 380, 420, 480] {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    s.send(&w.eve, &m, fil(0), 35, of(vec![plain(1, 0x40)]).args()).at(480);
    let mut put = |u: Update| {
        s.send(&w.bob, &m, fil(0), 35, u.args()).at(480);
    };
    put(of(vec![]));
    put(Update { proofs: vec![], ..of(vec![plain(1, 0x40)]) });
    put(Update { aggregate: vec![1; 400], ..of(vec![plain(1, 0x40)]) });
    put(Update { aggregation: int(1), ..of(vec![plain(1, 0x40)]) });
    put(Update { proofs: vec![], aggregate: vec![1; 400], ..of(vec![plain(1, 0x40)]) });
    put(Update { proofs: vec![], aggregate: vec![1; 400], aggregation: int(1), ..of(vec![plain(1, 0x40)]) });
    put(Update { proofs: vec![bytes([6; 192]), bytes([6; 192])], ..of(vec![plain(1, 0x40)]) });
    put(Update { proofs: vec![bytes([6; 5000])], ..of(vec![plain(1, 0x40)]) });
    put(Update { kind: 4, ..of(vec![plain(1, 0x40)]) });
    put(Update { kind: 77, ..of(vec![plain(1, 0x40)]) });
    put(of(vec![plain(9, 0x40)]));
    put(of(vec![plain(1, 0x40), plain(1, 0x41)]));
    let data = |n: u8| vec![piece(n, size, None, vec![])];
    put(of(vec![update(1, 99, 0, link(&sealed(0x40)), data(0x40))]));
    put(of(vec![update(1, DEADLINE + 5, 0, link(&sealed(0x40)), data(0x40))]));
    put(of(vec![update(1, DEADLINE, 9, link(&sealed(0x40)), data(0x40))]));
    put(of(vec![update(1, DEADLINE, 0, link(&unsealed(0x40)), data(0x40))]));
    put(of(vec![update(1, 99, 0, link(&sealed(0x40)), data(0x40))]).lenient());
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x40)), vec![piece(0x40, 100, None, vec![])])]));
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x40)), vec![piece(0x40, size * 2, None, vec![])])]));
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x40)), vec![piece(0x40, size, Some(77), vec![])])]));
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x40)), vec![piece(0x40, size, Some(77), vec![])])]).lenient());
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x40)), vec![piece(0x40, size, None, vec![(id(5), vec![0x18, 0x63])])])]));
    // good: a claim and a deal; the first fails beside it
    let told = vec![(id(5), encode(&uint(0)))];
    let first = update(2, DEADLINE, 0, link(&sealed(0x33)), vec![piece(0x33, size, None, told)]);
    put(of(vec![update(1, 99, 0, link(&sealed(0x40)), data(0x40)), first]).lenient());
    put(of(vec![update(1, DEADLINE, 0, link(&sealed(0x31)), vec![piece(0x31, size, Some(1), vec![])])]));
    put(of(vec![plain(1, 0x40)])); // full already
    put(of(vec![plain(2, 0x40)]).lenient());
    s.send(&w.eve, &id(5), fil(0), method("GetDealSector"), encode(&uint(0))).at(480);
    s.send(&w.eve, &id(6), fil(0), 10, params(vec![uint(FIRST_FREE_ID), list(vec![uint(1)])])).at(480);
    s.send(&w.eve, &id(4), fil(0), method("MinerPower"), encode(&uint(FIRST_FREE_ID))).at(480);
    s.send(&w.eve, &m, fil(0), method("InitialPledge"), vec![]).at(480);
    // its claim now matters to an extension
    let extend = |claims: (Vec<u64>, Vec<u64>), to: i64, sector: i64| {
        let ids = |v: Vec<u64>| list(v.into_iter().map(uint).collect());
        let claimed = list(vec![int(sector), ids(claims.0), ids(claims.1)]);
        params(vec![list(vec![list(vec![int(DEADLINE), int(0), bytes([]), list(vec![claimed]), int(to)])])])
    };
    let plain_extension = params(vec![list(vec![list(vec![int(DEADLINE), int(0), bytes(rle_first(1)), list(vec![]), int(END + 1000)])])]);
    s.send(&w.bob, &m, fil(0), 32, plain_extension).at(500); // its claims are not named
    s.send(&w.bob, &m, fil(0), 32, extend((vec![1], vec![]), END + 1000, 1)).at(500);
    s.send(&w.bob, &m, fil(0), 32, extend((vec![1], vec![]), END + 400_000, 1)).at(500); // beyond the claim's term
    s.send(&w.bob, &m, fil(0), 32, extend((vec![1], vec![]), END + 2000, 2)).at(500); // another sector's claim
    s.send(&w.bob, &m, fil(0), 32, extend((vec![2], vec![]), END + 2000, 1)).at(500); // no such claim
    s.send(&w.bob, &m, fil(0), 32, extend((vec![], vec![1]), END + 2000, 1)).at(500); // too early to drop it
    s.send(&w.bob, &m, fil(0), 32, extend((vec![], vec![]), END + 2000, 2)).at(500);
    let bits = |d: i64, p: i64, n: u8, to: i64| params(vec![list(vec![list(vec![int(d), int(p), bytes(rle_first(n)), list(vec![]), int(to)])])]);
    s.send(&w.bob, &m, fil(0), 32, bits(DEADLINE, 0, 2, END + 3000)).at(500);
    s.send(&w.bob, &m, fil(0), 32, bits(DEADLINE, 7, 2, END + 3000)).at(500);
    s.send(&w.bob, &m, fil(0), 32, bits(99, 0, 2, END + 3000)).at(500);
    s.send(&w.bob, &m, fil(0), 32, bits(DEADLINE, 0, 2, EPOCH + 5_000_000)).at(500);
    s.send(&w.bob, &m, fil(0), 32, bits(DEADLINE, 0, 9, END + 3000)).at(500);
    s.send(&w.eve, &m, fil(0), 32, bits(DEADLINE, 0, 2, END + 3000)).at(500);
    s
}

/// An estimate of the first order filter, its position in whole units.
fn estimate(position: u64, velocity: i64) -> Ipld {
    list(vec![big(&(BigInt::from(position) << 128)), big(&(BigInt::from(velocity) << 128))])
}

fn presealed(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-preseal", "InternalSectorSetupForPreseal: sectors with and without deals, as a genesis makes them");
    let m = begin(&mut s, w);
    let size = w.sector.bytes;
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&w.alice)));
    s.send(&w.alice, &id(5), fil(50_000), 2, encode(&addr(&m)));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list((1..=3).map(|n| deal(w, &m, n, size, 3000, 603_000, 1000)).collect())]));
    let with_deal = |n: u8| {
        let data = link(&unsealed(n));
        list(vec![int(w.sector.seal), int(n.into()), link(&sealed(n)), int(EPOCH - 20), list(vec![uint(u64::from(n) - 1)]), int(END), data])
    };
    let batch = vec![with_deal(1), with_deal(2), precommit(w.sector.seal, 3, EPOCH - 20, END, Ipld::Null)];
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(vec![list(vec![int(w.sector.seal), int(4), link(&sealed(4)), int(EPOCH - 20), list(vec![uint(2)]), int(END), link(&unsealed(9))])])])); // other data
    s.send(&w.bob, &m, fil(0), 34, commit(vec![(1, vec![piece(1, size, None, vec![])])]).args()).at(160); // it has deals
    let setup = |sectors: Vec<i64>| {
        let baseline = big(&(BigInt::from(1u64) << 61));
        params(vec![list(sectors.into_iter().map(int).collect()), estimate(3_600_000_000_000_000_000, 0), baseline, estimate(1 << 60, 0)])
    };
    s.send(&w.alice, &m, fil(0), 17, setup(vec![1])).at(160);
    s.implicit(&id(0), &m, fil(0), 17, setup(vec![])).at(160);
    s.implicit(&id(0), &m, fil(0), 17, setup(vec![77])).at(160);
    s.implicit(&id(0), &m, fil(0), 17, setup(vec![1, 77, 3])).at(160);
    s.implicit(&id(0), &m, fil(0), 17, setup(vec![1])).at(160); // once more
    s.implicit(&id(0), &m, fil(0), 17, setup(vec![2])).at(3001); // its deal's start has passed
    s.send(&w.eve, &id(5), fil(0), method("GetDealActivation"), encode(&uint(0))).at(3001);
    s.send(&w.eve, &m, fil(0), method("GenerateSectorLocation"), params(vec![uint(1)])).at(3001);
    s
}

fn alone(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-ni-commits", "ProveCommitSectorsNI: each reason to refuse, partial batches, a chosen deadline");
    let m = begin(&mut s, w);
    struct Ni {
        sectors: Vec<Ipld>,
        proof: usize,
        seal: i64,
        kind: i64,
        deadline: i64,
        all: std::primitive::bool,
    }
    let of = |sectors: Vec<Ipld>| Ni { sectors, proof: 400, seal: w.sector.alone, kind: 1, deadline: 20, all: true };
    let mut put = |c: Ni| {
        let args = vec![list(c.sectors), bytes(vec![7; c.proof]), int(c.seal), int(c.kind), int(c.deadline), bool(c.all)];
        s.send(&w.bob, &m, fil(0), 36, params(args)).at(100);
    };
    let now = EPOCH + 100;
    let good = |n: i64| ni(n, now - 30, END);
    let odd = |sealing: i64, sealer: u64, replica: Ipld, number: i64| list(vec![int(sealing), uint(sealer), replica, int(number), int(now - 30), int(END)]);
    put(of(vec![]));
    put(of((1..=66).map(good).collect()));
    put(Ni { proof: 0, ..of(vec![good(90)]) });
    put(Ni { proof: 100_000, ..of(vec![good(1)]) });
    put(Ni { seal: w.sector.seal, ..of(vec![good(1)]) });
    put(Ni { seal: 99, ..of(vec![good(1)]) });
    put(Ni { kind: 0, ..of(vec![good(1)]) });
    put(Ni { kind: 7, ..of(vec![good(1)]) });
    put(Ni { deadline: 48, ..of(vec![good(1)]) });
    for deadline in 44..48 {
        put(Ni { deadline, ..of(vec![good(100 + deadline)]) }); // one of them is open, the next is not mutable
    }
    put(of(vec![good(1), good(1)]));
    put(of(vec![ni(1, now, END)]));
    put(of(vec![ni(1, now - 30, now + 5)]));
    put(of(vec![ni(1, now - 30, now + 2000 * 2880)]));
    put(of(vec![odd(2, FIRST_FREE_ID, link(&sealed(1)), 1)]));
    put(of(vec![odd(1, 999, link(&sealed(1)), 1)]));
    put(of(vec![odd(1, FIRST_FREE_ID, link(&unsealed(1)), 1)]));
    put(Ni { all: false, ..of(vec![odd(1, 999, link(&sealed(1)), 1)]) });
    put(Ni { all: false, ..of(vec![odd(1, 999, link(&sealed(1)), 1), good(2), ni(3, now - 30, now + 5)]) });
    put(of(vec![good(2)]));
    put(of((10..=15).map(good).collect()));
    s.send(&w.eve, &m, fil(0), 36, params(vec![list(vec![good(30)]), bytes([7; 400]), int(w.sector.alone), int(1), int(20), bool(true)])).at(100);
    for number in [2, 10, 12, 14, 15] {
        s.send(&w.eve, &m, fil(0), method("GenerateSectorLocation"), params(vec![uint(number)])).at(100);
    }
    s.send(&w.eve, &m, fil(0), method("GetAvailableBalance"), vec![]).at(100);
    s
}
