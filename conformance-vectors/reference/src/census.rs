// SPDX-License-Identifier: Apache-2.0
//! `oracle census`: how often which method of which actor answered which exit code, and whether each method succeeds
//! somewhere and fails with two exit codes.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use fvm::trace::ExecutionEvent;

use crate::bundle::Bundles;
use crate::methods;
use crate::replay::collect;
use crate::run::{Options, Runner};
use crate::vector::{Apply, Vector};

/// actor, method, exit
type Row = (String, String, String);

#[derive(Default)]
struct Counts {
    message: usize,
    nested: usize,
}

/// With how many exit codes each method must fail.
const FAILURES: usize = 2;

#[derive(Default)]
struct Census {
    vectors: usize,
    messages: usize,
    /// By sender, receiver, value, method, parameters, epoch and kind; not by network, fees, gas limit or nonce.
    distinct: BTreeSet<Vec<u8>>,
    rows: BTreeMap<Row, Counts>,
}

impl Census {
    fn count(&mut self, actor: &str, method: u64, exit: String, depth: usize) {
        let counts = self.rows.entry((actor.into(), methods::name(actor, method), exit)).or_default();
        if depth == 0 {
            counts.message += 1;
        } else {
            counts.nested += 1;
        }
    }

    /// The same message with other fees is the same.
    fn distinguish(&mut self, apply: &Apply, epoch: i64) {
        let mut message = apply.message.clone();
        message.sequence = 0;
        message.gas_limit = 0;
        message.gas_fee_cap = Default::default();
        message.gas_premium = Default::default();
        let mut key = fvm_ipld_encoding::to_vec(&message).expect("CBOR");
        key.extend((epoch + apply.epoch_offset).to_be_bytes());
        key.push(u8::from(apply.implicit));
        self.distinct.insert(key);
    }

    /// With how many exit codes it failed.
    fn failures(&self, actor: &str, method: &str) -> usize {
        self.exits(actor, method).into_iter().filter(|exit| *exit != "0").count()
    }

    fn exits(&self, actor: &str, method: &str) -> BTreeSet<&str> {
        self.rows.keys().filter(|(a, m, _)| a == actor && m == method).map(|(_, _, exit)| exit.as_str()).collect()
    }

    /// A call's actor is known once it is invoked; a send to no code, or to nobody, invokes none.
    fn add(&mut self, trace: &[ExecutionEvent], bundles: &Bundles) {
        let mut calls: Vec<(u64, Option<String>)> = Vec::new();
        for event in trace {
            match event {
                ExecutionEvent::Call { method, .. } => calls.push((*method, None)),
                ExecutionEvent::InvokeActor { state, .. } => {
                    if let Some(call) = calls.last_mut() {
                        call.1 = Some(bundles.name_of(&state.code));
                    }
                }
                ExecutionEvent::CallReturn(code, _) => {
                    let (method, actor) = calls.pop().expect("a call");
                    self.count(actor.as_deref().unwrap_or("-"), method, code.value().to_string(), calls.len());
                }
                ExecutionEvent::CallError(e) => {
                    let (method, actor) = calls.pop().expect("a call");
                    self.count(actor.as_deref().unwrap_or("-"), method, format!("error {:?}", e.1), calls.len());
                }
                _ => {}
            }
        }
    }
}

pub fn main(args: &[String]) -> Result<bool> {
    let (mut bundles, mut paths) = (Vec::new(), Vec::new());
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        match arg.as_str() {
            "--bundle" => bundles.extend(it.next().context("--bundle needs a value")?.split(',').map(str::to_string)),
            _ if arg.starts_with('-') => bail!("unknown option {arg}"),
            _ => collect(Path::new(arg), &mut paths)?,
        }
    }
    let options = Options { trust_proofs: true, trace: true, ..Options::default() };
    let runner = Runner::new(Bundles::load(&bundles)?, options);
    print(&take(&runner, &paths)?);
    Ok(true)
}

fn take(runner: &Runner, paths: &[PathBuf]) -> Result<Census> {
    let mut census = Census::default();
    for path in paths {
        let (_, vector) = Vector::read(path).with_context(|| path.display().to_string())?;
        for variant in &vector.variants {
            let outcome = runner.run(&vector, variant).with_context(|| path.display().to_string())?;
            census.vectors += 1;
            census.messages += outcome.rets.len();
            for (apply, ret) in vector.messages.iter().zip(&outcome.rets) {
                census.distinguish(apply, variant.epoch);
                if ret.exec_trace.is_empty() {
                    census.count("-", 0, format!("{} before execution", ret.msg_receipt.exit_code.value()), 0);
                }
                census.add(&ret.exec_trace, &runner.bundles);
            }
        }
    }
    Ok(census)
}

fn print(census: &Census) {
    println!("# Census of the corpus\n");
    println!("Printed by `oracle census` (see reference/README.md) from traces of the reference VM: calls by actor, method and");
    println!("exit code. \"Messages\" are calls by a message itself, \"nested\" those of actors among each other; `-` is a call");
    println!("that invoked no code. Messages are distinct by sender, receiver, value, method, parameters, epoch and kind.\n");
    println!("{} vectors, {} messages, {} distinct.\n", census.vectors, census.messages, census.distinct.len());
    println!("| actor | method | exit | messages | nested |\n|---|---|---|---|---|");
    for ((actor, method, exit), counts) in &census.rows {
        println!("| {actor} | {method} | {exit} | {} | {} |", counts.message, counts.nested);
    }
    println!("\n## Methods\n");
    println!("Exit codes seen of each, by messages or nested.\n");
    println!("| actor | method | exits |\n|---|---|---|");
    let all = all_methods();
    for (actor, method) in &all {
        let exits: Vec<&str> = census.exits(actor, method).into_iter().collect();
        println!("| {actor} | {method} | {} |", exits.join(", "));
    }
    println!("\n{}", rule(census, &all));
}

/// Retired numbers are no methods.
fn all_methods() -> Vec<(&'static str, String)> {
    let named = |actor: &'static methods::Actor| {
        actor.numbers().into_iter().map(move |number| (actor.name, methods::name(actor.name, number)))
    };
    methods::ACTORS.iter().flat_map(named).filter(|(_, name)| !name.starts_with("retired")).collect()
}

/// Whether each method succeeds and fails in two ways, and which do not.
fn rule(census: &Census, all: &[(&'static str, String)]) -> String {
    let mut text = String::new();
    let (mut excepted, mut broken) = (Vec::new(), Vec::new());
    for (actor, method) in all {
        let succeeds = census.exits(actor, method).contains("0");
        let failures = census.failures(actor, method);
        if succeeds && failures >= FAILURES {
            continue;
        }
        let shown = format!("{actor}.{method} ({}, {failures} failing exit codes)", if succeeds { "succeeds" } else { "no success" });
        match methods::EXCEPTIONS.iter().find(|(a, m, _)| a == actor && m == method) {
            Some((_, _, why)) => excepted.push(format!("- {shown}: {why}.")),
            None => broken.push(format!("- {shown}")),
        }
    }
    let kept = all.len() - excepted.len() - broken.len();
    let _ = writeln!(text, "## One success and two failures each\n");
    let _ = writeln!(text, "Of {} methods {kept} succeed somewhere and fail with at least {FAILURES} exit codes.\n", all.len());
    let _ = writeln!(text, "Exceptions:\n\n{}\n", excepted.join("\n"));
    match broken.len() {
        0 => text.push_str("The rule holds."),
        n => {
            let _ = write!(text, "The rule does not hold for {n}:\n\n{}", broken.join("\n"));
        }
    }
    text
}
