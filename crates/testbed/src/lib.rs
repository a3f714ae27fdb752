//! What tests and measurements of a built component start from.
//!
//! [`Server`] is a component under a real `wasmtime serve`, [`Bench`] one with a simulated DefectDojo
//! behind it, [`Client`] asks it over HTTP, and [`HeaderProxy`] lets programs in that can't send a header of
//! their own. [`Impostor`] is an upstream whose certificate nobody vouches for. [`judge`] knows a good answer to any
//! request, and what servers say is searched for the tokens in use ([`secrets`]). Everything listens on a free port of
//! this machine and ends when dropped; an impostor ends when it is asked what it heard.
//!
//! `cargo xtask test` makes what is needed; [`provided`] and [`installed`] say so where it is missing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "calls read better with `json!(…)` in place"
)]

mod bench;
mod client;
mod header_proxy;
mod impostor;
pub mod judge;
mod provided;
pub mod secrets;
mod server;

pub use bench::{Bench, on_one_day};
pub use client::{Answer, Client};
pub use header_proxy::HeaderProxy;
pub use impostor::Impostor;
pub use provided::{installed, provided};
pub use server::{Reuse, Server};
