//! Findings over time: what `get_finding_trends` gives.

mod course;
mod step;

pub(crate) use course::{course, within};
pub(crate) use step::{Step, intervals};
