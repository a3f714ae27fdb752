//! A host of our own around a component: it sees every request that the component sends, answers it itself, and
//! weighs the component's memory.
//!
//! `wasmtime serve` sends requests and tells nobody. [`Sandbox`] opens no socket at all (the feature of
//! `wasmtime-wasi-http` that could is off), so that a test may have the component ask for any host in the world.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

mod host;
mod memory;
mod upstream;
mod visit;

pub use upstream::{Answer, Together};
pub use visit::{Sandbox, Visit};
