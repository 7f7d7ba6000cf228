// SPDX-License-Identifier: Apache-2.0
//! What actors do for each other: calls as the callee sees them, made by implicit messages of the caller.
use bls_signatures::Serialize as _;
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

use crate::asm::{asm, deploy};
use crate::cbor::{addr, amount, big, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, atto, byte_string, create_address, eth, fil, id, params};
use crate::scenarios::actors::{exec, secp_sign};
use crate::scenarios::evm::deploy_by_eve;
use crate::scenarios::miner::{create_miner, deal, rle_first, unsealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![datacap(w), registry(w), removal(w), power(w), market(w), evm(w), reward(w), lock(w)]
}

fn cap(gib: u64) -> Ipld {
    big(&(BigInt::from(gib) << 30))
}

fn tokens(gib: u64) -> Ipld {
    amount(&TokenAmount::from_whole(gib << 30))
}

/// Alice a verifier, bob her client with 100 GiB.
fn client(s: &mut Scenario, w: &World) {
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), cap(1000)]));
    s.send(&w.alice, &id(6), fil(0), method("AddVerifiedClient"), params(vec![addr(&w.bob), cap(100)]));
}

fn datacap(w: &World) -> Scenario {
    let mut s = Scenario::new("datacap-token", "mint, destroy, allowances, transfers and burns of the datacap token");
    let (registry, token) = (id(6), id(7));
    client(&mut s, w);
    let mint = |to: &Address, what: Ipld, operators: Vec<Ipld>| params(vec![addr(to), what, list(operators)]);
    s.implicit(&registry, &token, fil(0), method("Mint"), mint(&w.eve, tokens(7), vec![addr(&w.alice)]));
    s.implicit(&registry, &token, fil(0), method("Mint"), mint(&id(4444), tokens(7), vec![]));
    s.implicit(&registry, &token, fil(0), method("Mint"), mint(&w.eve, amount(&atto(1)), vec![]));
    s.implicit(&registry, &token, fil(0), method("Mint"), mint(&w.eve, big(&BigInt::from(-1)), vec![]));
    s.send(&w.alice, &token, fil(0), method("Mint"), mint(&w.eve, tokens(7), vec![]));
    for what in [tokens(2), tokens(2000), big(&BigInt::from(-5))] {
        s.implicit(&registry, &token, fil(0), method("Destroy"), params(vec![addr(&w.bob), what]));
    }
    let allow = |s: &mut Scenario, name: &str, what: Ipld| {
        s.send(&w.bob, &token, fil(0), method(name), params(vec![addr(&w.alice), what]));
    };
    allow(&mut s, "IncreaseAllowance", tokens(9));
    allow(&mut s, "IncreaseAllowance", big(&BigInt::from(-9)));
    allow(&mut s, "DecreaseAllowance", tokens(2));
    allow(&mut s, "DecreaseAllowance", tokens(200));
    allow(&mut s, "IncreaseAllowance", tokens(5));
    s.send(&w.eve, &token, fil(0), method("Allowance"), params(vec![addr(&w.bob), addr(&w.alice)]));
    let from = |to: &Address, what: Ipld| params(vec![addr(&w.bob), addr(to), what, bytes([])]);
    s.send(&w.alice, &token, fil(0), method("TransferFrom"), from(&w.eve, tokens(1)));
    s.send(&w.alice, &token, fil(0), method("TransferFrom"), from(&registry, tokens(1)));
    s.send(&w.alice, &token, fil(0), method("TransferFrom"), from(&registry, tokens(50)));
    s.send(&w.root_key, &token, fil(0), method("TransferFrom"), from(&registry, tokens(1)));
    for what in [tokens(1), tokens(50), amount(&atto(5)), big(&BigInt::from(-1))] {
        s.send(&w.alice, &token, fil(0), method("BurnFrom"), params(vec![addr(&w.bob), what]));
    }
    s.send(&w.bob, &token, fil(0), method("RevokeAllowance"), params(vec![addr(&w.alice)]));
    s.send(&w.bob, &token, fil(0), method("RevokeAllowance"), params(vec![addr(&id(4444))]));
    s.send(&w.alice, &token, fil(0), method("BurnFrom"), params(vec![addr(&w.bob), tokens(1)]));
    for what in [tokens(3), tokens(3000), amount(&atto(5))] {
        s.send(&w.bob, &token, fil(0), method("Burn"), params(vec![what]));
    }
    for owner in [w.bob, w.eve, registry, id(4444)] {
        s.send(&w.eve, &token, fil(0), method("Balance"), encode(&addr(&owner)));
    }
    s.send(&w.eve, &token, fil(0), method("TotalSupply"), vec![]);
    s
}

