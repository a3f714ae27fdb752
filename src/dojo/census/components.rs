//! The components with the most findings. The API finds a component by a part of its name only, so that a count takes
//! in others that have the name in theirs. But it can order by the name: the findings of a component stand together,
//! and where they begin and end is found by bisection. What is small is never looked for.

use std::collections::BTreeMap;

use super::{
    Lack, List, Ranking,
    component_map::{Component, Map},
};
use crate::dojo::{Client, Doubt, Error, FindingFilter, FindingOrder};
use crate::text::Untrusted;

impl Client<'_> {
    /// The `top` components with the most findings, and None for findings without one, largest first. It leaves
    /// `reserve` requests to whoever comes after.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::Inconsistent`] where rows have no component that have one when they are
    /// counted.
    pub async fn components(
        &self,
        filter: &FindingFilter,
        top: usize,
        reserve: u32,
    ) -> Result<Ranking<Component>, Error> {
        let lists = self.lists(std::slice::from_ref(filter)).await?;
        let mut map = Map::new(lists);
        let mut places: Vec<(usize, u64)> = map.ends().into_iter().collect();
        // One more: the two kinds of findings without a component become one.
        let sought = top.saturating_add(1);
        while !places.is_empty() {
            if !self.can_afford(places.len(), reserve) {
                return Ok(map.ranking(top, Some(Lack::Spent)));
            }
            if !self.look(&mut map, &places).await? {
                return Ok(map.ranking(top, Some(Lack::Changed)));
            }
            let mut names = map.candidates(sought);
            names.truncate(self.parallel.get());
            if self.can_afford(names.len() * filter.cost() * 3, reserve) {
                self.search(&mut map, filter, &names).await?;
            }
            places = map.unclear(sought);
            places.truncate(self.parallel.get());
        }
        self.verify_nameless(filter, &map).await?;
        Ok(map.ranking(top, None))
    }

    /// Looks at `places`. Whether there is something at each of them.
    async fn look(&self, map: &mut Map, places: &[(usize, u64)]) -> Result<bool, Error> {
        let asked: Vec<(&List, u64)> = places
            .iter()
            .filter_map(|&(list, place)| Some((map.lists.get(list)?, place)))
            .collect();
        let rows = self.at(&asked, FindingOrder::Component).await?;
        for (&place, row) in places.iter().zip(rows) {
            let Some(row) = row else { return Ok(false) };
            map.see(place, row.component_name);
        }
        Ok(true)
    }

    /// Counts components by their names. Where the first and the last finding in order are of the component itself,
    /// all between are.
    async fn search(
        &self,
        map: &mut Map,
        filter: &FindingFilter,
        names: &[Untrusted],
    ) -> Result<(), Error> {
        let filters: Vec<FindingFilter> = names
            .iter()
            .map(|name| FindingFilter {
                component_name: Some(name.as_question()),
                ..filter.clone()
            })
            .collect();
        let lists = self.lists(&filters).await?;
        let places: Vec<(&List, u64)> = lists
            .iter()
            .flat_map(|list| [(list, 0), (list, list.count.saturating_sub(1))])
            .collect();
        let rows = self.at(&places, FindingOrder::Component).await?;
        let mut found: BTreeMap<&Untrusted, Option<u64>> = BTreeMap::new();
        for (list, ends) in lists.iter().zip(rows.chunks(2)) {
            let asked = |name: &&Untrusted| {
                let question = list.filter.component_name.as_deref();
                question.is_some_and(|question| **name == question)
            };
            let Some(name) = names.iter().find(asked) else {
                continue;
            };
            let is_alone = ends.iter().all(|row| {
                let row = row.as_ref();
                row.and_then(|row| row.component_name.as_ref()) == Some(name)
            });
            let sum = found.entry(name).or_insert(Some(0));
            *sum = sum.filter(|_| is_alone).map(|sum| sum + list.count);
        }
        for name in names {
            let count = found.get(name).copied().flatten();
            map.count(Some(name.clone()), count);
        }
        Ok(())
    }

    /// Holds rows of which none has a component to counts: a letter that some name would have is in none.
    async fn verify_nameless(&self, filter: &FindingFilter, map: &Map) -> Result<(), Error> {
        if !map.is_nameless() {
            return Ok(());
        }
        let letters = ["a", "e", "o"].map(|letter| FindingFilter {
            component_name: Some(letter.to_owned()),
            ..filter.clone()
        });
        let is_named = filter.component_name.is_some()
            || self.counts(&letters).await?.iter().any(|&count| count > 0);
        if is_named {
            return Err(Error::Inconsistent(Doubt::Moved));
        }
        Ok(())
    }
}
