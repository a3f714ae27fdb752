//! Builds the two variants of the component into `dist/`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::run;
use crate::report::step;
use crate::versions::TARGET;
use crate::workspace::Workspace;

/// Where a component takes its configuration from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Environment variables, as under `wasmtime serve`.
    Environment,
    /// Spin's variables.
    Spin,
}

impl Variant {
    /// In the order to build them. Both share one build folder, and cargo keeps the root package there for the
    /// variant that was built last: that had better be the one that `demo` and `serve` build too.
    pub(crate) const ALL: [Self; 2] = [Self::Spin, Self::Environment];

    /// The arguments for cargo that select it.
    pub(crate) fn features(self) -> &'static [&'static str] {
        match self {
            Self::Environment => &[],
            Self::Spin => &["--features", "spin"],
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            Self::Environment => "defectdojo-mcp.wasm",
            Self::Spin => "defectdojo-mcp-spin.wasm",
        }
    }

    /// Where [`Self::build`] puts it.
    pub(crate) fn path(self, workspace: &Workspace) -> PathBuf {
        workspace.dist().join(self.file_name())
    }

    /// Builds it in release. As a `cdylib` alone: beside the `rlib` of the manifest, cargo leaves out link-time
    /// optimisation, and the component grows and imports parts of WASI that nothing in it uses.
    pub(crate) fn build(self, workspace: &Workspace) -> Result<PathBuf> {
        step(&format!(
            "Building dist/{} (about a minute the first time)",
            self.file_name()
        ));
        run(workspace
            .cargo()
            .args([
                "rustc",
                "--release",
                "--locked",
                "--target",
                TARGET,
                "--package",
                "defectdojo-mcp",
                "--lib",
                "--crate-type",
                "cdylib",
            ])
            .args(self.features()))?;
        let built = workspace
            .target()
            .join(TARGET)
            .join("release/defectdojo_mcp.wasm");
        let path = self.path(workspace);
        fs::create_dir_all(workspace.dist()).context("cannot make the folder dist")?;
        fs::copy(&built, &path)
            .with_context(|| format!("cannot copy {} to {}", built.display(), path.display()))?;
        Ok(path)
    }
}
