// SPDX-License-Identifier: Apache-2.0
//! EVM opcodes by family, what a static call forbids, how deep calls go, and where gas ends.
use crate::asm::asm;
use crate::cbor::{addr, amount, bytes, link, list, uint};
use crate::genesis::{FIRST_FREE_ID, Scenario, World, byte_string, eth, fil, id, params, word};
use crate::scenarios::evm::{INVOKE, deploy_by_eve, invoke, proxy, via};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![stack(w), memory(w), flow(w), static_calls(w), depth(w), limits(w), sweep(w)]
}

/// Deploys the code and calls it once with the data.
fn run(s: &mut Scenario, w: &World, code: &[u8], data: &[u8]) {
    let contract = deploy_by_eve(s, w, code);
    invoke(s, w, &contract, 0, data);
}

fn stack(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-stack", "PUSH0 to PUSH32, DUP1 to DUP16, SWAP1 to SWAP16, and too little on the stack for each");
    let mut pushes = Vec::new();
    for n in 0..=32u8 {
        pushes.push(0x5f + n);
        pushes.extend((1..=n).map(|i| i.wrapping_mul(7).wrapping_add(n)));
        pushes.extend(asm(&format!("{} MSTORE", 32 * u64::from(n))));
    }
    pushes.extend(asm("1056 0 RETURN"));
    run(&mut s, w, &pushes, &[]);
    let seventeen: String = (1..=17).map(|n| format!("{n} ")).collect();
    for n in 1..=16 {
        run(&mut s, w, &asm(&format!("{seventeen} DUP{n} 0 MSTORE SWAP{n} 32 MSTORE 64 MSTORE 96 0 RETURN")), &[]);
    }
    for n in [1, 8, 16] {
        let few: String = (1..n).map(|n| format!("{n} ")).collect();
        run(&mut s, w, &asm(&format!("{few} DUP{n}")), &[]);
        run(&mut s, w, &asm(&format!("{few} SWAP{n}")), &[]);
    }
    // 1024 fit, 1025 do not
    for n in [1024, 1025] {
        let many: String = (0..n).map(|_| "PC ").collect();
        run(&mut s, w, &asm(&format!("{many} STOP")), &[]);
    }
    s
}

fn memory(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-memory", "MSTORE8, unaligned words, MCOPY of overlaps, KECCAK256 of lengths, growth and copies");
    run(&mut s, w, &asm("0x1234 5 MSTORE8 0 MLOAD MSIZE 32 MSTORE 33 MLOAD MSIZE 96 MSTORE 0 MSTORE 128 0 RETURN"), &[]);
    let filled = "0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 0 MSTORE";
    for (to, from, n) in [(5, 0, 20), (0, 5, 20), (0, 0, 32), (31, 0, 32), (100, 0, 0), (64, 200, 40), (0, 1000, 1)] {
        run(&mut s, w, &asm(&format!("{filled} {n} {from} {to} MCOPY MSIZE 224 MSTORE 256 0 RETURN")), &[]);
    }
    for n in [0u64, 1, 31, 32, 33, 64, 135, 136, 137, 1000, 40_000] {
        run(&mut s, w, &asm(&format!("{filled} {n} 0 KECCAK256 0 MSTORE MSIZE 32 MSTORE 64 0 RETURN")), &[]);
    }
    for (to, from, n) in [(0, 0, 40), (3, 35, 8), (0, 1_000_000_000, 5), (7, 0, 0)] {
        for op in ["CALLDATACOPY", "CODECOPY"] {
            run(&mut s, w, &asm(&format!("{n} {from} {to} {op} MSIZE 64 MSTORE 96 0 RETURN")), b"0123456789abcdefghijABCDEFGHIJ0123456789");
        }
    }
    for offset in ["1000000", "0x7fffffff", "0xffffffff", "0x0100000000", "0 NOT"] {
        run(&mut s, w, &asm(&format!("{offset} MLOAD MSIZE 0 MSTORE 32 0 RETURN")), &[]);
    }
    s
}

