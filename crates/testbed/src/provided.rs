//! Files that `cargo xtask test` makes or installs before the tests run.

use std::path::{Path, PathBuf};

/// The path in the environment variable `name`, or else `default`, which is relative to the repository.
/// Panics where there is no such file, and says what to run.
#[must_use]
pub fn provided(name: &str, default: &str) -> PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = std::env::var_os(name).map_or_else(|| repository.join(default), PathBuf::from);
    assert!(
        path.exists(),
        "{} is missing: run `cargo xtask test`, which makes it",
        path.display()
    );
    path
}
