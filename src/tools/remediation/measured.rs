//! The figures of all groups, and whether they can be relied on.

use super::{Fixed, Groups, Measure, RemediationBy, durations, metrics, nothing};
use crate::dojo::{DayRange, FindingFilter, Lack, Sample};
use crate::report::Metrics;
use crate::tools::operation::{Call, ToolError};
use crate::tools::summary::CHANGED;
use serde::Serialize;

/// How many findings the days to fix were taken from.
#[derive(Serialize)]
pub(crate) struct Sampled {
    pub(crate) findings: usize,
    pub(crate) of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) how: Option<&'static str>,
}

/// The figures of a period.
pub(crate) struct Measured {
    pub(crate) all: Metrics,
    pub(crate) groups: Vec<Metrics>,
    pub(crate) sampled: Sampled,
    pub(crate) is_exact: bool,
    /// What has to be known to read the numbers rightly.
    pub(crate) note: String,
}

/// What has to be known to read the numbers rightly.
const NOTE: &str = "fixed: mitigated in the period, and neither false positive nor out of scope nor duplicate. days_to_fix: from discovery to mitigation of those; p90 by nearest rank; within_sla is a share of the with_sla that have an SLA date. open, overdue: now. discovered: in the period; false_positives and duplicates are those of them that are marked so today, and the rates are shares of discovered. Rates are 0 to 1, days are UTC.";
/// How it is drawn where there are too many.
const SAMPLED: &str =
    "a systematic sample: runs of 20 findings, evenly spaced over the list by discovery";

/// Measures the findings of `filter` in a period, all and by group: the `top` with the most fixed ones. Where more than
/// 3,000 were fixed, the days come from a sample of that many `runs` of 20.
///
/// # Errors
/// Every error of a call to `DefectDojo`.
pub(crate) async fn measured(
    call: &Call<'_>,
    filter: &FindingFilter,
    period: DayRange,
    by: RemediationBy,
    top: usize,
    runs: u64,
) -> Result<Measured, ToolError> {
    let measure = Measure::new(filter, period);
    let told = Groups::of(call, &measure, by, top).await?;
    let sample = match &measure.fixed {
        Some(fixed) => {
            call.dojo
                .sample(fixed, runs, |row| Fixed::new(&row))
                .await?
        }
        None => Some(Sample::default()),
    };
    let changed = sample.is_none() || told.lack == Some(Lack::Changed);
    let sample = sample.unwrap_or_default();
    let rows = &sample.rows;
    let unread = rows.iter().filter(|row| !row.is_readable).count();
    let asked: Vec<Measure> = told.rows.iter().map(|(key, _)| measure.of(*key)).collect();
    let mut metrics = metrics(call, [&measure].into_iter().chain(&asked).collect())
        .await?
        .into_iter();
    let mut all = metrics.next().unwrap_or_else(nothing);
    all.days_to_fix = durations(rows.iter());
    let groups: Vec<Metrics> = told
        .rows
        .iter()
        .zip(metrics)
        .map(|((key, label), metrics)| {
            let rows = rows.iter().filter(|row| key.holds(row));
            metrics.of_group(label, durations(rows))
        })
        .collect();
    // Counted by severity before the findings were read, and as a whole after.
    let changed = changed || all.fixed != sample.count || all.fixed != told.fixed;
    Ok(Measured {
        all,
        groups,
        is_exact: sample.is_whole() && told.lack.is_none() && !changed && unread == 0,
        note: note(changed, told.lack, unread),
        sampled: Sampled {
            findings: rows.len(),
            of: sample.count,
            how: (!sample.is_whole()).then_some(SAMPLED),
        },
    })
}

fn note(changed: bool, lack: Option<Lack>, unread: usize) -> String {
    let lack = match lack {
        Some(Lack::Spent) => Some(
            "Requests or time ran out before all groups were found: others may have more fixed findings.",
        ),
        Some(Lack::Long) => Some(
            "Only the first 4,000 objects were looked at: others may have more fixed findings.",
        ),
        Some(Lack::Changed) | None => None,
    };
    let unread = (unread > 0).then(|| {
        format!("Dates, severity, product, test type or CWE of {unread} fixed findings could not be read: days_to_fix may lack them.")
    });
    let notes = [
        changed.then_some(CHANGED),
        lack,
        unread.as_deref(),
        Some(NOTE),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
