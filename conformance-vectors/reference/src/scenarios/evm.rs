// SPDX-License-Identifier: Apache-2.0
use crate::asm::{asm, deploy};
use crate::genesis::{FIRST_FREE_ID, Line, Scenario, World, byte_string, create_address, create2_address, eth, fil, id, masked, word};
use crate::cbor::{encode, list, bytes, method};
use serde_json::json;

pub const INVOKE: u64 = 3844450837;

pub fn all(w: &World) -> Vec<Scenario> {
    vec![
        create(w), storage_and_logs(w), environment(w), arithmetic(w), calls(w), factory(w), selfdestruct(w), aborts(w),
        native_methods(w), transient(w), recursion(w), fatal(w),
    ]
}

/// Deploys with CreateExternal and gives the contract's EVM address.
pub fn deploy_by_eve(s: &mut Scenario, w: &World, runtime: &[u8]) -> [u8; 20] {
    let address = create_address(&w.eve_eth, s.nonce(&w.eve));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&deploy(runtime)));
    address
}

pub fn invoke<'a>(s: &'a mut Scenario, w: &World, contract: &[u8; 20], value: u64, data: &[u8]) -> &'a mut Line {
    s.send(&w.eve, &eth(contract), fil(value), INVOKE, byte_string(data))
}

/// Calls (by this opcode) the address in the first word with the rest of the data:
/// returns the success word, then the return data.
pub fn proxy(op: &str) -> Vec<u8> {
    let value = if matches!(op, "CALL" | "CALLCODE") { "CALLVALUE" } else { "" };
    asm(&format!(
        "32 CALLDATASIZE SUB 32 0 CALLDATACOPY 0 0 32 CALLDATASIZE SUB 0 {value} 0 CALLDATALOAD GAS {op}
         0 MSTORE RETURNDATASIZE 0 32 RETURNDATACOPY RETURNDATASIZE 32 ADD 0 RETURN"
    ))
}

pub fn via(target: &[u8; 20], data: &[u8]) -> Vec<u8> {
    [&word(target)[..], data].concat()
}

/// Code that stores the value of each snippet and returns them all as words.
fn report(snippets: &[&str]) -> Vec<u8> {
    let body: String = snippets.iter().enumerate().map(|(i, x)| format!("{x} {} MSTORE ", 32 * i)).collect();
    asm(&format!("{body} {} 0 RETURN", 32 * snippets.len()))
}

fn create(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-create", "CreateExternal: tiny and empty contracts, by f410 and f1 senders, refusals");
    let one = deploy_by_eve(&mut s, w, &[0x00]);
    invoke(&mut s, w, &one, 0, &[]);
    invoke(&mut s, w, &one, 2, b"data");
    s.send(&w.alice, &eth(&one), fil(1), 0, vec![]);
    // an f1 account as creator
    s.send(&w.alice, &id(10), fil(1), 4, byte_string(&deploy(&[0x00])));
    // no init code; no runtime; init code that reverts with data; invalid; code that starts with EF; too large
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&[]));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&asm("STOP")));
    s.send(&w.eve, &id(10), fil(3), 4, byte_string(&asm("0xdeadbeef 0 MSTORE 4 28 REVERT")));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&asm("INVALID")));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&asm("0xef 0 MSTORE8 1 0 RETURN")));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&asm("24577 0 RETURN")));
    s.send(&w.eve, &id(10), fil(0), 4, byte_string(&asm("24576 0 RETURN")));
    s.send(&w.eve, &id(10), fil(0), 4, vec![0x80]);
    // a placeholder waits at the next address
    let next = create_address(&w.eve_eth, s.nonce(&w.eve) + 1);
    s.send(&w.eve, &eth(&next), fil(9), 0, vec![]);
    deploy_by_eve(&mut s, w, &report(&["SELFBALANCE", "CALLVALUE"]));
    invoke(&mut s, w, &next, 1, &[]);
    // constructor that writes, logs and has value
    let init = asm("CALLVALUE 1 SSTORE 0x11 0x22 2 0 LOG2 CALLVALUE 0 MSTORE 32 0 RETURN");
    s.send(&w.eve, &id(10), fil(4), 4, byte_string(&init));
    s
}

