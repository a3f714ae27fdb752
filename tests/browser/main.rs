//! What people see, in a real browser: the pages of reports, and the app that hosts show.
//!
//! The programs for Node beside this drive headless Chromium; `cargo xtask test` installs what they run on. They leave
//! pictures in `target/tmp`, for a person to look at.
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

mod app;
mod look;
mod page;
mod program;
