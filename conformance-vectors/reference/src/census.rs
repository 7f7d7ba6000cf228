// SPDX-License-Identifier: Apache-2.0
//! `oracle census`: how often which method of which actor answered which exit code.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use fvm::trace::ExecutionEvent;

use crate::bundle::Bundles;
use crate::methods;
use crate::replay::collect;
use crate::run::{Options, Runner};
use crate::vector::Vector;

/// actor, method, exit
type Row = (String, String, String);

#[derive(Default)]
struct Counts {
    message: usize,
    nested: usize,
}

#[derive(Default)]
struct Census {
    vectors: usize,
    messages: usize,
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
            for ret in &outcome.rets {
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
    println!("that invoked no code.\n");
    println!("{} vectors, {} messages.\n", census.vectors, census.messages);
    println!("{}", uncovered(census));
    println!("| actor | method | exit | messages | nested |\n|---|---|---|---|---|");
    for ((actor, method, exit), counts) in &census.rows {
        println!("| {actor} | {method} | {exit} | {} | {} |", counts.message, counts.nested);
    }
}

/// What the corpus does not show.
fn uncovered(census: &Census) -> String {
    let mut text = String::new();
    let mut all = 0;
    let (mut silent, mut thin) = (Vec::new(), Vec::new());
    for actor in methods::ACTORS {
        for number in actor.numbers() {
            let name = methods::name(actor.name, number);
            if name.starts_with("retired") {
                continue;
            }
            all += 1;
            let exits: BTreeSet<&str> = census
                .rows
                .keys()
                .filter(|(a, m, _)| *a == actor.name && *m == name)
                .map(|(_, _, exit)| exit.as_str())
                .collect();
            if !exits.contains("0") {
                silent.push(format!("{}.{name}", actor.name));
            } else if exits.len() < 2 {
                thin.push(format!("{}.{name}", actor.name));
            }
        }
    }
    let _ = writeln!(text, "Of {all} methods {} succeed somewhere.\n", all - silent.len());
    let _ = writeln!(text, "Never successful: {}.\n", silent.join(", "));
    let _ = writeln!(text, "Never failing: {}.", thin.join(", "));
    text
}
