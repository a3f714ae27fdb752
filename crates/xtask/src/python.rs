//! Python: the one of the system, and virtual environments: for the clients' tests, and for the benchmark's peers.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use semver::Version;

use crate::process::run;
use crate::program;
use crate::report::step;
use crate::stamp::{once, read};
use crate::workspace::Workspace;

/// `python3` may be an old one that the system itself needs, with newer ones beside it.
const NAMES: [&str; 7] = [
    "python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
    "python",
];

/// Debian has `ensurepip`, without which no virtual environment gets its pip, in a package of its own.
const PROBE: &str = "import ensurepip, sys, venv; print('%d.%d.%d' % sys.version_info[:3])";

/// A Python of the system, `oldest` or newer, that can make virtual environments.
pub(crate) fn on_path(oldest: &Version) -> Option<PathBuf> {
    program::on_path(&NAMES, |python| {
        version(python).is_some_and(|version| version >= *oldest)
    })
}

fn version(python: &Path) -> Option<Version> {
    program::version(python, &["-c", PROBE])
}

/// The Python of a virtual environment.
#[derive(Debug)]
pub(crate) struct Python(PathBuf);

impl Python {
    /// Makes the environment with the clients from `PyPI`, unless it is there already. It takes a Python from
    /// [`on_path`].
    pub(crate) fn set_up(workspace: &Workspace, base: &Path) -> Result<Self> {
        let requirements = workspace.clients("python").join("requirements.txt");
        Self::install(&workspace.tools().join("python"), &requirements, base)
            .context("the clients from PyPI are not installed; `cargo xtask test` tries it again")
    }

    /// Makes an environment in `folder` with what `requirements` pins, unless it is there already.
    pub(crate) fn install(folder: &Path, requirements: &Path, base: &Path) -> Result<Self> {
        let python = Self(folder.join("bin/python"));
        // An environment is a link to the Python that made it. It breaks when a later one takes its place.
        let version = version(&python.0)
            .or_else(|| version(base))
            .with_context(|| format!("{} is gone", base.display()))?;
        let from = format!("# Python {version}\n{}", read(requirements)?);
        once(folder, &from, || {
            step(&format!(
                "Installing from PyPI into {} (about half a minute)",
                folder.display()
            ));
            run(Command::new(base)
                .args(["-m", "venv", "--clear"])
                .arg(folder))?;
            run(&mut python.pip_install(requirements))
        })?;
        Ok(python)
    }

    /// The path of the interpreter.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// `pip install` of what a file pins by version and hash. Of wheels alone, which run nothing of their own while
    /// they are installed.
    pub(crate) fn pip_install(&self, requirements: &Path) -> Command {
        let mut pip = Command::new(&self.0);
        pip.args(["-m", "pip", "install", "--quiet", "--no-input"])
            .args(["--disable-pip-version-check", "--require-hashes"])
            .args(["--only-binary", ":all:", "--requirement"])
            .arg(requirements)
            .stdout(io::stderr());
        pip
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pip_installs_what_a_hash_pins_and_runs_nothing_of_it() {
        let pip = Python("python".into()).pip_install(Path::new("requirements.txt"));
        let line: Vec<_> = pip.get_args().map(|it| it.to_string_lossy()).collect();
        let line = line.join(" ");
        for option in ["--require-hashes", "--only-binary :all:"] {
            assert!(line.contains(option), "{line}");
        }
        assert!(line.ends_with("--requirement requirements.txt"), "{line}");
    }
}
