// SPDX-License-Identifier: Apache-2.0
//! Payment channels: each rule of a voucher, settling and collecting.
use bls_signatures::Serialize as _;
use fvm_shared::address::Address;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

use crate::cbor::{addr, amount, big, bytes, int, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, fil, id, params};
use crate::scenarios::actors::{exec, secp_sign};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![rules(w), settling(w), constructors(w)]
}

/// A voucher of the channel; epochs are counted from the vector's, 0 means none.
struct Voucher {
    channel: Address,
    earliest: i64,
    latest: i64,
    image: Vec<u8>,
    extra: Ipld,
    lane: u64,
    nonce: u64,
    amount: Ipld,
    settle: i64,
    merges: Vec<(u64, u64)>,
}

fn voucher(lane: u64, nonce: u64, sum: u64) -> Voucher {
    Voucher {
        channel: id(FIRST_FREE_ID),
        earliest: 0,
        latest: 0,
        image: vec![],
        extra: Ipld::Null,
        lane,
        nonce,
        amount: amount(&fil(sum)),
        settle: 0,
        merges: vec![],
    }
}

impl Voucher {
    fn fields(&self) -> Vec<Ipld> {
        let epoch = |e: i64| int(if e == 0 { 0 } else { EPOCH + e });
        let merges = self.merges.iter().map(|(lane, nonce)| list(vec![uint(*lane), uint(*nonce)])).collect();
        vec![
            addr(&self.channel), epoch(self.earliest), epoch(self.latest), bytes(&self.image), self.extra.clone(), uint(self.lane),
            uint(self.nonce), self.amount.clone(), epoch(self.settle), list(merges),
        ]
    }

    /// What is signed: the voucher without its signature.
    fn unsigned(&self) -> Vec<u8> {
        params([self.fields(), vec![Ipld::Null]].concat())
    }

    fn with(&self, signature: Ipld, secret: &[u8]) -> Vec<u8> {
        params(vec![list([self.fields(), vec![signature]].concat()), bytes(secret)])
    }

    fn by_alice(&self, w: &World, secret: &[u8]) -> Vec<u8> {
        let sig = secp_sign(&w.alice_secret, &self.unsigned());
        self.with(bytes([&[1], &sig[..]].concat()), secret)
    }

    fn by_bob(&self, w: &World) -> Vec<u8> {
        let sig = w.bob_secret.sign(self.unsigned()).as_bytes();
        self.with(bytes([&[2], &sig[..]].concat()), &[])
    }
}

/// From alice to bob, with 10 FIL.
fn open(s: &mut Scenario, w: &World) -> Address {
    s.send(&w.alice, &id(1), fil(10), 2, exec(w, "paymentchannel", vec![addr(&w.alice), addr(&w.bob)]));
    id(FIRST_FREE_ID)
}

fn rules(w: &World) -> Scenario {
    let mut s = Scenario::new("paych-vouchers", "vouchers by either side: locks, secrets, lanes, merges, extra calls, sums, signatures");
    let channel = open(&mut s, w);
    let mut redeem = |v: Voucher, secret: &[u8], at: i64| {
        s.send(&w.bob, &channel, fil(0), 2, v.by_alice(w, secret)).at(at);
    };
    redeem(voucher(0, 1, 1), &[], 0);
    redeem(voucher(0, 1, 2), &[], 0); // nonce of before
    redeem(voucher(0, 2, 2), &[], 0);
    redeem(Voucher { earliest: 10, ..voucher(1, 1, 1) }, &[], 9);
    redeem(Voucher { earliest: 10, ..voucher(1, 1, 1) }, &[], 10);
    redeem(Voucher { latest: 11, ..voucher(2, 1, 1) }, &[], 12);
    redeem(Voucher { latest: 12, ..voucher(2, 1, 1) }, &[], 12);
    let hash = blake2b_simd::Params::new().hash_length(32).hash(b"secret").as_bytes().to_vec();
    let hidden = |nonce| Voucher { image: hash.clone(), ..voucher(3, nonce, 1) };
    redeem(hidden(1), b"wrong", 13);
    redeem(hidden(1), &[], 13);
    redeem(hidden(1), b"secret", 13);
    redeem(hidden(2), &[7; 257], 13);
    redeem(voucher(4, 1, 0), b"a secret that nobody asked for", 13);
    redeem(Voucher { amount: big(&(-1).into()), ..voucher(5, 1, 0) }, &[], 14);
    redeem(voucher(5, 1, 11), &[], 14); // more than the channel has
    redeem(Voucher { channel: id(101), ..voucher(5, 1, 1) }, &[], 14);
    redeem(Voucher { channel: Address::new_actor(b"none"), ..voucher(5, 1, 1) }, &[], 14);
    // lanes merged: the sum counts what they redeemed
    redeem(Voucher { merges: vec![(6, 2)], ..voucher(6, 1, 1) }, &[], 15); // into itself
    redeem(Voucher { merges: vec![(77, 2)], ..voucher(6, 1, 1) }, &[], 15); // no such lane
    redeem(Voucher { merges: vec![(0, 2)], ..voucher(6, 1, 3) }, &[], 15); // nonce too low
    redeem(Voucher { merges: vec![(0, 3), (1, 2)], ..voucher(6, 1, 5) }, &[], 15);
    redeem(Voucher { merges: vec![(2, 9)], ..voucher(6, 2, 0) }, &[], 15); // takes back more than it may? no: a smaller sum
    redeem(Voucher { merges: vec![(3, 9), (3, 10)], ..voucher(7, 1, 0) }, &[], 15);
    // a call of another actor decides
    let call = |to: &Address, number: u64, data: &[u8]| list(vec![addr(to), uint(number), bytes(data)]);
    redeem(Voucher { extra: call(&w.alice, 2, &[0x80]), ..voucher(8, 1, 1) }, &[], 16);
    redeem(Voucher { extra: call(&w.alice, method("Anything"), &[0x80]), ..voucher(8, 1, 1) }, &[], 16);
    redeem(Voucher { extra: call(&id(4), method("MinerCount"), &[]), ..voucher(8, 2, 1) }, &[], 16);
    redeem(Voucher { extra: call(&Address::new_actor(b"none"), 0, &[]), ..voucher(8, 3, 1) }, &[], 16);
    redeem(Voucher { lane: u64::MAX, ..voucher(0, 1, 1) }, &[], 17);
    redeem(voucher(i64::MAX as u64, 1, 1), &[], 17);
    redeem(voucher(9, u64::MAX, 1), &[], 17);
    // the other side, and nobody's
    let v = voucher(10, 1, 1);
    s.send(&w.alice, &channel, fil(0), 2, v.by_bob(w)).at(18);
    s.send(&w.alice, &channel, fil(0), 2, v.by_alice(w, &[])).at(18); // hers, not his
    s.send(&w.bob, &channel, fil(0), 2, v.by_bob(w)).at(18);
    s.send(&w.eve, &channel, fil(0), 2, v.by_alice(w, &[])).at(18);
    let late = Voucher { nonce: 2, ..v };
    s.send(&w.bob, &channel, fil(0), 2, late.with(Ipld::Null, &[])).at(18);
    s.send(&w.bob, &channel, fil(0), 2, late.with(bytes([]), &[])).at(18);
    s.send(&w.bob, &channel, fil(0), 2, late.with(bytes([1]), &[])).at(18);
    s.send(&w.bob, &channel, fil(0), 2, late.with(bytes([9; 66]), &[])).at(18);
    s.send(&w.bob, &channel, fil(0), 2, late.with(bytes([1; 66]), &[])).at(18);
    let sig = secp_sign(&w.alice_secret, &late.unsigned());
    s.send(&w.bob, &channel, fil(0), 2, late.with(bytes([&[3], &sig[..]].concat()), &[])).at(18); // a kind of signature not asked for
    s
}

