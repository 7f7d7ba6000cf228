// SPDX-License-Identifier: Apache-2.0
//! Deals of the storage market: who may be a client, each rule of publishing, each way to activation, and their ends.
use bls_signatures::Serialize as _;
use cid::Cid;
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use ipld_core::ipld::Ipld;

use crate::asm::asm;
use crate::cbor::{addr, amount, big, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, atto, eth, fil, id, params};
use crate::scenarios::actors::{exec, secp_sign};
use crate::scenarios::evm::deploy_by_eve;
use crate::scenarios::miner::{create_miner, rle_first, sealed, unsealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![clients(w), rules(w), verified(w), activation(w), lives(w), escrow(w)]
}

/// A proposal with its client's signature; epochs are counted from the vector's.
#[derive(Clone)]
struct Deal {
    data: Cid,
    size: i64,
    verified: std::primitive::bool,
    client: Address,
    provider: Address,
    label: Ipld,
    start: i64,
    end: i64,
    price: Ipld,
    provider_collateral: Ipld,
    client_collateral: Ipld,
}

/// Of alice with the first miner.
fn deal(w: &World, n: u8) -> Deal {
    Deal {
        data: unsealed(n),
        size: w.sector.bytes,
        verified: false,
        client: w.alice,
        provider: id(FIRST_FREE_ID),
        label: Ipld::String(format!("deal {n}")),
        start: 3000,
        end: 603_000,
        price: amount(&atto(1000)),
        provider_collateral: amount(&fil(500)),
        client_collateral: amount(&fil(1)),
    }
}

impl Deal {
    fn proposal(&self) -> Ipld {
        list(vec![
            link(&self.data), int(self.size), bool(self.verified), addr(&self.client), addr(&self.provider), self.label.clone(),
            int(EPOCH + self.start), int(EPOCH + self.end), self.price.clone(), self.provider_collateral.clone(),
            self.client_collateral.clone(),
        ])
    }

    fn signed(&self, kind: u8, signature: &[u8]) -> Ipld {
        list(vec![self.proposal(), bytes([&[kind], signature].concat())])
    }

    fn by_alice(&self, w: &World) -> Ipld {
        self.signed(1, &secp_sign(&w.alice_secret, &encode(&self.proposal())))
    }

    fn by_bob(&self, w: &World) -> Ipld {
        self.signed(2, &w.bob_secret.sign(encode(&self.proposal())).as_bytes())
    }
}

fn publish(deals: Vec<Ipld>) -> Vec<u8> {
    params(vec![list(deals)])
}

/// A miner and escrow for it and for the client.
fn begin(s: &mut Scenario, w: &World, clients: &[Address]) -> Address {
    let m = id(FIRST_FREE_ID);
    create_miner(s, w);
    s.send(&w.alice, &id(5), fil(100_000), 2, encode(&addr(&m)));
    for client in clients {
        s.send(&w.root_key, &id(5), fil(1000), 2, encode(&addr(client)));
    }
    m
}

