// SPDX-License-Identifier: Apache-2.0
//! Who a miner belongs to: creation, owner, worker and control addresses, beneficiary, debts and withdrawals; and the few
//! exported methods that other scenarios call by their numbers.
use fvm_shared::address::Address;
use fvm_shared::bigint::BigInt;
use fvm_shared::econ::TokenAmount;
use ipld_core::ipld::Ipld;

use crate::asm::asm;
use crate::cbor::{addr, amount, big, bytes, encode, int, link, list, method, uint};
use crate::genesis::{EPOCH, FIRST_FREE_ID, Scenario, World, atto, eth, fil, id, params};
use crate::scenarios::actors::exec;
use crate::scenarios::evm::deploy_by_eve;
use crate::scenarios::miner::{create_miner, precommit, unsealed};

pub fn all(w: &World) -> Vec<Scenario> {
    vec![creation(w), owner(w), beneficiary(w), debts(w), contact(w), tokens(w), receivers(w)]
}

fn creation(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-creation", "CreateMiner by both numbers: owners and workers of each kind, deposits, proof types, contact data");
    let contract = eth(&deploy_by_eve(&mut s, w, &asm("STOP")));
    s.send(&w.alice, &id(1), fil(5), 2, exec(w, "multisig", vec![list(vec![addr(&w.alice)]), int(1), int(0), int(0)]));
    let wallet = id(FIRST_FREE_ID + 1);
    let nobody = Address::new_actor(b"none");
    let fresh = Address::new_secp256k1(&[7; 65]).expect("f1");
    let create = |owner: &Address, worker: &Address, post: i64, peer: usize, addresses: Vec<usize>| {
        let addresses = addresses.into_iter().map(|n| bytes(vec![7; n])).collect();
        params(vec![addr(owner), addr(worker), int(post), bytes(vec![1; peer]), list(addresses)])
    };
    let post = w.sector.post;
    for number in [2, method("CreateMiner")] {
        let mut put = |value: TokenAmount, args: Vec<u8>| {
            s.send(&w.root_key, &id(4), value, number, args);
        };
        for (owner, worker) in [
            (w.alice, w.alice), (w.alice, contract), (w.alice, wallet), (w.alice, w.eve), (w.alice, id(4444)), (w.alice, nobody),
            (nobody, w.bob), (id(4444), w.bob),
        ] {
            put(fil(1000), create(&owner, &worker, post, 4, vec![]));
        }
        for kind in [0, 99, -1, post + 1] {
            put(fil(1000), create(&w.alice, &w.bob, kind, 4, vec![]));
        }
        put(fil(1000), create(&w.alice, &w.bob, post, 129, vec![]));
        put(fil(1000), create(&w.alice, &w.bob, post, 4, vec![2000]));
        put(fil(1000), create(&w.alice, &w.bob, post, 4, vec![0]));
        put(atto(1), create(&w.alice, &w.bob, post, 4, vec![]));
        put(fil(0), create(&w.alice, &w.bob, post, 4, vec![]));
    }
    for (owner, value) in [(wallet, 1000), (contract, 1000), (w.eve, 100_000), (fresh, 1000), (w.bob, 5000)] {
        s.send(&w.bob, &id(4), fil(value), method("CreateMiner"), create(&owner, &w.bob, post, 128, vec![512, 500]));
        s.send(&w.eve, &id(4), fil(value), 2, create(&owner, &w.bob, post, 0, vec![]));
    }
    s.send(&w.eve, &id(4), fil(0), method("MinerCount"), vec![]);
    s
}

