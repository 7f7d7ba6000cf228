// SPDX-License-Identifier: Apache-2.0
//! From scenarios to vectors: one for each message, or one of all.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use cid::Cid;
use fvm_shared::error::ExitCode;
use fvm_shared::message::Message;
use serde_json::{Map, Value, json};

use crate::bundle::{Bundles, export_gzipped_car};
use crate::genesis::{CHAIN_ID, EPOCH, Line, SECTOR_2KIB, SECTOR_32GIB, Scenario, Shape, World, atto, skeleton_root};
use crate::probe::{answer, asks_for_proofs, gas_dependent};
use crate::replay::{collect, record};
use crate::run::{Options, Outcome, Runner};
use crate::vector::{Vector, base64, cid_json};
use crate::vm::Store;
use crate::{methods, scenarios, state};

/// The fee fields of a set of vectors.
struct Fees {
    name: &'static str,
    base: u64,
    /// fee cap and premium of the messages, in turn
    offers: &'static [(u64, u64)],
}

const FREE: Fees = Fees { name: "free", base: 0, offers: &[(0, 0)] };

/// A premium that the cap cuts, one that it leaves, none at all, and a cap below the base fee.
const PAID: Fees = Fees {
    name: "fees",
    base: 1_000_000,
    offers: &[(1_500_000, 700_000), (3_000_000, 400_000), (1_000_000, 0), (1_400_000, 50_000), (800_000, 100_000)],
};

/// Which scenarios are recorded.
pub enum Choice {
    All,
    Named(&'static [&'static str]),
}

impl Choice {
    fn of(&self, scenarios: Vec<Scenario>) -> Result<Vec<Scenario>> {
        let Choice::Named(names) = self else { return Ok(scenarios) };
        if let Some(name) = names.iter().find(|name| !scenarios.iter().any(|s| s.id == **name)) {
            bail!("there is no scenario {name}");
        }
        Ok(scenarios.into_iter().filter(|s| names.contains(&s.id.as_str())).collect())
    }
}

/// What to record, and under which rules.
pub struct Set<'a> {
    pub nv: u32,
    pub source: String,
    pub bundle: PathBuf,
    pub devnet: bool,
    pub free: &'a Choice,
    /// also with fees; each of them is in `free` too
    pub fees: &'a Choice,
    pub out: PathBuf,
}

pub fn record_set(set: &Set) -> Result<()> {
    let bundles = Bundles::load(&[set.bundle.display().to_string()])?;
    let options = Options { trust_proofs: true, trace: true, ..Options::default() };
    let runner = Runner::new(bundles, options);
    let manifest = runner.bundles.manifests[0];
    let sector = if set.devnet { SECTOR_2KIB } else { SECTOR_32GIB };
    let world = World::new(runner.bundles.codes(&manifest)?, sector)?;

    let store: Store = Rc::new(runner.bundles.store()?);
    let skeleton = State { root: skeleton_root(&store, &world, &manifest)?, store };
    let mut free = Recorder::new(&runner, set, &FREE);
    let genesis = free.scenario(&scenarios::constructors(&world).shaped(Shape::Whole), &skeleton)?;
    for scenario in set.free.of(scenarios::all(&world))? {
        free.scenario(&scenario, &genesis)?;
    }
    let mut paid = Recorder::new(&runner, set, &PAID);
    paid.dependent = free.dependent;
    for scenario in set.fees.of(scenarios::all(&world))? {
        paid.scenario(&scenario, &genesis)?;
    }
    Ok(())
}

/// A state root, and a store that has its blocks and the bundle's.
struct State {
    store: Store,
    root: Cid,
}

/// Writes the vectors of one set.
struct Recorder<'a> {
    runner: &'a Runner,
    set: &'a Set<'a>,
    fees: &'a Fees,
    dir: PathBuf,
    /// State before, epoch and message of each vector of one message.
    seen: BTreeSet<(Cid, i64, String)>,
    /// For each scenario, the messages whose outcome depends on gas.
    dependent: BTreeMap<String, Vec<bool>>,
}

impl<'a> Recorder<'a> {
    fn new(runner: &'a Runner, set: &'a Set<'a>, fees: &'a Fees) -> Self {
        Recorder { runner, set, fees, dir: set.out.join(fees.name), seen: BTreeSet::new(), dependent: BTreeMap::new() }
    }

