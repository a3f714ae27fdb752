//! The suite as a program: `@modelcontextprotocol/conformance` on Node.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;
use testbed::provided;

use crate::{Revision, Run};

/// Where the suite is installed.
pub(crate) fn package() -> PathBuf {
    provided(
        "CONFORMANCE_SUITE",
        "tests/clients/node/node_modules/@modelcontextprotocol/conformance",
    )
}

/// Held by the run that is under way: the suite gives some calls half a second, which two runs take from each other
/// where a machine has few processors.
static RUNNING: Mutex<()> = Mutex::new(());

/// One run that is about to happen.
pub(crate) struct Suite<'a> {
    pub(crate) revision: Revision,
    /// The server's endpoint. One on the loopback interface, or the suite won't try DNS rebinding.
    pub(crate) url: &'a str,
    /// A file of failures that are expected.
    pub(crate) baseline: Option<&'a Path>,
}

impl Suite<'_> {
    /// Runs all that the revision requires, and what is reported without being required.
    pub(crate) fn run(&self) -> Run {
        let results = TempDir::new().unwrap();
        let mut command = Command::new(provided("NODE", "target/tools/bin/node"));
        command
            .arg(package().join("dist/index.js"))
            .args(["server", "--url", self.url])
            .args(["--requirements", self.revision.as_str()])
            .arg("--output-dir")
            .arg(results.path());
        if let Some(baseline) = self.baseline {
            command.arg("--expected-failures").arg(baseline);
        }
        let turn = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let output = command.output().expect("node starts");
        drop(turn);
        Run::new(self.revision, &output, results.path())
    }
}
