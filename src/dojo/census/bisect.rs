//! The search for a place in ordered lists.

use super::List;
use crate::dojo::{Client, Error, FindingOrder, model::Finding};
use crate::ordered;

/// A border within a list: the findings of which `is_before` is true come first, all others after them.
pub(super) struct Border<'a> {
    /// The place of the list among all.
    list: usize,
    is_before: Box<dyn Fn(&Finding) -> bool + 'a>,
    /// The findings up to here are before it.
    low: u64,
    /// Those from here on are not.
    high: u64,
    /// Whether the first place is looked at next.
    is_early: bool,
}

impl<'a> Border<'a> {
    /// A border in the list at place `list`, which has `count` findings.
    pub(super) fn new(list: usize, count: u64, is_before: impl Fn(&Finding) -> bool + 'a) -> Self {
        Self {
            list,
            is_before: Box::new(is_before),
            low: 0,
            high: count,
            is_early: false,
        }
    }

    /// The same, where it is likely to be at the very beginning: that is looked at first.
    pub(super) fn early(self) -> Self {
        Self {
            is_early: true,
            ..self
        }
    }

    /// How many findings are before it, once it was looked for.
    pub(super) const fn place(&self) -> u64 {
        self.low
    }

    const fn is_open(&self) -> bool {
        self.low < self.high
    }

    const fn middle(&self) -> u64 {
        if self.is_early {
            return self.low;
        }
        self.low + (self.high - self.low) / 2
    }

    fn look(&mut self, middle: u64, finding: &Finding) {
        self.is_early = false;
        if (self.is_before)(finding) {
            self.low = middle + 1;
        } else {
            self.high = middle;
        }
    }
}

impl Client<'_> {
    /// Finds all `borders` in `lists` that come in `order`. False where a list has become shorter meanwhile.
    pub(super) async fn bisect(
        &self,
        lists: &[List],
        borders: &mut [Border<'_>],
        order: FindingOrder,
    ) -> Result<bool, Error> {
        loop {
            // Several borders are looked for in a list, and at first in the same place.
            let open = borders.iter().filter(|border| border.is_open());
            let places = ordered::map(open.filter_map(|border| {
                Some(((border.list, border.middle()), lists.get(border.list)?))
            }));
            if places.is_empty() {
                return Ok(true);
            }
            let asked: Vec<(&List, u64)> = places
                .iter()
                .map(|(&(_, place), &list)| (list, place))
                .collect();
            let rows = self.at(&asked, order).await?;
            let Some(rows) = rows.into_iter().collect::<Option<Vec<_>>>() else {
                return Ok(false);
            };
            let seen = ordered::map(places.into_keys().zip(rows));
            for border in borders.iter_mut().filter(|border| border.is_open()) {
                let middle = border.middle();
                if let Some(finding) = seen.get(&(border.list, middle)) {
                    border.look(middle, finding);
                }
            }
        }
    }
}
