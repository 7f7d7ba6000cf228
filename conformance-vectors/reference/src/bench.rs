// SPDX-License-Identifier: Apache-2.0
//! `oracle bench`: how long the messages of vectors take, warm.
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::bundle::{Bundles, load_gzipped_car};
use crate::replay::{collect, compare};
use crate::run::{Clock, Options, Runner, Strain};
use crate::vector::Vector;
use crate::vm::Store;

struct Flags {
    bundles: Vec<String>,
    repeat: usize,
    warm_up: usize,
    clock: Clock,
    json: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

fn flags(args: &[String]) -> Result<Flags> {
    let mut f = Flags { bundles: vec![], repeat: 10, warm_up: 5, clock: Clock::Wall, json: None, paths: vec![] };
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        let mut value = || it.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--bundle" => f.bundles.extend(value()?.split(',').map(str::to_string)),
            "--repeat" => f.repeat = value()?.parse().context("--repeat")?,
            "--warm-up" => f.warm_up = value()?.parse().context("--warm-up")?,
            "--cpu" => f.clock = Clock::Cpu,
            "--json" => f.json = Some(value()?.into()),
            _ if arg.starts_with('-') => bail!("unknown option {arg}"),
            _ => collect(Path::new(arg), &mut f.paths)?,
        }
    }
    if f.bundles.is_empty() {
        bail!("--bundle CAR[,CAR] is required");
    }
    if f.paths.is_empty() {
        bail!("no vectors");
    }
    if f.repeat == 0 {
        bail!("--repeat must be at least 1");
    }
    Ok(f)
}

/// A vector, and the nanoseconds of each round that counts.
struct Timed {
    name: String,
    vector: Vector,
    nanos: Vec<u64>,
}

impl Timed {
    fn min(&self) -> u64 {
        self.nanos.iter().copied().min().unwrap_or(0)
    }

    fn median(&self) -> u64 {
        median(self.nanos.clone())
    }

    fn messages(&self) -> usize {
        self.vector.messages.len() * self.vector.variants.len()
    }
}

/// The middle, or the lower of the two in the middle; 0 of nothing.
fn median(mut all: Vec<u64>) -> u64 {
    all.sort_unstable();
    if all.is_empty() { 0 } else { all[(all.len() - 1) / 2] }
}

pub fn main(args: &[String]) -> Result<bool> {
    let flags = flags(args)?;
    let options = Options { trust_proofs: true, clock: flags.clock, ..Options::default() };
    let runner = Runner::new(Bundles::load(&flags.bundles)?, options);
    let store: Store = Rc::new(runner.bundles.store()?);
    let mut all = Vec::new();
    for path in &flags.paths {
        let (_, vector) = Vector::read(path).with_context(|| path.display().to_string())?;
        load_gzipped_car(&store, &vector.car).with_context(|| path.display().to_string())?;
        all.push(Timed { name: path.display().to_string(), vector, nanos: vec![] });
    }
    let read = all.len();
    for round in 0..flags.warm_up + flags.repeat {
        all.retain_mut(|timed| match run(&runner, timed, &store) {
            Ok(nanos) if round >= flags.warm_up => {
                timed.nanos.push(nanos);
                true
            }
            Ok(_) => true,
            Err(e) => {
                println!("FAILED {}: {e:#}", timed.name);
                false
            }
        });
    }
    print(&all);
    println!("{} measured, {} failed", all.len(), read - all.len());
    if let Some(file) = &flags.json {
        let text = serde_json::to_string_pretty(&report(&flags, &all))? + "\n";
        std::fs::write(file, text).with_context(|| file.display().to_string())?;
    }
    Ok(all.len() == read)
}

/// Every result is checked each time, after the clock has stopped.
fn run(runner: &Runner, timed: &Timed, store: &Store) -> Result<u64> {
    let post = timed.vector.post.as_ref().context("no postconditions")?;
    let mut nanos = 0;
    for variant in &timed.vector.variants {
        let outcome = runner.run_on(&timed.vector, variant, Rc::clone(store), Strain::NONE)?;
        if !compare(&timed.name, post, &outcome, true) {
            bail!("another result than the vector's");
        }
        nanos += outcome.nanos;
    }
    Ok(nanos)
}

fn print(all: &[Timed]) {
    let line = |min: u64, median: u64, messages: usize, name: &str| {
        println!("{:>10.3} {:>10.3} {messages:>9}  {name}", min as f64 / 1e6, median as f64 / 1e6);
    };
    println!("    min ms  median ms  messages  vector");
    for t in all {
        line(t.min(), t.median(), t.messages(), &t.name);
    }
    line(all.iter().map(Timed::min).sum(), all.iter().map(Timed::median).sum(), all.iter().map(Timed::messages).sum(), "sum");
    println!("median vector {:.3} ms", median(all.iter().map(Timed::median).collect()) as f64 / 1e6);
}

/// The fields of `jfvm bench vectors --json`.
fn report(flags: &Flags, all: &[Timed]) -> Value {
    let vectors: Vec<Value> = all
        .iter()
        .map(|t| json!({"vector": t.name, "messages": t.messages(), "min_ns": t.min(), "median_ns": t.median()}))
        .collect();
    json!({
        "profile": "reference",
        "repeat": flags.repeat,
        "min_ns": all.iter().map(Timed::min).sum::<u64>(),
        "median_ns": all.iter().map(Timed::median).sum::<u64>(),
        "median_vector_ns": median(all.iter().map(Timed::median).collect()),
        "vectors": vectors,
    })
}
