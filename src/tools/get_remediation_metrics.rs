//! `get_remediation_metrics`: how many findings were fixed and how fast, and how many were none.

use super::answer::UNTRUSTED;
use super::args::{Both, Days, Known, OneOf, Top};
use super::findings::{Basis, FindingFilters};
use super::operation::{Call, Operation, ToolError};
use super::remediation::{Rank, RemediationBy, Sampled, Study};
use super::summary::{CHANGED, changed};
use super::trends::within;
use crate::report::Metrics;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measures remediation.
pub(crate) struct GetRemediationMetrics;

/// By what, and when.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Scope {
    /// Default: severity; `test_type`: the scanner.
    group_by: Option<OneOf<RemediationBy>>,
    /// Days back, 1 to 730 (default 90).
    days: Days,
    /// Groups to tell, 1 to 50 (default 15), most fixed first.
    top: Top,
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
/// In how many parts those are read of which there are too many to read all.
const MOST_RUNS: u64 = 150;

impl Operation for GetRemediationMetrics {
    const NAME: &'static str = "get_remediation_metrics";
    const TITLE: &'static str = "Remediation metrics";
    const DESCRIPTION: &'static str = "Measures remediation in a period: findings fixed, days to fix, share fixed within SLA, open and overdue now, false-positive and duplicate rates. Use it for \"how fast do we fix\", \"which tool makes noise\", \"are SLAs met\". Same filters as get_findings; leave out `status`.";
    const LISTED: &'static str = include_str!("listed/get_remediation_metrics.json");

    type Arguments = Both<Scope, Known<FindingFilters>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(scope, Known(filters)) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let by = scope.group_by.map_or(RemediationBy::default(), |by| by.0);
        let (from, to) = (call.today.plus(1 - scope.days.0), call.today);
        let before = call.dojo.counts(std::slice::from_ref(&filter)).await?;
        let mut study = Study::new(call, &filter, within((from, to)));
        let sampled = study.read(MOST_RUNS, by.names()).await?;
        let measured = study.by(by, Rank::Fixed, scope.top.0).await?;
        let changed = changed(call, std::slice::from_ref(&filter), &before).await?;
        let is_said = |note: &String| note.contains(CHANGED);
        let is_news = changed && !measured.note.as_ref().is_some_and(is_said);
        let notes = [
            is_news.then(|| CHANGED.to_owned()),
            measured.note,
            Some(NOTE.to_owned()),
        ];
        Ok(serde_json::to_string(&Remediation {
            exact: measured.is_exact && !changed,
            from: from.to_string(),
            to: to.to_string(),
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join(" "),
            days_to_fix_from: sampled,
            untrusted: is_foreign(&basis, by).then_some(UNTRUSTED),
            all: measured.all,
            groups: measured.groups,
        })?)
    }
}

fn is_foreign(basis: &Basis, by: RemediationBy) -> bool {
    basis.is_foreign || matches!(by, RemediationBy::Product | RemediationBy::TestType)
}
