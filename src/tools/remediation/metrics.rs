//! The figures of a group.

use super::{Durations, Measure, rate};
use crate::dojo::FindingFilter;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::Label;
use serde::Serialize;

/// What is told of a group, or of all.
#[derive(Serialize)]
pub(crate) struct Metrics {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    pub(crate) fixed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) days_to_fix: Option<Durations>,
    open: u64,
    overdue: u64,
    discovered: u64,
    false_positives: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    false_positive_rate: Option<f64>,
    duplicates: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_rate: Option<f64>,
}

impl Metrics {
    /// The same of a group, with how long its fixes took.
    pub(crate) fn of_group(self, label: &Label, days_to_fix: Option<Durations>) -> Self {
        Self {
            label: Some(label.text.clone()),
            id: label.id,
            days_to_fix,
            ..self
        }
    }

    /// Of no findings.
    pub(crate) fn nothing() -> Self {
        Self::of([0; 6])
    }

    /// From the counts of [`Measure::filters`].
    fn of(
        [
            fixed,
            open,
            overdue,
            discovered,
            false_positives,
            duplicates,
        ]: [u64; 6],
    ) -> Self {
        Self {
            label: None,
            id: None,
            fixed,
            days_to_fix: None,
            open,
            overdue,
            discovered,
            false_positives,
            false_positive_rate: rate(false_positives, discovered),
            duplicates,
            duplicate_rate: rate(duplicates, discovered),
        }
    }
}

/// The figures of each of `measures`, without days.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(crate) async fn metrics(
    call: &Call<'_>,
    measures: Vec<&Measure>,
) -> Result<Vec<Metrics>, ToolError> {
    let filters = measures.iter().flat_map(|measure| measure.filters());
    let asked: Vec<FindingFilter> = filters.flatten().cloned().collect();
    let mut counts = call.dojo.counts(&asked).await?.into_iter();
    let metrics = measures.iter().map(|measure| {
        let count = |filter: &Option<FindingFilter>| {
            filter
                .as_ref()
                .and_then(|_| counts.next())
                .unwrap_or_default()
        };
        Metrics::of(measure.filters().map(count))
    });
    Ok(metrics.collect())
}
