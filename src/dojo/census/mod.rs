//! Findings counted by group, from an API that can't aggregate but counts: exactly, and cheaply.
//!
//! Every number here is one that `DefectDojo` counted, or the difference of two such numbers.

mod bisect;
mod component_map;
mod component_tally;
mod components;
mod cwes;
mod due;
mod ranking;
mod sample;
mod tally;

pub use component_map::Component;
pub use due::{Due, DueTallies};
pub use ranking::{Lack, Ranking};
pub use sample::Sample;
pub use tally::Tally;

use std::time::Duration;

use super::{
    client::Client,
    conjunction::Conjunction,
    day::Day,
    effort::Effort,
    error::Error,
    filter::{FindingFilter, Names},
    model::Finding,
    order::FindingOrder,
    page::Page,
};

/// Findings that one call can count: a filter, and one of the conjunctions of its statuses.
#[derive(Debug, Clone)]
struct List {
    filter: FindingFilter,
    conjunction: Conjunction,
    /// How many findings it has.
    count: u64,
}

/// The time that is kept for what comes after.
const RESERVED: Duration = Duration::from_secs(10);

impl Client<'_> {
    /// How many times `each` requests can be made.
    #[must_use]
    pub fn affordable(&self, each: usize) -> usize {
        self.effort.map_or(usize::MAX, |effort| {
            usize::try_from(effort.left()).unwrap_or(usize::MAX) / each.max(1)
        })
    }

    /// Whether `calls` more leave `reserve` of them, and some time.
    fn can_afford(&self, calls: usize, reserve: u32) -> bool {
        let calls = u32::try_from(calls).unwrap_or(u32::MAX);
        let has_time = self.transport.elapsed() + RESERVED < Effort::MOST_TIME;
        self.effort
            .is_none_or(|effort| has_time && effort.left() >= calls.saturating_add(reserve))
    }

    /// The first and the last day of discovery of the findings of `filter`. None where there are none.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn days(&self, filter: &FindingFilter) -> Result<Option<(Day, Day)>, Error> {
        let lists = filter.conjunctions();
        let calls = lists.iter().flat_map(|&conjunction| {
            [FindingOrder::Oldest, FindingOrder::Newest]
                .map(|order| self.row(filter, conjunction, order, 0))
        });
        let pages = self.all(calls).await?.into_iter();
        let days = pages.flat_map(|page| page.rows).map(|row| {
            row.date.ok_or(Error::Uncountable {
                id: row.id,
                field: "date",
            })
        });
        let days = days.collect::<Result<Vec<Day>, Error>>()?;
        Ok(days.iter().min().copied().zip(days.iter().max().copied()))
    }

    /// How many findings each of `filters` finds.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn counts(&self, filters: &[FindingFilter]) -> Result<Vec<u64>, Error> {
        let parts: Vec<(usize, Conjunction)> = filters
            .iter()
            .enumerate()
            .flat_map(|(place, filter)| {
                let conjunctions = filter.conjunctions().into_iter();
                conjunctions.map(move |conjunction| (place, conjunction))
            })
            .collect();
        let calls = parts.iter().filter_map(|&(place, conjunction)| {
            let filter = filters.get(place)?;
            Some(self.count(filter, conjunction))
        });
        let counts = self.all(calls).await?;
        let mut sums = vec![0; filters.len()];
        for ((place, _), count) in parts.iter().zip(counts) {
            if let Some(sum) = sums.get_mut(*place) {
                *sum += count;
            }
        }
        Ok(sums)
    }

    /// The lists that make up what each of `filters` finds, none of them empty.
    async fn lists(&self, filters: &[FindingFilter]) -> Result<Vec<List>, Error> {
        let mut lists: Vec<List> = filters
            .iter()
            .flat_map(|filter| {
                filter.conjunctions().into_iter().map(|conjunction| List {
                    filter: filter.clone(),
                    conjunction,
                    count: 0,
                })
            })
            .collect();
        let calls = lists
            .iter()
            .map(|list| self.count(&list.filter, list.conjunction));
        let counts = self.all(calls).await?;
        for (list, count) in lists.iter_mut().zip(counts) {
            list.count = count;
        }
        lists.retain(|list| list.count > 0);
        Ok(lists)
    }

    /// The finding after the first `offset` ones, without names: nobody reads them here.
    async fn row(
        &self,
        filter: &FindingFilter,
        conjunction: Conjunction,
        order: FindingOrder,
        offset: u64,
    ) -> Result<Page<Finding>, Error> {
        let query = filter.row_query(conjunction, order, Names::LeftOut)?;
        self.ordered(query, 1, offset).await
    }

    /// The finding at each of `places`: a list, and how many findings of it come before in `order`. None where
    /// there is none any more, or that is in doubt. What they are ordered by has to be readable.
    async fn at(
        &self,
        places: &[(&List, u64)],
        order: FindingOrder,
    ) -> Result<Vec<Option<Finding>>, Error> {
        let calls = places.iter().map(|&(list, offset)| async move {
            let page = self.row(&list.filter, list.conjunction, order, offset);
            let page = page.await?;
            if page.doubt.is_some() {
                return Ok(None);
            }
            let row = page.rows.into_iter().next();
            let [field, _] = order.keys();
            match row {
                // An unknown value would be taken for none.
                Some(row) if row.unread.iter().any(|unread| unread == field) => {
                    Err(Error::Uncountable { id: row.id, field })
                }
                row => Ok(row),
            }
        });
        self.all(calls).await
    }
}