fn flow(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-flow", "jumps to labels, into data, past the end; returns and reverts of lengths; code that begins oddly");
    for code in [
        "4 JUMP INVALID :x PC 0 MSTORE 32 0 RETURN", "@a JUMP #605b :a 1 @b JUMPI INVALID :b PC 0 MSTORE 32 0 RETURN",
        "0 @b JUMPI 7 0 MSTORE 32 0 RETURN :b INVALID", "0 0xffff JUMPI STOP", "1 0xffff JUMPI STOP", "0 NOT 0 NOT JUMPI",
        "4 JUMP #635b5b5b5b", "0x5b00 JUMP", ":top PC GAS ISZERO @top JUMPI 0 MSTORE 32 0 RETURN", "1 31 REVERT", "33 0 REVERT",
        "0 0xffffffff RETURN", "0 0 NOT RETURN", "1 0 NOT RETURN", "1 0 NOT REVERT", "0 NOT 0 RETURN", "#ef", "#ef0001", "#fe", "#00",
        "#5f5f5f5f5f5f5f", "#0c", "#21", "#4b", "#5d", "#a5", "#b0", "#c0", "#d0", "#e0", "#f6", "#f7", "#f8", "#f9", "#fb", "#fc",
    ] {
        run(&mut s, w, &asm(code), b"");
    }
    s
}

/// Each opcode that writes, below a static call, and below two.
fn static_calls(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-static", "what may not be done below STATICCALL, and what may");
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    let c = deploy_by_eve(&mut s, w, &proxy("CALL"));
    for code in [
        "1 0 SSTORE", "0 0 SSTORE", "1 0 TSTORE", "0 0 LOG0", "1 0 0 LOG1", "4 3 2 1 0 0 LOG4", "0 0 0 CREATE", "0 0 0 0 CREATE2",
        "CALLER SELFDESTRUCT", "0 0 0 0 1 CALLER GAS CALL", "0 0 0 0 0 CALLER GAS CALL", "0 0 0 0 CALLER GAS STATICCALL",
        "0 0 0 0 CALLER GAS DELEGATECALL", "0 SLOAD", "0 TLOAD", "SELFBALANCE", "0 0 0 0 1 0x77 GAS CALL", "0 0 0 0 0 0x77 GAS CALL",
    ] {
        let full = match code {
            x if x.contains("SSTORE") || x.contains("TSTORE") || x.contains("LOG") || x.contains("SELFDESTRUCT") => format!("{x} 1 0 MSTORE 32 0 RETURN"),
            x => format!("{x} 0 MSTORE RETURNDATASIZE 32 MSTORE 64 0 RETURN"),
        };
        let target = deploy_by_eve(&mut s, w, &asm(&full));
        invoke(&mut s, w, &target, 0, &[]);
        invoke(&mut s, w, &p, 0, &via(&target, &[]));
        invoke(&mut s, w, &p, 0, &via(&c, &via(&target, &[])));
    }
    s
}

fn depth(w: &World) -> Scenario {
    let mut s = Scenario::new("call-depth", "calls until the network's limit of depth: a contract of itself, and by delegate call");
    let limit = 9_000_000_000_000_000;
    // returns how deep it came: 1 + what the call below returned, 0 if that failed
    for call in ["0 0 32 0 0 ADDRESS GAS CALL", "0 0 32 0 ADDRESS GAS STATICCALL", "0 0 32 0 ADDRESS GAS DELEGATECALL"] {
        let call = call.replacen("0 0 32 0", "32 0 0 0", 1);
        let code = asm(&format!("0 0 MSTORE {call} @ok JUMPI 0 0 MSTORE :ok 0 MLOAD 1 ADD 0 MSTORE 32 0 RETURN"));
        let contract = deploy_by_eve(&mut s, w, &code);
        invoke(&mut s, w, &contract, 0, &[]).gas(limit);
    }
    s
}

