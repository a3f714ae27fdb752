//! Builds components: the two that are handed out into `dist/`, and those that only the tests use.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::run;
use crate::report::step;
use crate::versions::TARGET;
use crate::workspace::Workspace;

/// A component: the library of a package, built for the component's target.
#[derive(Debug)]
pub(crate) struct Component {
    /// What it is, for messages.
    name: &'static str,
    package: &'static str,
    features: &'static [&'static str],
    /// Its file in `dist/`. What is not handed out stays where cargo builds it.
    dist: Option<&'static str>,
    /// The environment variable that tells the tests where it is.
    variable: &'static str,
}

impl Component {
    /// The server, configured by environment variables, as under `wasmtime serve`.
    pub(crate) const SERVER: Self = Self {
        name: "the server",
        package: "defectdojo-mcp",
        features: &[],
        dist: Some("defectdojo-mcp.wasm"),
        variable: "DEFECTDOJO_MCP_WASM",
    };

    /// The server, configured by Spin's variables.
    const SPIN: Self = Self {
        name: "the server for Spin",
        package: "defectdojo-mcp",
        features: &["--features", "spin"],
        dist: Some("defectdojo-mcp-spin.wasm"),
        variable: "DEFECTDOJO_MCP_SPIN_WASM",
    };

    /// The tests' stand-in for Spin's variables.
    const SPIN_VARIABLES: Self = Self {
        name: "the stand-in for Spin's variables",
        package: "spin-variables",
        features: &[],
        dist: None,
        variable: "SPIN_VARIABLES_WASM",
    };

    /// The fixtures of the conformance suite.
    const CONFORMANCE_SERVER: Self = Self {
        name: "the conformance suite's fixtures",
        package: "conformance-server",
        features: &[],
        dist: None,
        variable: "CONFORMANCE_SERVER_WASM",
    };

    /// Those that are handed out, in the order to build them. Both share one build folder, and cargo keeps the root
    /// package there for the one that was built last: that had better be the one that `demo` and `serve` build too.
    pub(crate) const HANDED_OUT: [Self; 2] = [Self::SPIN, Self::SERVER];

    /// Those that the tests need, in the order to build them.
    pub(crate) const ALL: [Self; 4] = [
        Self::SPIN_VARIABLES,
        Self::CONFORMANCE_SERVER,
        Self::SPIN,
        Self::SERVER,
    ];

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn variable(&self) -> &'static str {
        self.variable
    }

    /// Cargo, to do this with its library for the component's target.
    pub(crate) fn cargo(&self, workspace: &Workspace, subcommand: &str) -> Command {
        let mut cargo = workspace.cargo();
        cargo
            .args([subcommand, "--locked", "--target", TARGET])
            .args(["--package", self.package, "--lib"])
            .args(self.features);
        cargo
    }

    /// Where [`Self::build`] puts it.
    pub(crate) fn path(&self, workspace: &Workspace) -> PathBuf {
        match self.dist {
            Some(file) => workspace.dist().join(file),
            None => self.built(workspace),
        }
    }

    fn built(&self, workspace: &Workspace) -> PathBuf {
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        workspace.target().join(TARGET).join("release").join(file)
    }

    /// Builds it in release. As a `cdylib` alone: beside the `rlib` of a manifest, cargo leaves out link-time
    /// optimisation, and the component grows and imports parts of WASI that nothing in it uses.
    pub(crate) fn build(&self, workspace: &Workspace) -> Result<PathBuf> {
        step(&format!(
            "Building {} (about a minute the first time)",
            self.name
        ));
        run(self
            .cargo(workspace, "rustc")
            .args(["--release", "--crate-type", "cdylib"]))?;
        let (built, path) = (self.built(workspace), self.path(workspace));
        if path != built {
            fs::create_dir_all(workspace.dist()).context("cannot make the folder dist")?;
            fs::copy(&built, &path).with_context(|| {
                format!("cannot copy {} to {}", built.display(), path.display())
            })?;
        }
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_handed_out_is_in_dist() {
        let workspace = Workspace::find().unwrap();
        let dist = |component: &Component| component.path(&workspace).starts_with(workspace.dist());
        assert!(Component::HANDED_OUT.iter().all(dist));
        assert_eq!(Component::ALL.iter().filter(|it| dist(it)).count(), 2);
        assert_eq!(
            Component::SPIN_VARIABLES.path(&workspace),
            workspace
                .target()
                .join("wasm32-wasip2/release/spin_variables.wasm")
        );
    }
}
