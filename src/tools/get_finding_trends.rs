//! `get_finding_trends`: how many findings were opened and closed over time, and how many were open.

use super::args::{Both, Choice, Days, OneOf};
use super::findings::FindingFilters;
use super::operation::{Call, Operation, ToolError};
use super::summary::{CHANGED, Counts, changed};
use crate::dojo::{Conjunction, Day, DayRange, FindingFilter, Flag, Tally};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Counts findings over time.
pub(crate) struct GetFindingTrends;

/// How long an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Interval {
    Day,
    Week,
    Month,
}

impl Choice for Interval {
    const WHAT: &'static str = "interval";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("day", Self::Day),
            ("week", Self::Week),
            ("month", Self::Month),
        ]
    }
}

/// Which time.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Time {
    /// day, week (default): 7 days, the last of them ending today; month: of the calendar.
    interval: Option<OneOf<Interval>>,
    /// How many days back, 1 to 730 (default 90).
    days: Days,
}

/// What happened in an interval. The first and the last day belong to it.
#[derive(Serialize)]
struct Row {
    from: String,
    to: String,
    opened: Counts,
    closed: Counts,
    /// At its end.
    open: u64,
}

/// What is sent.
#[derive(Serialize)]
struct Trends {
    exact: bool,
    basis: String,
    requests: u32,
    note: String,
    intervals: Vec<Row>,
}

/// What has to be known to read the numbers rightly.
const NOTE: &str = "opened: discovered in the interval. closed: mitigated in it, which includes false positives and what is out of scope. open: discovered by its end, and active now or mitigated after it. Findings that were reopened, or made inactive without a date, are counted as they are now. Days are UTC.";

/// Those that are left for other things than intervals.
const SPARE: usize = 10;

impl Operation for GetFindingTrends {
    const NAME: &'static str = "get_finding_trends";
    const TITLE: &'static str = "Findings over time";
    const DESCRIPTION: &'static str = "Counts findings over time: for each day, week or month how many were opened and closed, by severity, and how many were open at its end. Exact. Use it for \"what are the trends\", \"is the backlog growing\". Takes the same filters as get_findings, which say what the findings are now; leave out `status` for a true backlog.";

    type Arguments = Both<Time, FindingFilters>;

    async fn run(call: &Call<'_>, arguments: Self::Arguments) -> Result<String, ToolError> {
        let Both(time, filters) = arguments;
        let (filter, basis) = filters.resolve(call).await?;
        let tallies = call
            .dojo
            .tallies(std::slice::from_ref(&filter), None)
            .await?;
        let whole = tallies.first().copied().unwrap_or_default();
        let interval = time.interval.map_or(Interval::Week, |interval| interval.0);
        let asked = intervals(interval, call.today, time.days.0);

        // Opened and closed, each by severity or not, and two counts of what was open.
        let can = call.dojo.affordable(1).saturating_sub(SPARE) / filter.cost().max(1);
        let is_split = asked.len() * (2 * whole.severities() + 2) <= can;
        let most = if is_split { asked.len() } else { can / 4 };
        let skipped = asked.len().saturating_sub(most);
        let told = asked.get(skipped..).unwrap_or_default();

        let rows = rows(call, &filter, whole, told, is_split).await?;
        let changed = changed(call, &filter, whole.total()).await?;
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

/// The numbers of each of the intervals, from the first to the last day.
async fn rows(
    call: &Call<'_>,
    filter: &FindingFilter,
    whole: Tally,
    intervals: &[(Day, Day)],
    is_split: bool,
) -> Result<Vec<Row>, ToolError> {
    let opened: Vec<FindingFilter> = intervals
        .iter()
        .map(|&interval| FindingFilter {
            discovered: filter.discovered.and(within(interval)),
            ..filter.clone()
        })
        .collect();
    let closed: Vec<FindingFilter> = intervals
        .iter()
        .map(|&interval| FindingFilter {
            closed: filter.closed.and(within(interval)),
            ..filter.clone()
        })
        .collect();
    let opened = counted(call, &opened, whole, is_split).await?;
    let closed = counted(call, &closed, whole, is_split).await?;
    let open = open(call, filter, intervals).await?;
    let numbers = opened.into_iter().zip(closed).zip(open);
    let rows = intervals.iter().zip(numbers);
    Ok(rows
        .map(|((from, to), ((opened, closed), open))| Row {
            from: from.to_string(),
            to: to.to_string(),
            opened,
            closed,
            open,
        })
        .collect())
}

async fn counted(
    call: &Call<'_>,
    filters: &[FindingFilter],
    whole: Tally,
    is_split: bool,
) -> Result<Vec<Counts>, ToolError> {
    if is_split {
        let tallies = call.dojo.tallies(filters, Some(whole)).await?.into_iter();
        let counts = tallies.map(|tally| Counts {
            total: tally.total(),
            tally: Some(tally),
        });
        return Ok(counts.collect());
    }
    let counts = call.dojo.counts(filters).await?.into_iter();
    Ok(counts.map(|total| Counts { total, tally: None }).collect())
}

/// How many findings were open at the end of each of the intervals.
async fn open(
    call: &Call<'_>,
    filter: &FindingFilter,
    intervals: &[(Day, Day)],
) -> Result<Vec<u64>, ToolError> {
    let mut filters = Vec::new();
    for &(_, to) in intervals {
        let by_then = FindingFilter {
            discovered: filter.discovered.and(DayRange {
                after: None,
                before: Some(to.plus(1)),
            }),
            ..filter.clone()
        };
        let later = DayRange {
            after: Some(to),
            before: None,
        };
        filters.push(with_active(&by_then, true));
        filters.push(with_active(&by_then, false).map(|filter| FindingFilter {
            closed: filter.closed.and(later),
            ..filter
        }));
    }
    // A filter that contradicts itself finds none.
    let asked: Vec<FindingFilter> = filters.iter().flatten().cloned().collect();
    let mut counts = call.dojo.counts(&asked).await?.into_iter();
    let counts: Vec<u64> = filters
        .iter()
        .map(|filter| {
            filter
                .as_ref()
                .map_or(0, |_| counts.next().unwrap_or_default())
        })
        .collect();
    Ok(counts.chunks(2).map(|both| both.iter().sum()).collect())
}

fn with_active(filter: &FindingFilter, value: bool) -> Option<FindingFilter> {
    let flags = filter.flags.and(Conjunction::only(Flag::Active, value))?;
    Some(FindingFilter {
        flags,
        ..filter.clone()
    })
}

/// From the first day of an interval to its last.
fn within((from, to): (Day, Day)) -> DayRange {
    DayRange {
        after: Some(from.plus(-1)),
        before: Some(to.plus(1)),
    }
}

/// The intervals that reach back `days` days, today being the last of them, in the order of time.
fn intervals(interval: Interval, today: Day, days: i32) -> Vec<(Day, Day)> {
    let first = today.plus(1 - days);
    let mut intervals = Vec::new();
    let mut to = today;
    while to >= first {
        let from = match interval {
            Interval::Day => to,
            Interval::Week => to.plus(-6),
            Interval::Month => to.month_start(),
        };
        intervals.push((from, to));
        to = from.plus(-1);
    }
    intervals.reverse();
    intervals
}
