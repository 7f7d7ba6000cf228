// SPDX-License-Identifier: Apache-2.0
use k256::ecdsa::signature::hazmat::PrehashSigner;
use serde_json::json;

use crate::asm::asm;
use crate::cbor::{addr, encode, method};
use crate::genesis::{FIRST_FREE_ID, Scenario, World, create_address, eth, id, keccak, masked, word};
use crate::scenarios::evm::{deploy_by_eve, invoke, proxy, via};
use crate::vector::base64;

pub fn all(w: &World) -> Vec<Scenario> {
    vec![ethereum(w), filecoin(w)]
}

fn at(n: u16) -> [u8; 20] {
    let mut a = [0; 20];
    a[18..].copy_from_slice(&n.to_be_bytes());
    a
}

pub fn native(n: u8) -> [u8; 20] {
    let mut a = [0; 20];
    (a[0], a[19]) = (0xfe, n);
    a
}

fn hexes(s: &str) -> Vec<u8> {
    hex::decode(s.split_whitespace().collect::<String>()).expect("hex")
}

/// A field element of BLS12-381 as the precompiles take it.
fn fp(s: &str) -> Vec<u8> {
    [vec![0; 16], hexes(s)].concat()
}

fn ethereum(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-precompiles", "the Ethereum precompiles through a static call, good and bad input");
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    let mut calls: Vec<(u16, Vec<u8>)> = Vec::new();

    let digest = keccak(b"message");
    let (sig, v) = w.eve_secret.sign_prehash_recoverable(&digest).expect("signature");
    let recover = [&digest[..], &word(&[27 + v.to_byte()]), &sig.to_bytes()].concat();
    let mut bad = recover.clone();
    bad[63] = 26;
    calls.extend([(1, recover.clone()), (1, bad), (1, recover[..100].to_vec()), (1, vec![])]);
    for n in [2, 3, 4] {
        calls.extend([(n, vec![]), (n, b"abc".to_vec()), (n, vec![7; 200])]);
    }
    let p256k1 = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
    let exp = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e";
    calls.push((5, [word(&[1]).to_vec(), word(&[32]).to_vec(), word(&[32]).to_vec(), vec![3], hexes(exp), hexes(p256k1)].concat()));
    calls.push((5, [word(&[1]), word(&[1]), word(&[1])].concat()));
    calls.push((5, [&word(&[1])[..], &word(&[1]), &word(&[2]), &[5, 3, 0, 100]].concat()));
    calls.push((5, vec![]));
    calls.push((5, [[0xff; 32], word(&[1]), word(&[1])].concat()));

    let g1 = [word(&[1]), word(&[2])].concat();
    let minus = [word(&[1]).to_vec(), hexes("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45")].concat();
    let g2 = hexes(
        "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2
         1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed
         090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b
         12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa",
    );
    calls.extend([
        (6, [g1.clone(), g1.clone()].concat()),
        (6, [g1.clone(), minus.clone()].concat()),
        (6, vec![]),
        (6, [g1.clone(), vec![1; 64]].concat()),
        (6, g1[..40].to_vec()),
        (7, [g1.clone(), vec![0xff; 32]].concat()),
        (7, [g1.clone(), word(&[9]).to_vec()].concat()),
        (7, vec![1; 96]),
        (8, vec![]),
        (8, [g1.clone(), g2.clone(), minus.clone(), g2.clone()].concat()),
        (8, [g1.clone(), g2.clone(), g1.clone(), g2.clone()].concat()),
        (8, [g1.clone(), g2[..100].to_vec()].concat()),
        (8, [g1.clone(), vec![1; 128]].concat()),
    ]);
    let blake = |rounds: u32, last: u8| {
        [
            rounds.to_be_bytes().to_vec(),
            hexes(
                "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5
                 d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b",
            ),
            b"abc".to_vec(),
            vec![0; 125],
            hexes("0300000000000000 0000000000000000"),
            vec![last],
        ]
        .concat()
    };
    calls.extend([(9, blake(12, 1)), (9, blake(12, 0)), (9, blake(0, 1)), (9, blake(12, 2)), (9, vec![0; 212]), (10, vec![1])]);

    let b1 = [
        fp("17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
        fp("08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"),
    ]
    .concat();
    let b2 = [
        fp("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
        fp("13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"),
        fp("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
        fp("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"),
    ]
    .concat();
    let (o1, o2) = (vec![0; 128], vec![0; 256]);
    calls.extend([
        (0x0b, [b1.clone(), b1.clone()].concat()),
        (0x0b, [b1.clone(), o1.clone()].concat()),
        (0x0b, b1.clone()),
        (0x0b, [b1.clone(), vec![1; 128]].concat()),
        (0x0c, [b1.clone(), word(&[5]).to_vec(), b1.clone(), vec![0xff; 32]].concat()),
        (0x0c, vec![]),
        (0x0d, [b2.clone(), b2.clone()].concat()),
        (0x0d, [b2.clone(), o2.clone()].concat()),
        (0x0e, [b2.clone(), word(&[6]).to_vec()].concat()),
        (0x0f, [b1.clone(), b2.clone()].concat()),
        (0x0f, [b1.clone(), o2.clone(), o1.clone(), b2.clone()].concat()),
        (0x0f, vec![]),
        (0x10, fp(&"00".repeat(47).chars().chain("07".chars()).collect::<String>())),
        (0x10, vec![0xff; 64]),
        (0x11, [fp(&("00".repeat(47) + "07")), fp(&("00".repeat(47) + "09"))].concat()),
        (0x12, vec![1]),
    ]);
    let key = p256::ecdsa::SigningKey::from_slice(&[6; 32]).expect("a key");
    let sig: p256::ecdsa::Signature = key.sign_prehash(&digest).expect("signature");
    let point = key.verifying_key().to_encoded_point(false);
    let verify = [&digest[..], &sig.to_bytes(), &point.as_bytes()[1..]].concat();
    let mut wrong = verify.clone();
    wrong[3] ^= 1;
    calls.extend([(0x100, verify.clone()), (0x100, wrong), (0x100, verify[..159].to_vec()), (0x100, vec![0; 160]), (0x101, vec![1])]);
    for (n, input) in calls {
        invoke(&mut s, w, &p, 0, &via(&at(n), &input)).gas(9_000_000_000);
    }
    // value to precompiles by a call
    let c = deploy_by_eve(&mut s, w, &proxy("CALL"));
    invoke(&mut s, w, &c, 1, &via(&at(4), b"with money"));
    invoke(&mut s, w, &c, 1, &via(&at(8), &[1]));
    let d = deploy_by_eve(&mut s, w, &proxy("DELEGATECALL"));
    invoke(&mut s, w, &d, 0, &via(&at(2), b"abc"));
    s
}

/// Solidity ABI input of call_actor (address bytes) or call_actor_id.
pub fn call_actor(method: u64, value: u64, flags: u8, codec: u8, args: &[u8], to: Result<&[u8], u64>) -> Vec<u8> {
    let pad = |b: &[u8]| [&word(&(b.len() as u32).to_be_bytes())[..], b, &vec![0; b.len().next_multiple_of(32) - b.len()]].concat();
    let tail = pad(args);
    let (last, more) = match to {
        Ok(bytes) => (word(&(192 + tail.len() as u32).to_be_bytes()), pad(bytes)),
        Err(id) => (word(&id.to_be_bytes()), vec![]),
    };
    let atto = (u128::from(value) * 1_000_000_000_000_000_000).to_be_bytes();
    [&word(&method.to_be_bytes())[..], &word(&atto), &word(&[flags]), &word(&[codec]), &word(&[192]), &last, &tail, &more].concat()
}

fn filecoin(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-fvm-precompiles", "resolve, delegated address, call_actor, call_actor_id, randomness");
    s.extra.insert(
        "randomness".into(),
        json!([{"on": ["beacon", 2000], "ret": base64(&[0xb2; 32])}, {"on": ["beacon", 1990], "ret": base64(&[0xb1; 32])}]),
    );
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    for a in [w.alice, w.bob, w.eve, id(101), id(99999), eth(&masked(101)), eth(&create_address(&w.eve_eth, 0)), eth(&[1; 20])] {
        invoke(&mut s, w, &p, 0, &via(&native(1), &a.to_bytes()));
    }
    invoke(&mut s, w, &p, 0, &via(&native(1), &[9, 9]));
    invoke(&mut s, w, &p, 0, &via(&native(1), &[]));
    for n in [101, 103, FIRST_FREE_ID, 99999] {
        invoke(&mut s, w, &p, 0, &via(&native(2), &word(&n.to_be_bytes())));
    }
    invoke(&mut s, w, &p, 0, &via(&native(2), &[0xff; 32]));
    invoke(&mut s, w, &p, 0, &via(&native(4), &word(&[101])));
    for epoch in [2000u16, 1990, 1] {
        invoke(&mut s, w, &p, 0, &via(&native(6), &word(&epoch.to_be_bytes())));
    }
    invoke(&mut s, w, &p, 0, &via(&native(5), &call_actor(2, 0, 0, 0, &[], Err(101)))); // not by delegate call
    let d = deploy_by_eve(&mut s, w, &proxy("DELEGATECALL"));
    let balance = encode(&addr(&w.alice));
    let inputs = [
        (5, call_actor(2, 0, 0, 0, &[], Err(101))),
        (5, call_actor(2, 0, 1, 0, &[], Err(101))),
        (5, call_actor(0, 1, 0, 0, &[], Err(101))),
        (5, call_actor(0, 1, 1, 0, &[], Err(101))),
        (5, call_actor(0, 0, 0, 0, &[], Err(101))),
        (5, call_actor(7, 0, 0, 0, &[], Err(101))),
        (5, call_actor(method("Balance"), 0, 0, 0x51, &balance, Err(7))),
        (5, call_actor(method("Balance"), 0, 1, 0x71, &balance, Err(7))),
        (5, call_actor(method("Balance"), 0, 1, 0x55, &balance, Err(7))),
        (5, call_actor(method("Balance"), 0, 2, 0x51, &balance, Err(7))),
        (5, call_actor(method("Balance"), 0, 0, 0, &balance, Err(7))),
        (5, call_actor(method("Transfer"), 0, 0, 0x51, &[0xff], Err(7))),
        (5, call_actor(method("X"), 0, 0, 0, &[], Err(5555))),
        (3, call_actor(2, 0, 0, 0, &[], Ok(&w.alice.to_bytes()))),
        (3, call_actor(0, 2, 0, 0, &[], Ok(&fvm_shared::address::Address::new_secp256k1(&[7; 65]).expect("f1").to_bytes()))),
        (3, call_actor(method("X"), 0, 0, 0, &[], Ok(&fvm_shared::address::Address::new_actor(b"nobody").to_bytes()))),
        (3, call_actor(method("X"), 1, 0, 0, &[], Ok(&eth(&[3; 20]).to_bytes()))),
        (3, call_actor(method("X"), 1, 0, 0, &[], Ok(&[9, 9]))),
        (3, vec![]),
    ];
    for (n, input) in inputs {
        invoke(&mut s, w, &d, 2, &via(&native(n), &input));
    }
    // GetBytecode of another contract by call_actor_id, dag-cbor with a link in its answer
    invoke(&mut s, w, &d, 0, &via(&native(5), &call_actor(3, 0, 1, 0, &[], Err(FIRST_FREE_ID))));
    let r = deploy_by_eve(&mut s, w, &asm("PREVRANDAO 0 MSTORE 32 0 RETURN"));
    invoke(&mut s, w, &r, 0, &[]);
    s
}