fn registry(w: &World) -> Scenario {
    let mut s = Scenario::new("allocations", "allocations by datacap transfer, their claims, extensions and expiries");
    let (registry, m) = (id(6), id(FIRST_FREE_ID));
    client(&mut s, w);
    create_miner(&mut s, w);
    let size = 1i64 << 30;
    let allocation = |n: u8, provider: u64, min: i64, max: i64, expiry: i64| {
        list(vec![uint(provider), link(&unsealed(n)), int(size), int(min), int(max), int(EPOCH + expiry)])
    };
    let good = |n: u8, expiry: i64| allocation(n, FIRST_FREE_ID, 518_400, 1_500_000, expiry);
    let transfer = |s: &mut Scenario, what: u64, allocations: Vec<Ipld>, extensions: Vec<Ipld>| {
        let request = params(vec![list(allocations), list(extensions)]);
        s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&registry), tokens(what), bytes(request)]));
    };
    transfer(&mut s, 3, vec![good(1, 60_000), good(2, 60_000), good(3, 100)], vec![]);
    transfer(&mut s, 2, vec![good(4, 60_000)], vec![]); // of another sum
    transfer(&mut s, 1, vec![allocation(5, 101, 518_400, 1_500_000, 60_000)], vec![]); // no miner
    transfer(&mut s, 1, vec![allocation(5, FIRST_FREE_ID, 5, 1_500_000, 60_000)], vec![]); // too short
    transfer(&mut s, 1, vec![allocation(5, FIRST_FREE_ID, 518_400, 9_500_000, 60_000)], vec![]); // too long
    transfer(&mut s, 1, vec![allocation(5, FIRST_FREE_ID, 600_000, 518_400, 60_000)], vec![]);
    transfer(&mut s, 1, vec![good(5, 600_000)], vec![]); // expires too late
    transfer(&mut s, 1, vec![good(5, -5)], vec![]);
    transfer(&mut s, 0, vec![], vec![]);
    let claim = |client: u64, number: u64, n: u8, size: i64| list(vec![uint(client), uint(number), link(&unsealed(n)), int(size)]);
    let claims = |sector: u64, of: Vec<Ipld>, all: bool_| {
        params(vec![list(vec![list(vec![uint(sector), int(EPOCH + 700_000), list(of)])]), bool(all)])
    };
    s.implicit(&m, &registry, fil(0), 9, claims(1, vec![claim(102, 1, 1, size)], false));
    s.implicit(&m, &registry, fil(0), 9, claims(1, vec![claim(102, 1, 1, size)], false)); // claimed already
    s.implicit(&m, &registry, fil(0), 9, claims(1, vec![claim(102, 1, 1, size)], true));
    s.implicit(&m, &registry, fil(0), 9, claims(2, vec![claim(102, 2, 9, size)], true)); // other data
    s.implicit(&m, &registry, fil(0), 9, claims(2, vec![claim(102, 2, 2, size * 2)], true));
    s.implicit(&m, &registry, fil(0), 9, claims(2, vec![claim(101, 2, 2, size)], true)); // other client
    s.send(&w.alice, &registry, fil(0), 9, claims(2, vec![claim(102, 2, 2, size)], true)); // no miner
    s.implicit(&m, &registry, fil(0), 9, claims(2, vec![claim(102, 2, 2, size)], true));
    s.send(&w.eve, &registry, fil(0), method("GetClaims"), params(vec![uint(FIRST_FREE_ID), list(vec![uint(1), uint(2), uint(9)])]));
    let extend = |number: u64, term: i64| params(vec![list(vec![list(vec![uint(FIRST_FREE_ID), uint(number), int(term)])])]);
    s.send(&w.bob, &registry, fil(0), 11, extend(1, 1_600_000));
    s.send(&w.bob, &registry, fil(0), 11, extend(1, 1_500_000)); // shorter
    s.send(&w.bob, &registry, fil(0), 11, extend(1, 9_600_000));
    s.send(&w.bob, &registry, fil(0), 11, extend(7, 1_600_000));
    s.send(&w.alice, &registry, fil(0), method("ExtendClaimTerms"), extend(1, 1_700_000)); // not hers
    transfer(&mut s, 1, vec![], vec![list(vec![uint(FIRST_FREE_ID), uint(2), int(1_700_000)])]);
    transfer(&mut s, 1, vec![], vec![list(vec![uint(FIRST_FREE_ID), uint(8), int(1_700_000)])]);
    transfer(&mut s, 4, vec![], vec![list(vec![uint(FIRST_FREE_ID), uint(1), int(1_800_000)])]);
    let expired = |of: u64, which: Vec<u64>| params(vec![uint(of), list(which.into_iter().map(uint).collect())]);
    s.send(&w.eve, &registry, fil(0), 8, expired(102, vec![3])); // not yet
    s.send(&w.eve, &registry, fil(0), 8, expired(102, vec![3, 99])).at(101);
    s.send(&w.eve, &registry, fil(0), 8, expired(102, vec![])).at(101);
    s.send(&w.eve, &registry, fil(0), method("RemoveExpiredAllocations"), expired(101, vec![])).at(101);
    s.send(&w.eve, &registry, fil(0), 12, expired(FIRST_FREE_ID, vec![1])).at(101); // not yet
    s.send(&w.eve, &registry, fil(0), 12, expired(FIRST_FREE_ID, vec![])).at(1_900_000);
    s.send(&w.eve, &registry, fil(0), method("RemoveExpiredClaims"), expired(FIRST_FREE_ID, vec![1])).at(1_900_000);
    s.send(&w.eve, &registry, fil(0), method("Receive"), params(vec![uint(0), bytes([])])).at(1_900_000);
    s
}

