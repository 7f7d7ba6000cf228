// SPDX-License-Identifier: Apache-2.0
//! oracle: runs message vectors on the reference Filecoin VM. See README.md.
mod asm;
mod bench;
mod bundle;
mod cbor;
mod census;
mod corpus;
mod genesis;
mod methods;
mod probe;
mod record;
mod replay;
mod run;
mod scenarios;
mod state;
mod trace;
mod vector;
mod vm;

use std::process::ExitCode;

/// The reference asks for at least 64 MiB of stack.
const STACK_BYTES: usize = 512 << 20;

fn main() -> ExitCode {
    env_logger::init();
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(real_main).expect("a thread");
    worker.join().unwrap_or(ExitCode::from(3))
}

fn real_main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.first().map(String::as_str) {
        Some("replay") => replay::main(&args[1..]),
        Some("corpus") => corpus::main(&args[1..]),
        Some("bench") => bench::main(&args[1..]),
        Some("census") => census::main(&args[1..]),
        _ => Err(anyhow::anyhow!("usage: oracle replay | corpus | census | bench … (see README.md)")),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(e) => {
            eprintln!("oracle: {e:#}");
            ExitCode::from(2)
        }
    }
}
