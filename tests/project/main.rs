//! What the project ships beside its code: the component's imports, the manifest, the README.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod budget_table;
#[path = "../support/budgets.rs"]
mod budgets;
mod clients;
mod crates;
#[path = "../support/described.rs"]
mod described;
#[path = "../support/generated.rs"]
mod generated;
mod imports;
mod listed;
mod manifest;
mod network;
mod proxy;
mod readme;
mod security;
mod size;
mod supply_chain;
mod wiring;

use std::path::PathBuf;

/// A file of the repository.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The text of a file of the repository.
fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
