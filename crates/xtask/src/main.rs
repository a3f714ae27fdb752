//! Sets up, builds, runs, tests and measures the project: `cargo xtask --help`.

mod apt;
mod apt_sources;
mod bench;
mod checks;
mod chromium;
mod clients;
mod component;
mod demo;
mod deny;
mod fuzz;
mod handout;
mod http;
mod install;
mod link;
mod node;
mod ports;
mod process;
mod program;
mod python;
mod report;
mod serve;
mod servers;
mod stamp;
mod std_build;
mod system;
mod toolchain;
mod versions;
mod wasmtime;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::component::Component;
use crate::process::Interrupted;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;

#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", about)]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Demo(demo::Demo),
    Serve(serve::Serve),
    /// Builds dist/defectdojo-mcp.wasm and dist/defectdojo-mcp-spin.wasm.
    Build,
    Test(checks::Checks),
    Fuzz(fuzz::Fuzz),
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        // As a shell reports a program that Ctrl-C ended.
        Err(error) if error.is::<Interrupted>() => ExitCode::from(130),
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    process::kill_children_on_signals()?;
    match task {
        Task::Demo(demo) => demo.run(),
        Task::Serve(serve) => serve.run(),
        Task::Build => build(),
        Task::Test(checks) => checks.run(),
        Task::Fuzz(fuzz) => fuzz.run(),
        Task::Bench(bench) => bench.run(),
    }
}

fn build() -> Result<()> {
    let workspace = Workspace::find()?;
    Toolchain::find()?.ensure_target(&workspace)?;
    for component in Component::HANDED_OUT {
        component.build(&workspace)?;
    }
    for component in Component::HANDED_OUT {
        println!("{}", component.path(&workspace).display());
    }
    Ok(())
}
