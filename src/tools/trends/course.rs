//! What happened in each interval.

use crate::dojo::{Conjunction, Day, DayRange, FindingFilter, Flag, Tally};
use crate::report::{Counts, Interval};
use crate::tools::operation::{Call, ToolError};

/// The numbers of each of the intervals, from the first to the last day.
pub(crate) async fn course(
    call: &Call<'_>,
    filter: &FindingFilter,
    whole: Tally,
    intervals: &[(Day, Day)],
    is_split: bool,
) -> Result<Vec<Interval>, ToolError> {
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
        .map(|(&(from, to), ((opened, closed), open))| Interval {
            from,
            to,
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
pub(crate) fn within((from, to): (Day, Day)) -> DayRange {
    DayRange {
        after: Some(from.plus(-1)),
        before: Some(to.plus(1)),
    }
}
