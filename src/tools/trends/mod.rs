//! Findings over time: what `get_finding_trends` gives.

mod course;
mod step;

pub(crate) use course::course;
pub(crate) use step::{Step, intervals};