fn storage_and_logs(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-storage-logs", "SSTORE, SLOAD, LOG0-LOG4, many slots, zeroed slots");
    // slot 0 counts calls; logs the call data with topic; returns the count
    let counter = asm(
        "0 SLOAD 1 ADD DUP1 0 SSTORE 0 MSTORE CALLDATASIZE 0 32 CALLDATACOPY
         0xc0ffee CALLDATASIZE 32 LOG1 32 0 RETURN",
    );
    let c = deploy_by_eve(&mut s, w, &counter);
    for data in [&b""[..], b"x", b"0123456789012345678901234567890123456789"] {
        invoke(&mut s, w, &c, 0, data);
    }
    let logs = asm(
        "0x0102030405 0 MSTORE 0 0 LOG0 5 27 LOG0 0x01 5 27 LOG1 0x02 0x00000001 5 27 LOG2 0 0x03 0x04 5 27 LOG3
         0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 3 2 1 64 0 LOG4 STOP",
    );
    let l = deploy_by_eve(&mut s, w, &logs);
    invoke(&mut s, w, &l, 0, &[]);
    // n slots from a start: slot keccak(i) = value, for (value, start, n) words of the data
    let filler = asm(
        "32 CALLDATALOAD :loop DUP1 64 CALLDATALOAD 32 CALLDATALOAD ADD EQ @end JUMPI
         DUP1 0 MSTORE 0 CALLDATALOAD 32 0 KECCAK256 SSTORE 1 ADD @loop JUMP :end STOP",
    );
    let f = deploy_by_eve(&mut s, w, &filler);
    let fill = |value: &[u8], start: u8, n: u8| [word(value), word(&[start]), word(&[n])].concat();
    invoke(&mut s, w, &f, 0, &fill(&[7], 0, 3));
    invoke(&mut s, w, &f, 0, &fill(&[0xff; 32], 0, 100)).gas(9_000_000_000);
    invoke(&mut s, w, &f, 0, &fill(&[0], 10, 80)).gas(9_000_000_000);
    invoke(&mut s, w, &f, 0, &fill(&[0], 0, 200)).gas(9_000_000_000);
    // small keys share long prefixes
    let small = asm(
        "1 1 SSTORE 2 2 SSTORE 3 0x0100 SSTORE 4 0x010000 SSTORE 5 0 NOT SSTORE 6 0x80 248 SHL SSTORE
         0 1 SSTORE 0 0x0100 SSTORE 2 SLOAD 0x010000 SLOAD ADD 0 NOT SLOAD ADD 0 MSTORE 32 0 RETURN",
    );
    let k = deploy_by_eve(&mut s, w, &small);
    invoke(&mut s, w, &k, 0, &[]);
    for key in [1u8, 2] {
        let args = encode(&list(vec![bytes([key])]));
        s.implicit(&id(0), &eth(&k), fil(0), 5, args);
    }
    s.send(&w.eve, &eth(&k), fil(0), 5, encode(&list(vec![bytes([2])])));
    // a log too large, and writes in a static call
    let big = asm("8193 0 LOG0 STOP");
    let b = deploy_by_eve(&mut s, w, &big);
    invoke(&mut s, w, &b, 0, &[]);
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    invoke(&mut s, w, &p, 0, &via(&c, &[]));
    invoke(&mut s, w, &p, 0, &via(&l, &[]));
    s
}

