//! The findings of several conjunctions as one list by day of discovery.
//!
//! Each conjunction's list is ordered, but where a window on all of them together begins in each must be
//! found. The day on which it begins is found by bisection, with nothing but counts; within that day the
//! conjunctions come one after the other, each by id.

use super::{
    client::Client,
    conjunction::Conjunction,
    day::{Day, DayRange},
    error::Error,
    filter::FindingFilter,
    model::Finding,
    order::FindingOrder,
    selection::{Found, Group},
    window::Window,
};
use crate::ordered;

/// The direction in which days are walked.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    newest_first: bool,
}

impl Walk {
    pub(super) const fn new(newest_first: bool) -> Self {
        Self { newest_first }
    }

    const fn order(self) -> FindingOrder {
        if self.newest_first {
            FindingOrder::Newest
        } else {
            FindingOrder::Oldest
        }
    }

    /// The place of a day: days that come first have lower places.
    const fn place(self, day: Day) -> i32 {
        if self.newest_first {
            -day.number()
        } else {
            day.number()
        }
    }

    /// The days that come before a place.
    fn before(self, place: i32) -> DayRange {
        if self.newest_first {
            DayRange {
                after: Some(Day::from_number(-place)),
                before: None,
            }
        } else {
            DayRange {
                after: None,
                before: Some(Day::from_number(place)),
            }
        }
    }

    /// The day at a place alone.
    fn at(self, place: i32) -> DayRange {
        let day = Day::from_number(if self.newest_first { -place } else { place });
        // The ends of the calendar have no neighbour on one side.
        DayRange {
            after: Some(day.plus(-1)).filter(|before| *before != day),
            before: Some(day.plus(1)).filter(|after| *after != day),
        }
    }
}

/// The window on the findings of all `groups`, day by day.
pub(super) async fn rows(
    client: &Client<'_>,
    filter: &FindingFilter,
    groups: &[Group],
    walk: Walk,
    window: Window,
) -> Result<Found, Error> {
    let merge = Merge {
        client,
        filter,
        groups,
        walk,
    };
    let offset = window.offset.get();
    let starts = merge.starts(offset).await?;
    // The days are counted after the groups: a date that was edited meanwhile moves the window.
    let moved = starts.iter().sum::<u64>() != offset
        || (groups.iter().zip(&starts)).any(|(group, start)| *start > group.count);
    let slices: Vec<(&Group, u64)> = groups
        .iter()
        .zip(starts)
        .filter(|(group, start)| *start < group.count)
        .collect();
    let calls = slices.iter().map(|(group, start)| {
        let limit = window.limit.get().min(group.count - start);
        client.rows(filter, group.conjunction, walk.order(), limit, *start)
    });
    let pages = client.all(calls).await?;
    let mut found = Found::of(slices.iter().map(|(group, _)| *group), pages);
    found.moved |= moved;
    for row in &found.rows {
        day(row)?;
    }
    // A stable sort by day alone: the lists are in the groups' order, and within a day each is by id.
    ordered::sort_by_key(&mut found.rows, |row| row.date.map(|day| walk.place(day)));
    found
        .rows
        .truncate(usize::try_from(window.limit.get()).unwrap_or(usize::MAX));
    Ok(found)
}

/// The day by which a finding has its place.
fn day(row: &Finding) -> Result<Day, Error> {
    row.date.ok_or(Error::Undated { id: row.id })
}

struct Merge<'a> {
    client: &'a Client<'a>,
    filter: &'a FindingFilter,
    groups: &'a [Group],
    walk: Walk,
}

impl Merge<'_> {
    /// How many findings of each group come before the one at `offset` of all.
    async fn starts(&self, offset: u64) -> Result<Vec<u64>, Error> {
        if offset == 0 {
            return Ok(vec![0; self.groups.len()]);
        }
        let (mut low, mut high) = self.bounds(offset).await?;
        let mut before_low = None;
        // The last place with no more than `offset` findings before it.
        while low < high {
            let middle = high - (high - low) / 2;
            let before = self.counts(self.walk.before(middle)).await?;
            if before.iter().sum::<u64>() <= offset {
                (low, before_low) = (middle, Some(before));
            } else {
                high = middle - 1;
            }
        }
        let mut starts = match before_low {
            Some(before) => before,
            None => self.counts(self.walk.before(low)).await?,
        };
        let mut skip = offset.saturating_sub(starts.iter().sum());
        if skip > 0 {
            let that_day = self.counts(self.walk.at(low)).await?;
            for (start, count) in starts.iter_mut().zip(that_day) {
                let skipped = skip.min(count);
                *start += skipped;
                skip -= skipped;
            }
        }
        Ok(starts)
    }

    /// Places between which that of the finding at `offset` of all groups is.
    ///
    /// Were it lower than that of the finding at `offset / groups` of every group, there would be no more
    /// than `offset` findings up to it. And it is no higher than that of the finding at `offset` of any
    /// group alone, as the others can only add to what comes before.
    async fn bounds(&self, offset: u64) -> Result<(i32, i32), Error> {
        let share = offset / u64::try_from(self.groups.len()).unwrap_or(1).max(1);
        let places = |offset| {
            self.groups
                .iter()
                .map(move |group| self.place(group, offset))
        };
        let places = self.client.all(places(share).chain(places(offset))).await?;
        let (shares, places) = places.split_at(self.groups.len().min(places.len()));
        let low = shares.iter().copied().flatten().min();
        let reaching = self
            .groups
            .iter()
            .zip(places)
            .filter(|(group, _)| group.count > offset);
        let high = reaching.filter_map(|(_, place)| *place).min();
        let high = high.or(places.iter().copied().flatten().max());
        Ok((low.unwrap_or(0), high.unwrap_or(0)))
    }

    /// The place of the finding at `offset` of a group, or of its last one. None of a group that was
    /// emptied since it was counted.
    async fn place(&self, group: &Group, offset: u64) -> Result<Option<i32>, Error> {
        let offset = offset.min(group.count.saturating_sub(1));
        let rows = self
            .client
            .rows(self.filter, group.conjunction, self.walk.order(), 1, offset);
        let first = rows.await?.rows.into_iter().next();
        first.map(|row| Ok(self.walk.place(day(&row)?))).transpose()
    }

    /// How many findings each group has on `days`.
    async fn counts(&self, days: DayRange) -> Result<Vec<u64>, Error> {
        let discovered = self.filter.discovered.and(days);
        let filter = FindingFilter {
            discovered,
            ..self.filter.clone()
        };
        let count = |conjunction: Conjunction| self.client.count(&filter, conjunction);
        self.client
            .all(self.groups.iter().map(|group| count(group.conjunction)))
            .await
    }
}
