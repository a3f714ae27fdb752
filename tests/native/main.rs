//! The whole server in this process, with the simulated `DefectDojo` behind it: no socket and no clock, so
//! that an answer can be held to the letter.
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

#[path = "../support/budgets.rs"]
mod budgets;
mod changes;
mod dates;
mod guard;
mod harness;
mod injection;
mod pages;
mod portability;
mod progress;
mod replay;
mod rows;
mod secrets;
mod selections;
mod snapshots;
#[path = "../support/tokens.rs"]
mod tokens;
mod traffic;
mod truth;
mod typical_use;
mod use_cases;
mod words;