fn environment(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-environment", "what a contract sees of the chain, itself and others");
    s.extra.insert(
        "tipset_cids".into(),
        json!((1744..2007).map(|e| json!({"epoch": e, "cid": {"/": tipset(e)}})).collect::<Vec<_>>()),
    );
    s.extra.insert("timestamp".into(), 1_780_000_000.into());
    let code = report(&[
        "ADDRESS", "ORIGIN", "CALLER", "CALLVALUE", "CALLDATASIZE", "0 CALLDATALOAD", "5 CALLDATALOAD",
        "0xffffffffffffffffff CALLDATALOAD", "CODESIZE", "GASPRICE", "COINBASE", "TIMESTAMP", "NUMBER", "PREVRANDAO",
        "GASLIMIT", "CHAINID", "SELFBALANCE", "BASEFEE", "RETURNDATASIZE", "PC", "MSIZE",
        "1999 BLOCKHASH", "2000 BLOCKHASH", "1744 BLOCKHASH", "1743 BLOCKHASH", "0 NOT BLOCKHASH", "ADDRESS BALANCE",
        "CALLER BALANCE", "ADDRESS EXTCODESIZE", "ADDRESS EXTCODEHASH", "CALLER EXTCODESIZE", "CALLER EXTCODEHASH",
        "1 EXTCODESIZE", "1 EXTCODEHASH", "0x1234567890123456789012345678901234567890 EXTCODEHASH",
        "0x1234567890123456789012345678901234567890 EXTCODESIZE", "0x1234567890123456789012345678901234567890 BALANCE",
        "0xff00000000000000000000000000000000000064 EXTCODEHASH", "0xff00000000000000000000000000000000000064 EXTCODESIZE",
        "0xff00000000000000000000000000000000000064 BALANCE", "0xff00000000000000000000000000000000000001 EXTCODEHASH",
        "0xff00000000000000000000000000000000009999 EXTCODEHASH", "0xff00000000000000000000000000000000009999 BALANCE",
        "32 0 KECCAK256", "0 0 KECCAK256",
    ]);
    let c = deploy_by_eve(&mut s, w, &code);
    invoke(&mut s, w, &c, 0, b"0123456789");
    invoke(&mut s, w, &c, 3, b"0123456789");
    s.send(&w.alice, &eth(&c), fil(1), INVOKE, byte_string(b"abc"));
    // copies of code and data beyond their ends
    let copies = asm(
        "64 0 0 CODECOPY 64 5 64 CALLDATACOPY 64 0xffffffffff 128 CALLDATACOPY 64 60 192 ADDRESS EXTCODECOPY
         64 0 256 CALLER EXTCODECOPY 64 0 320 0xff00000000000000000000000000000000000064 EXTCODECOPY
         64 0 384 0x1234567890123456789012345678901234567890 EXTCODECOPY 100 10 200 MCOPY 448 0 RETURN",
    );
    let k = deploy_by_eve(&mut s, w, &copies);
    invoke(&mut s, w, &k, 0, b"0123456789");
    invoke(&mut s, w, &c, 0, b"later").at(7);
    s
}

fn fatal(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-fatal", "an extern that fails (the vector has no tipset CIDs): exit 10, the whole gas limit, state as before");
    let c = deploy_by_eve(&mut s, w, &asm("1 1 SSTORE 1990 BLOCKHASH 0 MSTORE 32 0 RETURN"));
    invoke(&mut s, w, &c, 3, &[]);
    // not even a caller survives it
    let p = deploy_by_eve(&mut s, w, &proxy("CALL"));
    invoke(&mut s, w, &p, 0, &via(&c, &[]));
    s
}

pub fn tipset(epoch: i64) -> String {
    use cid::Cid;
    use multihash_codetable::{Code, MultihashDigest};
    Cid::new_v1(0x71, Code::Blake2b256.digest(&epoch.to_be_bytes())).to_string()
}

