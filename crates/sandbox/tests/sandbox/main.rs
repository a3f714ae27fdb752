//! A server that is broken already: what the guard and the runtime still hold it to.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod attempts;
mod bodies;
#[path = "../../../../tests/support/budgets.rs"]
mod budgets;
mod exhaustion;
mod guarded;
mod hooks;
mod listener;
mod memory;
mod red_team;
mod server;
mod tools;
mod usual;
