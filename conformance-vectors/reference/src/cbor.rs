// SPDX-License-Identifier: Apache-2.0
//! Parameters as CBOR, spelled as short calls.
use cid::Cid;
use fvm_shared::address::Address;
use fvm_shared::bigint::{BigInt, Sign};
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

pub fn list(items: Vec<Ipld>) -> Ipld {
    Ipld::List(items)
}

pub fn int(n: i64) -> Ipld {
    Ipld::Integer(n.into())
}

pub fn uint(n: u64) -> Ipld {
    Ipld::Integer(n.into())
}

pub fn bytes(b: impl AsRef<[u8]>) -> Ipld {
    Ipld::Bytes(b.as_ref().to_vec())
}

pub fn bool(b: bool) -> Ipld {
    Ipld::Bool(b)
}

pub fn addr(a: &Address) -> Ipld {
    bytes(a.to_bytes())
}

pub fn link(c: &Cid) -> Ipld {
    Ipld::Link(*c)
}

pub fn big(n: &BigInt) -> Ipld {
    let (sign, magnitude) = n.to_bytes_be();
    match sign {
        Sign::NoSign => bytes([]),
        s => bytes([&[u8::from(s == Sign::Minus)], &magnitude[..]].concat()),
    }
}

pub fn amount(t: &TokenAmount) -> Ipld {
    big(t.atto())
}

pub fn encode(node: &Ipld) -> Vec<u8> {
    fvm_ipld_encoding::to_vec(node).expect("CBOR")
}

/// FRC-0042 method number of a name.
pub fn method(name: &str) -> u64 {
    let digest = blake2b_simd::blake2b(format!("1|{name}").as_bytes());
    let words = digest.as_bytes().chunks_exact(4).map(|c| u32::from_be_bytes(c.try_into().expect("4 bytes")));
    words.into_iter().find(|n| *n >= 1 << 24).expect("a method number").into()
}
