//! `cargo xtask test`: every check and every test, and all they need.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::clients::Clients;
use crate::component::Component;
use crate::deny::{Advisories, Deny};
use crate::fuzz::Fuzz;
use crate::process::run;
use crate::report::step;
use crate::system::System;
use crate::toolchain::{Toolchain, ensure_checkers};
use crate::versions::TARGET;
use crate::wasmtime::Wasmtime;
use crate::workspace::Workspace;

/// Checks and tests everything.
///
/// Sets up what is missing, inside the project's folders: the target, cargo-deny, wasmtime, Node, and the clients of
/// others, from npm and Python, that the tests connect to the server. Python and Chromium are looked for on `PATH`, the
/// browser also in `CHROMIUM`; as root, apt installs them.
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
        let deny = Deny::find_or_install(&workspace)?;
        let advisories = check_dependencies(&deny, &workspace)?;
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
                .envs(Component::variables(&workspace))
                .envs(clients.variables())
                .envs(no_proxy(|name| env::var_os(name)))
                .env("CARGO_DENY", deny.path())
                .env("WASMTIME", wasmtime.path()),
        )?;
        Fuzz::default().run()?;
        eprintln!("\n{}", passed(advisories));
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
    for component in Component::ALL.iter().chain(&Component::ONLY_MEASURED) {
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

/// What others wrote, and what comes into the component of it.
fn check_dependencies(deny: &Deny, workspace: &Workspace) -> Result<Advisories> {
    check(
        "licences, sources and duplicates of the dependencies",
        &mut deny.workspace(workspace),
    )?;
    check(
        "duplicates in the component",
        &mut deny.component(workspace),
    )?;
    deny.advisories(workspace)
}

/// The last line. What was not done is said where all else is said to be well.
fn passed(advisories: Advisories) -> &'static str {
    match advisories {
        Advisories::Checked => "All checks and tests passed.",
        Advisories::Unreachable => {
            "All checks and tests passed but one that was NOT made: known vulnerabilities of the dependencies, whose \
             database could not be fetched."
        }
    }
}

/// What keeps the tests' own servers out of the reach of a proxy that the user has set up: the variables, in both of
/// the spellings that programs know, with the user's entries and the addresses of this machine. Where the user has
/// one spelling, the other gets its entries, as a program may read that alone.
fn no_proxy(set: impl Fn(&str) -> Option<OsString>) -> [(&'static str, OsString); 2] {
    let [upper, lower] = ["NO_PROXY", "no_proxy"];
    [(upper, lower), (lower, upper)].map(|(name, other)| {
        let set = |name| set(name).filter(|entries| !entries.is_empty());
        let entries = set(name).or_else(|| set(other));
        let own = OsString::from("127.0.0.1,localhost");
        let all: Vec<OsString> = entries.into_iter().chain([own]).collect();
        (name, all.join(OsStr::new(",")))
    })
}

fn check(name: &str, command: &mut Command) -> Result<()> {
    step(&format!("Check: {name}"));
    run(command).with_context(|| format!("the check {name:?} did not pass"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_checked_is_said_at_the_end() {
        assert!(!passed(Advisories::Checked).contains("NOT"));
        assert!(passed(Advisories::Unreachable).contains("NOT made: known vulnerabilities"));
    }

    fn with(user: &[(&str, &str)]) -> [String; 2] {
        let set = |wanted: &str| {
            let entry = user.iter().find(|(name, _)| *name == wanted)?;
            Some(entry.1.into())
        };
        no_proxy(set).map(|(name, entries)| format!("{name}={}", entries.to_string_lossy()))
    }

    #[test]
    fn the_tests_reach_their_servers_without_a_proxy() {
        let expected = [
            "NO_PROXY=127.0.0.1,localhost",
            "no_proxy=127.0.0.1,localhost",
        ];
        assert_eq!(with(&[]), expected);
        assert_eq!(with(&[("NO_PROXY", "")]), expected);
    }

    #[test]
    fn what_the_user_reaches_without_a_proxy_stays_so() {
        let both = with(&[("NO_PROXY", "a,b"), ("no_proxy", "c")]);
        let expected = [
            "NO_PROXY=a,b,127.0.0.1,localhost",
            "no_proxy=c,127.0.0.1,localhost",
        ];
        assert_eq!(both, expected);
        let one = with(&[("NO_PROXY", "a,b")]);
        let expected = [
            "NO_PROXY=a,b,127.0.0.1,localhost",
            "no_proxy=a,b,127.0.0.1,localhost",
        ];
        assert_eq!(one, expected);
    }
}