fn owner(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-owner", "owner handed over by both numbers, withdrawn and refused; workers and control addresses");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    let own = |s: &mut Scenario, by: &Address, number: u64, to: &Address| {
        s.send(by, &m, fil(0), number, encode(&addr(to)));
    };
    let exported = method("ChangeOwnerAddress");
    let (alice, bob, eve) = (id(101), id(102), id(103));
    own(&mut s, &w.alice, 23, &w.root_key); // not by ID
    own(&mut s, &w.eve, 23, &eve);
    own(&mut s, &w.alice, 23, &eve);
    own(&mut s, &w.bob, 23, &eve); // neither
    own(&mut s, &w.eve, 23, &bob); // another one
    own(&mut s, &w.alice, 23, &alice); // takes it back
    own(&mut s, &w.eve, 23, &eve);
    own(&mut s, &w.alice, exported, &eve);
    own(&mut s, &w.alice, exported, &id(4444));
    own(&mut s, &w.alice, exported, &bob);
    own(&mut s, &w.alice, exported, &w.bob);
    s.send(&w.root_key, &m, fil(0), method("GetOwner"), vec![]);
    own(&mut s, &w.bob, exported, &bob);
    s.send(&w.root_key, &m, fil(0), method("GetOwner"), vec![]);
    s.send(&w.root_key, &m, fil(0), method("GetBeneficiary"), vec![]);
    own(&mut s, &w.alice, 23, &alice);
    own(&mut s, &w.bob, 23, &alice);
    own(&mut s, &w.alice, 23, &alice);
    for number in [3, method("ChangeWorkerAddress")] {
        let mut put = |by: &Address, worker: &Address, control: Vec<Address>| {
            s.send(by, &m, fil(0), number, params(vec![addr(worker), list(control.iter().map(addr).collect())]));
        };
        put(&w.alice, &w.bob, vec![]);
        put(&w.alice, &w.bob, vec![w.root_key, w.eve, id(FIRST_FREE_ID)]);
        put(&w.alice, &w.bob, (100..111).map(id).collect()); // too many
        put(&w.alice, &w.bob, vec![id(100); 10]);
        put(&w.alice, &w.bob, vec![Address::new_actor(b"none")]);
        put(&w.alice, &w.alice, vec![]); // no BLS key
        put(&w.alice, &w.eve, vec![]);
        put(&w.alice, &m, vec![]);
        put(&w.alice, &id(4444), vec![]);
        put(&w.eve, &w.bob, vec![]);
    }
    for who in [w.alice, w.bob, w.root_key, w.eve, id(4444), Address::new_actor(b"none")] {
        s.send(&w.root_key, &m, fil(0), method("IsControllingAddress"), encode(&addr(&who)));
    }
    // another worker with a BLS key, and cron that makes it so
    let key = bls_signatures::PrivateKey::new([9; 32]);
    let other = Address::new_bls(&bls_signatures::Serialize::as_bytes(&key.public_key())).expect("f3");
    s.send(&w.alice, &other, fil(10), 0, vec![]);
    s.send(&w.alice, &m, fil(0), method("ChangeWorkerAddress"), params(vec![addr(&other), list(vec![])]));
    s.send(&w.alice, &m, fil(0), method("ChangeWorkerAddress"), params(vec![addr(&w.bob), list(vec![])])).at(1);
    s.send(&w.alice, &m, fil(0), 21, vec![]).at(899);
    s.send(&w.root_key, &m, fil(0), 21, vec![]).at(901);
    s.send(&w.bob, &m, fil(0), method("ConfirmChangeWorkerAddress"), vec![]).at(901);
    s.send(&w.alice, &m, fil(0), 21, vec![]).at(901);
    s.send(&w.root_key, &m, fil(0), 2, vec![]).at(902);
    s.send(&w.alice, &m, fil(0), 21, vec![]).at(902);
    s
}

