//! Throws bytes at the whole server in one process, and judges what comes back.
//!
//! Each of [`TARGETS`] makes a request of its input, of any bytes, and panics where the answer is not one that
//! the server may give. libFuzzer, for which each target has a binary, looks for such an input
//! (`cargo xtask fuzz`); an ordinary test replays those that are kept in `corpus`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a target reports by panicking"
)]

pub mod answer;
mod judge;
pub mod memory;
pub mod server;
pub mod targets;
mod wire;

/// A target by its name, which is that of its binary and of its folder in `corpus`.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 8] = [
    ("arguments", targets::arguments::run),
    ("completion", targets::completion::run),
    ("message", targets::message::run),
    ("origin", targets::origin::run),
    ("request", targets::request::run),
    ("resource", targets::resource::run),
    ("state", targets::state::run),
    ("upstream", targets::upstream::run),
];
