//! `cargo xtask bench`: measures the server side by side with others.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::component::Component;
use crate::process::run;
use crate::python::{self, Python};
use crate::report::step;
use crate::toolchain::Toolchain;
use crate::versions::PYTHON_OF_PEERS;
use crate::wasmtime::Wasmtime;
use crate::workspace::Workspace;

/// Measures the server side by side with others.
///
/// Prints ratios and absolute numbers, and writes them to crates/bench/RESULTS.md. It takes some minutes, in which the
/// machine had better have nothing else to do.
#[derive(Args, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Bench {
    /// One short round, to see that it works: nothing is written.
    #[arg(long)]
    quick: bool,
    /// Measures the two Python servers from `PyPI` too, which are installed into target/tools.
    #[arg(long)]
    peers: bool,
    /// Only what has this in its name: nothing is written.
    #[arg(long, value_name = "PART")]
    only: Option<String>,
    /// The analytic tools on 100,000 findings instead, for crates/bench/SCALE.md.
    #[arg(long, conflicts_with_all = ["peers", "load"])]
    scale: bool,
    /// Much load instead, for crates/bench/LOAD.md. A part of it needs nginx on PATH (Debian: `apt-get install nginx`).
    #[arg(long, conflicts_with = "peers")]
    load: bool,
    /// How many minutes of mixed load there are: 60, or 1 if it is to be quick.
    #[arg(long, requires = "load", value_name = "NUMBER")]
    minutes: Option<u64>,
}

/// The packages of `PyPI` that do the same job, which are also the names of their programs, and the variables that tell
/// where these are. What they need is pinned in `crates/bench/peers`.
const PEERS: [(&str, &str); 2] = [
    ("mcp-defectdojo", "PEER_MCP_DEFECTDOJO"),
    ("defectdojo-mcp", "PEER_DEFECTDOJO_MCP"),
];

impl Bench {
    pub(crate) fn run(&self) -> Result<()> {
        let workspace = Workspace::find()?;
        Toolchain::find()?.ensure_target(&workspace)?;
        let wasmtime = Wasmtime::find_or_install(&workspace)?;
        if self.scale || self.load {
            return self.run_alone(&workspace, &wasmtime);
        }
        // First: where there is no such Python, nobody waits for what is built before they are told.
        let peers = self.peers.then(|| peers(&workspace)).transpose()?;
        let spin = for_spin(&workspace)?;
        for component in &Component::MEASURED {
            component.build(&workspace)?;
        }
        let component = Component::SERVER.path(&workspace);
        let precompiled = workspace.target().join("defectdojo-mcp.cwasm");
        run(&mut wasmtime.compile(&component, &precompiled))?;

        step("Building the benchmark (some minutes the first time)");
        // With its programs: a benchmark may ask for those of its package.
        run(native(&workspace).arg("--no-run"))?;
        let mut bench = workspace.command(&workspace.target().join("release/bench"));
        if self.quick {
            bench.arg("--quick");
        } else {
            let criterion = workspace.target().join("criterion");
            run(native(&workspace).env("CRITERION_HOME", &criterion))?;
            bench.env("CRITERION_HOME", criterion);
        }
        if let Some(part) = &self.only {
            bench.args(["--only", part]);
        }
        run(bench
            .env("WASMTIME", wasmtime.path())
            .env("DEFECTDOJO_MCP_CWASM", &precompiled)
            .env("BENCH_SPIN_WASM", spin)
            .envs(Component::MEASURED.map(|component| component.variable(&workspace)))
            .envs(peers.into_iter().flatten()))
    }

    /// What needs no other server than ours.
    fn run_alone(&self, workspace: &Workspace, wasmtime: &Wasmtime) -> Result<()> {
        let component = Component::SERVER.build(workspace)?;
        step("Building the benchmark (some minutes the first time)");
        run(native(workspace).arg("--no-run"))?;
        let mut bench = workspace.command(&workspace.target().join("release/bench"));
        bench.arg(if self.scale { "--scale" } else { "--load" });
        if self.quick {
            bench.arg("--quick");
        }
        if let Some(part) = &self.only {
            bench.args(["--only", part]);
        }
        if let Some(minutes) = self.minutes {
            bench.args(["--minutes", &minutes.to_string()]);
        }
        run(bench
            .env("WASMTIME", wasmtime.path())
            .env("DEFECTDOJO_MCP_WASM", component))
    }
}

/// Builds the server for Spin, with the stand-in for Spin's variables, as which wasmtime can run it.
fn for_spin(workspace: &Workspace) -> Result<PathBuf> {
    let [server, variables] = Component::FOR_SPIN;
    let component = compose::plug(&server.build(workspace)?, &variables.build(workspace)?)?;
    let path = workspace.target().join("defectdojo-mcp-spin-composed.wasm");
    fs::write(&path, component).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// Criterion's benchmark. What is built natively is built for speed, where the component is built for size: the native
/// server would otherwise be slower than its author had made it. Whole-program optimisation of this much would take
/// minutes more each time.
fn native(workspace: &Workspace) -> Command {
    let mut cargo = workspace.cargo();
    cargo
        .args([
            "bench",
            "--locked",
            "--package",
            "bench",
            "--bench",
            "native",
        ])
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_LTO", "thin")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3")
        // As a benchmark is built in any case: otherwise all is built twice, into files of the same names.
        .env("CARGO_PROFILE_RELEASE_PANIC", "unwind");
    cargo
}

/// Installs the peers, each into an environment of its own: they want different versions of the same packages.
fn peers(workspace: &Workspace) -> Result<Vec<(&'static str, PathBuf)>> {
    let base = python::on_path(&PYTHON_OF_PEERS).with_context(|| {
        format!("the Python servers need Python {PYTHON_OF_PEERS} or newer on PATH, with venv")
    })?;
    let install = |(name, variable)| {
        let folder = workspace.tools().join("peers").join(name);
        let requirements = workspace.peers().join(format!("{name}.txt"));
        let python = Python::install(&folder, &requirements, &base)?;
        Ok((variable, python.path().with_file_name(name)))
    };
    PEERS.into_iter().map(install).collect()
}
