// SPDX-License-Identifier: Apache-2.0
//! Contracts that call built-in actors: internal numbers are forbidden to them, exported ones open; getters that run out
//! of gas.
use crate::asm::asm;
use crate::cbor::{addr, bytes, encode, int, link, list, method, uint};
use crate::genesis::{FIRST_FREE_ID, Scenario, World, fil, id, params};
use crate::methods::ACTORS;
use crate::scenarios::evm::{deploy_by_eve, invoke, proxy, via};
use crate::scenarios::miner::create_miner;
use crate::scenarios::precompiles::{call_actor, native};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![numbers(w), exported(w), getters(w)]
}

/// One actor of each kind, with its manifest name.
fn cast(s: &mut Scenario, w: &World) -> Vec<(&'static str, u64)> {
    create_miner(s, w);
    s.send(&w.alice, &id(1), fil(5), 2, params(vec![link(&w.code("multisig")), bytes(params(vec![list(vec![addr(&w.alice)]), int(1), int(0), int(0)]))]));
    s.send(&w.alice, &id(1), fil(5), 2, params(vec![link(&w.code("paymentchannel")), bytes(params(vec![addr(&w.alice), addr(&w.bob)]))]));
    deploy_by_eve(s, w, &asm("CALLER 0 MSTORE 32 0 RETURN"));
    vec![
        ("system", 0), ("init", 1), ("reward", 2), ("cron", 3), ("storagepower", 4), ("storagemarket", 5), ("verifiedregistry", 6),
        ("datacap", 7), ("eam", 10), ("account", 101), ("ethaccount", 103), ("placeholder", 104), ("storageminer", FIRST_FREE_ID),
        ("multisig", FIRST_FREE_ID + 1), ("paymentchannel", FIRST_FREE_ID + 2), ("evm", FIRST_FREE_ID + 3),
    ]
}

fn numbers(w: &World) -> Scenario {
    let mut s = Scenario::new("contract-calls-numbers", "internal methods called by a contract, and numbers that its precompile lets through");
    let cast = cast(&mut s, w);
    let contract = id(FIRST_FREE_ID + 3);
    let d = deploy_by_eve(&mut s, w, &proxy("DELEGATECALL"));
    for (name, target) in cast {
        let actor = ACTORS.iter().find(|a| a.name == name).expect("an actor");
        for number in actor.numbered.iter().map(|(n, _)| *n).chain([99]) {
            s.implicit(&contract, &id(target), fil(0), number, vec![]);
        }
        for number in [2, 1023, 1024, (1 << 24) - 1] {
            invoke(&mut s, w, &d, 0, &via(&native(5), &call_actor(number, 0, 0, 0, &[], Err(target))));
        }
    }
    s
}

fn exported(w: &World) -> Scenario {
    let mut s = Scenario::new("contract-calls-exported", "a contract calls the exported methods of every actor without parameters, and unknown ones");
    let cast = cast(&mut s, w);
    let d = deploy_by_eve(&mut s, w, &proxy("DELEGATECALL"));
    for (name, target) in cast {
        let actor = ACTORS.iter().find(|a| a.name == name).expect("an actor");
        for number in actor.exported.iter().map(|x| method(x)).chain([1 << 24, method("NobodyHasThis")]) {
            let readonly = u8::from(number % 2 == 0);
            invoke(&mut s, w, &d, 0, &via(&native(5), &call_actor(number, 0, readonly, 0, &[], Err(target))));
        }
    }
    s
}

/// Each at a limit that pays for the message and not for the answer.
fn getters(w: &World) -> Scenario {
    let mut s = Scenario::new("gas-limits-getters", "getters that run out of gas, and with enough of it");
    let cast = cast(&mut s, w);
    let none: &[&str] = &[];
    let reads: &[(&str, &[&str])] = &[
        ("storagepower", &["NetworkRawPower", "MinerCount", "MinerConsensusCount"]),
        ("datacap", &["Name", "Symbol", "Granularity", "TotalSupply"]),
        (
            "storageminer",
            &[
                "GetOwner", "GetSectorSize", "GetAvailableBalance", "GetVestingFunds", "GetPeerID", "GetMultiaddrs", "InitialPledge",
                "GetBeneficiary", "RepayDebt", "ConfirmChangeWorkerAddress",
            ],
        ),
        ("account", none),
    ];
    for (name, getters) in reads {
        let target = cast.iter().find(|(n, _)| n == name).expect("an actor").1;
        for getter in *getters {
            for limit in [1_300_000, 1_500_000, 3_000_000] {
                s.send(&w.alice, &id(target), fil(0), method(getter), vec![]).gas(limit);
            }
        }
    }
    for (target, number) in [(101, 2), (2, 3), (4, 9), (3, 2), (FIRST_FREE_ID, 2), (FIRST_FREE_ID, 31), (FIRST_FREE_ID + 3, 3), (FIRST_FREE_ID + 3, 4)] {
        for limit in [1_300_000, 1_500_000, 3_000_000] {
            s.send(&w.alice, &id(target), fil(0), number, vec![]).gas(limit);
        }
    }
    // what has parameters
    for (target, name, args) in [
        (4, "MinerRawPower", encode(&uint(FIRST_FREE_ID))), (4, "MinerPower", encode(&uint(FIRST_FREE_ID))),
        (5, "GetBalance", encode(&addr(&w.alice))), (5, "GetDealClient", encode(&uint(0))), (7, "Balance", encode(&addr(&w.alice))),
        (7, "Allowance", params(vec![addr(&w.alice), addr(&w.bob)])), (FIRST_FREE_ID, "IsControllingAddress", encode(&addr(&w.alice))),
    ] {
        for limit in [1_400_000, 1_700_000, 2_200_000] {
            s.send(&w.bob, &id(target), fil(0), method(name), args.clone()).gas(limit);
        }
    }
    s
}