fn arithmetic(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-arithmetic", "every arithmetic and bitwise opcode on edge values");
    let (a, b, c) = ("0 CALLDATALOAD", "32 CALLDATALOAD", "64 CALLDATALOAD");
    let two = ["ADD", "MUL", "SUB", "DIV", "SDIV", "MOD", "SMOD", "EXP", "SIGNEXTEND", "LT", "GT", "SLT", "SGT", "EQ", "AND",
        "OR", "XOR", "BYTE", "SHL", "SHR", "SAR"].map(|op| format!("{b} {a} {op}"));
    let one = ["ISZERO", "NOT", "CLZ"].map(|op| format!("{a} {op}"));
    let three = ["ADDMOD", "MULMOD"].map(|op| format!("{c} {b} {a} {op}"));
    let all: Vec<&str> = two.iter().chain(&one).chain(&three).map(String::as_str).collect();
    let contract = deploy_by_eve(&mut s, w, &report(&all));
    let mut min = [0; 32];
    min[0] = 0x80;
    let mut max = [0xff; 32];
    max[0] = 0x7f;
    let mut mixed = [0; 32];
    for (i, x) in mixed.iter_mut().enumerate() {
        *x = (i * 37 + 11) as u8;
    }
    let mut half = [0; 32];
    half[16] = 1;
    let values = [[0; 32], word(&[1]), word(&[2]), word(&[31]), word(&[0xff]), word(&[1, 0]), [0xff; 32], min, max, mixed, half];
    for (i, x) in values.iter().enumerate() {
        for (j, y) in values.iter().enumerate() {
            let z = &values[(i * 3 + j * 5 + 7) % values.len()];
            if (i + j) % 2 == 0 || i == 9 || j == 6 {
                invoke(&mut s, w, &contract, 0, &[*x, *y, *z].concat());
            }
        }
    }
    s
}

fn calls(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-calls", "CALL, STATICCALL, DELEGATECALL among contracts, accounts and the void");
    // slot 0 := caller; returns address, caller, value, slot 1
    let target = asm(
        "CALLER 0 SSTORE ADDRESS 0 MSTORE CALLER 32 MSTORE CALLVALUE 64 MSTORE 1 SLOAD 96 MSTORE
         CALLDATASIZE 128 MSTORE ORIGIN 160 MSTORE 192 0 RETURN",
    );
    let pure = asm("ADDRESS 0 MSTORE CALLER 32 MSTORE CALLVALUE 64 MSTORE 96 0 RETURN");
    let reverter = asm("CALLER 0 SSTORE 0x0badc0de 0 MSTORE 32 0 REVERT");
    let t = deploy_by_eve(&mut s, w, &target);
    let q = deploy_by_eve(&mut s, w, &pure);
    let r = deploy_by_eve(&mut s, w, &reverter);
    let dead = deploy_by_eve(&mut s, w, &[0xfe]);
    let proxies: Vec<[u8; 20]> =
        ["CALL", "STATICCALL", "DELEGATECALL"].iter().map(|op| deploy_by_eve(&mut s, w, &proxy(op))).collect();
    let nobody = [0x77; 20];
    for p in &proxies {
        for target in [t, q, r, dead, nobody, w.eve_eth, masked(101), masked(1), masked(9999), proxies[0]] {
            invoke(&mut s, w, p, 0, &via(&target, b"payload"));
        }
    }
    for target in [t, q, r, dead, nobody, w.eve_eth, masked(101), masked(9999), [0x78; 20]] {
        invoke(&mut s, w, &proxies[0], 1, &via(&target, b""));
    }
    // proxy through proxy
    let nested = via(&proxies[1], &via(&proxies[2], &via(&t, b"deep")));
    invoke(&mut s, w, &proxies[0], 0, &nested);
    invoke(&mut s, w, &proxies[0], 0, &via(&proxies[2], &via(&t, b"deep")));
    // more value than there is
    let rich = asm("0 0 0 0 SELFBALANCE 1 ADD 0 CALLDATALOAD GAS CALL 0 MSTORE 32 0 RETURN");
    let x = deploy_by_eve(&mut s, w, &rich);
    invoke(&mut s, w, &x, 1, &word(&w.eve_eth));
    // a 2300 stipend-like gas limit, and zero gas
    let stingy = asm("0 0 0 0 0 0 CALLDATALOAD 0 CALL 0 MSTORE 32 0 RETURN");
    let y = deploy_by_eve(&mut s, w, &stingy);
    invoke(&mut s, w, &y, 0, &word(&t));
    invoke(&mut s, w, &y, 0, &word(&w.eve_eth));
    // CALLCODE is not there
    let z = deploy_by_eve(&mut s, w, &proxy("CALLCODE"));
    invoke(&mut s, w, &z, 0, &via(&t, b""));
    // RETURNDATACOPY past the end
    let over = asm("1 0 0 RETURNDATACOPY STOP");
    let o = deploy_by_eve(&mut s, w, &over);
    invoke(&mut s, w, &o, 0, &[]);
    s
}

