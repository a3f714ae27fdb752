//! Builds components: the two that are handed out into `dist/`, the guard that goes into one of them, and those that
//! only the tests use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::run;
use crate::report::step;
use crate::versions::TARGET;
use crate::workspace::Workspace;

/// The memory that an instance begins with, in bytes. The linker would give it what the stack and the data take, and
/// nearly every request would have it grow, which costs two calls of the operating system to change what may be
/// accessed, and as many to undo it with the instance. What is not touched costs nothing.
const MEMORY: u32 = 2 << 20;

/// A component: the library of a package, built for the component's target.
#[derive(Debug)]
pub(crate) struct Component {
    /// What it is, for messages.
    name: &'static str,
    package: &'static str,
    features: &'static [&'static str],
    /// Its file in `dist/`. What is not handed out stays where cargo builds it.
    dist: Option<&'static str>,
    /// Whether its way out is plugged with the egress guard.
    guarded: bool,
    /// The environment variable that tells the tests where it is.
    variable: &'static str,
}

impl Component {
    /// The server, configured by environment variables, as under `wasmtime serve`, which lets a component out to
    /// anywhere: so the guard is part of it.
    pub(crate) const SERVER: Self = Self {
        name: "the server",
        package: "defectdojo-mcp",
        features: &[],
        dist: Some("defectdojo-mcp.wasm"),
        guarded: true,
        variable: "DEFECTDOJO_MCP_WASM",
    };

    /// The server, configured by Spin's variables. Without the guard: the manifest's allow-list does its work outside
    /// of the component, and the guard reads the environment, which a manifest fills with fixed texts and not with
    /// variables, so that users would have to say everything twice.
    const SPIN: Self = Self {
        name: "the server for Spin",
        package: "defectdojo-mcp",
        features: &["--features", "spin"],
        dist: Some("defectdojo-mcp-spin.wasm"),
        guarded: false,
        variable: "DEFECTDOJO_MCP_SPIN_WASM",
    };

    /// What stands between the server and the host's outgoing HTTP.
    const EGRESS_GUARD: Self = Self {
        name: "the egress guard",
        package: "egress-guard",
        features: &[],
        dist: None,
        guarded: false,
        variable: "EGRESS_GUARD_WASM",
    };

    /// The tests' stand-in for Spin's variables.
    const SPIN_VARIABLES: Self = Self {
        name: "the stand-in for Spin's variables",
        package: "spin-variables",
        features: &[],
        dist: None,
        guarded: false,
        variable: "SPIN_VARIABLES_WASM",
    };

    /// The fixtures of the conformance suite.
    const CONFORMANCE_SERVER: Self = Self {
        name: "the conformance suite's fixtures",
        package: "conformance-server",
        features: &[],
        dist: None,
        guarded: false,
        variable: "CONFORMANCE_SERVER_WASM",
    };

    /// The attacker in the server's place.
    const RED_TEAM: Self = Self {
        name: "the red team",
        package: "red-team",
        features: &[],
        dist: None,
        guarded: false,
        variable: "RED_TEAM_WASM",
    };

    /// The least that a component can do, for the benchmark.
    const HELLO: Self = Self {
        name: "the benchmark's hello",
        package: "bench-hello",
        features: &[],
        dist: None,
        guarded: false,
        variable: "BENCH_HELLO_WASM",
    };

    /// The server's work without the server, for the benchmark.
    const FLOOR: Self = Self {
        name: "the benchmark's floor",
        package: "bench-floor",
        features: &[],
        dist: None,
        guarded: false,
        variable: "BENCH_FLOOR_WASM",
    };

    /// Those that the benchmark compares the server with.
    pub(crate) const ONLY_MEASURED: [Self; 2] = [Self::HELLO, Self::FLOOR];

    /// Those that the benchmark measures.
    pub(crate) const MEASURED: [Self; 3] = [Self::HELLO, Self::FLOOR, Self::SERVER];

    /// The server for Spin, and what it runs with in wasmtime.
    pub(crate) const FOR_SPIN: [Self; 2] = [Self::SPIN, Self::SPIN_VARIABLES];

    /// Those that are handed out, in the order to build them. Both share one build folder, and cargo keeps the root
    /// package there for the one that was built last: that had better be the one that `demo` and `serve` build too.
    pub(crate) const HANDED_OUT: [Self; 2] = [Self::SPIN, Self::SERVER];

    /// Those that the tests need, in the order to build them.
    pub(crate) const ALL: [Self; 6] = [
        Self::EGRESS_GUARD,
        Self::SPIN_VARIABLES,
        Self::CONFORMANCE_SERVER,
        Self::RED_TEAM,
        Self::SPIN,
        Self::SERVER,
    ];

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The environment variable that tells others where it is, and where that is.
    pub(crate) fn variable(&self, workspace: &Workspace) -> (&'static str, PathBuf) {
        (self.variable, self.path(workspace))
    }

    /// The environment variables that tell the tests where the components are.
    pub(crate) fn variables(
        workspace: &Workspace,
    ) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let all = Self::ALL.map(|component| component.variable(workspace));
        let unguarded = Self::SERVER.unguarded(workspace);
        all.into_iter()
            .chain([("DEFECTDOJO_MCP_UNGUARDED_WASM", unguarded)])
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

    /// A guarded component as it was before. Tests compare it with the whole, and must not get another build of the
    /// same package, which is at the same place in cargo's folder.
    fn unguarded(&self, workspace: &Workspace) -> PathBuf {
        let file = format!("{}.wasm", self.package);
        workspace.target().join("unguarded").join(file)
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
            .args(["--release", "--crate-type", "cdylib"])
            .args(["--", "-C", &format!("link-arg=--initial-memory={MEMORY}")]))?;
        let (built, path) = (self.built(workspace), self.path(workspace));
        if self.guarded {
            let unguarded = self.unguarded(workspace);
            copy(&built, &unguarded)?;
            let guard = Self::EGRESS_GUARD.build(workspace)?;
            write(&path, &compose::plug(&unguarded, &guard)?)?;
        } else if path != built {
            copy(&built, &path)?;
        }
        Ok(path)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    write(
        to,
        &fs::read(from).with_context(|| format!("cannot read {}", from.display()))?,
    )
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn only_what_is_handed_out_is_in_dist() {
        let workspace = Workspace::find().unwrap();
        let dist = |component: &Component| component.path(&workspace).starts_with(workspace.dist());
        assert!(Component::HANDED_OUT.iter().all(dist));
        assert_eq!(Component::ALL.iter().filter(|it| dist(it)).count(), 2);
        let variables: BTreeMap<_, _> = Component::variables(&workspace).collect();
        assert_eq!(variables.len(), Component::ALL.len() + 1);
        let unguarded = &variables["DEFECTDOJO_MCP_UNGUARDED_WASM"];
        assert!(!unguarded.starts_with(workspace.dist()));
        assert_eq!(
            Component::SPIN_VARIABLES.path(&workspace),
            workspace
                .target()
                .join("wasm32-wasip2/release/spin_variables.wasm")
        );
    }
}
