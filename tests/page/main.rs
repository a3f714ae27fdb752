//! The page of a report, as a browser's parser reads it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod colours;
mod dom;
mod escaping;
mod fixture;
mod structure;
mod tables;