fn factory(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-factory", "CREATE and CREATE2: addresses, collisions, value, failing init code");
    let create = asm("CALLDATASIZE 0 0 CALLDATACOPY CALLDATASIZE 0 CALLVALUE CREATE 0 MSTORE RETURNDATASIZE 32 MSTORE 64 0 RETURN");
    let create2 = asm(
        "32 CALLDATASIZE SUB 32 0 CALLDATACOPY 0 CALLDATALOAD 32 CALLDATASIZE SUB 0 CALLVALUE CREATE2
         0 MSTORE RETURNDATASIZE 32 MSTORE RETURNDATASIZE 0 64 RETURNDATACOPY RETURNDATASIZE 64 ADD 0 RETURN",
    );
    let child = deploy(&asm("CALLER 0 SSTORE SELFBALANCE 0 MSTORE 32 0 RETURN"));
    let f = deploy_by_eve(&mut s, w, &create);
    let g = deploy_by_eve(&mut s, w, &create2);
    for (value, init) in [(0, &child[..]), (2, &child), (0, &[]), (0, &asm("INVALID")), (0, &asm("0xaa 0 MSTORE 32 0 REVERT"))] {
        invoke(&mut s, w, &f, value, init);
    }
    let salted = |n: u8, init: &[u8]| [&word(&[n])[..], init].concat();
    invoke(&mut s, w, &g, 1, &salted(1, &child));
    invoke(&mut s, w, &g, 1, &salted(1, &child)); // taken
    invoke(&mut s, w, &g, 0, &salted(2, &child));
    invoke(&mut s, w, &g, 0, &salted(3, &asm("0xaa 0 MSTORE 32 0 REVERT")));
    let made = create2_address(&g, &word(&[1]), &child);
    invoke(&mut s, w, &made, 1, &[]);
    // a placeholder at the address of the next CREATE2
    let waiting = create2_address(&g, &word(&[4]), &child);
    s.send(&w.eve, &eth(&waiting), fil(8), 0, vec![]);
    invoke(&mut s, w, &g, 1, &salted(4, &child));
    invoke(&mut s, w, &waiting, 0, &[]);
    // CREATE in a static call; a constructor that creates
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    invoke(&mut s, w, &p, 0, &via(&f, &child));
    invoke(&mut s, w, &f, 0, &deploy(&create));
    let made = create_address(&f, 1);
    invoke(&mut s, w, &made, 0, &[]);
    s
}

