//! Findings themselves, where numbers alone don't do: all of them, or so many of them spread evenly.

use super::List;
use crate::dojo::{Client, Error, FindingFilter, FindingOrder, Names, model::Finding};

/// The most findings that are read: about 12 MB of answers.
const MOST: u64 = 3_000;
/// How many come in one call where all are read.
const PAGE: u64 = 100;
/// How many stand side by side in a sample.
const RUN: u64 = 20;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample<T> {
    /// One for each finding that was read.
    pub rows: Vec<T>,
    /// How many findings there are.
    pub count: u64,
}

impl<T> Default for Sample<T> {
    /// Of no findings.
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            count: 0,
        }
    }
}

impl<T> Sample<T> {
    /// Whether these are all.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        u64::try_from(self.rows.len()) == Ok(self.count)
    }
}

impl Client<'_> {
    /// What `read` makes of the findings of `filter`: of all where there are 3,000 or less, else of `runs` times
    /// 20 that stand side by side, evenly spaced over the list by discovery, with the names that `read` looks for.
    /// None where they changed meanwhile.
    ///
    /// # Errors
    /// Every [`Error`] of a call.
    pub async fn sample<T>(
        &self,
        filter: &FindingFilter,
        runs: u64,
        names: Names,
        read: impl Fn(Finding) -> T,
    ) -> Result<Option<Sample<T>>, Error> {
        let lists = self.lists(std::slice::from_ref(filter)).await?;
        let count = lists.iter().map(|list| list.count).sum();
        let calls = lists.iter().flat_map(|list| {
            let windows = windows(list, count, runs).into_iter();
            windows.map(move |(offset, limit)| (list, offset, limit))
        });
        let read = &read;
        let calls = calls.map(|(list, offset, limit)| async move {
            let order = FindingOrder::Oldest;
            let query = list.filter.row_query(list.conjunction, order, names)?;
            let page = self.ordered(query, limit, offset).await?;
            let is_certain = page.doubt.is_none() && page.count == list.count;
            // Not the findings themselves: together they are long.
            let rows: Vec<T> = page.rows.into_iter().map(read).collect();
            Ok(is_certain.then_some(rows))
        });
        let pages = self.all(calls).await?;
        let pages = pages.into_iter().collect::<Option<Vec<_>>>();
        Ok(pages.map(|pages| Sample {
            rows: pages.into_iter().flatten().collect(),
            count,
        }))
    }
}

/// The parts of a list to read, as offsets and limits, where there are `count` findings in all lists.
fn windows(list: &List, count: u64, runs: u64) -> Vec<(u64, u64)> {
    if count <= MOST {
        let pages = 0..list.count.div_ceil(PAGE);
        return pages
            .map(|page| (page * PAGE, PAGE.min(list.count - page * PAGE)))
            .collect();
    }
    // As large a part of this list as of all.
    let runs = (list.count * runs).div_ceil(count);
    let runs = runs.min(list.count.div_ceil(RUN));
    (0..runs)
        .map(|run| {
            let offset = list.count * run / runs;
            (offset, RUN.min(list.count - offset))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dojo::Conjunction;

    fn list(count: u64) -> List {
        List {
            filter: FindingFilter::default(),
            conjunction: Conjunction::ANY,
            count,
        }
    }

    #[test]
    fn up_to_3000_are_read_whole() {
        for count in [1, 99, 100, 101, 2_999, 3_000] {
            let mut end = 0;
            for (offset, limit) in windows(&list(count), count, 150) {
                assert_eq!(offset, end, "{count}");
                end += limit;
            }
            assert_eq!(end, count);
        }
    }

    #[test]
    fn more_are_read_in_runs_that_are_evenly_spaced_and_share_none() {
        for count in [3_001, 5_000, 50_000, 1_000_000] {
            let windows = windows(&list(count), count, 150);
            assert_eq!(windows.len(), 150, "{count}");
            assert!(windows.is_sorted_by(|one, next| one.0 + one.1 <= next.0));
            let gaps = windows.windows(2).map(|pair| pair[1].0 - pair[0].0);
            let (least, most) = (gaps.clone().min(), gaps.max());
            assert!(most.unwrap() - least.unwrap() <= 1, "{count}");
        }
    }

    #[test]
    fn each_list_has_its_share() {
        assert_eq!(windows(&list(1_000), 10_000, 150).len(), 15);
        assert_eq!(windows(&list(1), 10_000, 150), [(0, 1)]);
    }
}
