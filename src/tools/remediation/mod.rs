//! How fast findings are fixed, and how many are none.

mod durations;
mod fixed;
mod group_by;

pub(crate) use durations::{Durations, rate};
pub(crate) use fixed::Fixed;
pub(crate) use group_by::{Key, RemediationBy};