#[allow(non_camel_case_types)]
type bool_ = std::primitive::bool;

/// Two verifiers' signatures take a client's datacap away.
fn removal(w: &World) -> Scenario {
    let mut s = Scenario::new("datacap-removal", "RemoveVerifiedClientDataCap with a secp and a BLS verifier's consent");
    let registry = id(6);
    s.send(&w.root_key, &registry, fil(0), 2, params(vec![addr(&w.alice), cap(1000)]));
    s.send(&w.root_key, &registry, fil(0), 2, params(vec![addr(&w.bob), cap(1000)]));
    s.send(&w.root_key, &registry, fil(0), 2, params(vec![addr(&w.root_key), cap(1)])); // the root itself
    s.send(&w.root_key, &registry, fil(0), 2, params(vec![addr(&w.eve), cap(0)]));
    s.send(&w.alice, &registry, fil(0), 4, params(vec![addr(&w.eve), cap(50)]));
    s.send(&w.bob, &registry, fil(0), 4, params(vec![addr(&w.alice), cap(50)])); // a verifier
    let remove = |gib: u64, number: u64, flip: u8| {
        let proposal = list(vec![addr(&id(103)), cap(gib), list(vec![uint(number)])]);
        let plain = [&b"fil_removedatacap:"[..], &encode(&proposal)].concat();
        let mut secp = secp_sign(&w.alice_secret, &plain);
        secp[9] ^= flip;
        let bls = w.bob_secret.sign(&plain).as_bytes();
        let request = |of: &Address, kind: u8, sig: &[u8]| list(vec![addr(of), bytes([&[kind], sig].concat())]);
        params(vec![addr(&w.eve), cap(gib), request(&w.alice, 1, &secp), request(&w.bob, 2, &bls)])
    };
    s.send(&w.alice, &registry, fil(0), 7, remove(20, 0, 0)); // not the root
    s.send(&w.root_key, &registry, fil(0), 7, remove(20, 0, 1)); // forged
    s.send(&w.root_key, &registry, fil(0), 7, remove(20, 1, 0)); // of another number
    s.send(&w.root_key, &registry, fil(0), 7, remove(20, 0, 0));
    s.send(&w.root_key, &registry, fil(0), 7, remove(20, 0, 0)); // once more
    s.send(&w.root_key, &registry, fil(0), 7, remove(200, 1, 0)); // more than there is
    s.send(&w.root_key, &registry, fil(0), 7, remove(1, 2, 0));
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&w.eve)));
    for who in [w.alice, w.alice, id(4444)] {
        s.send(&w.root_key, &registry, fil(0), 3, encode(&addr(&who)));
    }
    s.send(&w.bob, &registry, fil(0), 3, encode(&addr(&w.bob)));
    s
}

