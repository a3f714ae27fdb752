//! A part of a report: numbers of one kind.

use super::{Group, Interval, Metrics, Priority};
use serde::Serialize;

/// Numbers of one kind, under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// For programs, such as `products`.
    pub id: &'static str,
    /// For people.
    pub title: &'static str,
    /// What was counted, in a sentence.
    pub basis: String,
    /// Whether every number is exact.
    pub exact: bool,
    /// What has to be known to read it rightly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the ids of rows are of, where they have some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Ids>,
    /// The numbers.
    pub rows: Rows,
}

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ids {
    /// A product: it can have a report of its own.
    Product,
    /// A product type.
    ProductType,
    /// A test type.
    TestType,
}

/// The numbers of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Rows {
    /// Findings by group and severity, most or first in time first. Where the groups are some of many, the last row is
    /// labelled `others`.
    Severities(Vec<Group>),
    /// Findings over time, in its order.
    Time(Vec<Interval>),
    /// How fast findings were fixed; the first row is labelled `All`.
    Remediation(Vec<Metrics>),
    /// How many of the findings were none: false positives and duplicates; the first row is labelled `All`.
    Noise(Vec<Metrics>),
    /// What to fix first, in that order.
    Priorities(Vec<Priority>),
}

impl Rows {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Severities(rows) => rows.is_empty(),
            Self::Time(rows) => rows.is_empty(),
            Self::Remediation(rows) | Self::Noise(rows) => rows.is_empty(),
            Self::Priorities(rows) => rows.is_empty(),
        }
    }
}