fn selfdestruct(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-selfdestruct", "SELFDESTRUCT, calls of the dead, resurrection by CREATE2");
    let create2 = asm("32 CALLDATASIZE SUB 32 0 CALLDATACOPY 0 CALLDATALOAD 32 CALLDATASIZE SUB 0 CALLVALUE CREATE2 0 MSTORE 32 0 RETURN");
    // with data: destroys itself to the address in it; without: counts calls in slot 0
    let mortal = asm("CALLDATASIZE @die JUMPI 0 SLOAD 1 ADD DUP1 0 SSTORE 0 MSTORE 32 0 RETURN :die 0 CALLDATALOAD SELFDESTRUCT");
    let init = deploy(&mortal);
    let g = deploy_by_eve(&mut s, w, &create2);
    let birth = [&word(&[1])[..], &init].concat();
    let m = create2_address(&g, &word(&[1]), &init);
    invoke(&mut s, w, &g, 2, &birth);
    invoke(&mut s, w, &m, 0, &[]);
    invoke(&mut s, w, &g, 0, &birth); // alive: refused
    invoke(&mut s, w, &m, 1, &word(&[0x55; 20])); // the money goes to a new placeholder
    invoke(&mut s, w, &m, 0, &[]);
    invoke(&mut s, w, &m, 1, &[]);
    s.send(&w.eve, &eth(&m), fil(0), 3, vec![]);
    s.send(&w.eve, &eth(&m), fil(0), 4, vec![]);
    invoke(&mut s, w, &g, 3, &birth); // resurrected
    invoke(&mut s, w, &m, 0, &[]);
    s.send(&w.eve, &eth(&m), fil(0), 3, vec![]);
    s.send(&w.eve, &eth(&m), fil(0), 4, vec![]);
    invoke(&mut s, w, &m, 0, &word(&m)); // to itself: burnt
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    let m2 = deploy_by_eve(&mut s, w, &mortal);
    invoke(&mut s, w, &p, 0, &via(&m2, &word(&w.eve_eth)));
    let d = deploy_by_eve(&mut s, w, &proxy("DELEGATECALL"));
    invoke(&mut s, w, &d, 1, &via(&m2, &word(&masked(101))));
    invoke(&mut s, w, &d, 0, &via(&m2, &[]));
    // in one message: dies, is still there, is called again
    let twice = asm(
        "0 0 0 0 0 0 CALLDATALOAD GAS CALL POP CALLER 0 MSTORE 0 0 32 0 0 0 CALLDATALOAD GAS CALL
         0 0 0 0 0 0 CALLDATALOAD GAS CALL ADD 0 CALLDATALOAD EXTCODESIZE ADD 0 MSTORE 32 0 RETURN",
    );
    let t = deploy_by_eve(&mut s, w, &twice);
    invoke(&mut s, w, &t, 0, &word(&m2));
    invoke(&mut s, w, &t, 0, &word(&m2));
    // a constructor that destroys what it makes
    s.send(&w.eve, &id(10), fil(2), 4, byte_string(&asm("CALLER SELFDESTRUCT")));
    s
}

fn aborts(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-aborts", "each way a contract can fail, and what its exit code is");
    let codes: Vec<Vec<u8>> = vec![
        asm("INVALID"), asm("#0c"), asm("POP"), asm("3 JUMP"), asm("1 3 JUMPI"), asm("0xff 32 SHL JUMP"), asm("0 0 REVERT"),
        asm("1024 0 REVERT"), asm(":top 1 @top JUMP"), asm("0xffffffffff MLOAD"), asm("0 0xffffffffffffffffff MSTORE"),
        asm("0xffffffff 0 RETURN"), asm("0xffffffffff 0 KECCAK256"), asm("1 1 0 NOT RETURNDATACOPY"), asm("#60"), asm("#7f01"),
        asm("#5b"), asm("0 0 RETURN"), asm("ADD"), asm("1 ADD"), asm("DUP16"), asm("1 SWAP1"), asm("4 JUMP #605b"), asm("0 NOT JUMP"),
        asm("0 BLOBHASH"), asm("BLOBBASEFEE"), asm("0 NOT CLZ GAS POP"), asm("64 0 0 ADDRESS EXTCODECOPY 64 0 RETURN"),
    ];
    for code in &codes {
        let c = deploy_by_eve(&mut s, w, code);
        invoke(&mut s, w, &c, 0, b"").gas(5_000_000_000);
    }
    s
}

