//! Every fault of a DefectDojo, and of what stands before it, against every tool: the answer is right, or
//! says what is wrong. Under a real `wasmtime serve`, with a simulated DefectDojo that goes wrong.
//!
//! `cargo xtask test` builds what these tests need; the harness says so where it is missing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod calls;
mod expected;
mod faulty;
mod positions;
mod resources;
mod table;