fn beneficiary(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-beneficiary", "terms proposed, approved by either side, used up and expired; withdrawals under them");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.send(&w.alice, &m, fil(100), 0, vec![]);
    let mut change = |by: &Address, number: u64, to: &Address, quota: Ipld, until: i64, at: i64| {
        s.send(by, &m, fil(0), number, params(vec![addr(to), quota, int(until)])).at(at);
    };
    let exported = method("ChangeBeneficiary");
    let sum = |n: u64| amount(&fil(n));
    change(&w.alice, 30, &w.eve, sum(0), EPOCH + 500, 0);
    change(&w.alice, 30, &w.eve, big(&BigInt::from(-1)), EPOCH + 500, 0);
    change(&w.alice, 30, &w.eve, sum(10), EPOCH, 0);
    change(&w.alice, 30, &w.eve, sum(10), EPOCH - 5, 0);
    change(&w.alice, 30, &w.alice, sum(10), EPOCH + 500, 0); // the owner's own has no term
    change(&w.alice, 30, &w.alice, sum(0), EPOCH + 500, 0);
    change(&w.alice, 30, &w.alice, sum(0), 0, 0);
    change(&w.alice, 30, &Address::new_actor(b"none"), sum(10), EPOCH + 500, 0);
    change(&w.alice, 30, &id(4444), sum(10), EPOCH + 500, 0);
    change(&w.eve, 30, &w.eve, sum(10), EPOCH + 500, 0); // nothing proposed to her so far
    change(&w.alice, 30, &w.eve, sum(10), EPOCH + 500, 0);
    change(&w.bob, 30, &w.eve, sum(10), EPOCH + 500, 0);
    change(&w.eve, 30, &w.eve, sum(11), EPOCH + 500, 0);
    change(&w.eve, 30, &w.eve, sum(10), EPOCH + 501, 0);
    change(&w.eve, exported, &w.eve, sum(10), EPOCH + 500, 0);
    // now hers: a change needs both
    change(&w.alice, exported, &w.root_key, sum(20), EPOCH + 900, 1);
    change(&w.root_key, exported, &w.root_key, sum(20), EPOCH + 900, 1);
    change(&w.eve, exported, &w.root_key, sum(20), EPOCH + 901, 1);
    for (by, n) in [(w.eve, 1), (w.root_key, 5), (w.root_key, 0), (w.alice, 3), (w.eve, 2)] {
        s.send(&by, &m, fil(0), 16, params(vec![sum(n)])).at(2);
    }
    s.send(&w.root_key, &m, fil(0), 31, vec![]).at(2);
    let mut change = |by: &Address, to: &Address, quota: Ipld, until: i64, at: i64| {
        s.send(by, &m, fil(0), 30, params(vec![addr(to), quota, int(until)])).at(at);
    };
    change(&w.eve, &w.root_key, sum(20), EPOCH + 900, 2);
    for (by, n, at) in [(w.root_key, 25, 3), (w.root_key, 25, 3), (w.alice, 1, 3), (w.eve, 1, 3), (w.root_key, 1, 901)] {
        s.send(&by, &m, fil(0), method("WithdrawBalance"), params(vec![sum(n)])).at(at);
    }
    let mut change = |by: &Address, to: &Address, quota: Ipld, until: i64, at: i64| {
        s.send(by, &m, fil(0), 30, params(vec![addr(to), quota, int(until)])).at(at);
    };
    change(&w.alice, &w.bob, sum(5), EPOCH + 5000, 902); // the old term is over: the nominee alone approves
    change(&w.bob, &w.bob, sum(5), EPOCH + 5000, 902);
    change(&w.alice, &w.alice, sum(0), 0, 903); // back to the owner: with the beneficiary's consent
    change(&w.bob, &w.alice, sum(0), 0, 903);
    s.send(&w.root_key, &m, fil(0), method("GetBeneficiary"), vec![]).at(903);
    for sum in [big(&BigInt::from(-1)), amount(&fil(0)), amount(&atto(1)), amount(&fil(1_000_000))] {
        s.send(&w.alice, &m, fil(0), method("WithdrawBalance"), params(vec![sum.clone()])).at(904);
        s.send(&w.bob, &m, fil(0), 16, params(vec![sum])).at(904);
    }
    s
}

fn debts(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-debts", "penalties beyond what a miner has: what its debt forbids, and how it is repaid");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.implicit(&m, &id(4), fil(0), 6, encode(&amount(&fil(100_000))));
    let apply = |reward: u64, penalty: u64| params(vec![amount(&fil(reward)), amount(&fil(penalty))]);
    s.implicit(&id(2), &m, fil(7), 14, apply(7, 3));
    s.implicit(&id(2), &m, fil(0), 14, apply(0, 0));
    s.implicit(&id(2), &m, fil(7), 14, params(vec![big(&BigInt::from(-1)), amount(&fil(0))]));
    s.implicit(&id(2), &m, fil(7), 14, params(vec![amount(&fil(1)), big(&BigInt::from(-1))]));
    s.implicit(&id(2), &m, fil(7), 14, apply(7, 200_000)); // more than everything
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1))]));
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(vec![precommit(w.sector.seal, 1, EPOCH - 20, EPOCH + 1_200_000, Ipld::Null)])]));
    s.send(&w.bob, &m, fil(0), 22, vec![]); // nothing to pay with
    s.send(&w.bob, &m, fil(10), method("RepayDebt"), vec![]); // with what it brings
    s.send(&w.root_key, &m, fil(1), 22, vec![]);
    s.send(&w.eve, &m, fil(0), method("GetAvailableBalance"), vec![]);
    s.send(&w.root_key, &m, fil(50_000), 0, vec![]);
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1))])); // repays first
    s.send(&w.root_key, &m, fil(200_000), 0, vec![]);
    s.send(&w.alice, &m, fil(0), method("WithdrawBalance"), params(vec![amount(&fil(1))]));
    s.send(&w.alice, &m, fil(0), 22, vec![]); // none left
    s.send(&w.bob, &m, fil(0), 28, params(vec![list(vec![precommit(w.sector.seal, 1, EPOCH - 20, EPOCH + 1_200_000, Ipld::Null)])]));
    s.implicit(&id(2), &m, fil(100), 14, apply(100, 50)).at(3000); // out of the reward
    s.send(&w.eve, &m, fil(0), method("GetVestingFunds"), vec![]).at(3000);
    s.send(&w.alice, &m, fil(0), 16, params(vec![amount(&fil(1_000_000))])).at(500_000);
    s
}

