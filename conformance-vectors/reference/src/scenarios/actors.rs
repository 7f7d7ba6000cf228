// SPDX-License-Identifier: Apache-2.0
use bls_signatures::Serialize as _;
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;
use k256::ecdsa::SigningKey;

use crate::cbor::{addr, amount, big, bool, bytes, encode, int, link, list, method, uint};
use crate::genesis::{FIRST_FREE_ID, EPOCH, Scenario, World, atto, fil, id, params};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![multisig(w), multisig_locked(w), payment_channel(w), authenticate(w), datacap(w), market(w), init(w), system(w)]
}

pub fn exec(w: &World, code: &str, args: Vec<Ipld>) -> Vec<u8> {
    params(vec![link(&w.code(code)), bytes(params(args))])
}

fn propose(to: &Address, value: TokenAmount, method: u64, args: &[u8]) -> Vec<u8> {
    params(vec![addr(to), amount(&value), uint(method), bytes(args)])
}

fn txn(id: i64) -> Vec<u8> {
    params(vec![int(id), bytes([])])
}

fn multisig(w: &World) -> Scenario {
    let mut s = Scenario::new("multisig", "a multisig wallet through Init: propose, approve, cancel, its own settings");
    let wallet = id(FIRST_FREE_ID);
    let signers = list(vec![addr(&w.alice), addr(&w.bob)]);
    let args = vec![signers, int(2), int(0), int(0)];
    s.send(&w.alice, &id(1), fil(100), 2, exec(w, "multisig", args));
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.eve, fil(1), 0, &[]));
    s.send(&w.alice, &wallet, fil(0), 3, txn(0)); // twice by the same signer
    s.send(&w.root_key, &wallet, fil(0), 3, txn(0)); // not a signer
    s.send(&w.bob, &wallet, fil(0), 3, txn(0));
    s.send(&w.bob, &wallet, fil(0), 3, txn(0)); // gone
    s.send(&w.bob, &wallet, fil(0), 2, propose(&w.alice, fil(1), 0, &[]));
    s.send(&w.alice, &wallet, fil(0), 4, txn(1)); // another's proposal
    s.send(&w.bob, &wallet, fil(0), 4, txn(1));
    // settings through itself
    s.send(&w.bob, &wallet, fil(0), 2, propose(&wallet, fil(0), 5, &params(vec![addr(&w.root_key), bool(false)])));
    s.send(&w.alice, &wallet, fil(0), 3, txn(2));
    s.send(&w.bob, &wallet, fil(0), 2, propose(&wallet, fil(0), 8, &params(vec![int(1)])));
    s.send(&w.alice, &wallet, fil(0), 3, txn(3));
    // one approval is enough from here on: executed at once
    s.send(&w.root_key, &wallet, fil(0), 2, propose(&w.bob, fil(500), 0, &[]));
    s.send(&w.root_key, &wallet, fil(0), 2, propose(&w.bob, fil(2), 0, &[]));
    s.send(&w.root_key, &wallet, fil(0), 2, propose(&wallet, fil(0), 6, &params(vec![addr(&w.alice), bool(false)])));
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(2), 0, &[]));
    s.send(&w.bob, &wallet, fil(0), 2, propose(&wallet, fil(0), 7, &params(vec![addr(&w.bob), addr(&w.eve)])));
    s.send(&w.eve, &wallet, fil(0), 2, propose(&Address::new_secp256k1(&[7; 65]).expect("f1"), fil(3), 0, &[]));
    s.send(&w.eve, &wallet, fil(1), method("Receive"), vec![0x80]);
    s.send(&w.eve, &wallet, fil(1), 5, params(vec![addr(&w.bob), bool(true)]));
    // bad constructors
    s.send(&w.alice, &id(1), fil(1), 2, exec(w, "multisig", vec![list(vec![]), int(1), int(0), int(0)]));
    let twice = list(vec![addr(&w.alice), addr(&id(101))]);
    s.send(&w.alice, &id(1), fil(1), 2, exec(w, "multisig", vec![twice, int(1), int(0), int(0)]));
    s
}

fn multisig_locked(w: &World) -> Scenario {
    let mut s = Scenario::new("multisig-locked", "a vesting multisig that creates its signers, over several epochs");
    let wallet = id(FIRST_FREE_ID);
    let unknown = Address::new_secp256k1(&[5; 65]).expect("f1");
    let args = vec![list(vec![addr(&w.alice), addr(&unknown)]), int(1), int(1000), int(EPOCH)];
    s.send(&w.alice, &id(1), fil(1000), 2, exec(w, "multisig", args));
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(1), 0, &[]));
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(1), 0, &[])).at(1);
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(500), 0, &[])).at(500);
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(499), 0, &[])).at(500);
    s.send(&w.alice, &wallet, fil(0), 2, propose(&w.bob, fil(499), 0, &[])).at(1000);
    s
}