    /// Writes the scenario with the reference's answers, and gives the state after it.
    fn scenario(&mut self, scenario: &Scenario, before: &State) -> Result<State> {
        let name = self.dir.join(&scenario.id);
        let all = self.all(scenario, before).with_context(|| name.display().to_string())?;
        let mut written = 0;
        if scenario.shape != Shape::Each {
            let dependent = self.fees.base > 0 || all.gas_dependent(self.runner)?;
            self.write(&scenario.id, &all, dependent)?;
            written = 1;
        }
        if scenario.shape != Shape::Whole {
            written += self.each(scenario, &all, before).with_context(|| name.display().to_string())?;
        }
        println!("{}: {} messages, {written} vectors, root {}", name.display(), scenario.messages.len(), all.outcome.root);
        Ok(State { store: all.outcome.store, root: all.outcome.root })
    }

    /// Runs all messages, those of one epoch on one machine.
    fn all(&self, scenario: &Scenario, before: &State) -> Result<Run> {
        let draft = Draft { recorder: self, scenario, id: &scenario.id, base_offset: 0 };
        let mut lines = scenario.messages.clone();
        for (line, (cap, premium)) in lines.iter_mut().zip(self.fees.offers.iter().cycle()) {
            line.message.gas_fee_cap = atto(u128::from(*cap));
            line.message.gas_premium = atto(u128::from(*premium));
        }
        if self.fees.base > 0 {
            let loose = self.run(draft.json(&lines, before)?)?;
            tighten(&mut lines, &loose, self.dependent.get(&scenario.id));
        }
        self.run(draft.json(&lines, before)?)
    }

    /// Runs each message on a machine of its own, from nothing but its vector. Returns how many vectors it wrote.
    fn each(&mut self, scenario: &Scenario, all: &Run, before: &State) -> Result<usize> {
        let mut state = State { store: Rc::clone(&before.store), root: before.root };
        let mut dependents = Vec::new();
        let (mut written, mut sampled) = (0, BTreeSet::new());
        for (i, (line, apply)) in scenario.messages.iter().zip(&all.vector.messages).enumerate() {
            let mut line = line.clone();
            line.message = apply.message.clone();
            let expected = &all.outcome.rets[i];
            let what = self.what(&state, &line.message, expected.msg_receipt.exit_code)?;
            let id = format!("{}/{:03}-{what}", scenario.id, i + 1);
            let draft = Draft { recorder: self, scenario, id: &id, base_offset: line.epoch_offset };
            let alone = self.run(draft.json(std::slice::from_ref(&line), &state)?)?;
            if answer(&alone.outcome.rets[0]) != answer(expected) {
                bail!("{id} alone differs from the same message among others: {:?}", alone.outcome.rets[0].msg_receipt);
            }
            let dependent = self.fees.base > 0 || alone.gas_dependent(self.runner)?;
            dependents.push(dependent);
            let bytes = format!("{:?} {} {:?}", apply.bytes, line.implicit, line.raw_length);
            let chosen = sampled.insert(what) || scenario.shape != Shape::Sampled;
            if chosen && self.seen.insert((state.root, line.epoch_offset, bytes)) {
                self.write(&id, &alone, dependent)?;
                written += 1;
            }
            state = State { store: alone.outcome.store, root: alone.outcome.root };
        }
        if state.root != all.outcome.root {
            bail!("one by one the messages end in {}, together in {}", state.root, all.outcome.root);
        }
        self.dependent.entry(scenario.id.clone()).or_insert(dependents);
        Ok(written)
    }

    /// Actor, method and exit code, as a part of a file's name.
    fn what(&self, state: &State, message: &Message, exit: ExitCode) -> Result<String> {
        let code = state::code_at(&state.store, &state.root, &message.to)?;
        let actor = code.map_or("nobody".into(), |code| self.runner.bundles.name_of(&code));
        let method = methods::name(&actor, message.method_num).replace(['(', ')'], "").replace(' ', "-");
        Ok(format!("{actor}-{method}-{}", exit.value()))
    }

    fn run(&self, json: Value) -> Result<Run> {
        Run::of(self.runner, json, &self.dir)
    }

    fn write(&self, id: &str, run: &Run, dependent: bool) -> Result<()> {
        run.write(&self.dir.join(format!("{id}.json.gz")), dependent)
    }
}

