//! Lists in an answer, of which no more is kept than anybody asks for.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};

/// The first elements of a list: one more than `MOST`, which tells that there are too many. An element takes up to a
/// hundred times as much memory as the least JSON that makes one: the longest answer, full of rows, took 1.8 GB, which
/// is more than the runtime gives and so ended the instance.
#[derive(Debug)]
pub(super) struct First<const MOST: usize, T>(pub(super) Vec<T>);

impl<'de, const MOST: usize, T: Deserialize<'de>> Deserialize<'de> for First<MOST, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(FirstVisitor(PhantomData))
    }
}

struct FirstVisitor<const MOST: usize, T>(PhantomData<T>);

impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for FirstVisitor<MOST, T> {
    type Value = First<MOST, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut first = Vec::new();
        for _ in 0..=MOST {
            match list.next_element()? {
                Some(element) => first.push(element),
                None => return Ok(First(first)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(First(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_element_too_many_is_kept_and_no_more() {
        let kept = |elements: usize| {
            let json = format!("[{}]", vec!["1"; elements].join(","));
            let First(first) = serde_json::from_str::<First<10, u64>>(&json).unwrap();
            first.len()
        };
        assert_eq!([0, 10, 11, 20].map(kept), [0, 10, 11, 11]);
    }
}
