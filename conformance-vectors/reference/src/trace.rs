// SPDX-License-Identifier: Apache-2.0
//! Results and execution traces as text.
use fvm::executor::ApplyRet;
use fvm::trace::{ExecutionEvent, ExecutionTrace};
use fvm_ipld_encoding::ipld_block::IpldBlock;

use crate::bundle::Bundles;

pub fn result(index: usize, ret: &ApplyRet) {
    let r = &ret.msg_receipt;
    let codec = ret.return_codec.map_or("-".into(), |c| format!("{c:#x}"));
    let root = r.events_root.map_or("null".into(), |c| c.to_string());
    println!(
        "  message {index}: exit {} gas {} return {} (codec {codec}) events_root {root}",
        r.exit_code.value(),
        r.gas_used,
        hex::encode(r.return_data.bytes())
    );
    println!(
        "    burn {} overestimation {} tip {} refund {} penalty {}",
        ret.base_fee_burn.atto(),
        ret.over_estimation_burn.atto(),
        ret.miner_tip.atto(),
        ret.refund.atto(),
        ret.penalty.atto()
    );
    for e in &ret.events {
        println!("    event of f0{}", e.emitter);
        for x in &e.event.entries {
            println!("      {:?} flags {} codec {:#x} {}", x.key, x.flags.bits(), x.codec, hex::encode(&x.value));
        }
    }
    if let Some(failure) = &ret.failure_info {
        for line in failure.to_string().lines() {
            println!("    {line}");
        }
    }
}

fn block(b: &Option<IpldBlock>) -> String {
    b.as_ref().map_or("-".into(), |b| format!("{:#x}:{}", b.codec, hex::encode(&b.data)))
}

pub fn print(trace: &ExecutionTrace, gas: bool, bundles: &Bundles) {
    let mut depth = 2;
    for event in trace {
        let pad = "  ".repeat(depth);
        match event {
            ExecutionEvent::Call { from, to, method, params, value, gas_limit, read_only } => {
                println!(
                    "{pad}call f0{from} -> {to} method {method} value {} gas_limit {gas_limit} read_only {read_only} params {}",
                    value.atto(),
                    block(params)
                );
                depth += 1;
            }
            ExecutionEvent::CallReturn(code, ret) => {
                depth = depth.saturating_sub(1);
                println!("{}return exit {} {}", "  ".repeat(depth), code.value(), block(ret));
            }
            ExecutionEvent::CallError(e) => {
                depth = depth.saturating_sub(1);
                println!("{}error {e}", "  ".repeat(depth));
            }
            ExecutionEvent::InvokeActor { id, state } => {
                println!("{pad}invoke f0{id} {} head {}", bundles.name_of(&state.code), state.state);
            }
            ExecutionEvent::GasCharge(c) if gas => {
                println!("{pad}gas {} compute {} other {}", c.name, c.compute_gas, c.other_gas);
            }
            ExecutionEvent::GasCharge(_) => {}
            ExecutionEvent::Log(text) => println!("{pad}log {text}"),
            ExecutionEvent::Ipld { op, cid, size } => println!("{pad}ipld {op:?} {cid} ({size} bytes)"),
            other => println!("{pad}{other:?}"),
        }
    }
}
