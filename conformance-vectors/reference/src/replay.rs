// SPDX-License-Identifier: Apache-2.0
//! `oracle replay`: run, compare, record.
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use fvm::executor::ApplyRet;
use serde_json::{Value, json};

use crate::bundle::{Bundles, load_car_file};
use crate::run::{Options, Outcome, Runner};
use crate::vector::{Post, Vector, base64, events_json, set_post};
use crate::{state, trace};

/// The versions that the reference release runs.
const SUPPORTED: std::ops::RangeInclusive<u32> = 21..=28;

#[derive(Default)]
struct Flags {
    gas: bool,
    record: bool,
    verbose: bool,
    trace: bool,
    trace_gas: bool,
    dump_state: bool,
    dump_heads: bool,
    list: bool,
    expected_car: Option<PathBuf>,
    bundles: Vec<String>,
    paths: Vec<PathBuf>,
    options: Options,
}

fn flags(args: &[String]) -> Result<Flags> {
    let mut f = Flags::default();
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        let mut value = || it.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--bundle" => f.bundles.extend(value()?.split(',').map(str::to_string)),
            "--network-version" => f.options.network_version = Some(value()?.parse().context("--network-version")?),
            "--expected-car" => f.expected_car = Some(value()?.into()),
            "--trust-proofs" => f.options.trust_proofs = true,
            "--actor-debugging" => f.options.actor_debugging = true,
            "--gas" => f.gas = true,
            "--record" => f.record = true,
            "-v" | "--verbose" => f.verbose = true,
            "--trace" => f.trace = true,
            "--trace-gas" => (f.trace, f.trace_gas) = (true, true),
            "--dump-state" => f.dump_state = true,
            "--dump-heads" => (f.dump_state, f.dump_heads) = (true, true),
            "--list" => f.list = true,
            _ if arg.starts_with('-') => bail!("unknown option {arg}"),
            _ => collect(Path::new(arg), &mut f.paths)?,
        }
    }
    f.options.trace = f.trace;
    if f.bundles.is_empty() {
        bail!("--bundle CAR[,CAR] is required");
    }
    if f.paths.is_empty() {
        bail!("no vectors");
    }
    Ok(f)
}

/// A file itself, or every *.json and *.json.gz below a directory in order of their paths.
pub fn collect(path: &Path, out: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        out.push(path.into());
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
        let name = entry.to_string_lossy();
        if entry.is_dir() || name.ends_with(".json") || name.ends_with(".json.gz") {
            collect(&entry, out)?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
}

pub fn main(args: &[String]) -> Result<bool> {
    let flags = flags(args)?;
    let runner = Runner::new(Bundles::load(&flags.bundles)?, flags.options.clone());
    let mut tally = Tally::default();
    for path in &flags.paths {
        if let Err(e) = file(path, &flags, &runner, &mut tally) {
            println!("FAILED {}: {e:#}", path.display());
            tally.failed += 1;
        }
    }
    println!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
    Ok(tally.failed == 0)
}

fn file(path: &Path, flags: &Flags, runner: &Runner, tally: &mut Tally) -> Result<()> {
    let (mut json, vector) = Vector::read(path)?;
    for variant in &vector.variants {
        let name = if vector.variants.len() == 1 { vector.id.clone() } else { format!("{}/{}", vector.id, variant.id) };
        let nv = runner.network_version(variant);
        if let Some(why) = &vector.unsupported {
            println!("SKIPPED {name}: {why}");
            tally.skipped += 1;
            continue;
        }
        if !SUPPORTED.contains(&nv) {
            println!("SKIPPED {name}: network version {nv} (the reference runs 21 to 28; see --network-version)");
            tally.skipped += 1;
            continue;
        }
        let outcome = match runner.run(&vector, variant) {
            Ok(o) => o,
            Err(e) => {
                println!("FAILED {name}: {e:#}");
                tally.failed += 1;
                continue;
            }
        };
        let same = if flags.record {
            record(&mut json, &outcome);
            std::fs::write(path, serde_json::to_string_pretty(&json)? + "\n")?;
            true
        } else {
            match &vector.post {
                Some(post) => compare(&name, post, &outcome, flags.gas),
                None => bail!("no postconditions (use --record)"),
            }
        };
        report(&name, &vector, &outcome, flags, runner, same)?;
        if same {
            tally.passed += 1;
            if flags.list {
                println!("PASSED {name}");
            }
        } else {
            tally.failed += 1;
        }
    }
    Ok(())
}

/// Names each difference.
pub fn compare(name: &str, post: &Post, outcome: &Outcome, gas: bool) -> bool {
    let mut same = true;
    let mut check = |at: String, field: &str, expected: String, got: String| {
        if expected != got {
            println!("MISMATCH {name} {at} {field}: expected {expected} got {got}");
            same = false;
        }
    };
    for (i, (want, have)) in post.receipts.iter().zip(&outcome.rets).enumerate() {
        let r = &have.msg_receipt;
        let at = || format!("message {i}");
        check(at(), "exit_code", want.exit_code.to_string(), r.exit_code.value().to_string());
        check(at(), "return", hex::encode(&want.return_data), hex::encode(r.return_data.bytes()));
        if gas {
            check(at(), "gas_used", want.gas_used.to_string(), r.gas_used.to_string());
        }
        if let Some(root) = &want.events_root {
            let text = |c: &Option<cid::Cid>| c.map_or("null".to_string(), |c| c.to_string());
            check(at(), "events_root", text(root), text(&r.events_root));
        }
        if let Some(events) = &want.events {
            check(at(), "events", events.to_string(), events_json(&have.events).to_string());
        }
    }
    check("state".into(), "root", post.root.to_string(), outcome.root.to_string());
    same
}

fn report(name: &str, vector: &Vector, outcome: &Outcome, flags: &Flags, runner: &Runner, same: bool) -> Result<()> {
    if flags.verbose || flags.trace || flags.dump_state || !same {
        println!("{name}: final root {}", outcome.root);
        for (i, ret) in outcome.rets.iter().enumerate() {
            trace::result(i, ret);
            if flags.trace {
                trace::print(&ret.exec_trace, flags.trace_gas, &runner.bundles);
            }
        }
    }
    if flags.dump_state {
        state::dump(&outcome.store, &outcome.root, &runner.bundles, flags.dump_heads)?;
    }
    if !same
        && let Some(post) = &vector.post
        && post.root != outcome.root
    {
        if let Some(car) = &flags.expected_car {
            load_car_file(&outcome.store, car)?;
        }
        println!("  actors that differ (- expected, + reference):");
        state::diff(&outcome.store, &post.root, &outcome.root, &runner.bundles)?;
    }
    Ok(())
}

pub fn record(json: &mut Value, outcome: &Outcome) {
    set_post(json, &outcome.root, outcome.rets.iter().map(receipt).collect());
}

fn receipt(ret: &ApplyRet) -> Value {
    let r = &ret.msg_receipt;
    let mut v = json!({
        "exit_code": r.exit_code.value(),
        "return": base64(r.return_data.bytes()),
        "gas_used": r.gas_used,
        "events_root": r.events_root.map(|c| c.to_string()),
    });
    if !ret.events.is_empty() {
        v["events"] = events_json(&ret.events);
    }
    v
}
