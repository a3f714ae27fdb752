//! How fast findings are fixed, and how many are none.

mod durations;
mod fixed;
mod group_by;
mod groups;
mod measure;
mod metrics;

pub(crate) use durations::{durations, rate};
pub(crate) use fixed::Fixed;
pub(crate) use group_by::{Key, RemediationBy};
pub(crate) use groups::Groups;
pub(crate) use measure::Measure;
pub(crate) use metrics::{metrics, nothing};
