//! The official conformance suite, against the component under a real `wasmtime serve`.
//!
//! The suite is a program of the protocol's authors, so it finds what our own reading of the specification
//! missed. What it says is judged here by the checks that it wrote down, not by its exit code alone: a
//! suite that runs nothing fails nothing.
//!
//! `cargo xtask test` installs the suite and makes the component.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod baseline;
mod check;
mod defectdojo;
mod fixtures;
mod requirements;
mod revision;
mod run;
mod suite;

pub(crate) use baseline::Baseline;
pub(crate) use check::{Check, Name, Status};
pub(crate) use requirements::Requirements;
pub(crate) use revision::Revision;
pub(crate) use run::Run;
pub(crate) use suite::Suite;
