// SPDX-License-Identifier: Apache-2.0
use cid::Cid;
use cid::multihash::Multihash;
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

use crate::cbor::{addr, amount, big, bool, bytes, encode, int, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, atto, fil, id, params};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![lifecycle(w), sectors(w), reports(w)]
}

pub fn create_miner(s: &mut Scenario, w: &World) {
    let args = vec![addr(&w.alice), addr(&w.bob), int(w.sector.post), bytes(b"peer"), list(vec![bytes(b"addr")])];
    s.send(&w.alice, &id(4), fil(100_000), 2, params(args));
}

fn lifecycle(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-settings", "a miner through Power: its settings, beneficiary, owner, rewards, withdrawal");
    let m = id(FIRST_FREE_ID);
    let none = vec![];
    // refused: no deposit, a secp worker, an unknown proof type
    s.send(&w.alice, &id(4), fil(0), 2, params(vec![addr(&w.alice), addr(&w.bob), int(w.sector.post), bytes([]), list(vec![])]));
    s.send(&w.alice, &id(4), fil(9), 2, params(vec![addr(&w.alice), addr(&w.root_key), int(w.sector.post), bytes([]), list(vec![])]));
    s.send(&w.alice, &id(4), fil(9), 2, params(vec![addr(&w.alice), addr(&w.bob), int(3), bytes([]), list(vec![])]));
    create_miner(&mut s, w);
    s.send(&w.eve, &m, fil(0), 2, none.clone());
    for name in ["GetOwner", "GetSectorSize", "GetAvailableBalance", "GetVestingFunds", "GetPeerID", "GetMultiaddrs", "GetBeneficiary"] {
        s.send(&w.eve, &m, fil(0), method(name), none.clone());
    }
    s.send(&w.eve, &m, fil(0), method("IsControllingAddress"), encode(&addr(&w.bob)));
    s.send(&w.bob, &m, fil(0), 4, params(vec![bytes(b"new peer")]));
    s.send(&w.eve, &m, fil(0), 4, params(vec![bytes(b"not mine")]));
    s.send(&w.bob, &m, fil(0), 18, params(vec![list(vec![bytes(b"x"), bytes(b"y")])]));
    s.send(&w.alice, &m, fil(0), 3, params(vec![addr(&w.bob), list(vec![addr(&w.root_key)])]));
    s.send(&w.root_key, &m, fil(0), 4, params(vec![bytes(b"by control")]));
    s.send(&w.alice, &m, fil(0), 30, params(vec![addr(&w.eve), amount(&fil(10)), int(EPOCH + 100_000)]));
    s.send(&w.alice, &m, fil(0), 31, none.clone());
    s.send(&w.eve, &m, fil(0), 30, params(vec![addr(&w.eve), amount(&fil(10)), int(EPOCH + 100_000)]));
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(4))]));
    s.send(&w.eve, &m, fil(0), 16, params(vec![amount(&fil(40))]));
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1))]));
    s.send(&w.alice, &m, fil(0), 23, encode(&addr(&w.root_key)));
    s.send(&w.root_key, &m, fil(0), 23, encode(&addr(&w.root_key)));
    s.send(&w.eve, &m, fil(0), method("GetOwner"), none.clone());
    // block rewards with and without penalty, then vesting later
    let award = |penalty: TokenAmount| params(vec![addr(&m), amount(&penalty), amount(&atto(7)), int(2)]);
    s.implicit(&id(0), &id(2), fil(0), 2, award(fil(0)));
    s.implicit(&id(0), &id(2), fil(0), 2, award(atto(1_000_000)));
    s.implicit(&id(0), &id(3), fil(0), 2, none.clone());
    s.send(&w.root_key, &m, fil(0), 22, none.clone());
    s.send(&w.eve, &m, fil(0), method("GetVestingFunds"), none.clone());
    s.implicit(&id(0), &id(2), fil(0), 2, award(fil(0))).at(3000);
    s.implicit(&id(0), &id(3), fil(0), 2, none.clone()).at(3000);
    s.send(&w.root_key, &m, fil(0), 16, params(vec![amount(&fil(1_000_000))])).at(3000);
    s.send(&w.eve, &id(4), fil(0), method("MinerCount"), none).at(3000);
    s
}

