//! The CWEs of findings. Which of them occur is not known beforehand: the list that is ordered by CWE is walked, from
//! one CWE to the next and from both ends, with a look at the finding where the next one begins and its count.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Lack, List, Ranking};
use crate::dojo::{Client, Doubt, Error, FindingFilter, FindingOrder};
use crate::ordered;

/// The most numbers in one call: the server takes a request line of 4,094 bytes.
const MOST_NUMBERS: usize = 500;

/// The part of a list whose CWEs are not known yet.
struct Walk {
    list: List,
    /// How many findings at the beginning are known.
    start: u64,
    /// Where those at the end begin that are known.
    end: u64,
    /// Whether the end is worth a look: what has no CWE at all stands there.
    has_end: bool,
    /// The last CWE that was counted from the beginning, and the first from the end.
    counted: (Option<u32>, Option<u32>),
}

impl Walk {
    const fn new(list: List) -> Self {
        Self {
            start: 0,
            end: list.count,
            has_end: true,
            counted: (None, None),
            list,
        }
    }

    /// Whether it can be the next one: they come in their order, and each once.
    fn can_be(&self, cwe: u32) -> bool {
        let (first, last) = self.counted;
        first.is_none_or(|first| first < cwe) && last.is_none_or(|last| cwe < last)
    }

    /// Whether all findings of a CWE are known; None stands for those without one, which are at both ends.
    fn knows(&self, cwe: Option<u32>) -> bool {
        match (cwe, self.counted) {
            (Some(cwe), _) => !self.can_be(cwe),
            (None, (first, last)) => first.is_some() && last.is_some(),
        }
    }

    /// The places to look at.
    fn places(&self) -> Vec<u64> {
        let last = self.end.saturating_sub(1);
        let both = self.has_end && last > self.start;
        let first = (self.start < self.end).then_some(self.start);
        first.into_iter().chain(both.then_some(last)).collect()
    }
}

impl Client<'_> {
    /// How many findings of `filter` have each CWE, largest first; None stands for those without one. `numbers` are
    /// those that there are, with which what has none at all is verified. It leaves `reserve` requests to whoever
    /// comes after.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::Inconsistent`] where rows have no CWE that have one when they are counted.
    pub async fn cwes(
        &self,
        filter: &FindingFilter,
        numbers: &[u32],
        reserve: u32,
    ) -> Result<Ranking<Option<u32>>, Error> {
        let lists = self.lists(std::slice::from_ref(filter)).await?;
        let mut walks: Vec<Walk> = lists.into_iter().map(Walk::new).collect();
        let mut counts: BTreeMap<Option<u32>, u64> = BTreeMap::new();
        let mut has_none = false;
        let lack = loop {
            walks.retain(|walk| walk.start < walk.end);
            if walks.is_empty() {
                break None;
            }
            // A look at each end, and a count of what is there.
            if !self.can_afford(walks.len() * 4, reserve) {
                counts.retain(|&cwe, _| walks.iter().all(|walk| walk.knows(cwe)));
                break Some(Lack::Spent);
            }
            let Some(found) = self.step(&mut walks, &mut has_none).await? else {
                break Some(Lack::Changed);
            };
            for (cwe, count) in found {
                *counts.entry(cwe).or_default() += count;
            }
        };
        match lack {
            None if has_none => self.verify(filter, numbers, &counts).await?,
            // They can't be verified any more.
            Some(_) if has_none => drop(counts.remove(&None)),
            _ => {}
        }
        let mut groups: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        // Those without a CWE come last among equals.
        ordered::sort_by_key(&mut groups, |&(cwe, count)| {
            (Reverse(count), cwe.is_none(), cwe)
        });
        Ok(Ranking { groups, lack })
    }

    /// Holds what was seen in rows to counts: that none of `numbers` is missing from them.
    async fn verify(
        &self,
        filter: &FindingFilter,
        numbers: &[u32],
        seen: &BTreeMap<Option<u32>, u64>,
    ) -> Result<(), Error> {
        let is_asked = |cwe: &u32| filter.cwe.is_empty() || filter.cwe.contains(cwe);
        let numbers: Vec<u32> = numbers.iter().copied().filter(is_asked).collect();
        let filters: Vec<FindingFilter> = numbers
            .chunks(MOST_NUMBERS)
            .map(|numbers| FindingFilter {
                cwe: numbers.to_vec(),
                ..filter.clone()
            })
            .collect();
        let counted: u64 = self.counts(&filters).await?.iter().sum();
        let seen = numbers.iter().filter_map(|&cwe| seen.get(&Some(cwe)));
        if seen.sum::<u64>() == counted {
            Ok(())
        } else {
            Err(Error::Inconsistent(Doubt::Moved))
        }
    }

    /// Goes on by one CWE at each end of each walk. None where the findings changed on the way.
    async fn step(
        &self,
        walks: &mut [Walk],
        has_none: &mut bool,
    ) -> Result<Option<Vec<(Option<u32>, u64)>>, Error> {
        let places: Vec<(usize, u64)> = walks
            .iter()
            .enumerate()
            .flat_map(|(walk, state)| state.places().into_iter().map(move |place| (walk, place)))
            .collect();
        let asked: Vec<(&List, u64)> = places
            .iter()
            .filter_map(|&(walk, place)| Some((&walks.get(walk)?.list, place)))
            .collect();
        let rows = self.at(&asked, FindingOrder::Cwe).await?;
        let mut seen = Vec::new();
        for (&(walk, place), row) in places.iter().zip(rows) {
            let Some(row) = row else { return Ok(None) };
            seen.push((walk, place, row.cwe));
        }
        // 0 stands for none, and comes first.
        let number = |place, cwe: Option<u32>| cwe.or((place == 0).then_some(0));
        let wanted = ordered::set(
            seen.iter()
                .filter_map(|&(walk, place, cwe)| Some((walk, number(place, cwe)?))),
        );
        let lists: Vec<List> = wanted
            .iter()
            .filter_map(|&(walk, cwe)| {
                let mut list = walks.get(walk)?.list.clone();
                list.filter.cwe = vec![cwe];
                Some(list)
            })
            .collect();
        let calls = lists
            .iter()
            .map(|list| self.count(&list.filter, list.conjunction));
        let counted = self.all(calls).await?;
        let counted = ordered::map(wanted.into_iter().zip(counted));
        let mut found: BTreeMap<(usize, Option<u32>), u64> = BTreeMap::new();
        for (walk, place, cwe) in seen {
            let Some(state) = walks.get_mut(walk) else {
                continue;
            };
            if found.contains_key(&(walk, cwe)) {
                continue;
            }
            let number = number(place, cwe);
            let counted = number.and_then(|cwe| counted.get(&(walk, cwe)));
            let is_start = place == state.start;
            let rest = state.end.saturating_sub(state.start);
            let count = match counted {
                // What has no number at all comes last.
                None | Some(0) if cwe.is_none() && is_start => {
                    *has_none = true;
                    rest
                }
                None => {
                    state.has_end = false;
                    continue;
                }
                Some(&count) if count == 0 || count > rest => return Ok(None),
                Some(&count) => count,
            };
            if !number.is_none_or(|cwe| state.can_be(cwe)) {
                return Ok(None);
            }
            if is_start {
                state.start += count;
                state.counted.0 = number;
            } else {
                state.end -= count;
                state.counted.1 = number;
            }
            found.insert((walk, cwe), count);
        }
        let found = found.into_iter().map(|((_, cwe), count)| (cwe, count));
        Ok(Some(found.collect()))
    }
}
