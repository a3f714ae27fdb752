//! How fast findings are fixed, and how many are none.

use super::Label;
use serde::Serialize;

/// Days from discovery to closing, and how many were in time. Rates are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Durations {
    /// With one decimal.
    pub mean: f64,
    /// Of an even number, the mean of the two in the middle.
    pub median: f64,
    /// No more than this in nine of ten cases (nearest rank).
    pub p90: i64,
    /// Of those that have an SLA date, which are `with_sla`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_sla: Option<f64>,
    /// How many have one.
    pub with_sla: u64,
}

/// The figures of a group of findings, or of all. Rates are shares of `discovered`, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Metrics {
    /// What the findings have in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The id of the object that the label names, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// Fixed in the period.
    pub fixed: u64,
    /// How long that took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_to_fix: Option<Durations>,
    /// Now.
    pub open: u64,
    /// Now.
    pub overdue: u64,
    /// In the period.
    pub discovered: u64,
    /// Of the discovered.
    pub false_positives: u64,
    /// None of nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub false_positive_rate: Option<f64>,
    /// Of the discovered.
    pub duplicates: u64,
    /// None of nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_rate: Option<f64>,
}

impl Metrics {
    /// The same of a group, with how long its fixes took.
    #[must_use]
    pub fn of_group(self, label: &Label, days_to_fix: Option<Durations>) -> Self {
        Self {
            label: Some(label.text.clone()),
            id: label.id,
            days_to_fix,
            ..self
        }
    }
}