pub fn secp_sign(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let digest = blake2b_simd::Params::new().hash_length(32).hash(message);
    let (sig, recovery) = key.sign_prehash_recoverable(digest.as_bytes()).expect("a signature");
    [&sig.to_bytes()[..], &[recovery.to_byte()]].concat()
}

fn voucher(w: &World, channel: &Address, lane: i64, nonce: i64, value: &TokenAmount) -> Vec<u8> {
    let mut fields =
        vec![addr(channel), int(0), int(0), bytes([]), Ipld::Null, int(lane), int(nonce), amount(value), int(0), list(vec![])];
    let mut unsigned = fields.clone();
    unsigned.push(Ipld::Null);
    let sig = secp_sign(&w.alice_secret, &params(unsigned));
    fields.push(bytes([&[1], &sig[..]].concat()));
    params(vec![list(fields), bytes([])])
}

fn payment_channel(w: &World) -> Scenario {
    let mut s = Scenario::new("payment-channel", "a channel with secp vouchers, settled and collected (the actor deletes itself)");
    let channel = id(FIRST_FREE_ID);
    s.send(&w.alice, &id(1), fil(10), 2, exec(w, "paymentchannel", vec![addr(&w.alice), addr(&w.bob)]));
    s.send(&w.bob, &channel, fil(0), 2, voucher(w, &channel, 0, 1, &fil(2)));
    s.send(&w.bob, &channel, fil(0), 2, voucher(w, &channel, 0, 1, &fil(3))); // stale nonce
    s.send(&w.bob, &channel, fil(0), 2, voucher(w, &channel, 9, 1, &fil(1)));
    s.send(&w.bob, &channel, fil(0), 2, voucher(w, &channel, 1, 1, &fil(50))); // too much
    let mut forged = voucher(w, &channel, 2, 1, &fil(1));
    let at = forged.len() - 20;
    forged[at] ^= 1;
    s.send(&w.bob, &channel, fil(0), 2, forged);
    s.send(&w.root_key, &channel, fil(0), 3, vec![]);
    s.send(&w.bob, &channel, fil(0), 4, vec![]);
    s.send(&w.bob, &channel, fil(0), 3, vec![]);
    s.send(&w.alice, &channel, fil(0), 3, vec![]);
    s.send(&w.alice, &channel, fil(0), 4, vec![]).at(1439);
    s.send(&w.bob, &channel, fil(0), 2, voucher(w, &channel, 0, 5, &fil(3))).at(1440);
    s.send(&w.alice, &channel, fil(0), 4, vec![]).at(1440);
    s.send(&w.alice, &channel, fil(1), 0, vec![]).at(1440); // the actor is gone
    s
}

fn authenticate(w: &World) -> Scenario {
    let mut s = Scenario::new("authenticate", "AuthenticateMessage of secp and BLS accounts, good and bad; ethaccounts");
    let m = method("AuthenticateMessage");
    let args = |sig: &[u8], message: &[u8]| params(vec![bytes(sig), bytes(message)]);
    let good = secp_sign(&w.alice_secret, b"hello");
    s.send(&w.bob, &w.alice, fil(0), m, args(&good, b"hello"));
    s.send(&w.bob, &w.alice, fil(0), m, args(&good, b"hullo"));
    s.send(&w.bob, &w.alice, fil(0), m, args(&good[..64], b"hello"));
    let mut high = good.clone();
    // the other root: s -> n - s, recovery bit flipped
    let n = hex::decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141").expect("n");
    let (n, old) = (BigInt::from_bytes_be(fvm_shared::bigint::Sign::Plus, &n), BigInt::from_bytes_be(fvm_shared::bigint::Sign::Plus, &good[32..64]));
    let other = (n - old).to_bytes_be().1;
    high[32..64].copy_from_slice(&crate::genesis::word(&other));
    high[64] ^= 1;
    s.send(&w.bob, &w.alice, fil(0), m, args(&high, b"hello"));
    let bls = w.bob_secret.sign(b"hello").as_bytes();
    s.send(&w.alice, &w.bob, fil(0), m, args(&bls, b"hello"));
    s.send(&w.alice, &w.bob, fil(0), m, args(&bls, b"hullo"));
    s.send(&w.alice, &w.bob, fil(0), m, args(&[0; 96], b"hello"));
    s.send(&w.eve, &w.alice, fil(0), m, args(&good, b"hello"));
    s.send(&w.alice, &w.eve, fil(0), m, args(&good, b"hello"));
    s
}