fn power(w: &World) -> Scenario {
    let mut s = Scenario::new("power-of-miners", "claims, pledge and cron events as miners report them; the network's totals");
    let (power, m) = (id(4), id(FIRST_FREE_ID));
    let stats = |s: &mut Scenario, at: i64| {
        for name in ["NetworkRawPower", "MinerCount", "MinerConsensusCount"] {
            s.send(&w.eve, &power, fil(0), method(name), vec![]).at(at);
        }
        for name in ["MinerRawPower", "MinerPower"] {
            for who in [FIRST_FREE_ID, 101] {
                s.send(&w.eve, &power, fil(0), method(name), encode(&uint(who))).at(at);
            }
        }
        s.send(&w.eve, &power, fil(0), 9, vec![]).at(at);
    };
    create_miner(&mut s, w);
    stats(&mut s, 0);
    let claim = |raw: i64, adjusted: i64| params(vec![big(&BigInt::from(raw)), big(&BigInt::from(adjusted))]);
    s.implicit(&m, &power, fil(0), 3, claim(1 << 45, 10 << 45));
    s.implicit(&m, &power, fil(0), 3, claim(-1, -10));
    s.implicit(&m, &power, fil(0), 3, claim(-(1 << 50), 0)); // below nothing
    s.implicit(&w.alice, &power, fil(0), 3, claim(1, 1));
    for pledge in [5, -2, -50] {
        s.implicit(&m, &power, fil(0), 6, encode(&big(&(BigInt::from(pledge) * BigInt::from(10u64).pow(18)))));
    }
    let event = |epoch: i64, payload: &[u8]| params(vec![int(epoch), bytes(payload)]);
    s.implicit(&m, &power, fil(0), 4, event(EPOCH + 2, &params(vec![int(1)])));
    s.implicit(&m, &power, fil(0), 4, event(EPOCH + 2, b"not CBOR"));
    s.implicit(&m, &power, fil(0), 4, event(-1, b""));
    s.implicit(&w.bob, &power, fil(0), 4, event(EPOCH + 2, b""));
    s.implicit(&id(3), &power, fil(0), 5, vec![]);
    s.implicit(&id(3), &power, fil(0), 5, vec![]).at(3);
    s.implicit(&id(0), &power, fil(0), 5, vec![]).at(3);
    stats(&mut s, 3);
    s.implicit(&m, &power, fil(0), 3, claim(1 << 58, 1 << 60)).at(4);
    s.implicit(&id(0), &id(3), fil(0), 2, vec![]).at(5);
    stats(&mut s, 5);
    s
}