fn contact(w: &World) -> Scenario {
    let mut s = Scenario::new("miner-contact", "peer IDs and addresses at their limits, by owner, worker, control and stranger");
    let m = id(FIRST_FREE_ID);
    create_miner(&mut s, w);
    s.send(&w.alice, &m, fil(0), 3, params(vec![addr(&w.bob), list(vec![addr(&w.root_key)])]));
    for number in [4, method("ChangePeerID")] {
        for n in [0, 1, 128, 129] {
            s.send(&w.bob, &m, fil(0), number, params(vec![bytes(vec![2; n])]));
        }
        for by in [w.alice, w.root_key, w.eve] {
            s.send(&by, &m, fil(0), number, params(vec![bytes(b"peer")]));
        }
        s.send(&w.bob, &m, fil(0), number, params(vec![Ipld::String("text".into())]));
    }
    s.send(&w.eve, &m, fil(0), method("GetPeerID"), vec![]);
    for number in [18, method("ChangeMultiaddrs")] {
        for sizes in [vec![], vec![0], vec![1, 0], vec![1024], vec![1025], vec![512, 512], vec![512, 513], vec![1; 1024], vec![1; 1025]] {
            let addresses = sizes.into_iter().map(|n| bytes(vec![3; n])).collect();
            s.send(&w.bob, &m, fil(0), number, params(vec![list(addresses)]));
        }
        for by in [w.alice, w.root_key, w.eve] {
            s.send(&by, &m, fil(0), number, params(vec![list(vec![bytes(b"here")])]));
        }
    }
    s.send(&w.eve, &m, fil(0), method("GetMultiaddrs"), vec![]);
    s
}

