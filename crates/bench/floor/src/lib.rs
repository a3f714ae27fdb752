//! What is left of the server without the protocol, the checks and the guard: it asks `DefectDojo`, reads the answer
//! and shortens it. No server that does the same work can be faster, so the benchmark holds ours against it.
//!
//! The native server of the benchmark shortens by the same code.

#[cfg(target_arch = "wasm32")]
mod component;
mod finding;
mod question;

pub use finding::{Details, Findings, Row};
pub use question::{Answer, Question};