fn reward(w: &World) -> Scenario {
    let mut s = Scenario::new("rewards", "network KPIs of small and large power, over null rounds, and what an epoch then pays");
    let (reward, power, m) = (id(2), id(4), id(FIRST_FREE_ID));
    create_miner(&mut s, w);
    let award = |to: &Address, penalty: u64, gas: u128, wins: i64| {
        params(vec![addr(to), amount(&fil(penalty)), amount(&atto(gas)), int(wins)])
    };
    for (at, raw) in [(0, 0u64), (1, 1 << 40), (2, 1 << 63), (3, 1), (40, u64::MAX), (3000, 1 << 62)] {
        s.implicit(&power, &reward, fil(0), 4, encode(&big(&(BigInt::from(raw) << 3)))).at(at);
        s.send(&w.alice, &reward, fil(0), 3, vec![]).at(at);
        s.implicit(&id(0), &reward, fil(0), 2, award(&m, 0, 1_000, 1)).at(at);
    }
    s.implicit(&id(0), &reward, fil(0), 2, award(&m, 1000, 0, 5)).at(3000);
    s.implicit(&id(0), &reward, fil(0), 2, award(&m, 0, 0, 0)).at(3000);
    s.implicit(&id(0), &reward, fil(0), 2, award(&m, 0, 0, -1)).at(3000);
    s.implicit(&id(0), &reward, fil(0), 2, award(&m, 0, u128::MAX, 1)).at(3000);
    s.implicit(&id(0), &reward, fil(0), 2, award(&w.bob, 0, 0, 1)).at(3000);
    s.send(&w.eve, &m, fil(0), method("GetVestingFunds"), vec![]).at(3000);
    // the miner's own side
    let apply = |reward: u64, penalty: u64| params(vec![amount(&fil(reward)), amount(&fil(penalty))]);
    s.implicit(&reward, &m, fil(20), 14, apply(20, 0)).at(3001);
    s.implicit(&reward, &m, fil(20), 14, apply(20, 10_000_000)).at(3001);
    s.send(&w.alice, &m, fil(20), 14, apply(20, 0)).at(3001);
    s.send(&w.alice, &m, fil(0), 22, vec![]).at(3001);
    s.send(&w.bob, &m, fil(0), method("RepayDebt"), vec![]).at(3001);
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1))])).at(3001);
    s
}

