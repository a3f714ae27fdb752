//! `get_findings`: counts and lists of findings.

use super::answer::{Listing, caveats};
use super::args::{Both, Choice, OneOf};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::paging::Paging;
use super::rows::{Depth, FindingDetails, FindingRow, Row};
use crate::dojo::{FindingOrder, RowOrder, Selection};
use schemars::JsonSchema;
use serde::Deserialize;

/// Counts and lists findings.
pub(crate) struct GetFindings;

/// How much of each finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Concise,
    Detailed,
}

impl Choice for Format {
    const WHAT: &'static str = "response format";

    fn values() -> Vec<(&'static str, Self)> {
        vec![("concise", Self::Concise), ("detailed", Self::Detailed)]
    }
}

/// How the rows look.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Presentation {
    /// Default: severity, worst first. newest, oldest: by discovery.
    order_by: Option<OneOf<FindingOrder>>,
    /// concise (default) for triage; detailed: also texts, dates, engagement, tags.
    response_format: Option<OneOf<Format>>,
}

impl Operation for GetFindings {
    const NAME: &'static str = "get_findings";
    const TITLE: &'static str = "Count and list findings";
    const DESCRIPTION: &'static str = "Counts and lists findings (vulnerabilities). `count` is exact: for \"how many\", pass limit 0. Use status [\"Active\"] for current risk. `basis` says what was counted.";
    const LISTED: &'static str = include_str!("listed/get_findings.json");

    type Arguments = Both<FindingFilters, Both<Presentation, Paging>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(filters, Both(presentation, paging)) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let order = presentation
            .order_by
            .map_or(FindingOrder::Severity, |order| order.0);
        let window = paging.window();
        let detailed = presentation.response_format == Some(OneOf(Format::Detailed));
        let dojo = if detailed {
            call.dojo
        } else {
            call.dojo.in_short()
        };
        let selection = dojo.findings(&filter, order, window).await?;
        let listing = Listing {
            rows: "findings",
            count: selection.count,
            offset: window.offset.get(),
            basis: basis.sentence("findings"),
            is_foreign: basis.is_foreign,
            note: note(&selection, detailed),
        };
        let rows = selection.rows.iter();
        let json = if detailed {
            listing.json(rows.map(|row| FindingDetails::new(row, Depth::Row, call.reader)))
        } else {
            listing.json(rows.map(|row| FindingRow::new(row, call.reader)))
        };
        Ok(json?)
    }
}

/// What has to be known to read the rows rightly.
fn note(selection: &Selection, detailed: bool) -> Option<String> {
    let mut notes: Vec<_> = caveats(selection.doubt, &selection.rows)
        .into_iter()
        .collect();
    if selection.rows.is_empty() {
        return notes.pop();
    }
    if selection.order == RowOrder::GroupAfterGroup {
        let groups: Vec<_> = selection
            .groups
            .iter()
            .map(|group| format!("{} ({})", group.conjunction, group.count))
            .collect();
        notes.push(format!(
            "DefectDojo can't sort several statuses together this way: rows come group after group, each sorted: {}.",
            groups.join("; ")
        ));
    }
    if detailed {
        notes.push(format!(
            "Descriptions are cut at {} characters; get_finding_by_id gives up to {}.",
            Depth::Row.description(),
            Depth::Whole.description()
        ));
    }
    (!notes.is_empty()).then(|| notes.join(" "))
}
