//! The rows in an answer, of which no more are looked at than anybody asks for.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};

/// The most rows that are asked for in one call.
pub(super) const MOST_ROWS: u64 = 10_000;

/// One row more than [`MOST_ROWS`] is kept, which tells that there are too many. A row takes up to a hundred times
/// as much memory as the least JSON that makes one: the longest answer, full of them, took 1.8 GB, which is more
/// than the runtime gives and so ended the instance.
#[derive(Debug)]
pub(super) struct Rows<T>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(PhantomData))
    }
}

struct RowsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowsVisitor<T> {
    type Value = Rows<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::new();
        for _ in 0..=MOST_ROWS {
            match list.next_element()? {
                Some(row) => rows.push(row),
                None => return Ok(Rows(rows)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Rows(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_too_many_is_kept_and_no_more() {
        let kept = |rows: usize| {
            let json = format!("[{}]", vec!["1"; rows].join(","));
            serde_json::from_str::<Rows<u64>>(&json).unwrap().0.len()
        };
        assert_eq!([kept(0), kept(10_000)], [0, 10_000]);
        assert_eq!([kept(10_001), kept(20_000)], [10_001, 10_001]);
    }
}