fn market(w: &World) -> Scenario {
    let mut s = Scenario::new("market-deals", "deals published, verified, activated, queried, settled and slashed; refusals of each");
    let (market, m) = (id(5), id(FIRST_FREE_ID));
    create_miner(&mut s, w);
    s.send(&w.alice, &market, fil(1000), method("AddBalance"), encode(&addr(&w.alice)));
    s.send(&w.alice, &market, fil(1000), 2, encode(&addr(&m)));
    s.send(&w.bob, &market, fil(1), 2, encode(&addr(&w.root_key)));
    let size = w.sector.bytes;
    let one = |n: u8, start: i64, end: i64, price: u128| deal(w, &m, n, size, start, end, price);
    let publish = |deals: Vec<Ipld>| params(vec![list(deals)]);
    s.send(&w.bob, &market, fil(0), 4, publish(vec![one(1, 3000, 603_000, 1000), one(2, 3000, 603_000, 1000)]));
    s.send(&w.bob, &market, fil(0), 4, publish(vec![]));
    s.send(&w.bob, &market, fil(0), 4, publish(vec![one(3, -5, 603_000, 1000)])); // begins in the past
    s.send(&w.bob, &market, fil(0), 4, publish(vec![one(3, 3000, 3005, 1000)])); // too short
    s.send(&w.bob, &market, fil(0), 4, publish(vec![one(3, 3000, 603_000, 10u128.pow(18))])); // too dear
    s.send(&w.bob, &market, fil(0), 4, publish(vec![one(3, 3000, 603_000, 10u128.pow(30))]));
    s.send(&w.eve, &market, fil(0), 4, publish(vec![one(3, 3000, 603_000, 1000)])); // no worker
    let mut forged = one(3, 3000, 603_000, 1000);
    if let Ipld::List(parts) = &mut forged
        && let Ipld::Bytes(sig) = &mut parts[1]
    {
        sig[20] ^= 1;
    }
    s.send(&w.bob, &market, fil(0), 4, publish(vec![forged.clone()]));
    s.send(&w.bob, &market, fil(0), method("PublishStorageDeals"), publish(vec![forged, one(4, 3000, 603_000, 7), one(1, 3000, 603_000, 1000)]));
    let queries = |s: &mut Scenario, at: i64| {
        for name in [
            "GetDealDataCommitment", "GetDealClient", "GetDealProvider", "GetDealLabel", "GetDealTerm", "GetDealTotalPrice",
            "GetDealClientCollateral", "GetDealProviderCollateral", "GetDealVerified", "GetDealActivation", "GetDealSector",
        ] {
            for number in [0, 1, 77] {
                s.send(&w.eve, &market, fil(0), method(name), encode(&uint(number))).at(at);
            }
        }
    };
    queries(&mut s, 0);
    for who in [w.alice, m, w.root_key, id(4444)] {
        s.send(&w.eve, &market, fil(0), method("GetBalance"), encode(&addr(&who)));
    }
    let sector = |number: i64, expiry: i64, deals: Vec<u64>| {
        list(vec![int(number), int(w.sector.seal), int(EPOCH + expiry), list(deals.into_iter().map(uint).collect())])
    };
    let verify = |sectors: Vec<Ipld>| params(vec![list(sectors)]);
    let activate = |sectors: Vec<Ipld>, compute: bool_| params(vec![list(sectors), bool(compute)]);
    s.implicit(&m, &market, fil(0), 5, verify(vec![sector(1, 700_000, vec![0]), sector(2, 700_000, vec![])]));
    s.implicit(&m, &market, fil(0), 5, verify(vec![sector(1, 700_000, vec![0, 0])]));
    s.implicit(&m, &market, fil(0), 5, verify(vec![sector(1, 100, vec![0])]));
    s.implicit(&m, &market, fil(0), 5, verify(vec![sector(1, 700_000, vec![99])]));
    s.implicit(&w.bob, &market, fil(0), 5, verify(vec![sector(1, 700_000, vec![0])]));
    s.implicit(&m, &market, fil(0), 6, activate(vec![sector(1, 700_000, vec![0]), sector(2, 100, vec![1])], true));
    s.implicit(&m, &market, fil(0), 6, activate(vec![sector(1, 700_000, vec![0])], false)); // active already
    s.implicit(&m, &market, fil(0), 6, activate(vec![sector(9, 700_000, vec![55])], false));
    s.implicit(&w.bob, &market, fil(0), 6, activate(vec![], false));
    let change = |number: u64, n: u8, deal: &[u8]| {
        let piece = list(vec![link(&unsealed(n)), int(size), bytes(deal)]);
        encode(&list(vec![list(vec![uint(number), int(EPOCH + 700_000), list(vec![piece])])]))
    };
    s.implicit(&m, &market, fil(0), method("SectorContentChanged"), change(3, 2, &encode(&uint(1))));
    s.implicit(&m, &market, fil(0), method("SectorContentChanged"), change(3, 2, &encode(&uint(1))));
    s.implicit(&m, &market, fil(0), method("SectorContentChanged"), change(3, 4, b"?"));
    s.implicit(&w.bob, &market, fil(0), method("SectorContentChanged"), change(3, 4, &encode(&uint(2))));
    queries(&mut s, 1);
    s.implicit(&id(3), &market, fil(0), 9, vec![]).at(10);
    s.implicit(&id(3), &market, fil(0), 9, vec![]).at(6000);
    let settle = |bits: Vec<u8>| encode(&bytes(bits));
    s.send(&w.eve, &market, fil(0), method("SettleDealPayments"), settle(rle_first(0))).at(6000);
    s.send(&w.eve, &market, fil(0), method("SettleDealPayments"), settle(rle_first(0))).at(6000);
    s.send(&w.eve, &market, fil(0), method("SettleDealPayments"), settle(rle_first(9))).at(6000);
    s.send(&w.eve, &market, fil(0), method("SettleDealPayments"), settle(vec![0xff; 9])).at(6000);
    let terminate = |at: i64, sector: u8| params(vec![int(EPOCH + at), bytes(rle_first(sector))]);
    s.implicit(&m, &market, fil(0), 7, terminate(7000, 1)).at(7000);
    s.implicit(&m, &market, fil(0), 7, terminate(7000, 8)).at(7000);
    s.implicit(&w.bob, &market, fil(0), 7, terminate(7000, 3)).at(7000);
    queries(&mut s, 7000);
    s.send(&w.eve, &market, fil(0), method("SettleDealPayments"), settle(rle_first(1))).at(700_000);
    s.implicit(&id(3), &market, fil(0), 9, vec![]).at(700_000);
    queries(&mut s, 700_000);
    s.send(&w.alice, &market, fil(0), 3, params(vec![addr(&w.alice), amount(&fil(5000))])).at(700_000);
    s.send(&w.alice, &market, fil(0), method("WithdrawBalance"), params(vec![addr(&m), amount(&fil(5000))])).at(700_000);
    s.send(&w.eve, &market, fil(0), 3, params(vec![addr(&m), amount(&fil(5))])).at(700_000);
    s.send(&w.alice, &market, fil(0), 3, params(vec![addr(&w.alice), big(&BigInt::from(-1))])).at(700_000);
    s
}

