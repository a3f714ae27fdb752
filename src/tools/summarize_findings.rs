//! `summarize_findings`: how many findings there are of each kind.

use super::answer::UNTRUSTED;
use super::args::{Both, OneOf, Top};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::summary::{CHANGED, GroupBy, Grouping, Question, changed};
use crate::dojo::{Lack, Tally};
use crate::report::{Group, Label};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Counts findings by group.
pub(crate) struct SummarizeFindings;

/// What the groups are.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grouped {
    /// What to group by. `severity` alone answers "how many of each"; month: of discovery, the latest ones.
    group_by: OneOf<GroupBy>,
    /// How many groups to tell, 1 to 50 (default 15), largest first; the rest are one row, `others`.
    #[serde(default)]
    top: Top,
}

/// What is sent.
#[derive(Serialize)]
struct Summary<'a> {
    count: u64,
    group_by: &'a str,
    exact: bool,
    basis: String,
    requests: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untrusted: Option<&'a str>,
    groups: &'a [Group],
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<Group>,
}

impl Operation for SummarizeFindings {
    const NAME: &'static str = "summarize_findings";
    const TITLE: &'static str = "Count findings by group";
    const DESCRIPTION: &'static str = "Counts findings by severity, status, product, product type, engagement, test type, CWE, OWASP Top 10, component, month, age or SLA, each with its severities. Exact however many there are: use it for \"which product is worst\", \"which weaknesses are most common\", \"what is overdue\", instead of paging through get_findings. Takes the same filters; without `status` only active findings count (status [\"Any\"] for all).";

    type Arguments = Both<Grouped, FindingFilters>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(grouped, filters) = arguments;
        let by = grouped.group_by.0;
        let filters = if by.means_all() {
            filters
        } else {
            filters.or_active()
        };
        let (filter, basis) = filters.resolve(call).await?;
        let tallies = call
            .dojo
            .tallies(std::slice::from_ref(&filter), None)
            .await?;
        let whole = tallies.first().copied().unwrap_or_default();
        let question = Question {
            call,
            filter: &filter,
            whole,
            top: grouped.top.0,
        };
        let grouping = question.grouped(by).await?;
        let changed = whole != Tally::default() && changed(call, &filter, whole.total()).await?;
        let rest = rest(&grouping, whole);
        let is_consistent = grouping.others.is_none() || rest.is_some();
        let summary = Summary {
            count: whole.total(),
            group_by: by.name(),
            exact: grouping.lack.is_none() && !changed && is_consistent,
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: note(&grouping, changed || !is_consistent),
            untrusted: (basis.is_foreign || grouping.is_foreign).then_some(UNTRUSTED),
            groups: &grouping.groups,
            others: rest.filter(|group| group.total > 0),
        };
        Ok(serde_json::to_string(&summary)?)
    }
}

/// The findings that are in no group. None where groups overlap, or hold more than there are.
fn rest(grouping: &Grouping, whole: Tally) -> Option<Group> {
    let label = Label::new(grouping.others?);
    let told: u64 = grouping.groups.iter().map(|group| group.total).sum();
    let total = whole.total().checked_sub(told)?;
    let tallies = grouping.groups.iter().map(|group| group.tally);
    let known = tallies.collect::<Option<Vec<_>>>();
    let tally = match known {
        Some(known) => Some(whole.minus(known.into_iter().fold(Tally::default(), Tally::plus))?),
        None => None,
    };
    Some(Group {
        label,
        total,
        tally,
    })
}

/// What has to be known to read the groups rightly.
fn note(grouping: &Grouping, changed: bool) -> Option<String> {
    let changed = changed || grouping.lack == Some(Lack::Changed);
    let lacks = grouping.groups.iter().any(|group| group.tally.is_none());
    let notes = [
        changed.then_some(CHANGED),
        match grouping.lack {
            Some(Lack::Spent) => Some(
                "Requests or time ran out before all groups were counted: those that are told are exact, but larger ones may be among the others. Narrow the filters.",
            ),
            Some(Lack::Long) => Some(
                "Only the first 4,000 objects were looked at: larger groups may be among the others. Narrow the filters.",
            ),
            Some(Lack::Changed) | None => None,
        },
        lacks.then_some("Of groups without severities only the total was counted."),
        grouping.note,
    ];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}
