//! How fast findings are fixed, and how many are none.

mod durations;
mod fixed;
mod group_by;
mod groups;
mod measure;
mod metrics;
mod study;

pub(crate) use group_by::RemediationBy;
pub(crate) use groups::Rank;
pub(crate) use study::{Measured, Sampled, Study};

use durations::{durations, rate};
use fixed::Fixed;
use group_by::Key;
use groups::Groups;
use measure::Measure;
use metrics::{metrics, nothing};
