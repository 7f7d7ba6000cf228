// SPDX-License-Identifier: Apache-2.0
//! Every method of every actor with parameters that are absent, no CBOR, or of another shape, by callers that may and
//! that may not call.
use fvm_shared::address::Address;
use fvm_shared::econ::TokenAmount;

use crate::asm::asm;
use crate::cbor::{addr, bytes, int, link, list, method};
use crate::genesis::{FIRST_FREE_ID, Scenario, Shape, World, eth, fil, id, params};
use crate::methods;
use crate::scenarios::evm::deploy_by_eve;
use crate::scenarios::miner::create_miner;

pub fn all(w: &World) -> Vec<Scenario> {
    let singletons = [
        ("system", 0, vec![1]),
        ("init", 1, vec![10]),
        ("reward", 2, vec![4]),
        ("cron", 3, vec![]),
        ("storagepower", 4, vec![3]),
        ("storagemarket", 5, vec![3]),
        ("verifiedregistry", 6, vec![7, 100]),
        ("datacap", 7, vec![6]),
        ("eam", 10, vec![]),
    ];
    let mut all: Vec<Scenario> = singletons
        .into_iter()
        .map(|(name, number, callers)| {
            let callers: Vec<Address> = callers.into_iter().map(id).collect();
            surface(w, begin(name), name, &id(number), &callers)
        })
        .collect();
    all.push(surface(w, begin("account"), "account", &w.bob, &[]));
    all.push(surface(w, begin("placeholder"), "placeholder", &w.pauper, &[]));

    let mut s = begin("ethaccount");
    s.send(&w.eve, &w.alice, fil(1), 0, vec![]);
    all.push(surface(w, s, "ethaccount", &w.eve, &[]));

    let mut s = begin("evm");
    let contract = eth(&deploy_by_eve(&mut s, w, &asm("CALLER 0 MSTORE 32 0 RETURN")));
    s.send(&w.eve, &contract, fil(5), 0, vec![]);
    all.push(surface(w, s, "evm", &contract, &[id(10), id(FIRST_FREE_ID)]));

    let made = id(FIRST_FREE_ID);
    let mut s = begin("multisig");
    let args = params(vec![list(vec![addr(&w.alice), addr(&w.bob)]), int(2), int(0), int(0)]);
    s.send(&w.alice, &id(1), fil(5), 2, params(vec![link(&w.code("multisig")), bytes(args)]));
    all.push(surface(w, s, "multisig", &made, std::slice::from_ref(&made)));

    let mut s = begin("paymentchannel");
    let args = params(vec![addr(&w.bob), addr(&w.alice)]);
    s.send(&w.bob, &id(1), fil(5), 2, params(vec![link(&w.code("paymentchannel")), bytes(args)]));
    all.push(surface(w, s, "paymentchannel", &made, &[]));

    let mut s = begin("storageminer");
    create_miner(&mut s, w);
    all.push(surface(w, s, "storageminer", &made, &[id(4), id(2), w.bob]));
    all
}

fn begin(name: &str) -> Scenario {
    Scenario::new(
        &format!("surface-{name}"),
        &format!("each method of {name} with no parameters, no CBOR, an empty list and one element, by callers of all kinds"),
    )
}

fn surface(w: &World, mut s: Scenario, name: &str, target: &Address, callers: &[Address]) -> Scenario {
    let zero = TokenAmount::default();
    let unknown = [99, 1 << 24, method("NobodyHasThis")];
    for number in methods::of(name).expect("an actor").numbers().into_iter().chain(unknown) {
        s.send(&w.alice, target, zero.clone(), number, vec![]);
        s.send(&w.alice, target, zero.clone(), number, vec![0xff]);
        s.send(&w.root_key, target, fil(1), number, vec![0x80]);
        s.implicit(&id(0), target, zero.clone(), number, vec![0x80]);
        for caller in callers {
            s.implicit(caller, target, zero.clone(), number, vec![0x81, 0x00]);
            s.implicit(caller, target, zero.clone(), number, vec![]);
        }
    }
    s.shaped(Shape::Sampled)
}
