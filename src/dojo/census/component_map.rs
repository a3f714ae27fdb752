//! What is known of a list that is ordered by component, and what has to be known to tell the largest ones.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{Lack, List, Ranking};
use crate::ordered;
use crate::text::Untrusted;

/// The name of a component as it stands in the database; None for none at all.
pub(super) type Name = Option<Untrusted>;

/// A component that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// What it is called; None stands for findings without one.
    pub name: Option<Untrusted>,
    /// Whether no other component has this name in its own, so that a search for it finds this one alone.
    pub is_alone: bool,
}

/// Lists with the names at some of their places.
pub(super) struct Map {
    pub(super) lists: Vec<List>,
    /// The first and the last place of each list are among them.
    names: Vec<BTreeMap<u64, Name>>,
    /// Components that were searched for by name, with their counts; None where that found others too.
    alone: BTreeMap<Name, Option<u64>>,
}

/// Places of a list between two that are known to differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    /// How many places they are.
    size: Reverse<u64>,
    list: usize,
    /// The known place before the first.
    before: u64,
}

impl Gap {
    const fn middle(self) -> u64 {
        self.before + self.size.0.div_ceil(2)
    }
}

/// How many findings a component has at least, and how many more it may have.
#[derive(Clone, Copy, Default)]
struct Bounds {
    least: u64,
    open: u64,
}

impl Bounds {
    const fn most(self) -> u64 {
        self.least + self.open
    }
}

impl Map {
    pub(super) fn new(lists: Vec<List>) -> Self {
        Self {
            names: vec![BTreeMap::new(); lists.len()],
            lists,
            alone: BTreeMap::new(),
        }
    }

    /// The places to look at first.
    pub(super) fn ends(&self) -> BTreeSet<(usize, u64)> {
        let lists = self.lists.iter().enumerate();
        ordered::set(
            lists.flat_map(|(place, list)| [(place, 0), (place, list.count.saturating_sub(1))]),
        )
    }

    /// Takes note of the name at a place.
    pub(super) fn see(&mut self, (list, place): (usize, u64), name: Name) {
        if let Some(names) = self.names.get_mut(list) {
            names.insert(place, name);
        }
    }

    /// Takes note of what a search for a name found: how many findings, or that others are among them.
    pub(super) fn count(&mut self, name: Name, count: Option<u64>) {
        self.alone.insert(name, count);
    }

    /// Whether there are findings, and no component was seen.
    pub(super) fn is_nameless(&self) -> bool {
        let mut names = self.names.iter().flat_map(BTreeMap::values);
        !self.lists.is_empty() && names.all(Option::is_none)
    }

    /// Large components that were not searched for by name, the largest first.
    pub(super) fn candidates(&self, top: usize) -> Vec<Untrusted> {
        let mut bounds: Vec<(&Name, Bounds)> = self.bounds().into_iter().collect();
        ordered::sort_by_key(&mut bounds, |(_, bounds)| Reverse(bounds.least));
        bounds
            .into_iter()
            .take(top)
            // One of which a single finding was seen is not known to be large.
            .filter(|(name, bounds)| bounds.least > 1 && !self.alone.contains_key(name))
            .filter_map(|(name, _)| name.clone().filter(|name| !name.is_blank()))
            .collect()
    }

