//! Where things lie in this workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::output;

/// The folders of this workspace.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo, which alone knows where the user wants build results (`CARGO_TARGET_DIR`, `build.target-dir`).
    pub(crate) fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let metadata = output(
            Command::new("cargo")
                .args([
                    "metadata",
                    "--no-deps",
                    "--format-version",
                    "1",
                    "--manifest-path",
                ])
                .arg(manifest),
        )?;
        Self::from_metadata(&metadata).context("cannot read the output of `cargo metadata`")
    }

    fn from_metadata(metadata: &str) -> Result<Self> {
        let metadata: Value = serde_json::from_str(metadata)?;
        let folder = |key| {
            metadata
                .get(key)
                .and_then(Value::as_str)
                .map(PathBuf::from)
                .context(key)
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// Cargo, to be run in the root of the workspace.
    pub(crate) fn cargo(&self) -> Command {
        self.command(Path::new("cargo"))
    }

    /// A program, to be run in the root of the workspace.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The clients of one language that the tests run against the server.
    pub(crate) fn clients(&self, language: &str) -> PathBuf {
        self.root.join("tests/clients").join(language)
    }

    /// The tests that look at pages in a browser, a package for Node.
    pub(crate) fn browser(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The fuzz targets with their corpora.
    pub(crate) fn fuzz(&self) -> PathBuf {
        self.root.join("crates/fuzz")
    }

    /// The Python servers that the benchmark measures: what they need.
    pub(crate) fn peers(&self) -> PathBuf {
        self.root.join("crates/bench/peers")
    }

    /// What is handed out: the built components.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Cargo's own build results.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The tools this program installs for itself, beside the build results: `cargo clean` removes both.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_results_are_where_cargo_says() {
        let workspace = Workspace::from_metadata(
            r#"{"workspace_root":"/src/x","target_directory":"/var/cache/x"}"#,
        )
        .unwrap();
        assert_eq!(workspace.dist(), Path::new("/src/x/dist"));
        assert_eq!(workspace.tools(), Path::new("/var/cache/x/tools"));
        assert_eq!(
            workspace.clients("node"),
            Path::new("/src/x/tests/clients/node")
        );
    }

    #[test]
    fn a_missing_key_is_named() {
        let error = Workspace::from_metadata(r#"{"workspace_root":"/src/x"}"#).unwrap_err();
        assert_eq!(error.to_string(), "target_directory");
    }
}