pub fn sealed(n: u8) -> Cid {
    let mut digest = [n; 32];
    digest[31] = 0;
    Cid::new_v1(0xf102, Multihash::wrap(0xb401, &digest).expect("multihash"))
}

pub fn unsealed(n: u8) -> Cid {
    let mut digest = [n; 32];
    digest[31] = 0;
    Cid::new_v1(0xf101, Multihash::wrap(0x1012, &digest).expect("multihash"))
}

pub fn precommit(seal: i64, number: i64, seal_epoch: i64, expiration: i64, unsealed: Ipld) -> Ipld {
    list(vec![int(seal), int(number), crate::cbor::link(&sealed(number as u8)), int(seal_epoch), list(vec![]), int(expiration), unsealed])
}

/// Sectors need --trust-proofs: their seals are not seals.
fn sectors(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-sectors", "verified data into sectors: pre-commit, prove-commit, cron, faults, termination (proofs taken for valid)");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    let piece = w.sector.bytes;
    // datacap for bob, allocated to the miner
    let cap = BigInt::from(1u64) << 40;
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), big(&cap)]));
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&w.bob), big(&cap)]));
    let allocation = list(vec![
        uint(FIRST_FREE_ID), crate::cbor::link(&unsealed(0x21)), int(piece), int(518_400), int(1_500_000), int(EPOCH + 60_000),
    ]);
    let request = params(vec![list(vec![allocation]), list(vec![])]);
    let tokens = TokenAmount::from_whole(piece);
    s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&id(6)), amount(&tokens), bytes(request)]));
    s.send(&w.alice, &m, fil(10_000), 0, vec![]);
    let end = EPOCH + 1_200_000;
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&w.alice)));
    s.send(&w.alice, &id(5), fil(1000), 2, encode(&addr(&m)));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list(vec![deal(w, &m, 0x22, piece, 3000, 603_000, 1_000_000_007)])]));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list(vec![deal(w, &m, 0x22, piece, 3000, 603_000, 1_000_000_007)])])); // the same deal
    // the piece's commitment is the whole sector's
    let batch = list(vec![
        precommit(w.sector.seal, 1, EPOCH - 20, end, crate::cbor::link(&unsealed(0x21))),
        precommit(w.sector.seal, 2, EPOCH - 20, end, crate::cbor::link(&unsealed(0x22))),
        precommit(w.sector.seal, 7, EPOCH - 20, end, Ipld::Null),
    ]);
    s.send(&w.bob, &m, fil(0), 28, params(vec![batch.clone()]));
    s.send(&w.bob, &m, fil(0), 28, params(vec![batch])); // once more
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(vec![precommit(w.sector.seal, 3, EPOCH - 20, EPOCH + 5, Ipld::Null)])]));
    s.implicit(&id(0), &id(3), fil(0), 2, vec![]);
    let proof = || bytes([5; 192]);
    let manifest = |n: i64, pieces: Vec<Ipld>| list(vec![int(n), list(pieces)]);
    let verified = list(vec![
        crate::cbor::link(&unsealed(0x21)), int(piece), list(vec![uint(102), uint(1)]), list(vec![]),
    ]);
    let notify = list(vec![addr(&id(5)), bytes(encode(&uint(0)))]);
    let dealt = list(vec![crate::cbor::link(&unsealed(0x22)), int(piece), Ipld::Null, list(vec![notify])]);
    let prove = |sectors: Vec<Ipld>| {
        let n = sectors.len();
        let proofs = (0..n).map(|_| proof()).collect();
        params(vec![list(sectors), list(proofs), bytes([]), Ipld::Null, bool(true), bool(true)])
    };
    s.send(&w.bob, &m, fil(0), 34, prove(vec![manifest(2, vec![])])).at(10); // too early
    s.send(&w.bob, &m, fil(0), 34, prove(vec![manifest(1, vec![verified]), manifest(2, vec![dealt])])).at(160);
    s.send(&w.bob, &m, fil(0), 34, prove(vec![manifest(9, vec![])])).at(160);
    s.send(&w.eve, &id(4), fil(0), method("MinerRawPower"), encode(&uint(FIRST_FREE_ID))).at(160);
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&w.bob))).at(160);
    s.send(&w.eve, &id(6), fil(0), 10, params(vec![uint(FIRST_FREE_ID), list(vec![uint(1)])])).at(160);
    s.send(&w.bob, &m, fil(0), 13, params(vec![int(1)])).at(160);
    s.send(&w.bob, &m, fil(0), 13, params(vec![int(7)])).at(160);
    s.send(&w.eve, &id(5), fil(0), method("GetDealActivation"), encode(&uint(0))).at(160);
    s.send(&w.eve, &id(5), fil(0), method("GetDealSector"), encode(&uint(0))).at(160);
    // cron walks the miner's deadlines up to the one that holds the sectors
    for at in (180..=300).step_by(20).chain([301]) {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    let commit = EPOCH + 300;
    let rand = chain_commit(commit);
    let post = |deadline: i64, rand: &[u8]| {
        let partitions = list(vec![list(vec![int(0), bytes([])])]);
        let proofs = list(vec![list(vec![int(w.sector.post), bytes([8; 192])])]);
        params(vec![int(deadline), partitions, proofs, int(commit), bytes(rand)])
    };
    s.send(&w.bob, &m, fil(0), 5, post(DEADLINE, &[1; 32])).at(302); // wrong randomness
    s.send(&w.bob, &m, fil(0), 5, post(DEADLINE + 1, &rand)).at(302); // another deadline
    s.send(&w.bob, &m, fil(0), 5, post(DEADLINE, &rand)).at(302);
    s.send(&w.bob, &m, fil(0), 5, post(DEADLINE, &rand)).at(302); // once more
    for at in [320, 340, 360, 380] {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    let of = |sector: u8| vec![int(DEADLINE), int(0), bytes(rle_first(sector))];
    let one = |fields: Vec<Ipld>| params(vec![list(vec![list(fields)])]);
    s.send(&w.eve, &id(4), fil(0), 9, vec![]).at(380);
    s.send(&w.bob, &m, fil(0), method("MaxTerminationFee"), params(vec![big(&BigInt::from(1u64 << 40)), amount(&fil(1))])).at(380);
    s.send(&w.bob, &m, fil(0), method("InitialPledge"), vec![]).at(380);
    let extended = |sector: u8, to: i64| {
        let mut fields = of(sector);
        fields.extend([list(vec![]), int(to)]);
        one(fields)
    };
    s.send(&w.bob, &m, fil(0), 32, extended(2, end + 100_000)).at(480);
    s.send(&w.bob, &m, fil(0), 32, extended(2, end)).at(480); // not later
    s.send(&w.bob, &m, fil(0), 10, one(of(2))).at(480);
    s.send(&w.bob, &m, fil(0), 11, one(of(2))).at(480);
    s.send(&w.bob, &m, fil(0), 10, one(of(9))).at(480);
    s.send(&w.bob, &m, fil(0), 9, one(of(2))).at(481);
    s.send(&w.bob, &m, fil(0), 9, one(of(2))).at(481);
    s.send(&w.bob, &m, fil(0), 19, params(vec![int(DEADLINE), bytes(rle_first(0))])).at(481);
    s.send(&w.bob, &m, fil(0), 20, params(vec![bytes(rle_first(3))])).at(481);
    s.send(&w.bob, &id(5), fil(0), method("SettleDealPayments"), encode(&bytes(rle_first(0)))).at(481);
    s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&m))).at(481);
    s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(482);
    // no further proof: the sector faults, and its fees
    for at in [1500, 2880, 3100, 3300] {
        s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(at);
    }
    s.send(&w.eve, &id(4), fil(0), 9, vec![]).at(3300);
    s.send(&w.bob, &m, fil(0), method("GetAvailableBalance"), vec![]).at(3300);
    s.send(&w.bob, &m, fil(0), 22, vec![]).at(3300);
    s.send(&w.bob, &m, fil(0), 9, one(of(1))).at(3301);
    s.send(&w.bob, &m, fil(0), 16, params(vec![amount(&fil(1_000_000))])).at(3301);
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1_000_000))])).at(3301);
    s
}