    /// The places to look at next: in the middle of the largest gaps that may hide one of the `top` components, or a
    /// part of one that has to be known. None when all of them are known.
    pub(super) fn unclear(&self, top: usize) -> Vec<(usize, u64)> {
        let bounds = self.bounds();
        let mut least: Vec<u64> = bounds.values().map(|bounds| bounds.least).collect();
        ordered::sort_by_key(&mut least, |&least| Reverse(least));
        // What has fewer is not among the top.
        let enough = top
            .checked_sub(1)
            .and_then(|last| least.get(last))
            .copied()
            .unwrap_or_default();
        let mut gaps = self.gaps();
        ordered::sort_by(&mut gaps, Ord::cmp);
        // A component that was not seen has its findings within one gap of each list, and no more of them than are
        // known to be of others.
        let all: u64 = self.lists.iter().map(|list| list.count).sum();
        let unseen = all.saturating_sub(least.iter().sum());
        let lists = 0..self.lists.len();
        let hidden: u64 = lists
            .filter_map(|list| gaps.iter().find(|gap| gap.list == list))
            .map(|gap| gap.size.0)
            .sum::<u64>()
            .min(unseen);
        let matters = |name: &Name| {
            if self.alone.get(name).is_some_and(Option::is_some) {
                return false;
            }
            // Findings without a component stand in two places, so that both have to be known.
            let is_nameless = name.as_ref().is_none_or(Untrusted::is_blank);
            let bounds = bounds.get(name).copied().unwrap_or_default();
            is_nameless || bounds.most() >= enough
        };
        let is_unclear = |gap: &Gap| {
            let Some(names) = self.names.get(gap.list) else {
                return false;
            };
            let after = names.range(gap.before + 1..).next();
            let ends = [names.get(&gap.before), after.map(|(_, name)| name)];
            hidden > enough || ends.into_iter().flatten().any(matters)
        };
        gaps.iter()
            .filter(|gap| is_unclear(gap))
            .map(|gap| (gap.list, gap.middle()))
            .collect()
    }

    /// The `top` largest of the components that are known to their ends.
    pub(super) fn ranking(&self, top: usize, lack: Option<Lack>) -> Ranking<Component> {
        let mut counts: BTreeMap<Name, (u64, bool)> = BTreeMap::new();
        for (name, bounds) in self.bounds() {
            if bounds.open == 0 {
                let is_alone = self.alone.get(name).is_some_and(Option::is_some);
                let name = name.clone().filter(|name| !name.is_blank());
                let entry = counts.entry(name).or_default();
                *entry = (entry.0 + bounds.least, is_alone);
            }
        }
        let mut groups: Vec<(Component, u64)> = counts
            .into_iter()
            .map(|(name, (count, is_alone))| (Component { name, is_alone }, count))
            .collect();
        ordered::sort_by(&mut groups, |(one, count), (other, more)| {
            more.cmp(count).then_with(|| one.name.cmp(&other.name))
        });
        groups.truncate(top);
        Ranking { groups, lack }
    }

    /// The places of each list that are not known.
    fn gaps(&self) -> Vec<Gap> {
        let lists = self.names.iter().enumerate();
        let gaps = lists.flat_map(|(list, names)| {
            let pairs = names.iter().zip(names.iter().skip(1));
            pairs.filter_map(move |((&before, one), (&after, other))| {
                let size = after - before - 1;
                (size > 0 && one != other).then_some(Gap {
                    size: Reverse(size),
                    list,
                    before,
                })
            })
        });
        gaps.collect()
    }

    /// What is known of each component.
    fn bounds(&self) -> BTreeMap<&Name, Bounds> {
        let mut all: BTreeMap<&Name, Bounds> = BTreeMap::new();
        for names in &self.names {
            let mut runs: BTreeMap<&Name, (u64, u64)> = BTreeMap::new();
            for (&place, name) in names {
                runs.entry(name).or_insert((place, place)).1 = place;
            }
            for (name, (first, last)) in runs {
                let before = names.range(..first).next_back();
                let after = names.range(last + 1..).next();
                let open = before.map_or(0, |(&place, _)| first - place - 1)
                    + after.map_or(0, |(&place, _)| place - last - 1);
                let bounds = all.entry(name).or_default();
                bounds.least += last - first + 1;
                bounds.open += open;
            }
        }
        for (name, count) in &self.alone {
            if let Some(count) = *count {
                let known = Bounds {
                    least: count,
                    open: 0,
                };
                all.insert(name, known);
            }
        }
        all
    }
}
