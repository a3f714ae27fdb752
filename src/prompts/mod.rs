//! What the model is told to do: the server's instructions and the prompts a person may pick.
//!
//! Plain texts and functions without a client, so that all of them can be tested as they are said.

mod instructions;
mod parameters;
mod report;
pub mod sast_review_report;
pub mod security_landscape_report;

#[cfg(test)]
pub(crate) mod calls;

pub use instructions::INSTRUCTIONS;
pub use parameters::{Parameters, days, product};
