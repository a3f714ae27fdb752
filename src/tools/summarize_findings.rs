//! `summarize_findings`: how many findings there are of each kind.

use super::answer::UNTRUSTED;
use super::args::{Both, Known, OneOf, Top};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::summary::{GroupBy, summed};
use crate::report::Group;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Counts findings by group.
pub(crate) struct SummarizeFindings;

/// What the groups are.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grouped {
    /// severity: "how many of each". month: of discovery, the latest.
    group_by: OneOf<GroupBy>,
    /// Groups to tell, 1 to 50 (default 15), largest first; the rest are `others`.
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
    const DESCRIPTION: &'static str = "Counts findings by group, each with its severities, exact however many there are. Use it for \"which product is worst\", \"which weaknesses are most common\", \"what is overdue\", instead of paging through get_findings. Same filters as there, but without `status` only active findings count ([\"Any\"] for all).";
    const LISTED: &'static str = include_str!("listed/summarize_findings.json");

    type Arguments = Both<Grouped, Known<FindingFilters>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(grouped, Known(filters)) = arguments;
        let by = grouped.group_by.0;
        let filters = if by.means_all() {
            filters
        } else {
            filters.or_active()
        };
        let (filter, basis) = filters.resolve(call).await?;
        let summed = summed(call, &filter, by, grouped.top.0).await?;
        let summary = Summary {
            count: summed.whole.total(),
            group_by: by.name(),
            exact: summed.is_exact,
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: summed.note,
            untrusted: (basis.is_foreign || summed.is_foreign).then_some(UNTRUSTED),
            groups: &summed.groups,
            others: summed.others,
        };
        Ok(serde_json::to_string(&summary)?)
    }
}
