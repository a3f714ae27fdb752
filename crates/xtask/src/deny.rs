//! Finds or installs cargo-deny, and knows what this project has it judge.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::install::Program;
use crate::process::{Interrupted, run};
use crate::program;
use crate::report::step;
use crate::versions::{CARGO_DENY, CARGO_DENY_OLDEST, TARGET};
use crate::workspace::Workspace;

/// Its own profile optimises the whole program at once, which takes far longer and gains nothing here.
const PROGRAM: Program = Program {
    name: "cargo-deny",
    package: "cargo-deny",
    version: CARGO_DENY,
    arguments: &[],
    variables: &[
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ],
    takes: "about 2 minutes on 2 free cores, 3 on busy ones",
};

/// Whether known vulnerabilities were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Advisories {
    /// There are none.
    Checked,
    /// The database of them could not be fetched.
    Unreachable,
}

/// A cargo-deny that is new enough. Its configuration is in `.cargo`.
#[derive(Debug)]
pub(crate) struct Deny(PathBuf);

impl Deny {
    /// The one on `PATH` if it is new enough, else the one installed here before, else a fresh install.
    pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Self> {
        if let Some(found) = program::on_path(&["cargo-deny"], new_enough) {
            return Ok(Self(found));
        }
        let installed = PROGRAM.path(workspace);
        if !new_enough(&installed) {
            PROGRAM.install(workspace)?;
        }
        Ok(Self(installed))
    }

    /// The path of the binary.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Licences, sources and duplicates of all that any crate here depends on. A warning is an entry of the
    /// configuration that nothing needs any more.
    pub(crate) fn workspace(&self, workspace: &Workspace) -> Command {
        let mut deny = self.command(workspace);
        deny.args(["--workspace", "check"])
            .args(["--deny", "warnings", "bans", "licenses", "sources"]);
        deny
    }

    /// Duplicates in the component: it is small, and one crate is enough to read.
    pub(crate) fn component(&self, workspace: &Workspace) -> Command {
        let mut deny = self.command(workspace);
        deny.args(["--config", ".cargo/deny-component.toml"])
            .args(["--exclude-dev", "--target", TARGET, "check"])
            .args(["--deny", "warnings", "bans"]);
        deny
    }

    /// Looks for known vulnerabilities in all that any crate here depends on.
    pub(crate) fn advisories(&self, workspace: &Workspace) -> Result<Advisories> {
        step("Check: known vulnerabilities of the dependencies");
        let fetched = run(self
            .command(workspace)
            // Nobody is there to type a password for a mirror.
            .env("GIT_TERMINAL_PROMPT", "0")
            .args(["fetch", "db"]));
        advisories(fetched, || {
            // What was fetched just now: no network fault can look like a finding.
            run(self
                .command(workspace)
                .args(["--workspace", "--offline"])
                .args(["check", "advisories"]))
            .context("a dependency has a known vulnerability, or could not be checked for one")
        })
    }

    fn command(&self, workspace: &Workspace) -> Command {
        let mut deny = workspace.command(&self.0);
        deny.arg("--locked");
        deny
    }
}

/// A database that is not reached says nothing of the project, and many machines reach none. What it holds
/// against a dependency does.
fn advisories(fetched: Result<()>, check: impl FnOnce() -> Result<()>) -> Result<Advisories> {
    match fetched {
        Ok(()) => check().map(|()| Advisories::Checked),
        Err(error) if error.is::<Interrupted>() => Err(error),
        Err(_) => {
            eprintln!(
                "The database of known vulnerabilities could not be fetched: the dependencies were NOT checked for them."
            );
            Ok(Advisories::Unreachable)
        }
    }
}

fn new_enough(deny: &Path) -> bool {
    program::version(deny, &["--version"]).is_some_and(|version| version >= CARGO_DENY_OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn a_database_out_of_reach_is_no_failure_and_no_check() {
        let fetched = || bail!("`cargo-deny fetch db` failed");
        let found = advisories(fetched(), || panic!("checked without a database"));
        assert_eq!(found.unwrap(), Advisories::Unreachable);
    }

    #[test]
    fn a_finding_fails() {
        assert_eq!(advisories(Ok(()), || Ok(())).unwrap(), Advisories::Checked);
        let error = advisories(Ok(()), || bail!("found")).unwrap_err();
        assert_eq!(error.to_string(), "found");
    }

    #[test]
    fn ctrl_c_is_no_database_out_of_reach() {
        let error = advisories(Err(Interrupted.into()), || Ok(())).unwrap_err();
        assert!(error.is::<Interrupted>());
    }
}