/// Code that answers the native methods: this body decides, with the method's number on the stack.
fn native(body: &str) -> Vec<u8> {
    asm(&format!("4 CALLDATALOAD {body} :yes 0 0 MSTORE 0x51 32 MSTORE 96 64 MSTORE 1 96 MSTORE 0xf5 248 SHL 128 MSTORE 160 0 RETURN
         :no 0 0 MSTORE 0x51 32 MSTORE 96 64 MSTORE 1 96 MSTORE 0xf4 248 SHL 128 MSTORE 160 0 RETURN
         :fail 0 0 REVERT :write 1 1 SSTORE @yes JUMP"))
}

fn clients(w: &World) -> Scenario {
    let mut s = Scenario::new("deal-clients", "clients of each kind: f1, f3, f4 accounts, contracts, multisigs; who consents and who is told");
    let m = begin(&mut s, w, &[w.alice, w.bob, w.eve]);
    let auth = method("AuthenticateMessage");
    let contracts: Vec<Address> = [
        "@yes JUMP".to_string(),
        "@no JUMP".to_string(),
        "@fail JUMP".to_string(),
        "@write JUMP".to_string(),
        format!("{auth} EQ @yes JUMPI @fail JUMP"), // consents, and fails when told
    ]
    .iter()
    .map(|body| eth(&deploy_by_eve(&mut s, w, &native(body))))
    .collect();
    s.send(&w.alice, &id(1), fil(5), 2, exec(w, "multisig", vec![list(vec![addr(&w.alice)]), int(1), int(0), int(0)]));
    let wallet = id(FIRST_FREE_ID + 6);
    for client in contracts.iter().chain([&wallet]) {
        s.send(&w.root_key, &id(5), fil(100), method("AddBalance"), encode(&addr(client)));
    }
    let mut put = |deals: Vec<Ipld>| {
        s.send(&w.bob, &id(5), fil(0), method("PublishStorageDeals"), publish(deals));
    };
    put(vec![deal(w, 1).by_alice(w)]);
    put(vec![Deal { client: id(101), ..deal(w, 2) }.by_alice(w)]); // by her ID
    put(vec![Deal { client: w.bob, ..deal(w, 3) }.by_bob(w)]);
    put(vec![Deal { client: w.bob, ..deal(w, 4) }.by_alice(w)]); // another's consent
    put(vec![Deal { client: w.eve, ..deal(w, 5) }.by_alice(w)]);
    for (n, client) in contracts.iter().enumerate() {
        put(vec![Deal { client: *client, ..deal(w, 10 + n as u8) }.signed(1, b"anything")]);
    }
    put(vec![Deal { client: wallet, ..deal(w, 20) }.by_alice(w)]);
    put(vec![Deal { client: id(4444), ..deal(w, 21) }.by_alice(w)]);
    put(vec![Deal { client: Address::new_secp256k1(&[7; 65]).expect("f1"), ..deal(w, 22) }.by_alice(w)]);
    // some good, some bad
    put(vec![
        Deal { client: wallet, ..deal(w, 23) }.by_alice(w), deal(w, 24).by_alice(w), deal(w, 24).by_alice(w), deal(w, 1).by_alice(w),
        Deal { client: w.bob, ..deal(w, 25) }.by_bob(w), Deal { client: contracts[0], ..deal(w, 26) }.signed(2, b""),
    ]);
    put(vec![Deal { client: contracts[4], ..deal(w, 27) }.signed(1, b"x"), deal(w, 28).by_alice(w)]);
    for who in [w.alice, w.bob, w.eve, contracts[0], contracts[4], m] {
        s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&who)));
    }
    s
}