/// What others see of sectors, and what anybody may say about them.
fn reports(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-reports", "sector locations and status, disputes, consensus faults, workers changed after their delay");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.send(&w.alice, &m, fil(10_000), 0, vec![]);
    let end = EPOCH + 1_200_000;
    let batch = (1..=3).map(|n| precommit(w.sector.seal, n, EPOCH - 20, end, Ipld::Null)).collect();
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(batch)]));
    let manifests = (1..=3).map(|n| list(vec![int(n), list(vec![])])).collect();
    let proofs = (1..=3).map(|_| bytes([5; 192])).collect();
    let prove = params(vec![list(manifests), list(proofs), bytes([]), Ipld::Null, bool(true), bool(true)]);
    s.send(&w.bob, &m, fil(0), 34, prove).at(160);
    let views = |s: &mut Scenario, at: i64| {
        for number in [1, 3, 9] {
            s.send(&w.eve, &m, fil(0), method("GenerateSectorLocation"), params(vec![uint(number)])).at(at);
            s.send(&w.eve, &m, fil(0), method("GetNominalSectorExpiration"), encode(&uint(number))).at(at);
            let place = params(vec![int(DEADLINE), int(0)]);
            for (status, aux) in [(1, place.clone()), (0, place.clone()), (2, place), (0, vec![]), (1, vec![0xff])] {
                let args = params(vec![uint(number), uint(status), bytes(aux)]);
                s.send(&w.eve, &m, fil(0), method("ValidateSectorStatus"), args).at(at);
            }
        }
    };
    views(&mut s, 160);
    let dispute = |deadline: u64, index: u64| params(vec![uint(deadline), uint(index)]);
    s.send(&w.eve, &m, fil(0), 24, dispute(0, 0)).at(160);
    s.send(&w.eve, &m, fil(0), 24, dispute(DEADLINE as u64, 0)).at(160);
    s.send(&w.eve, &m, fil(0), 24, dispute(99, 0)).at(160);
    let fault = params(vec![bytes(b"one"), bytes(b"two"), bytes([])]);
    s.send(&w.eve, &m, fil(0), 15, fault.clone()).at(160);
    s.implicit(&w.alice, &m, fil(0), 15, fault).at(160);
    // a new worker, after the delay
    s.send(&w.alice, &m, fil(0), 3, params(vec![addr(&w.bob), list(vec![addr(&w.root_key)])])).at(161);
    s.send(&w.alice, &m, fil(0), 21, vec![]).at(161);
    s.send(&w.alice, &m, fil(0), method("ChangeWorkerAddress"), params(vec![addr(&id(4)), list(vec![])])).at(161);
    s.send(&w.bob, &m, fil(0), 3, params(vec![addr(&w.bob), list(vec![])])).at(161);
    s.send(&w.alice, &m, fil(0), method("ConfirmChangeWorkerAddress"), vec![]).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangePeerID"), params(vec![bytes(b"p")])).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangePeerID"), params(vec![bytes([1; 200])])).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangeMultiaddrs"), params(vec![list(vec![bytes([])])])).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangeMultiaddrs"), params(vec![list((0..5).map(|_| bytes([7; 300])).collect())])).at(1161);
    s.send(&w.alice, &m, fil(0), method("ChangeBeneficiary"), params(vec![addr(&w.bob), amount(&fil(1)), int(EPOCH + 9_000)])).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangeBeneficiary"), params(vec![addr(&w.bob), amount(&fil(1)), int(EPOCH + 9_000)])).at(1161);
    s.send(&w.bob, &m, fil(0), method("WithdrawBalance"), params(vec![amount(&fil(3))])).at(1161);
    s.send(&w.eve, &m, fil(0), method("WithdrawBalance"), params(vec![amount(&fil(3))])).at(1161);
    s.send(&w.alice, &m, fil(0), method("ChangeOwnerAddress"), encode(&addr(&w.eve))).at(1161);
    s.send(&w.bob, &m, fil(0), method("ChangeOwnerAddress"), encode(&addr(&w.bob))).at(1161);
    s.send(&w.eve, &m, fil(0), method("ChangeOwnerAddress"), encode(&addr(&w.eve))).at(1161);
    // sector numbers and partitions put away
    let bits = |n: u8| bytes(rle_first(n));
    s.send(&w.eve, &m, fil(0), 20, params(vec![bits(9)])).at(1162);
    s.send(&w.bob, &m, fil(0), 20, params(vec![bits(9)])).at(1162);
    s.send(&w.bob, &m, fil(0), 19, params(vec![int(99), bits(0)])).at(1162);
    s.send(&w.bob, &m, fil(0), 19, params(vec![int(5), bits(0)])).at(1162);
    for number in [1, 9] {
        s.send(&w.eve, &m, fil(0), 13, params(vec![int(number)])).at(1162);
    }
    // an update of an empty sector, and sectors without interaction
    let piece = |n: u8| list(vec![crate::cbor::link(&unsealed(n)), int(w.sector.bytes), Ipld::Null, list(vec![])]);
    let update = |number: i64, n: u8| list(vec![int(number), int(DEADLINE), int(0), crate::cbor::link(&sealed(n)), list(vec![piece(n)])]);
    for (number, all) in [(1, true), (2, false), (9, false)] {
        let args = vec![
            list(vec![update(number, 0x31)]), list(vec![bytes([6; 192])]), bytes([]), int(w.sector.update), Ipld::Null, bool(all), bool(all),
        ];
        s.send(&w.bob, &m, fil(0), 35, params(args)).at(1163);
    }
    let alone = |number: i64| {
        list(vec![int(number), uint(FIRST_FREE_ID), crate::cbor::link(&sealed(number as u8)), int(number), int(EPOCH + 1100), int(end)])
    };
    for first in [20, 30, 20] {
        let sectors = (first..first + 2).map(alone).collect();
        let args = vec![list(sectors), bytes([7; 400]), int(w.sector.alone), int(1), int(20), bool(true)];
        s.send(&w.bob, &m, fil(0), 36, params(args)).at(1164);
    }
    s.implicit(&id(0), &m, fil(0), 17, params(vec![list(vec![int(1)]), list(vec![big(&BigInt::from(1)), big(&BigInt::from(1))]),
        big(&BigInt::from(1)), list(vec![big(&BigInt::from(1)), big(&BigInt::from(1))])])).at(1164);
    views(&mut s, 1165);
    s
}

