//! `cargo xtask test`: every check and every test, and all they need.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::clients::Clients;
use crate::component::Component;
use crate::process::run;
use crate::report::step;
use crate::system::System;
use crate::toolchain::{Toolchain, ensure_checkers};
use crate::versions::TARGET;
use crate::wasmtime::Wasmtime;
use crate::workspace::Workspace;

/// Checks and tests everything.
///
/// Sets up what is missing, inside the project's folders: the target, wasmtime, Node, and the clients of others, from npm
/// and Python, that the tests connect to the server. Python and Chromium are looked for on `PATH`, the browser also in
/// `CHROMIUM`; as root, apt installs them.
#[derive(Args, Debug)]
pub(crate) struct Checks {
    /// Arguments for `cargo test`.
    #[arg(last = true)]
    arguments: Vec<OsString>,
}

impl Checks {
    /// What only the user can mend is found out at once. Then the quick checks come first; the clients and wasmtime,
    /// which may have to be installed, as late as they can.
    pub(crate) fn run(&self) -> Result<()> {
        let workspace = Workspace::find()?;
        ensure_checkers()?;
        let system = System::find_or_install()?;
        check_source(&workspace)?;
        let clients = Clients::set_up(&workspace, system)?;
        let wasmtime = Wasmtime::find_or_install(&workspace)?;
        for component in Component::ALL {
            component.build(&workspace)?;
        }
        check(
            "examples in the documentation",
            workspace
                .cargo()
                .args(["test", "--workspace", "--locked", "--doc"]),
        )?;
        check(
            "tests",
            workspace
                .cargo()
                .args([
                    "test",
                    "--workspace",
                    "--locked",
                    "--lib",
                    "--bins",
                    "--tests",
                ])
                .args(&self.arguments)
                .envs(
                    Component::ALL
                        .map(|component| (component.variable(), component.path(&workspace))),
                )
                .envs(clients.variables())
                .env("WASMTIME", wasmtime.path()),
        )?;
        eprintln!("\nAll checks and tests passed.");
        Ok(())
    }
}

/// What can be told without running any of it.
fn check_source(workspace: &Workspace) -> Result<()> {
    check(
        "format",
        workspace.cargo().args(["fmt", "--all", "--check"]),
    )?;
    check(
        "clippy",
        workspace.cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    Toolchain::find()?.ensure_target(workspace)?;
    for component in Component::ALL {
        check(
            &format!("clippy for {TARGET}, {}", component.name()),
            component
                .cargo(workspace, "clippy")
                .args(["--", "-D", "warnings"]),
        )?;
    }
    check(
        "documentation",
        workspace
            .cargo()
            .args(["doc", "--workspace", "--no-deps", "--locked"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn check(name: &str, command: &mut Command) -> Result<()> {
    step(&format!("Check: {name}"));
    run(command).with_context(|| format!("the check {name:?} did not pass"))
}