fn rules(w: &World) -> Scenario {
    let mut s = Scenario::new("deal-rules", "each reason for which a proposal is dropped, and the edges that still pass");
    let m = begin(&mut s, w, &[w.alice]);
    let d = || deal(w, 1);
    let year = 2880 * 365;
    let label = |n: usize| Ipld::String("l".repeat(n));
    let many = |n: u64| amount(&fil(n));
    let proposals = vec![
        Deal { label: label(257), ..d() },
        Deal { label: label(256), ..d() },
        Deal { label: bytes([0xfe; 257]), ..d() },
        Deal { label: bytes([0xfe; 256]), ..deal(w, 2) },
        Deal { label: label(0), ..deal(w, 3) },
        Deal { size: 100, ..d() },
        Deal { size: 64, ..d() },
        Deal { size: 128, ..deal(w, 4) },
        Deal { size: w.sector.bytes - 1, ..d() },
        Deal { size: 0, ..d() },
        Deal { data: sealed(1), ..d() },
        Deal { data: w.code("account"), ..d() },
        Deal { start: 3000, end: 3000, ..d() },
        Deal { start: 3000, end: 2999, ..d() },
        Deal { start: -1, end: 700_000, ..d() },
        Deal { start: 0, end: 700_000, ..deal(w, 5) },
        Deal { end: 3000 + 180 * 2880 - 1, ..d() },
        Deal { end: 3000 + 180 * 2880, ..deal(w, 6) },
        Deal { end: 3000 + 1278 * 2880, ..deal(w, 7) },
        Deal { end: 3000 + 1278 * 2880 + 1, ..d() },
        Deal { end: 3000 + 6 * year, ..d() },
        Deal { price: big(&BigInt::from(-1)), ..d() },
        Deal { price: amount(&atto(0)), ..deal(w, 8) },
        Deal { price: many(2_000_000_001), ..d() },
        Deal { price: many(1), ..d() }, // she cannot pay
        Deal { provider_collateral: big(&BigInt::from(-1)), ..d() },
        Deal { provider_collateral: many(0), ..deal(w, 9) },
        Deal { provider_collateral: amount(&atto(1)), ..deal(w, 10) },
        Deal { provider_collateral: many(2_000_000_001), ..d() },
        Deal { provider_collateral: many(200_000), ..d() }, // the miner cannot
        Deal { client_collateral: big(&BigInt::from(-1)), ..d() },
        Deal { client_collateral: many(0), ..deal(w, 11) },
        Deal { client_collateral: many(2_000_000_001), ..d() },
        Deal { client_collateral: many(5000), ..d() },
        Deal { provider: id(101), ..d() },
        Deal { provider: id(4444), ..d() },
        Deal { provider: Address::new_actor(b"none"), ..d() },
    ];
    for proposal in &proposals {
        s.send(&w.bob, &id(5), fil(0), 4, publish(vec![proposal.by_alice(w)]));
    }
    // after a good one, one of another provider
    let other = Deal { provider: id(101), ..deal(w, 30) };
    s.send(&w.bob, &id(5), fil(0), 4, publish(vec![deal(w, 31).by_alice(w), other.by_alice(w)]));
    s.send(&w.alice, &id(5), fil(0), 4, publish(vec![deal(w, 32).by_alice(w)])); // the owner may
    s.send(&w.root_key, &id(5), fil(0), 4, publish(vec![deal(w, 33).by_alice(w)]));
    s.send(&w.eve, &id(5), fil(0), method("PublishStorageDeals"), publish(vec![deal(w, 33).by_alice(w)]));
    s.send(&w.bob, &id(5), fil(0), method("PublishStorageDeals"), publish(vec![]));
    s.send(&w.bob, &id(5), fil(0), 4, params(vec![list(vec![list(vec![deal(w, 34).proposal()])])]));
    s.send(&w.bob, &id(5), fil(0), 4, publish(vec![Deal { label: int(5), ..deal(w, 35) }.by_alice(w)]));
    for who in [w.alice, m] {
        s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&who)));
    }
    s
}

fn verified(w: &World) -> Scenario {
    let mut s = Scenario::new("deal-verified", "verified deals: datacap taken by the market, too little of it, allocations claimed and expired");
    begin(&mut s, w, &[w.alice, w.bob]);
    let size = (1i64 << 20).max(w.sector.bytes);
    let cap = |n: i64| big(&BigInt::from(n));
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.root_key), cap(size * 10)])); // the root may not be one
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), cap(size * 10)]));
    s.send(&w.alice, &id(6), fil(0), method("AddVerifiedClient"), params(vec![addr(&w.bob), cap(size * 3)]));
    let of_bob = |n: u8| Deal { client: w.bob, verified: true, size, ..deal(w, n) };
    let mut put = |deals: Vec<Ipld>| {
        s.send(&w.bob, &id(5), fil(0), 4, publish(deals));
    };
    put(vec![Deal { verified: true, size, ..deal(w, 1) }.by_alice(w)]); // none of her own
    put(vec![of_bob(2).by_bob(w)]);
    put(vec![of_bob(2).by_bob(w)]); // once more
    put(vec![of_bob(3).by_bob(w), of_bob(4).by_bob(w), of_bob(5).by_bob(w)]); // enough for two
    put(vec![of_bob(6).by_bob(w)]);
    for who in [w.bob, id(6)] {
        s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&who)));
    }
    for number in [0, 1, 2, 3] {
        s.send(&w.eve, &id(5), fil(0), method("GetDealVerified"), encode(&uint(number)));
    }
    let expired = |which: Vec<u64>| params(vec![uint(102), list(which.into_iter().map(uint).collect())]);
    s.send(&w.eve, &id(6), fil(0), 8, expired(vec![1])).at(2999);
    s.send(&w.eve, &id(6), fil(0), 8, expired(vec![1, 2])).at(3000);
    s.implicit(&id(3), &id(5), fil(0), 9, vec![]).at(6000);
    s.send(&w.eve, &id(6), fil(0), method("RemoveExpiredAllocations"), expired(vec![])).at(200_000);
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&w.bob))).at(200_000);
    s
}

