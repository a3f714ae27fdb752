//! Programs that others wrote, as clients of the built component: a protocol written from a specification is
//! right when they agree. Each runs in a driver of its own, which follows a script and reports what its
//! client's user gets; what is right is decided here. The roster has a test for each client.
//!
//! `cargo xtask test` installs the clients and what they run in; a test says so where something is missing.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod aspect;
mod client;
#[path = "../support/described.rs"]
mod described;
mod driver;
#[path = "../support/generated.rs"]
mod generated;
mod inspector;
mod lists;
mod outcome;
mod profile;
mod readme;
mod reference;
mod refusal;
mod rmcp;
mod roster;
mod run;
mod script;
mod transcript;
mod truth;
mod use_cases;
