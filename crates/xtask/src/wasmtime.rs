//! Finds or installs wasmtime, and knows how this project runs it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use limits::{LIMITS, REUSE};

use crate::install::Program;
use crate::program;
use crate::versions::{WASMTIME, WASMTIME_FEATURES, WASMTIME_OLDEST};
use crate::workspace::Workspace;

const PROGRAM: Program = Program {
    name: "wasmtime",
    package: "wasmtime-cli",
    version: WASMTIME,
    arguments: &["--no-default-features", "--features", WASMTIME_FEATURES],
    variables: &[],
    takes: "about 6 minutes on 2 free cores, up to 15 on busy ones",
};

/// A wasmtime that is new enough.
#[derive(Debug)]
pub(crate) struct Wasmtime(PathBuf);

impl Wasmtime {
    /// The one on `PATH` if it is new enough, else the one installed here before, else a fresh install.
    pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Self> {
        if let Some(found) = program::on_path(&["wasmtime"], new_enough) {
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

    /// `wasmtime compile` of a component, for [`Self::serve`] with `--allow-precompiled`. What the limits need has to be
    /// in the code: it looks now and then whether its time is over.
    pub(crate) fn compile(&self, component: &Path, precompiled: &Path) -> Command {
        let mut command = Command::new(&self.0);
        command
            .args(["compile", "-W", "epoch-interruption=y", "--output"])
            .args([precompiled, component]);
        command
    }

    /// `wasmtime serve` for this component on this address, with these environment variables for the component.
    pub(crate) fn serve(
        &self,
        component: &Path,
        addr: SocketAddr,
        variables: &[(&str, String)],
    ) -> Command {
        let mut command = Command::new(&self.0);
        command
            .arg("serve")
            .args(LIMITS.as_flattened())
            .args(["--max-instance-reuse-count", REUSE])
            // The component's lines are JSON, and are whole only without it.
            .arg("--no-logging-prefix")
            // The default, 0.0.0.0, would offer the server to the whole network.
            .args(["--addr", &addr.to_string()]);
        for (name, value) in variables {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        command.arg(component);
        command
    }
}

fn new_enough(wasmtime: &Path) -> bool {
    program::version(wasmtime, &["--version"]).is_some_and(|version| version >= WASMTIME_OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serves_on_the_given_address_with_the_given_variables() {
        let addr = SocketAddr::from(([127, 0, 0, 1], 3000));
        let url = "http://127.0.0.1:8080".to_owned();
        let command = Wasmtime("wasmtime".into()).serve(
            Path::new("dist/x.wasm"),
            addr,
            &[("DEFECTDOJO_URL", url)],
        );
        let line: Vec<_> = command
            .get_args()
            .map(|argument| argument.to_string_lossy())
            .collect();
        let line = line.join(" ");
        let limits = LIMITS.as_flattened().join(" ");
        assert!(line.starts_with(&format!("serve {limits} ")), "{line}");
        assert!(
            line.ends_with(
                "--addr 127.0.0.1:3000 --env DEFECTDOJO_URL=http://127.0.0.1:8080 dist/x.wasm"
            ),
            "{line}"
        );
    }
}
