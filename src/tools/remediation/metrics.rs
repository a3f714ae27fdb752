//! The figures of a group.

use super::{Measure, rate};
use crate::dojo::FindingFilter;
use crate::report::Metrics;
use crate::tools::operation::{Call, ToolError};

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
) -> Metrics {
    Metrics {
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

/// Of no findings.
pub(crate) fn nothing() -> Metrics {
    of([0; 6])
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
        of(measure.filters().map(count))
    });
    Ok(metrics.collect())
}