/// The deadline to which the miner assigns its first sectors (it follows from its ID and the epoch).
pub const DEADLINE: i64 = 1;

/// What the miner wants as the chain-commit randomness of an epoch, from the fallback ticket.
pub fn chain_commit(epoch: i64) -> Vec<u8> {
    let data = [&9i64.to_be_bytes()[..], b"i_am_random_____i_am_random_____", &epoch.to_be_bytes()].concat();
    blake2b_simd::Params::new().hash_length(32).hash(&data).as_bytes().to_vec()
}

/// A deal signed by alice, its epochs from the vector's, its price in attoFIL an epoch.
pub fn deal(w: &World, provider: &Address, data: u8, size: i64, start: i64, end: i64, price: u128) -> Ipld {
    let proposal = list(vec![
        crate::cbor::link(&unsealed(data)), int(size), bool(false), addr(&w.alice), addr(provider), Ipld::String("label".into()),
        int(EPOCH + start), int(EPOCH + end), amount(&atto(price)), amount(&fil(500)), amount(&fil(1)),
    ]);
    let sig = super::actors::secp_sign(&w.alice_secret, &encode(&proposal));
    list(vec![proposal, bytes([&[1], &sig[..]].concat())])
}

/// RLE+ of the set {n}: version 00, first bit 0, then a run of n zeros and a run of one (n below 16).
pub fn rle_first(n: u8) -> Vec<u8> {
    let mut bits: Vec<bool> = vec![false, false];
    bits.push(n == 0);
    if n == 1 {
        bits.push(true);
    } else if n > 1 {
        bits.extend([false, true]);
        bits.extend((0..4).map(|i| n >> i & 1 == 1));
    }
    bits.push(true);
    bits.chunks(8).map(|c| c.iter().enumerate().fold(0, |b, (i, x)| b | u8::from(*x) << i)).collect()
}
