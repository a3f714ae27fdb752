//! Runs one of the programs for Node here: a script in, what it saw out.

use serde_json::{Value, json};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use testbed::{installed, provided};

/// After so many seconds a program ends itself, with its browser. Only ends what hangs: the slowest takes some three
/// minutes on a busy machine.
const PATIENCE: u64 = 900;

/// What `program` prints for `script`, an object. Panics with all that it says where it fails.
pub(crate) fn run(program: &str, mut script: Value) -> Value {
    script["patience"] = json!(PATIENCE);
    let mut child = Command::new(provided("NODE", "target/tools/bin/node"))
        // Node tells that a package is missing, but not what to do about it.
        .arg(installed("tests/browser/node_modules").with_file_name(program))
        .env(
            "CHROMIUM",
            provided("CHROMIUM", "target/tools/bin/chromium"),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(script.to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program}: {}\n{errors}",
        output.status
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Where a picture of this name goes, for a person to look at.
pub(crate) fn picture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"))
}
