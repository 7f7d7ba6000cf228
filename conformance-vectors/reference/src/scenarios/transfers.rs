// SPDX-License-Identifier: Apache-2.0
use fvm_shared::address::Address;

use crate::genesis::{Scenario, World, atto, eth, fil, id};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![basics(w), placeholders(w), failures(w), preflight(w), gas_limits(w)]
}

fn basics(w: &World) -> Scenario {
    let mut s = Scenario::new("transfer-basics", "transfers between, and creation of, f1 f3 and f4 receivers");
    let f1 = Address::new_secp256k1(&[7; 65]).expect("f1");
    let f3 = Address::new_bls(&[9; 48]).expect("f3");
    let zero = fil(0);
    s.send(&w.alice, &w.bob, fil(5), 0, vec![]);
    s.send(&w.alice, &f1, fil(1), 0, vec![]);
    s.send(&w.alice, &f1, fil(1), 0, vec![]);
    s.send(&w.bob, &f3, fil(2), 0, vec![1, 2, 3]);
    s.send(&w.bob, &id(101), atto(1), 0, vec![]);
    s.send(&w.alice, &w.alice, fil(3), 0, vec![]);
    s.send(&w.alice, &id(101), fil(3), 0, vec![]);
    s.send(&w.alice, &id(2), zero.clone(), 0, vec![]);
    s.send(&w.alice, &id(99), fil(1), 0, vec![]);
    s.send(&w.root_key, &w.alice, zero, 0, vec![]);
    s
}

fn placeholders(w: &World) -> Scenario {
    let mut s = Scenario::new("transfer-placeholders", "f410 placeholders: creation, first message, failing first message");
    let fresh = eth(&[0x42; 20]);
    s.send(&w.alice, &fresh, fil(1), 0, vec![]);
    s.send(&w.alice, &fresh, fil(1), 0, vec![]);
    // a call of a placeholder
    s.send(&w.alice, &fresh, fil(1), 3844450837, vec![]);
    s.send(&w.alice, &fresh, fil(1), 2, vec![]);
    // eve becomes an ethaccount although the message fails
    s.send(&w.eve, &id(999), fil(1), 0, vec![]);
    s.send(&w.eve, &fresh, fil(7), 0, vec![]);
    // the EVM addresses that stand for actor IDs, the zero address, precompiles
    s.send(&w.eve, &eth(&crate::genesis::masked(101)), fil(1), 0, vec![]);
    s.send(&w.eve, &eth(&[0; 20]), fil(1), 0, vec![]);
    let mut precompile = [0; 20];
    precompile[19] = 4;
    s.send(&w.eve, &eth(&precompile), fil(1), 0, vec![]);
    // an ethaccount takes value and any exported method, no low method
    s.send(&w.alice, &w.eve, fil(1), 3844450837, vec![0x41, 0xff]);
    s.send(&w.alice, &w.eve, fil(1), 17, vec![]);
    s
}

fn failures(w: &World) -> Scenario {
    let mut s = Scenario::new("transfer-failures", "receivers that cannot be, too little money, unknown methods");
    let mut infinity = [0u8; 48];
    infinity[0] = 0xc0;
    s.send(&w.alice, &Address::new_bls(&infinity).expect("f3"), fil(1), 0, vec![]);
    s.send(&w.alice, &Address::new_actor(b"nobody"), fil(1), 0, vec![]);
    s.send(&w.alice, &id(5555), fil(1), 0, vec![]);
    s.send(&w.alice, &Address::new_delegated(11, b"sub").expect("f4"), fil(1), 0, vec![]);
    s.send(&w.alice, &Address::new_delegated(10, b"short").expect("f4"), fil(1), 0, vec![]);
    s.send(&w.alice, &w.bob, fil(100_000_000), 0, vec![]);
    s.send(&w.alice, &w.bob, fil(1), 7, vec![]);
    s.send(&w.alice, &w.bob, fil(1), 1 << 30, vec![0x80]);
    s.send(&w.alice, &Address::new_secp256k1(&[8; 65]).expect("f1"), fil(1), 99, vec![]);
    s.send(&w.alice, &id(0), fil(0), 1, vec![]);
    s.send(&w.alice, &id(1), fil(0), 1, vec![]);
    s.send(&w.alice, &w.bob, fil(0), 2, vec![]);
    s.send(&w.alice, &w.bob, fil(0), 2, vec![0xff]);
    s
}

fn preflight(w: &World) -> Scenario {
    let mut s = Scenario::new("preflight", "messages that fail before execution leave no trace");
    s.rejected(&w.alice, &w.bob, fil(1), 5);
    s.rejected(&Address::new_secp256k1(&[6; 65]).expect("f1"), &w.bob, fil(1), 0);
    s.rejected(&id(4444), &w.bob, fil(1), 0);
    s.rejected(&id(1), &w.bob, fil(1), 0);
    s.rejected(&w.alice, &w.bob, fil(1), 0).gas(1000);
    s.rejected(&w.pauper, &w.bob, fil(0), 1);
    s.send(&w.alice, &w.bob, fil(1), 0, vec![]);
    s.rejected(&w.alice, &w.bob, fil(1), 0);
    // free: a pauper may send; with fees: he cannot pay the gas
    s.rejected(&w.pauper, &w.bob, atto(1), 0);
    s
}

fn gas_limits(w: &World) -> Scenario {
    let mut s = Scenario::new("gas-limits", "the same messages at falling gas limits (gas exact only with the wasm bundle)");
    let f1 = Address::new_secp256k1(&[7; 65]).expect("f1");
    for limit in [10_000_000, 4_000_000, 3_000_000, 1_500_000, 1_000_000, 800_000] {
        s.send(&w.alice, &f1, fil(1), 0, vec![]).gas(limit);
    }
    for limit in [3_000_000, 2_000_000, 1_500_000, 1_200_000, 900_000] {
        s.send(&w.bob, &w.alice, fil(0), 2, vec![]).gas(limit);
    }
    s
}
