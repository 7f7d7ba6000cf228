// SPDX-License-Identifier: Apache-2.0
//! A tiny EVM assembler for the scenarios' contracts.
use std::collections::BTreeMap;

/// Tokens: opcode names; `0x…` (the shortest PUSH of those bytes, `0x` alone is PUSH0);
/// decimal numbers (likewise); `:label` (a JUMPDEST); `@label` (PUSH2 of its offset); `#hex` (raw bytes).
pub fn asm(text: &str) -> Vec<u8> {
    let mut code = Vec::new();
    let mut labels = BTreeMap::new();
    let mut fixes = Vec::new();
    for token in text.split_whitespace() {
        if let Some(name) = token.strip_prefix(':') {
            labels.insert(name.to_string(), code.len());
            code.push(0x5b);
        } else if let Some(name) = token.strip_prefix('@') {
            fixes.push((code.len() + 1, name.to_string()));
            code.extend_from_slice(&[0x61, 0, 0]);
        } else if let Some(raw) = token.strip_prefix('#') {
            code.extend(hex::decode(raw).expect("raw hex"));
        } else if let Some(digits) = token.strip_prefix("0x") {
            push(&mut code, &hex::decode(digits).expect("push hex"));
        } else if let Ok(n) = token.parse::<u64>() {
            let bytes: Vec<u8> = n.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
            push(&mut code, &bytes);
        } else {
            code.push(opcode(token));
        }
    }
    for (at, name) in fixes {
        let offset = labels[&name] as u16;
        code[at..at + 2].copy_from_slice(&offset.to_be_bytes());
    }
    code
}

fn push(code: &mut Vec<u8>, bytes: &[u8]) {
    assert!(bytes.len() <= 32);
    code.push(0x5f + bytes.len() as u8);
    code.extend_from_slice(bytes);
}

/// Init code that returns the runtime code.
pub fn deploy(runtime: &[u8]) -> Vec<u8> {
    let mut code = asm("#61");
    code.extend_from_slice(&(runtime.len() as u16).to_be_bytes());
    // PUSH2 len; DUP1; PUSH1 12; PUSH0; CODECOPY; PUSH0; RETURN, padded to 12 bytes
    code.extend(asm("DUP1 12 0 CODECOPY 0 RETURN"));
    while code.len() < 12 {
        code.push(0);
    }
    code.extend_from_slice(runtime);
    code
}

pub fn opcode(name: &str) -> u8 {
    if let Some((base, n)) = [("DUP", 0x7f), ("SWAP", 0x8f), ("LOG", 0xa0)]
        .iter()
        .find_map(|(p, b)| name.strip_prefix(p).and_then(|n| n.parse::<u8>().ok()).map(|n| (*b, n)))
    {
        return base + n;
    }
    let table: &[(&str, u8)] = &[
        ("STOP", 0x00), ("ADD", 0x01), ("MUL", 0x02), ("SUB", 0x03), ("DIV", 0x04), ("SDIV", 0x05), ("MOD", 0x06),
        ("SMOD", 0x07), ("ADDMOD", 0x08), ("MULMOD", 0x09), ("EXP", 0x0a), ("SIGNEXTEND", 0x0b), ("LT", 0x10),
        ("GT", 0x11), ("SLT", 0x12), ("SGT", 0x13), ("EQ", 0x14), ("ISZERO", 0x15), ("AND", 0x16), ("OR", 0x17),
        ("XOR", 0x18), ("NOT", 0x19), ("BYTE", 0x1a), ("SHL", 0x1b), ("SHR", 0x1c), ("SAR", 0x1d), ("CLZ", 0x1e),
        ("KECCAK256", 0x20), ("ADDRESS", 0x30), ("BALANCE", 0x31), ("ORIGIN", 0x32), ("CALLER", 0x33),
        ("CALLVALUE", 0x34), ("CALLDATALOAD", 0x35), ("CALLDATASIZE", 0x36), ("CALLDATACOPY", 0x37),
        ("CODESIZE", 0x38), ("CODECOPY", 0x39), ("GASPRICE", 0x3a), ("EXTCODESIZE", 0x3b), ("EXTCODECOPY", 0x3c),
        ("RETURNDATASIZE", 0x3d), ("RETURNDATACOPY", 0x3e), ("EXTCODEHASH", 0x3f), ("BLOCKHASH", 0x40),
        ("COINBASE", 0x41), ("TIMESTAMP", 0x42), ("NUMBER", 0x43), ("PREVRANDAO", 0x44), ("GASLIMIT", 0x45),
        ("CHAINID", 0x46), ("SELFBALANCE", 0x47), ("BASEFEE", 0x48), ("BLOBHASH", 0x49), ("BLOBBASEFEE", 0x4a),
        ("POP", 0x50), ("MLOAD", 0x51), ("MSTORE", 0x52), ("MSTORE8", 0x53), ("SLOAD", 0x54), ("SSTORE", 0x55),
        ("JUMP", 0x56), ("JUMPI", 0x57), ("PC", 0x58), ("MSIZE", 0x59), ("GAS", 0x5a), ("TLOAD", 0x5c),
        ("TSTORE", 0x5d), ("MCOPY", 0x5e), ("CREATE", 0xf0), ("CALL", 0xf1), ("CALLCODE", 0xf2), ("RETURN", 0xf3),
        ("DELEGATECALL", 0xf4), ("CREATE2", 0xf5), ("STATICCALL", 0xfa), ("REVERT", 0xfd), ("INVALID", 0xfe),
        ("SELFDESTRUCT", 0xff),
    ];
    table.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("no opcode {name}")).1
}