/// What the EAM and Init do for contracts, and contracts for themselves.
fn evm(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-internals", "Create, Create2, Resurrect, Exec4, InvokeContractDelegate, GetStorageAt as their callers call them");
    let (eam, contract) = (id(10), id(FIRST_FREE_ID));
    let address = deploy_by_eve(&mut s, w, &asm("CALLER 1 SSTORE CALLVALUE 0 MSTORE ADDRESS 32 MSTORE 64 0 RETURN"));
    let init = deploy(&asm("ADDRESS 0 MSTORE 32 0 RETURN"));
    s.implicit(&contract, &eam, fil(0), 2, params(vec![bytes(&init), uint(1)]));
    s.implicit(&contract, &eam, fil(0), 2, params(vec![bytes(&init), uint(1)])); // there already
    s.implicit(&contract, &eam, fil(0), 2, params(vec![bytes(asm("INVALID")), uint(2)]));
    s.implicit(&contract, &eam, fil(0), 2, params(vec![bytes(&init), uint(1 << 40)]));
    s.implicit(&w.alice, &eam, fil(0), 2, params(vec![bytes(&init), uint(1)]));
    for salt in [[1; 32], [1; 32], [2; 32]] {
        s.implicit(&contract, &eam, fil(0), 3, params(vec![bytes(&init), bytes(salt)]));
    }
    s.implicit(&contract, &eam, fil(0), 3, params(vec![bytes(&init), bytes([3; 31])]));
    s.send(&w.eve, &eth(&create_address(&address, 1)), fil(0), super::evm::INVOKE, byte_string(b""));
    let resurrect = |init: &[u8]| params(vec![bytes(w.eve_eth), bytes(init)]);
    s.implicit(&eam, &contract, fil(0), 2, resurrect(&init)); // not dead
    s.implicit(&id(1), &contract, fil(0), 2, resurrect(&init));
    let exec4 = |code: &str, args: Vec<u8>, sub: &[u8]| params(vec![link(&w.code(code)), bytes(args), bytes(sub)]);
    let make = params(vec![bytes(w.eve_eth), bytes(&init)]);
    s.implicit(&eam, &id(1), fil(0), 3, exec4("evm", make.clone(), &[0x51; 20]));
    s.implicit(&eam, &id(1), fil(0), 3, exec4("evm", make.clone(), &[0x51; 20])); // taken
    s.implicit(&eam, &id(1), fil(0), 3, exec4("evm", vec![0xff], &[0x52; 20]));
    s.implicit(&eam, &id(1), fil(0), 3, exec4("multisig", vec![], &[0x53; 20]));
    s.implicit(&eam, &id(1), fil(0), 3, exec4("evm", make.clone(), &[0x54; 60]));
    s.implicit(&w.alice, &id(1), fil(0), 3, exec4("evm", make, &[0x55; 20]));
    for key in [vec![1], vec![2], vec![], vec![0; 32], vec![1; 33]] {
        s.implicit(&id(0), &contract, fil(0), 5, params(vec![bytes(key)]));
    }
    for number in [3, 4] {
        s.send(&w.alice, &contract, fil(0), number, vec![]);
        s.send(&w.alice, &w.eve, fil(0), number, vec![]);
    }
    // a code block that is there: the contract's own cannot be known here, the EVM actor's code is no bytecode
    let delegate = |caller: &[u8]| params(vec![link(&w.code("evm")), bytes(b"in"), bytes(caller), amount(&atto(0))]);
    s.implicit(&contract, &contract, fil(0), 6, delegate(&w.eve_eth));
    s.implicit(&contract, &contract, fil(0), 6, delegate(&w.eve_eth[..19]));
    s.implicit(&w.alice, &contract, fil(0), 6, delegate(&w.eve_eth));
    s
}

