//! Measures the server side by side with others: `cargo xtask bench`.
//!
//! All servers run at the same time and are asked in turn, so that whatever else the machine has to do slows down each
//! of them, and ratios of one round mean something where its seconds do not.

mod client;
mod cores;
mod criterion;
mod goal;
mod load;
mod machine;
mod question;
mod report;
mod results;
mod scale;
mod server;
mod stress;
mod subject;
mod upstream;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use tokio::task::LocalSet;

use crate::cores::{Core, pin};
use crate::load::load;
use crate::question::{Case, Dialect};
use crate::report::{CLIENTS, report};
use crate::results::Results;
use crate::server::Server;
use crate::stress::Extent;
use crate::subject::{FRESH, Subject, file};
use crate::upstream::Upstream;

/// Measures the server side by side with others, and writes crates/bench/RESULTS.md.
#[derive(Debug, Parser)]
struct Options {
    /// One short round, to see that it works: nothing is written.
    #[arg(long)]
    quick: bool,
    /// Only what has this in its name: nothing is written.
    #[arg(long)]
    only: Option<String>,
    /// The analytic tools on many findings instead, for SCALE.md.
    #[arg(long)]
    scale: bool,
    /// Much load instead, for LOAD.md.
    #[arg(long)]
    load: bool,
    /// How many minutes of mixed load: 60, or 1 if it is to be quick.
    #[arg(long)]
    minutes: Option<u64>,
}

/// How often each server is started at most. Without a cache, ours takes seconds.
const STARTS: usize = 5;

/// How often everything is measured, and for how long each time.
struct Rounds {
    number: usize,
    duration: Duration,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let rounds = if options.quick {
        Rounds {
            number: 1,
            duration: Duration::from_millis(200),
        }
    } else {
        Rounds {
            number: 7,
            duration: Duration::from_millis(500),
        }
    };
    // Before this program is on one core, and sees no other.
    let mut head = machine::description();
    pin(Core::Own);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let local = LocalSet::new();
    let (text, page) = if options.scale {
        let rounds = if options.quick { 1 } else { scale::ROUNDS };
        let scale = scale::scale(&head, rounds, options.only.as_deref());
        (local.block_on(&runtime, scale)?, "SCALE.md")
    } else if options.load {
        let usual = if options.quick { 1 } else { 60 };
        let extent = Extent {
            minutes: options.minutes.unwrap_or(usual),
            is_quick: options.quick,
        };
        let stress = stress::stress(&head, &extent, options.only.as_deref());
        (local.block_on(&runtime, stress)?, "LOAD.md")
    } else {
        head.push(format!(
            "{} rounds of {:?} for each number below",
            rounds.number, rounds.duration
        ));
        let measure = measure(&options, &rounds, head);
        (local.block_on(&runtime, measure)?, "RESULTS.md")
    };
    println!("{text}");
    if !options.quick && options.only.is_none() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

async fn measure(options: &Options, rounds: &Rounds, mut head: Vec<String>) -> Result<String> {
    let upstream = Upstream::start().await?;
    let mut subjects = Subject::all()?;
    if let Some(part) = &options.only {
        subjects.retain(|subject| subject.name.contains(part.as_str()));
    }
    let mut results = Results::default();
    start(&subjects, &upstream, rounds, &mut results).await?;

    let mut servers = Vec::new();
    for subject in &subjects {
        servers.push(Server::start(subject, &upstream).await?);
    }
    for round in 1..=rounds.number {
        eprintln!(
            "Round {round} of {}, load average {:.1}",
            rounds.number,
            machine::load_average().unwrap_or_default()
        );
        for case in Case::ALL {
            for clients in CLIENTS {
                for server in &servers {
                    let sample = load(server, &upstream, case, clients, rounds.duration).await?;
                    if let Some(sample) = sample {
                        results.push(server.subject.name, case, clients, sample);
                    }
                }
            }
        }
    }
    for server in &servers {
        if let Some(memory) = server.memory() {
            results.memory.insert(server.subject.name, memory);
        }
    }
    if let Some(load) = machine::load_average() {
        head.push(format!(
            "Load average at the end: {load:.1}; of this program's own doing are 2"
        ));
    }
    head.push(format!(
        "The largest answer of the upstream: {} bytes",
        upstream.largest()
    ));
    let names: Vec<_> = subjects.iter().map(|subject| subject.name).collect();
    Ok(report(&head, &names, &results)? + &criterion::table()?)
}

/// Starts each server again and again, one at a time; ours also in the other ways that it can be started.
async fn start(
    subjects: &[Subject],
    upstream: &Upstream,
    rounds: &Rounds,
    results: &mut Results,
) -> Result<()> {
    let precompiled = [FRESH, &["--allow-precompiled"]].concat();
    let uncached = [FRESH, &["-C", "cache=n"]].concat();
    let ours = "DEFECTDOJO_MCP_WASM";
    let spin = "BENCH_SPIN_WASM";
    let others = [
        Subject::component(
            "ours, precompiled",
            Dialect::Ours,
            file("DEFECTDOJO_MCP_CWASM")?,
            &precompiled,
        ),
        Subject::component(
            "ours, without wasmtime's cache",
            Dialect::Ours,
            file(ours)?,
            &uncached,
        ),
        Subject::component(
            "ours for Spin, in wasmtime",
            Dialect::Ours,
            file(spin)?,
            FRESH,
        ),
        Subject::component(
            "ours for Spin, in wasmtime without its cache",
            Dialect::Ours,
            file(spin)?,
            &uncached,
        ),
    ];
    // The first of all fills wasmtime's cache.
    for round in 0..=rounds.number.min(STARTS) {
        for subject in subjects.iter().chain(&others) {
            let server = Server::start(subject, upstream).await?;
            if round > 0 {
                results
                    .starts
                    .entry(subject.name)
                    .or_default()
                    .push(server.start);
            }
        }
    }
    Ok(())
}