/// The same messages at falling limits, from ample to hardly more than inclusion costs.
fn limits(w: &World) -> Scenario {
    let mut s = Scenario::new("gas-limits-actors", "contracts, multisigs, creations and reads at falling gas limits");
    let writer = deploy_by_eve(&mut s, w, &asm("CALLER 0 SSTORE 1 2 SSTORE 0 0 LOG0 64 0 KECCAK256 0 MSTORE 32 0 RETURN"));
    let caller = deploy_by_eve(&mut s, w, &proxy("CALL"));
    let loops = deploy_by_eve(&mut s, w, &asm(":top 1 @top JUMPI"));
    let future = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    let wallet = id(FIRST_FREE_ID + 4);
    let args = params(vec![list(vec![addr(&w.alice), addr(&w.bob)]), uint(1), uint(0), uint(0)]);
    s.send(&w.alice, &id(1), fil(100), 2, params(vec![link(&w.code("multisig")), bytes(&args)]));
    let propose = params(vec![addr(&w.root_key), amount(&fil(1)), uint(0), bytes([])]);
    for limit in [40, 20, 14, 12, 10, 8, 7, 6, 5, 4, 3, 2].map(|m| m * 500_000u64) {
        s.send(&w.eve, &eth(&writer), fil(0), INVOKE, byte_string(b"")).gas(limit);
        s.send(&w.eve, &eth(&caller), fil(0), INVOKE, byte_string(&via(&writer, b""))).gas(limit);
        s.send(&w.alice, &wallet, fil(0), 2, propose.clone()).gas(limit);
        s.send(&w.bob, &id(4), fil(0), 9, vec![]).gas(limit);
    }
    for limit in [400_000_000, 100_000_000, 50_000_000, 30_000_000, 15_000_000, 5_000_000] {
        s.send(&w.alice, &id(1), fil(0), 2, params(vec![link(&w.code("multisig")), bytes(&args)])).gas(limit);
        s.send(&w.eve, &id(10), fil(0), 4, byte_string(&crate::asm::deploy(&asm("STOP")))).gas(limit);
        s.send(&w.eve, &eth(&loops), fil(0), INVOKE, byte_string(b"")).gas(limit);
        s.send(&w.eve, &eth(&caller), fil(0), INVOKE, byte_string(&via(&loops, b""))).gas(limit);
    }
    // the beacon of an epoch to come
    let mut randomness = [0; 20];
    (randomness[0], randomness[19]) = (0xfe, 6);
    invoke(&mut s, w, &future, 0, &via(&randomness, &word(&2001u16.to_be_bytes())));
    let contract = deploy_by_eve(&mut s, w, &asm("GAS 0 MSTORE 32 0 RETURN"));
    invoke(&mut s, w, &contract, 0, &[]);
    s
}

/// One message that does much, at limits that end it in ever other places.
fn sweep(w: &World) -> Scenario {
    let mut s = Scenario::new("gas-limits-sweep", "one rich message of a contract (storage, logs, hashes, calls, precompiles, a creation) at many gas limits");
    let callee = deploy_by_eve(&mut s, w, &asm("CALLDATASIZE 0 SSTORE CALLER 1 SSTORE 32 0 RETURN"));
    let child = crate::asm::deploy(&asm("CALLER 0 MSTORE 32 0 RETURN"));
    let rich = asm(&format!(
        "1 0 SLOAD ADD DUP1 0 SSTORE 0 MSTORE 0x11 32 0 LOG1 64 0 KECCAK256 1 SSTORE
         32 0 32 0 2 GAS STATICCALL POP 0 0 5 0 0 0x{} GAS CALL POP 0 SLOAD 2 SSTORE
         0x{} 0 MSTORE NUMBER {} {} 0 CREATE2 3 SSTORE 7 9 TSTORE 9 TLOAD 4 SSTORE 2048 MLOAD POP 0x22 0x33 64 0 LOG2 32 32 RETURN",
        hex::encode(callee),
        hex::encode(&child),
        child.len(),
        32 - child.len(),
    ));
    let contract = deploy_by_eve(&mut s, w, &rich);
    for step in 0..56 {
        invoke(&mut s, w, &contract, 0, &[]).gas(1_500_000 + step * 400_000);
    }
    for limit in [30_000_000, 40_000_000, 60_000_000, 100_000_000] {
        invoke(&mut s, w, &contract, 0, &[]).gas(limit);
    }
    s
}
