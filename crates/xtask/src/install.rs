//! Installs programs of crates.io at a pinned version, with the versions that their own lock files pin.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::run;
use crate::report::step;
use crate::workspace::Workspace;

/// A program, and how it is built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    /// The binary.
    pub(crate) name: &'static str,
    /// The package that has it.
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// Arguments for `cargo install`.
    pub(crate) arguments: &'static [&'static str],
    /// Environment variables for the build.
    pub(crate) variables: &'static [(&'static str, &'static str)],
    /// For people.
    pub(crate) takes: &'static str,
}

impl Program {
    /// Where it is, or would be installed.
    pub(crate) fn path(&self, workspace: &Workspace) -> PathBuf {
        let name = format!("{}{EXE_SUFFIX}", self.name);
        workspace.tools().join("bin").join(name)
    }

    /// Builds and installs it.
    pub(crate) fn install(&self, workspace: &Workspace) -> Result<()> {
        let tools = workspace.tools();
        // One for each, so that the one does not remove the other's.
        let build = tools.join(format!("build-{}", self.name));
        step(&format!(
            "Installing {} {} into {} (once; {})",
            self.name,
            self.version,
            tools.display(),
            self.takes
        ));
        run(workspace
            .cargo()
            .args(["install", self.package, "--locked", "--version"])
            .arg(format!("={}", self.version))
            .args(self.arguments)
            .arg("--root")
            .arg(&tools)
            .arg("--target-dir")
            .arg(&build)
            .envs(self.variables.iter().copied()))?;
        // Large, and no later run needs it.
        fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))
    }
}
