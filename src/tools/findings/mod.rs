//! What tools that look at findings share: the filters, and the words for what was counted.

mod basis;
mod filters;
mod period;

pub(crate) use basis::Basis;
pub(crate) use filters::{FindingFilters, test_types};