/// Records what `jfvm demo --export` wrote, anew: the messages and the states before them stay.
pub fn record_exported(bundle: &Path, source: &str, from: &Path, out: &Path) -> Result<()> {
    let options = Options { trust_proofs: true, trace: true, ..Options::default() };
    let runner = Runner::new(Bundles::load(&[bundle.display().to_string()])?, options);
    let mut files = Vec::new();
    collect(from, &mut files)?;
    for file in &files {
        let context = || file.display().to_string();
        let (mut json, _) = Vector::read(file).with_context(context)?;
        json["_meta"]["gen"] = json!([{"source": source}]);
        let run = Run::of(&runner, json, file).with_context(context)?;
        let dependent = run.vector.base_fee.as_ref().is_none_or(|fee| !fee.is_zero()) || run.gas_dependent(&runner)?;
        let stem = file.file_stem().context("a file has a name")?.to_string_lossy();
        run.write(&out.join(format!("{stem}.json.gz")), dependent)?;
    }
    println!("{}: {} vectors", out.display(), files.len());
    Ok(())
}

/// A vector without postconditions, and what became of it.
struct Run {
    json: Value,
    vector: Vector,
    outcome: Outcome,
}

impl Run {
    fn of(runner: &Runner, json: Value, path: &Path) -> Result<Self> {
        let vector = Vector::parse(&json, path)?;
        let outcome = runner.run(&vector, &vector.variants[0])?;
        Ok(Run { json, vector, outcome })
    }

    fn gas_dependent(&self, runner: &Runner) -> Result<bool> {
        gas_dependent(runner, &self.vector, &self.outcome)
    }

    fn write(&self, path: &Path, gas_dependent: bool) -> Result<()> {
        let mut json = self.json.clone();
        let mut selector = Map::new();
        if gas_dependent {
            selector.insert("gas_dependent".into(), "true".into());
        }
        if self.outcome.rets.iter().any(asks_for_proofs) {
            selector.insert("proofs".into(), "accepted".into());
        }
        json["selector"] = selector.into();
        record(&mut json, &self.outcome);
        std::fs::create_dir_all(path.parent().expect("a folder"))?;
        crate::corpus::write(path, &json)
    }
}

struct Draft<'a> {
    recorder: &'a Recorder<'a>,
    scenario: &'a Scenario,
    id: &'a str,
    /// the vector's epoch, after the scenario's
    base_offset: i64,
}

impl Draft<'_> {
    fn json(&self, lines: &[Line], before: &State) -> Result<Value> {
        let Recorder { runner, set, fees, .. } = self.recorder;
        let car = export_gzipped_car(before.store.as_ref(), &runner.bundles, &[before.root])?;
        let messages: Vec<Value> = lines.iter().map(|l| self.apply(l)).collect();
        let mut v = json!({
            "class": "message",
            "selector": {},
            "_meta": {
                "id": format!("{}/{}", fees.name, self.id),
                "description": self.scenario.description,
                "gen": [{"source": set.source}],
            },
            "chain_id": CHAIN_ID,
            "car": base64(&car),
            "preconditions": {
                "variants": [{"id": format!("nv{}", set.nv), "epoch": EPOCH + self.base_offset, "nv": set.nv}],
                "state_tree": {"root_cid": cid_json(&before.root)},
                "basefee": fees.base,
                "circ_supply": 400_000_000u64 as u128 * 1_000_000_000_000_000_000,
            },
            "apply_messages": messages,
        });
        for (k, x) in &self.scenario.extra {
            v[k.as_str()] = match (k.as_str(), x.as_i64()) {
                ("timestamp", Some(seconds)) => (seconds + self.base_offset * crate::run::EPOCH_SECONDS).into(),
                _ => x.clone(),
            };
        }
        Ok(v)
    }

    fn apply(&self, line: &Line) -> Value {
        let mut v = json!({"bytes": base64(&fvm_ipld_encoding::to_vec(&line.message).expect("CBOR"))});
        if line.implicit {
            v["implicit"] = true.into();
        }
        if line.epoch_offset != self.base_offset {
            v["epoch_offset"] = (line.epoch_offset - self.base_offset).into();
        }
        if let Some(n) = line.raw_length {
            v["raw_length"] = n.into();
        }
        v
    }
}

/// Every second message whose outcome does not depend on gas gets a limit 3 to 42 % above its use, so that refund and
/// overestimation burn vary.
fn tighten(lines: &mut [Line], loose: &Run, dependent: Option<&Vec<bool>>) {
    for (i, (line, ret)) in lines.iter_mut().zip(&loose.outcome.rets).enumerate() {
        let used = ret.msg_receipt.gas_used;
        if i % 2 == 0 && used > 0 && dependent.is_some_and(|d| !d[i]) {
            line.message.gas_limit = used + used * (3 + i as u64 * 13 % 40) / 100;
        }
    }
}