fn settling(w: &World) -> Scenario {
    let mut s = Scenario::new("paych-settle", "settling early and late, a voucher that delays it, collecting by either side");
    let channel = open(&mut s, w);
    let redeem = |s: &mut Scenario, v: Voucher, at: i64| {
        s.send(&w.bob, &channel, fil(0), 2, v.by_alice(w, &[])).at(at);
    };
    redeem(&mut s, Voucher { settle: 3000, ..voucher(0, 1, 4) }, 0);
    s.send(&w.eve, &channel, fil(0), 3, vec![]).at(1);
    s.send(&w.eve, &channel, fil(0), 4, vec![]).at(1);
    s.send(&w.alice, &channel, fil(0), 4, vec![]).at(1); // not settling
    s.send(&w.alice, &channel, fil(0), 3, vec![]).at(1);
    s.send(&w.bob, &channel, fil(0), 3, vec![]).at(2); // already
    redeem(&mut s, Voucher { settle: 5000, ..voucher(0, 2, 5) }, 2);
    s.send(&w.bob, &channel, fil(0), 4, vec![]).at(4999);
    redeem(&mut s, voucher(1, 1, 1), 4999);
    redeem(&mut s, voucher(1, 2, 2), 5000); // settled
    s.send(&w.eve, &channel, fil(3), 0, vec![]).at(5000);
    s.send(&w.bob, &channel, fil(0), 4, vec![0x80]).at(5000);
    s.send(&w.bob, &channel, fil(0), 4, vec![]).at(5000);
    s.send(&w.bob, &channel, fil(0), 4, vec![]).at(5001); // nobody is there
    redeem(&mut s, voucher(1, 3, 2), 5001);
    s
}

fn constructors(w: &World) -> Scenario {
    let mut s = Scenario::new("paych-constructors", "who may be at the ends of a channel, and channels between them");
    let wallet = id(FIRST_FREE_ID);
    s.send(&w.alice, &id(1), fil(1), 2, exec(w, "multisig", vec![list(vec![addr(&w.alice)]), int(1), int(0), int(0)]));
    let sides = [
        (w.alice, w.alice), (w.bob, id(101)), (w.alice, w.eve), (w.eve, w.alice), (wallet, w.alice), (w.alice, wallet),
        (w.alice, Address::new_actor(b"none")), (w.alice, Address::new_secp256k1(&[7; 65]).expect("f1")), (id(4444), w.bob), (id(1), w.bob),
    ];
    for (from, to) in sides {
        s.send(&w.root_key, &id(1), fil(1), 2, exec(w, "paymentchannel", vec![addr(&from), addr(&to)]));
    }
    // an empty channel settles and collects at once after its delay
    s.send(&w.alice, &id(1), TokenAmount::default(), 2, exec(w, "paymentchannel", vec![addr(&w.alice), addr(&w.bob)])).at(1);
    s
}
