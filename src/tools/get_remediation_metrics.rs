//! `get_remediation_metrics`: how many findings were fixed and how fast, and how many were none.

use super::answer::UNTRUSTED;
use super::args::{Both, Days, OneOf, Top};
use super::findings::{Basis, FindingFilters};
use super::operation::{Call, Operation, ToolError};
use super::remediation::{Fixed, Groups, Measure, RemediationBy, durations, metrics, nothing};
use super::summary::CHANGED;
use crate::dojo::{DayRange, Lack, Sample};
use crate::report::Metrics;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measures remediation.
pub(crate) struct GetRemediationMetrics;

/// By what, and when.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Scope {
    /// `severity` (default), `product`, `test_type` (the scanner) or `cwe`.
    group_by: Option<OneOf<RemediationBy>>,
    /// How many days back, 1 to 730 (default 90).
    days: Days,
    /// How many groups to tell, 1 to 50 (default 15), those with the most fixed findings.
    top: Top,
}

/// How many findings the days to fix were taken from.
#[derive(Serialize)]
struct Sampled {
    findings: usize,
    of: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<&'static str>,
}

/// What is sent.
#[derive(Serialize)]
struct Remediation {
    exact: bool,
    from: String,
    to: String,
    basis: String,
    requests: u32,
    note: String,
    days_to_fix_from: Sampled,
    #[serde(skip_serializing_if = "Option::is_none")]
    untrusted: Option<&'static str>,
    all: Metrics,
    groups: Vec<Metrics>,
}

/// What has to be known to read the numbers rightly.
const NOTE: &str = "fixed: mitigated in the period, and neither false positive nor out of scope nor duplicate. days_to_fix: from discovery to mitigation of those; p90 by nearest rank; within_sla is a share of the with_sla that have an SLA date. open, overdue: now. discovered: in the period; false_positives and duplicates are those of them that are marked so today, and the rates are shares of discovered. Rates are 0 to 1, days are UTC.";
/// How it is drawn where there are too many.
const SAMPLED: &str =
    "a systematic sample: runs of 20 findings, evenly spaced over the list by discovery";

impl Operation for GetRemediationMetrics {
    const NAME: &'static str = "get_remediation_metrics";
    const TITLE: &'static str = "Remediation metrics";
    const DESCRIPTION: &'static str = "Measures remediation in a period, by severity, product, scanner or CWE: findings fixed, days to fix (mean, median, 90th percentile), share fixed within SLA, open and overdue now, false-positive and duplicate rates. Use it for \"how fast do we fix\", \"which tool makes noise\", \"are SLAs met\". Takes the same filters as get_findings; leave out `status`.";

    type Arguments = Both<Scope, FindingFilters>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(scope, filters) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let by = scope.group_by.map_or(RemediationBy::default(), |by| by.0);
        let (from, to) = (call.today.plus(1 - scope.days.0), call.today);
        let period = DayRange {
            after: Some(from.plus(-1)),
            before: Some(to.plus(1)),
        };
        let measure = Measure::new(&filter, period);
        let told = Groups::of(call, &measure, by, scope.top.0).await?;
        let sample = match &measure.fixed {
            Some(fixed) => call.dojo.sample(fixed, |row| Fixed::new(&row)).await?,
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
        Ok(serde_json::to_string(&Remediation {
            exact: sample.is_whole() && told.lack.is_none() && !changed && unread == 0,
            from: from.to_string(),
            to: to.to_string(),
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: note(changed, told.lack, unread),
            days_to_fix_from: Sampled {
                findings: rows.len(),
                of: sample.count,
                how: (!sample.is_whole()).then_some(SAMPLED),
            },
            untrusted: is_foreign(&basis, by).then_some(UNTRUSTED),
            all,
            groups,
        })?)
    }
}

fn is_foreign(basis: &Basis, by: RemediationBy) -> bool {
    basis.is_foreign || matches!(by, RemediationBy::Product | RemediationBy::TestType)
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
