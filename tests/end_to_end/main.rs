//! The built component under a real `wasmtime serve`, asked over HTTP, with the simulated `DefectDojo`
//! behind it. One file a behaviour.
//!
//! `cargo xtask test` builds what these tests need; the harness says so where it is missing.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "calls read better with `json!(…)` in place"
)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod arguments;
mod authentication;
mod calls;
mod completion;
mod eras;
mod every_tool;
mod faults;
mod filters;
mod guard;
mod harness;
mod hostile_bodies;
mod hostile_heads;
mod hostile_mutations;
mod hostile_neighbours;
mod http;
mod lists;
mod masking;
mod orders;
mod people;
mod prompts;
mod records;
mod resources;
mod results;
mod rows;
mod serving;
mod settings;
mod spin;
mod statuses;
mod streams;
mod token_argument;
mod untrusted;
mod upstream;
