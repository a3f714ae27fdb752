//! `get_finding_trends`: how many findings were opened and closed over time, and how many were open.

use super::args::{Both, Days, Known, OneOf};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::summary::{CHANGED, changed};
use super::trends::{Step, course, intervals};
use crate::report::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Counts findings over time.
pub(crate) struct GetFindingTrends;

/// Which time.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Time {
    /// week (default): 7 days, the last of them ending today.
    interval: Option<OneOf<Step>>,
    /// Days back, 1 to 730 (default 90).
    days: Days,
}

/// What is sent.
#[derive(Serialize)]
struct Trends {
    exact: bool,
    basis: String,
    requests: u32,
    note: String,
    intervals: Vec<Interval>,
}

/// What has to be known to read the numbers rightly.
const NOTE: &str = "opened: discovered in the interval. closed: mitigated in it, which includes false positives and what is out of scope. open: discovered by its end, and active now or mitigated after it. Findings that were reopened, or made inactive without a date, are counted as they are now. Days are UTC.";

/// Those that are left for other things than intervals.
const SPARE: usize = 10;

impl Operation for GetFindingTrends {
    const NAME: &'static str = "get_finding_trends";
    const TITLE: &'static str = "Findings over time";
    const DESCRIPTION: &'static str = "Counts findings over time, exactly: opened and closed in each day, week or month, by severity, and open at its end. Use it for \"is the backlog growing\". Same filters as get_findings, which say what the findings are now; leave out `status` for a true backlog.";
    const LISTED: &'static str = include_str!("listed/get_finding_trends.json");

    type Arguments = Both<Time, Known<FindingFilters>>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(time, Known(filters)) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let tallies = call
            .dojo
            .tallies(std::slice::from_ref(&filter), None)
            .await?;
        let whole = tallies.first().copied().unwrap_or_default();
        let step = time.interval.map_or(Step::Week, |step| step.0);
        let asked = intervals(step, call.today, time.days.0);

        // Opened and closed, each by severity or not, and two counts of what was open.
        let can = call.dojo.affordable(1).saturating_sub(SPARE) / filter.cost().max(1);
        let is_split = asked.len() * (2 * whole.severities() + 2) <= can;
        let most = if is_split { asked.len() } else { can / 4 };
        let skipped = asked.len().saturating_sub(most);
        let told = asked.get(skipped..).unwrap_or_default();

        let rows = course(call, &filter, whole, told, is_split).await?;
        let changed = changed(call, std::slice::from_ref(&filter), &[whole.total()]).await?;
        let mut notes = vec![NOTE.to_owned()];
        if !is_split {
            notes.push(
                "So many intervals leave no requests for severities: for those, ask for fewer."
                    .to_owned(),
            );
        }
        if skipped > 0 {
            notes.push(format!("The first {skipped} intervals are left out, as they would take too many requests: use a longer interval."));
        }
        if changed {
            notes.push(CHANGED.to_owned());
        }
        let trends = Trends {
            exact: skipped == 0 && !changed,
            basis: basis.sentence("findings"),
            requests: call.effort.calls(),
            note: notes.join(" "),
            intervals: rows,
        };
        Ok(serde_json::to_string(&trends)?)
    }
}
