// SPDX-License-Identifier: Apache-2.0
//! What the outcome of a vector depends on, found by running it.
use std::rc::Rc;

use anyhow::Result;
use cid::Cid;
use fvm::executor::ApplyRet;
use fvm::trace::ExecutionEvent;
use fvm_shared::error::ExitCode;

use crate::run::{Outcome, Runner, Strain};
use crate::vector::{Vector, events_json};

/// What of a receipt does not depend on who runs it.
pub fn answer(ret: &ApplyRet) -> (u32, Vec<u8>, u64, Option<Cid>, String) {
    let r = &ret.msg_receipt;
    (r.exit_code.value(), r.return_data.to_vec(), r.gas_used, r.events_root, events_json(&ret.events).to_string())
}

/// Whether a call ran out of gas, or an answer or the state is another when Wasm and syscalls cost an eighth more and
/// the limits are a half or five quarters.
pub fn gas_dependent(runner: &Runner, vector: &Vector, outcome: &Outcome) -> Result<bool> {
    if outcome.rets.iter().any(ran_out) {
        return Ok(true);
    }
    let known = |o: &Outcome| {
        let rets: Vec<_> = o.rets.iter().map(|r| answer(r)).map(|(exit, ret, _, root, events)| (exit, ret, root, events)).collect();
        (o.root, rets)
    };
    for limits in [(1, 2), (5, 4)] {
        let strain = Strain { limits, dearer: true };
        let other = runner.run_on(vector, &vector.variants[0], Rc::clone(&outcome.store), strain)?;
        if known(&other) != known(outcome) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn ran_out(ret: &ApplyRet) -> bool {
    let out = |code: &ExitCode| *code == ExitCode::SYS_OUT_OF_GAS;
    let nested = |e: &ExecutionEvent| matches!(e, ExecutionEvent::CallReturn(code, _) if out(code));
    out(&ret.msg_receipt.exit_code) || ret.exec_trace.iter().any(nested)
}

pub fn asks_for_proofs(ret: &ApplyRet) -> bool {
    let names = ["OnVerifyPost", "OnVerifySeal", "OnVerifyAggregateSeals", "OnVerifyReplicaUpdate"];
    ret.exec_trace.iter().any(|e| matches!(e, ExecutionEvent::GasCharge(c) if names.contains(&c.name.as_ref())))
}
