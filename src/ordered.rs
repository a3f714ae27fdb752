//! Order in little code: std compiles its sort anew for each type and way to compare, 5 KB each time, and a
//! `BTreeMap` or `BTreeSet` that is collected is sorted first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by a key. What has the same key stays in its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts. What is equal stays in its order.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(
        items.len(),
        &|one, other| match (items.get(one), items.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        },
    );
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let sorted = order
        .into_iter()
        .filter_map(|place| unsorted.get_mut(place)?.take());
    items.extend(sorted);
}

/// The places 0 to `count`, in the order that `compare` puts them in. The one sort that is compiled.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&one, &other| compare(one, other));
    places
}

/// Entries as a map. Of a repeated key the last counts.
pub(crate) fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// Values as a set.
pub(crate) fn set<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(values);
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_stays_in_its_order() {
        let mut items: Vec<(usize, usize)> =
            (0..100).map(|place| (place * 7 % 10, place)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, expected);
    }

    #[test]
    fn of_a_repeated_key_the_last_counts() {
        let all: Vec<_> = map([(2, 'a'), (1, 'b'), (2, 'c')]).into_iter().collect();
        assert_eq!(all, [(1, 'b'), (2, 'c')]);
        assert_eq!(set([2, 1, 2]).into_iter().collect::<Vec<_>>(), [1, 2]);
    }
}