const QUERIES: [&str; 11] = [
    "GetDealDataCommitment", "GetDealClient", "GetDealProvider", "GetDealLabel", "GetDealTerm", "GetDealTotalPrice",
    "GetDealClientCollateral", "GetDealProviderCollateral", "GetDealVerified", "GetDealActivation", "GetDealSector",
];

fn ask(s: &mut Scenario, w: &World, which: &[u64], at: i64) {
    for name in QUERIES {
        for number in which {
            s.send(&w.root_key, &id(5), fil(0), method(name), encode(&uint(*number))).at(at);
        }
    }
}

fn activation(w: &World) -> Scenario {
    let mut s = Scenario::new("deal-activation", "SectorContentChanged and BatchActivateDeals: each reason to refuse a piece, many pieces at once");
    let m = begin(&mut s, w, &[w.alice]);
    create_miner(&mut s, w);
    let other = id(FIRST_FREE_ID + 1);
    let deals = (1..=6).map(|n| deal(w, n).by_alice(w)).collect();
    s.send(&w.bob, &id(5), fil(0), 4, publish(deals));
    let size = w.sector.bytes;
    let piece = |n: u8, size: i64, payload: &[u8]| list(vec![link(&unsealed(n)), int(size), bytes(payload)]);
    let of = |n: u8| piece(n, size, &encode(&uint(u64::from(n) - 1)));
    let sector = |number: u64, expiry: i64, pieces: Vec<Ipld>| list(vec![uint(number), int(EPOCH + expiry), list(pieces)]);
    let changed = |s: &mut Scenario, by: &Address, sectors: Vec<Ipld>, at: i64| {
        s.implicit(by, &id(5), fil(0), method("SectorContentChanged"), encode(&list(sectors))).at(at);
    };
    changed(&mut s, &m, vec![], 0);
    changed(&mut s, &m, vec![sector(1, 700_000, vec![])], 0);
    changed(&mut s, &other, vec![sector(1, 700_000, vec![of(1)])], 0); // another provider's
    changed(&mut s, &m, vec![sector(1, 602_999, vec![of(1)])], 0); // ends before the deal
    changed(&mut s, &m, vec![sector(1, 700_000, vec![piece(9, size, &encode(&uint(0)))])], 0); // other data
    changed(&mut s, &m, vec![sector(1, 700_000, vec![piece(1, size * 2, &encode(&uint(0)))])], 0);
    changed(&mut s, &m, vec![sector(1, 700_000, vec![piece(1, size, &encode(&uint(99)))])], 0); // no such deal
    changed(&mut s, &m, vec![sector(1, 700_000, vec![piece(1, size, b""), piece(1, size, &[0xff]), piece(1, size, &encode(&int(-1)))])], 0);
    changed(&mut s, &m, vec![sector(1, 603_000, vec![of(1), of(1)]), sector(2, 700_000, vec![of(1), of(2)])], 1);
    changed(&mut s, &m, vec![sector(3, 700_000, vec![of(1), of(3)]), sector(3, 700_000, vec![of(4)])], 1);
    changed(&mut s, &m, vec![sector(1, 700_000, vec![of(5)])], 3000); // at its start
    changed(&mut s, &m, vec![sector(4, 700_000, vec![of(6)])], 3001); // after it
    ask(&mut s, w, &[0, 4, 5], 3001);
    let activate = |s: &mut Scenario, by: &Address, sectors: Vec<Ipld>, compute: std::primitive::bool, at: i64| {
        s.implicit(by, &id(5), fil(0), 6, params(vec![list(sectors), bool(compute)])).at(at);
    };
    let group = |number: i64, deals: Vec<u64>, expiry: i64| {
        list(vec![int(number), int(w.sector.seal), int(EPOCH + expiry), list(deals.into_iter().map(uint).collect())])
    };
    activate(&mut s, &m, vec![group(5, vec![5], 700_000)], true, 3001); // expired
    activate(&mut s, &m, vec![group(5, vec![0], 700_000)], false, 3001); // active
    let fresh = |n: u8| Deal { start: 9000, end: 609_000, ..deal(w, n) }.by_alice(w);
    s.send(&w.bob, &id(5), fil(0), 4, publish((21..=25).map(fresh).collect())).at(3002);
    activate(&mut s, &other, vec![group(5, vec![6], 700_000)], true, 3002);
    activate(&mut s, &m, vec![group(5, vec![6, 6], 700_000)], true, 3002);
    activate(&mut s, &m, vec![group(5, vec![6], 608_999), group(6, vec![7], 609_000)], true, 3002);
    activate(&mut s, &m, vec![group(7, vec![8], 700_000), group(8, vec![8], 700_000), group(9, vec![], 700_000)], true, 3002);
    activate(&mut s, &m, vec![group(10, vec![9, 10], 700_000)], true, 3002); // more than a sector holds
    activate(&mut s, &m, vec![group(10, vec![9, 10], 700_000)], false, 3002);
    activate(&mut s, &m, vec![], true, 3002);
    let verify = |s: &mut Scenario, by: &Address, sectors: Vec<Ipld>| {
        s.implicit(by, &id(5), fil(0), 5, params(vec![list(sectors)])).at(3003);
    };
    s.send(&w.bob, &id(5), fil(0), 4, publish((26..=28).map(fresh).collect())).at(3003);
    verify(&mut s, &m, vec![group(20, vec![11], 700_000), group(21, vec![12], 700_000), group(22, vec![], 1)]);
    verify(&mut s, &m, vec![group(20, vec![11, 12], 700_000)]);
    verify(&mut s, &m, vec![group(20, vec![11], 608_999)]);
    verify(&mut s, &m, vec![group(20, vec![0], 700_000)]);
    verify(&mut s, &other, vec![group(20, vec![11], 700_000)]);
    verify(&mut s, &m, vec![]);
    s
}