fn tokens(w: &World) -> Scenario {
    let mut s = Scenario::new("datacap-operators", "datacap moved by an operator, with allocations for the registry; amounts and receivers refused");
    create_miner(&mut s, w);
    let size = 1i64 << 30;
    let tokens = |gib: i64| amount(&TokenAmount::from_whole(size * gib));
    s.send(&w.root_key, &id(6), fil(0), 2, params(vec![addr(&w.alice), big(&BigInt::from(size * 100))]));
    s.send(&w.alice, &id(6), fil(0), method("AddVerifiedClient"), params(vec![addr(&w.bob), big(&BigInt::from(size * 50))]));
    let request = |n: u8, of: i64| {
        let allocation = list(vec![uint(FIRST_FREE_ID), link(&unsealed(n)), int(of), int(518_400), int(1_500_000), int(EPOCH + 60_000)]);
        params(vec![list(vec![allocation]), list(vec![])])
    };
    let from = |s: &mut Scenario, by: &Address, owner: &Address, to: &Address, what: Ipld, data: Vec<u8>| {
        s.send(by, &id(7), fil(0), method("TransferFrom"), params(vec![addr(owner), addr(to), what, bytes(data)]));
    };
    let allow = |s: &mut Scenario, name: &str, what: Ipld| {
        s.send(&w.bob, &id(7), fil(0), method(name), params(vec![addr(&w.root_key), what]));
    };
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(1), request(1, size)); // no allowance
    allow(&mut s, "IncreaseAllowance", tokens(5));
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(1), request(1, size));
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(2), request(2, size)); // of another sum
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(6), request(3, size * 6)); // more than allowed
    from(&mut s, &w.root_key, &w.bob, &w.alice, tokens(1), vec![]); // not the registry
    from(&mut s, &w.bob, &w.bob, &id(6), tokens(1), request(4, size)); // his own operator
    from(&mut s, &w.root_key, &id(4444), &id(6), tokens(1), request(4, size));
    from(&mut s, &w.root_key, &w.bob, &id(6), amount(&atto(1)), request(4, size));
    from(&mut s, &w.root_key, &w.bob, &id(6), big(&BigInt::from(-1)), request(4, size));
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(1), b"?".to_vec());
    from(&mut s, &w.root_key, &w.bob, &id(6), tokens(4), request(5, size * 4)); // the rest
    s.send(&w.eve, &id(7), fil(0), method("Allowance"), params(vec![addr(&w.bob), addr(&w.root_key)]));
    for what in [big(&BigInt::from(-1)), tokens(0), amount(&atto(1)), tokens(1)] {
        for name in ["IncreaseAllowance", "DecreaseAllowance"] {
            allow(&mut s, name, what.clone());
        }
    }
    let nobody = Address::new_actor(b"none");
    for name in ["IncreaseAllowance", "DecreaseAllowance"] {
        s.send(&w.bob, &id(7), fil(0), method(name), params(vec![addr(&nobody), tokens(1)]));
        s.send(&w.bob, &id(7), fil(0), method(name), params(vec![addr(&w.bob), tokens(1)])); // himself
    }
    s.send(&w.bob, &id(7), fil(0), method("RevokeAllowance"), params(vec![addr(&nobody)]));
    s.send(&w.bob, &id(7), fil(0), method("RevokeAllowance"), params(vec![addr(&w.bob)]));
    for (owner, operator) in [(w.bob, nobody), (nobody, w.bob), (w.bob, w.bob), (id(4444), id(4445))] {
        s.send(&w.eve, &id(7), fil(0), method("Allowance"), params(vec![addr(&owner), addr(&operator)]));
    }
    s.send(&w.eve, &id(7), fil(0), method("Balance"), encode(&addr(&nobody)));
    for (to, what, data) in [
        (id(6), tokens(0), params(vec![list(vec![]), list(vec![])])), (id(6), tokens(60), request(9, size * 60)), (w.alice, tokens(1), vec![]),
        (nobody, tokens(1), vec![]), (id(6), amount(&atto(1)), vec![]), (id(6), big(&BigInt::from(-1)), vec![]),
    ] {
        s.send(&w.bob, &id(7), fil(0), method("Transfer"), params(vec![addr(&to), what, bytes(data)]));
    }
    s
}

fn receivers(w: &World) -> Scenario {
    let mut s = Scenario::new("receivers", "Receive and the fallbacks of accounts, multisigs and channels; the constructor of an Ethereum account");
    s.send(&w.alice, &id(1), fil(5), 2, exec(w, "multisig", vec![list(vec![addr(&w.alice)]), int(1), int(0), int(0)]));
    s.send(&w.alice, &id(1), fil(5), 2, exec(w, "paymentchannel", vec![addr(&w.alice), addr(&w.bob)]));
    s.send(&w.eve, &w.alice, fil(1), 0, vec![]); // makes an account of her placeholder
    let token = |kind: i64| params(vec![int(kind), bytes(b"payload")]);
    for target in [id(FIRST_FREE_ID), id(FIRST_FREE_ID + 1), w.bob, w.eve, w.pauper] {
        for args in [token(2_233_613_279), token(0), token(-1), token(1 << 33), vec![], vec![0x80], vec![0xff]] {
            s.send(&w.alice, &target, fil(0), method("Receive"), args);
        }
        for number in [99, (1 << 24) - 1, 1 << 24, u64::MAX] {
            s.send(&w.alice, &target, fil(1), number, vec![0x80]);
        }
    }
    for (by, target) in [(id(0), w.eve), (w.alice, w.eve), (id(0), w.bob), (id(0), w.pauper), (w.alice, w.pauper)] {
        s.implicit(&by, &target, fil(0), 1, vec![]);
    }
    s
}