fn datacap(w: &World) -> Scenario {
    let mut s = Scenario::new("datacap", "verifier, verified client, the datacap token");
    let cap = |n: u64| big(&(BigInt::from(n) << 30));
    let tokens = |n: u64| TokenAmount::from_whole(n << 30);
    s.send(&w.alice, &id(6), fil(0), 2, params(vec![addr(&w.alice), cap(100)])); // only the root key may
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), cap(100)]));
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&w.bob), cap(40)]));
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&Address::new_secp256k1(&[7; 65]).expect("f1")), cap(10)]));
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&w.bob), cap(60)])); // over the allowance
    s.send(&w.alice, &id(6), fil(0), 4, params(vec![addr(&w.alice), cap(1)]));
    for name in ["Name", "Symbol", "Granularity", "TotalSupply"] {
        s.send(&w.eve, &id(7), fil(0), method(name), vec![]);
    }
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&w.bob)));
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&id(777))));
    s.send(&w.bob, &id(7), fil(0), method("IncreaseAllowance"), params(vec![addr(&w.alice), amount(&tokens(3))]));
    s.send(&w.bob, &id(7), fil(0), method("Allowance"), params(vec![addr(&w.bob), addr(&w.alice)]));
    // transfers only to the registry
    s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&w.alice), amount(&tokens(1)), bytes([])]));
    s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&id(6)), amount(&tokens(1)), bytes([])]));
    s.send(&w.bob, &id(7), fil(0), method("Burn"), encode(&list(vec![amount(&tokens(2))])));
    s.send(&w.bob, &id(7), fil(0), method("TotalSupply"), vec![]);
    s.send(&w.root_key, &id(6), fil(0), 3, encode(&addr(&w.alice)));
    s
}

fn market(w: &World) -> Scenario {
    let mut s = Scenario::new("market-balances", "escrow of the storage market");
    s.send(&w.alice, &id(5), fil(5), 2, encode(&addr(&w.alice)));
    s.send(&w.bob, &id(5), fil(3), method("AddBalance"), encode(&addr(&w.alice)));
    s.send(&w.bob, &id(5), fil(0), 2, encode(&addr(&w.bob)));
    s.send(&w.eve, &id(5), fil(0), method("GetBalance"), encode(&addr(&w.alice)));
    s.send(&w.bob, &id(5), fil(0), 3, params(vec![addr(&w.alice), amount(&fil(1))])); // not his
    s.send(&w.alice, &id(5), fil(0), 3, params(vec![addr(&w.alice), amount(&fil(6))]));
    s.send(&w.alice, &id(5), fil(0), 3, params(vec![addr(&w.alice), amount(&fil(60))]));
    s.send(&w.eve, &id(5), fil(0), method("GetDealClient"), encode(&uint(1)));
    s
}

fn init(w: &World) -> Scenario {
    let mut s = Scenario::new("init-exec", "what Init refuses; who may create what");
    s.send(&w.alice, &id(1), fil(0), 2, exec(w, "account", vec![addr(&w.alice)]));
    s.send(&w.alice, &id(1), fil(0), 2, exec(w, "storageminer", vec![]));
    s.send(&w.alice, &id(1), fil(0), 2, exec(w, "evm", vec![]));
    s.send(&w.alice, &id(1), fil(0), 2, vec![0xa0]);
    s.send(&w.alice, &id(1), fil(0), 2, vec![]);
    let exec4 = params(vec![link(&w.code("evm")), bytes([]), bytes([1; 20])]);
    s.send(&w.alice, &id(1), fil(0), 3, exec4);
    s.send(&w.alice, &id(1), fil(0), 77, vec![]);
    s.send(&w.alice, &id(10), fil(0), 2, params(vec![bytes([]), uint(0)]));
    s.send(&w.alice, &id(10), fil(0), 3, params(vec![bytes([]), bytes([0; 32])]));
    s
}

fn system(w: &World) -> Scenario {
    let mut s = Scenario::new("implicit-messages", "cron and block rewards as the node sends them; reads of the singletons");
    let system = id(0);
    s.implicit(&system, &id(3), fil(0), 2, vec![]);
    s.send(&w.alice, &id(3), fil(0), 2, vec![]);
    s.send(&w.alice, &id(2), fil(0), 3, vec![]);
    s.send(&w.alice, &id(4), fil(0), 9, vec![]);
    // the "miner" is an account: the reward goes to the burnt funds
    let award = |miner: &Address| params(vec![addr(miner), amount(&atto(0)), amount(&atto(0)), int(1)]);
    s.implicit(&system, &id(2), fil(0), 2, award(&w.alice));
    s.implicit(&system, &id(2), fil(0), 2, award(&id(4444)));
    s.implicit(&w.alice, &id(2), fil(0), 2, award(&w.alice));
    s.implicit(&system, &id(3), fil(0), 2, vec![]).at(1);
    s.implicit(&system, &id(3), fil(0), 2, vec![]).at(5);
    for name in ["NetworkRawPower", "MinerCount", "MinerConsensusCount"] {
        s.send(&w.alice, &id(4), fil(0), method(name), vec![]).at(5);
    }
    s.send(&w.alice, &id(4), fil(0), method("MinerRawPower"), encode(&uint(101))).at(5);
    s
}