fn lives(w: &World) -> Scenario {
    let mut s = Scenario::new("deal-lives", "settlement before, during and after a deal, expiry without activation, termination, the same deal again");
    let m = begin(&mut s, w, &[w.alice]);
    let priced = |n: u8| Deal { price: amount(&atto(1_000_000_007)), ..deal(w, n) };
    s.send(&w.bob, &id(5), fil(0), 4, publish((1..=5).map(|n| priced(n).by_alice(w)).collect()));
    let piece = |n: u8| list(vec![link(&unsealed(n)), int(w.sector.bytes), bytes(encode(&uint(u64::from(n) - 1)))]);
    let sectors = (1..=3).map(|n| list(vec![int(i64::from(n)), int(EPOCH + 700_000), list(vec![piece(n)])])).collect();
    s.implicit(&m, &id(5), fil(0), method("SectorContentChanged"), encode(&list(sectors))).at(1);
    let settle = |s: &mut Scenario, bits: Vec<u8>, at: i64| {
        s.send(&w.eve, &id(5), fil(0), method("SettleDealPayments"), encode(&bytes(bits))).at(at);
    };
    let cron = |s: &mut Scenario, at: i64| {
        s.implicit(&id(3), &id(5), fil(0), 9, vec![]).at(at);
    };
    // RLE+ of 0 to 4
    let five = vec![0xb4];
    for at in [2, 2999, 3000, 3001] {
        settle(&mut s, rle_first(0), at);
    }
    settle(&mut s, five.clone(), 3002);
    settle(&mut s, vec![], 3002);
    // the two without a sector go when their time has come
    for at in [3003, 5880, 5881, 5890] {
        cron(&mut s, at);
    }
    ask(&mut s, w, &[3, 4], 5890);
    s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&w.alice))).at(5890);
    s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&m))).at(5890);
    let again = Deal { start: 9000, end: 609_000, ..priced(4) }.by_alice(w);
    s.send(&w.bob, &id(5), fil(0), 4, publish(vec![again.clone()])).at(5891);
    s.send(&w.bob, &id(5), fil(0), 4, publish(vec![again, priced(1).by_alice(w)])).at(5891);
    settle(&mut s, five.clone(), 100_000);
    settle(&mut s, rle_first(1), 100_000); // in the same epoch
    let terminate = |s: &mut Scenario, by: &Address, epoch: i64, sector: u8, at: i64| {
        s.implicit(by, &id(5), fil(0), 7, params(vec![int(EPOCH + epoch), bytes(rle_first(sector))])).at(at);
    };
    terminate(&mut s, &m, 100_000, 2, 100_001);
    terminate(&mut s, &m, 100_000, 2, 100_001);
    terminate(&mut s, &m, 100_000, 14, 100_001);
    terminate(&mut s, &id(101), 100_000, 1, 100_001);
    ask(&mut s, w, &[1], 100_001);
    settle(&mut s, rle_first(1), 100_002);
    settle(&mut s, rle_first(0), 602_999);
    settle(&mut s, rle_first(0), 603_000);
    settle(&mut s, rle_first(0), 603_000);
    terminate(&mut s, &m, 603_001, 3, 603_001); // after its end
    settle(&mut s, rle_first(2), 603_001);
    ask(&mut s, w, &[0, 2], 603_002);
    for who in [w.alice, m] {
        s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&who))).at(603_002);
    }
    s
}

