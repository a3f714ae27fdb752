//! What happened in a time.

use super::Counts;
use crate::dojo::Day;
use serde::Serialize;

/// What happened in an interval. The first and the last day belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Findings discovered in it.
    pub opened: Counts,
    /// Findings closed in it.
    pub closed: Counts,
    /// Findings open at its end.
    pub open: u64,
}
