//! Files that `cargo xtask test` makes or installs before the tests run.

use std::path::{Path, PathBuf};

/// The path in the environment variable `name`, or else `default`, which is relative to the repository.
/// Panics where nothing is there, and says what to run.
#[must_use]
pub fn provided(name: &str, default: &str) -> PathBuf {
    std::env::var_os(name).map_or_else(|| installed(default), |path| existing(path.into()))
}

/// `path`, which is relative to the repository. Panics where nothing is there, and says what to run.
#[must_use]
pub fn installed(path: &str) -> PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    existing(repository.unwrap().join(path))
}

fn existing(path: PathBuf) -> PathBuf {
    assert!(
        path.exists(),
        "{} is missing: run `cargo xtask test`, which makes it",
        path.display()
    );
    path
}