fn escrow(w: &World) -> Scenario {
    let mut s = Scenario::new("market-escrow", "AddBalance and WithdrawBalance for clients, miners and strangers, around what is locked");
    let m = begin(&mut s, w, &[w.alice]);
    s.send(&w.bob, &id(5), fil(0), 4, publish(vec![deal(w, 1).by_alice(w)]));
    for (value, who) in [(1, w.eve), (1, id(4444)), (1, Address::new_actor(b"none")), (0, w.alice), (1, m), (1, id(5)), (1, w.bob)] {
        s.send(&w.root_key, &id(5), fil(value), 2, encode(&addr(&who)));
        s.send(&w.root_key, &id(5), fil(value), method("AddBalance"), encode(&addr(&who)));
    }
    let draw = |s: &mut Scenario, by: &Address, number: u64, of: &Address, sum: Ipld| {
        s.send(by, &id(5), fil(0), number, params(vec![addr(of), sum]));
    };
    let sums = || [amount(&fil(0)), amount(&atto(1)), amount(&fil(2)), big(&BigInt::from(-1)), amount(&fil(1_000_000))];
    for number in [3, method("WithdrawBalance")] {
        for sum in sums() {
            draw(&mut s, &w.alice, number, &w.alice, sum.clone());
            draw(&mut s, &w.bob, number, &m, sum);
        }
        for (by, of) in [(w.eve, w.alice), (w.root_key, m), (w.eve, m), (w.eve, w.eve), (w.root_key, id(4444)), (w.root_key, w.root_key)] {
            draw(&mut s, &by, number, &of, amount(&atto(5)));
        }
    }
    for who in [w.alice, m, w.bob, w.eve, Address::new_actor(b"none")] {
        s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&who)));
    }
    s
}