/// A multisig's money locked by its own proposal.
fn lock(w: &World) -> Scenario {
    let mut s = Scenario::new("multisig-lock", "LockBalance and the other settings of a multisig, by itself and by others");
    let wallet = id(FIRST_FREE_ID);
    let args = vec![list(vec![addr(&w.alice), addr(&w.bob), addr(&w.root_key)]), int(1), int(0), int(0)];
    s.send(&w.alice, &id(1), fil(100), 2, exec(w, "multisig", args));
    let lock = |start: i64, unlock: i64, sum: u64| params(vec![int(start), int(unlock), amount(&fil(sum))]);
    let own = |s: &mut Scenario, number: u64, args: Vec<u8>| {
        s.implicit(&wallet, &wallet, fil(0), number, args);
    };
    s.send(&w.alice, &wallet, fil(0), 9, lock(EPOCH, 100, 50));
    own(&mut s, 9, lock(EPOCH, 0, 50));
    own(&mut s, 9, lock(EPOCH, 100, 50));
    own(&mut s, 9, lock(EPOCH, 100, 60));
    own(&mut s, 9, lock(EPOCH, 100, 50));
    own(&mut s, 8, params(vec![int(0)]));
    own(&mut s, 8, params(vec![int(4)]));
    own(&mut s, 8, params(vec![int(3)]));
    own(&mut s, 6, params(vec![addr(&w.bob), bool(false)])); // too few would be left
    own(&mut s, 6, params(vec![addr(&w.bob), bool(true)]));
    own(&mut s, 6, params(vec![addr(&w.eve), bool(true)]));
    own(&mut s, 5, params(vec![addr(&w.alice), bool(true)]));
    own(&mut s, 5, params(vec![addr(&Address::new_actor(b"nobody")), bool(true)]));
    own(&mut s, 5, params(vec![addr(&w.eve), bool(true)]));
    own(&mut s, 7, params(vec![addr(&w.bob), addr(&w.root_key)]));
    own(&mut s, 7, params(vec![addr(&w.eve), addr(&w.bob)]));
    own(&mut s, 7, params(vec![addr(&w.alice), addr(&w.alice)]));
    let propose = |to: &Address, sum: TokenAmount| params(vec![addr(to), amount(&sum), uint(0), bytes([])]);
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.eve, fil(10)));
    s.send(&w.bob, &wallet, fil(0), 3, params(vec![int(0), bytes([9; 32])])); // of another hash
    s.send(&w.bob, &wallet, fil(0), 3, params(vec![int(7), bytes([])]));
    s.send(&w.bob, &wallet, fil(0), 3, params(vec![int(0), bytes([])]));
    s.send(&w.alice, &wallet, fil(0), 2, params(vec![addr(&w.eve), big(&BigInt::from(-1)), uint(0), bytes([])]));
    s.send(&w.root_key, &wallet, fil(0), 3, params(vec![int(0), bytes([])]));
    s.send(&w.root_key, &wallet, fil(0), 3, params(vec![int(0), bytes([])])).at(90);
    s.send(&w.alice, &wallet, fil(0), 4, params(vec![int(1), bytes([])])).at(90);
    s
}
