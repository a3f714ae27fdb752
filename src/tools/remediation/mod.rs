//! How fast findings are fixed, and how many are none.

mod durations;
mod fixed;
mod group_by;
mod groups;
mod measure;
mod measured;
mod metrics;

pub(crate) use group_by::RemediationBy;
pub(crate) use measured::{Sampled, measured};

use durations::{durations, rate};
use fixed::Fixed;
use group_by::Key;
use groups::Groups;
use measure::Measure;
use metrics::{metrics, nothing};
