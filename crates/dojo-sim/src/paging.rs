//! Pages by `limit` and `offset`, as Django REST framework's `LimitOffsetPagination` reads them.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::query::Query;
use crate::reply::Target;

/// DefectDojo's page size where none is asked for. There is no largest one.
const DEFAULT_LIMIT: u128 = 25;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    limit: u128,
    offset: u128,
}

impl Page {
    pub(crate) fn read(query: &Query) -> Self {
        let limit = query
            .last("limit")
            .and_then(integer)
            .filter(|limit| *limit > 0)
            .unwrap_or(DEFAULT_LIMIT);
        Self {
            limit,
            offset: query.last("offset").and_then(integer).unwrap_or(0),
        }
    }

    /// Why this value of `limit` or `offset` has no effect, if it has none.
    pub(crate) fn ignores(name: &str, value: &str) -> Option<&'static str> {
        match integer(value) {
            None => Some("not a whole number of at least 0"),
            Some(0) if name == "limit" => Some("a limit of 0"),
            Some(_) => None,
        }
    }

    pub(crate) fn offset(self) -> u64 {
        u64::try_from(self.offset).unwrap_or(u64::MAX)
    }

    /// Where the page's rows are among `count`.
    pub(crate) fn range(self, count: usize) -> Result<std::ops::Range<usize>, Failure> {
        let total = count as u128;
        if count == 0 || self.offset > total {
            return Ok(0..0);
        }
        let end = self.offset.saturating_add(self.limit);
        // The database's LIMIT is a 64-bit integer.
        if end > i64::MAX as u128 {
            return Err(Failure::Overflow);
        }
        let place = |at: u128| usize::try_from(at.min(total)).unwrap_or(count);
        Ok(place(self.offset)..place(end))
    }

    /// The links to the pages around this one, absolute from the request's Host header.
    pub(crate) fn links(self, count: usize, target: &Target, query: &Query) -> (Value, Value) {
        let link = |offset: Option<u128>| {
            let changes = [
                ("limit", Some(self.limit.to_string())),
                ("offset", offset.map(|offset| offset.to_string())),
            ];
            json!(format!("{}?{}", target.absolute(), query.with(&changes)))
        };
        let end = self.offset.saturating_add(self.limit);
        let next = if end >= count as u128 {
            Value::Null
        } else {
            link(Some(end))
        };
        let previous = match self.offset {
            0 => Value::Null,
            offset => link(offset.checked_sub(self.limit).filter(|offset| *offset > 0)),
        };
        (next, previous)
    }
}

/// Python's `int()` of a text, if that is not negative.
fn integer(value: &str) -> Option<u128> {
    let digits = value.trim();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u128::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> Page {
        Page::read(&Query::parse(query))
    }

    #[test]
    fn what_is_no_positive_number_means_25_from_0() {
        for query in [
            "",
            "limit=0",
            "limit=-1",
            "limit=abc",
            "limit=1.5",
            "limit=",
            "offset=-3",
            "offset=abc",
        ] {
            assert_eq!(
                page(query),
                Page {
                    limit: 25,
                    offset: 0
                },
                "{query}"
            );
        }
    }

    #[test]
    fn only_a_limit_whose_rows_are_read_overflows() {
        let huge = page("limit=99999999999999999999&offset=3");
        assert_eq!(huge.range(3), Err(Failure::Overflow));
        assert_eq!(huge.range(2), Ok(0..0));
        assert_eq!(page("limit=2&offset=4").range(5), Ok(4..5));
    }
}