fn native_methods(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-native-methods", "handle_filecoin_method, GetBytecode and other methods of EVM actors");
    // echoes its input as (exit 0, codec 0x51, data = a CBOR byte string of 4 bytes)
    let good = asm("0 0 MSTORE 0x51 32 MSTORE 96 64 MSTORE 5 96 MSTORE 0x4401020304 216 SHL 128 MSTORE 160 0 RETURN");
    let fails = asm("77 0 MSTORE 0x51 32 MSTORE 96 64 MSTORE 5 96 MSTORE 0x4401020304 216 SHL 128 MSTORE 160 0 RETURN");
    let codec = asm("0 0 MSTORE 0x71 32 MSTORE 96 64 MSTORE 5 96 MSTORE 0x4401020304 216 SHL 128 MSTORE 160 0 RETURN");
    let echo = asm("0x99 CALLDATASIZE 0 0 CALLDATACOPY CALLDATASIZE 0 LOG1 STOP");
    let system_exit = asm("5 0 MSTORE 0 32 MSTORE 96 64 MSTORE 0 96 MSTORE 128 0 RETURN");
    for code in [good, fails, codec, echo, asm("#5f5ffd"), asm("0x01 0 MSTORE 1 31 RETURN"), system_exit] {
        let c = eth(&deploy_by_eve(&mut s, w, &code));
        s.send(&w.eve, &c, fil(1), method("Anything"), vec![0x82, 1, 2]);
        s.send(&w.alice, &c, fil(0), 1024, vec![]);
    }
    let c = eth(&create_address(&w.eve_eth, 0));
    for m in [1, 2, 3, 4, 5, 6, 7, 1023] {
        s.send(&w.eve, &c, fil(0), m, vec![]);
    }
    s.send(&w.eve, &c, fil(0), INVOKE, vec![]);
    s.send(&w.eve, &c, fil(0), INVOKE, vec![0xff]);
    s.send(&w.eve, &c, fil(0), INVOKE, vec![0x41]);
    s.send(&w.eve, &id(FIRST_FREE_ID), fil(0), INVOKE, byte_string(b"x"));
    s
}

fn transient(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-transient", "TSTORE and TLOAD within and across messages, and reentry");
    let code = asm("1 TLOAD 0 MSTORE 2 SLOAD 32 MSTORE 7 1 TSTORE 1 TLOAD 64 MSTORE 1 TLOAD 2 SSTORE 96 0 RETURN");
    let c = deploy_by_eve(&mut s, w, &code);
    invoke(&mut s, w, &c, 0, &[]);
    invoke(&mut s, w, &c, 0, &[]);
    // calls twice in one message
    let twice = asm(
        "0 0 0 0 0 0 CALLDATALOAD GAS CALL POP 96 0 0 0 0 0 CALLDATALOAD GAS CALL POP 96 0 RETURN",
    );
    let t = deploy_by_eve(&mut s, w, &twice);
    invoke(&mut s, w, &t, 0, &word(&c));
    let p = deploy_by_eve(&mut s, w, &proxy("STATICCALL"));
    invoke(&mut s, w, &p, 0, &via(&c, &[]));
    // a reentry guard: the second entry reverts
    let guard = asm(
        "1 TLOAD @in JUMPI 1 1 TSTORE 0 0 0 0 0 ADDRESS GAS CALL 0 MSTORE RETURNDATASIZE 32 MSTORE 0 1 TSTORE 64 0 RETURN
         :in 0 0 REVERT",
    );
    let g = deploy_by_eve(&mut s, w, &guard);
    invoke(&mut s, w, &g, 0, &[]);
    invoke(&mut s, w, &g, 0, &[]);
    s
}

fn recursion(w: &World) -> Scenario {
    let mut s = Scenario::new("evm-recursion", "a contract that calls itself n deep and writes on the way back");
    let code = asm(
        "0 CALLDATALOAD DUP1 @more JUMPI STOP
         :more 1 DUP2 SUB 0 MSTORE 0 0 32 0 0 ADDRESS GAS CALL
         DUP2 SSTORE 32 0 RETURN",
    );
    let c = deploy_by_eve(&mut s, w, &code);
    for n in [1u8, 5, 40] {
        invoke(&mut s, w, &c, 0, &word(&[n])).gas(9_000_000_000);
    }
    s
}
