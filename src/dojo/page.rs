//! One page of a list, and whether it can be relied on.

use std::collections::HashSet;

use serde::Deserialize;

use super::{
    model::Row,
    window::{Offset, WindowError},
};

/// A count as `DefectDojo` says it. No list goes on past the last offset, so that a greater one is none; and
/// those of a few lists have a sum.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "u64")]
pub(super) struct Count(u64);

impl TryFrom<u64> for Count {
    type Error = WindowError;

    fn try_from(rows: u64) -> Result<Self, WindowError> {
        Offset::new(rows).map(|rows| Self(rows.get()))
    }
}

/// Rows of a list, with how many there are in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// How many rows the filter finds among those that the token may see.
    pub count: u64,
    /// The rows of the window.
    pub rows: Vec<T>,
    /// Why neither is certain.
    pub doubt: Option<Doubt>,
}

/// Why an answer can't be relied on although each part of it is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Doubt {
    /// Count and rows contradict each other.
    #[error(
        "DefectDojo's count and rows disagree: by the count {due} rows were due here, and {came} came. \
        The data may be changing; neither the count nor the list is certain, so ask again"
    )]
    Count {
        /// The rows that the count leaves for the window.
        due: u64,
        /// The rows that came.
        came: u64,
    },
    /// A row came twice, or rows moved between the requests that an answer took.
    #[error(
        "DefectDojo's data changed while it was read: rows may be missing or repeated and the count may \
        be off, so ask again"
    )]
    Moved,
}

impl<T> Page<T> {
    /// The count alone.
    pub(super) const fn of_count(count: u64) -> Self {
        Self {
            count,
            rows: Vec::new(),
            doubt: None,
        }
    }
}

impl<T: Row> Page<T> {
    /// The answer to a question for at most `limit` rows after the first `offset` ones.
    pub(super) fn new(Count(count): Count, rows: Vec<T>, limit: u64, offset: Offset) -> Self {
        let due = limit.min(count.saturating_sub(offset.get()));
        let came = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let doubt = if came != due {
            Some(Doubt::Count { due, came })
        } else if repeats(&rows) {
            Some(Doubt::Moved)
        } else {
            None
        };
        Self { count, rows, doubt }
    }
}

/// Whether a row stands in a list twice.
pub(super) fn repeats<T: Row>(rows: &[T]) -> bool {
    let mut seen = HashSet::with_capacity(rows.len());
    !rows.iter().all(|row| seen.insert(row.id()))
}
