//! The order of a list: the `o` parameter.

use std::cmp::Ordering;

use crate::failure::FieldFault;
use crate::param::Text;
use crate::world::World;

pub(crate) enum Key<R> {
    Number(fn(&World, &R) -> Option<i64>),
    Text(Text<R>),
}

/// A name `o` accepts, and what it sorts by.
pub(crate) type Order<R> = (&'static str, Key<R>);

impl<R> Key<R> {
    /// Ascending, rows without a value last: `PostgreSQL`'s default, which descending reverses.
    fn compare(&self, world: &World, left: &R, right: &R) -> Ordering {
        match self {
            Self::Number(of) => nulls_last(of(world, left), of(world, right)),
            Self::Text(of) => nulls_last(of(world, left), of(world, right)),
        }
    }
}

fn nulls_last<T: Ord>(left: Option<T>, right: Option<T>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The keys of an `o` value, each with whether it descends.
pub(crate) fn parse<R: 'static>(
    orders: &'static [Order<R>],
    value: &str,
) -> Result<Vec<(&'static Key<R>, bool)>, FieldFault> {
    value
        .split(',')
        .map(|name| {
            let name = name.trim();
            let (bare, descends) = name
                .strip_prefix('-')
                .map_or((name, false), |bare| (bare, true));
            let found = orders.iter().find(|(known, _)| *known == bare);
            found
                .map(|(_, key)| (key, descends))
                .ok_or_else(|| FieldFault::choice("o", name))
        })
        .collect()
}

/// Sorts rows. Rows the keys leave equal come in an order that depends on the page, as from a
/// database that sorts only as far as a page needs: over several pages some repeat and some are
/// missing, unless the keys end in a unique one.
pub(crate) fn sort<R: 'static>(
    world: &World,
    rows: &mut [&R],
    keys: &[(&'static Key<R>, bool)],
    id: fn(&R) -> u64,
    offset: u64,
) {
    rows.sort_by(|left, right| {
        let mut order = Ordering::Equal;
        for (key, descends) in keys {
            let ascending = key.compare(world, left, right);
            order = order.then(if *descends {
                ascending.reverse()
            } else {
                ascending
            });
        }
        order.then_with(|| scatter(id(left), offset).cmp(&scatter(id(right), offset)))
    });
}

/// A number that has nothing to do with the id, differently for each offset.
fn scatter(id: u64, offset: u64) -> u64 {
    fastrand::Rng::with_seed(id ^ offset.rotate_left(32)).u64(..)
}
