//! How much: of groups, of findings, of days.

use super::number::whole;
use super::text::quoted;
use super::{Argument, argument};
use serde_json::{Value, json};

/// How many groups to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Top(pub(crate) usize);

argument!(Top);

impl Default for Top {
    fn default() -> Self {
        Self(15)
    }
}

impl Argument for Top {
    fn read(value: &Value) -> Result<Self, String> {
        let top = whole(value).filter(|top| (1..=50).contains(top));
        let top = top.and_then(|top| usize::try_from(top).ok());
        top.map(Self).ok_or_else(|| {
            format!(
                "{} is not a number of groups; valid is a whole number from 1 to 50",
                quoted(value)
            )
        })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

/// How many findings to rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TopRows(pub(crate) usize);

argument!(TopRows);

impl Default for TopRows {
    fn default() -> Self {
        Self(20)
    }
}

impl Argument for TopRows {
    fn read(value: &Value) -> Result<Self, String> {
        Top::read(value).map(|Top(rows)| Self(rows))
    }

    fn schema() -> Value {
        Top::schema()
    }
}

/// How many days back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days(pub(crate) i32);

argument!(Days);

impl Default for Days {
    fn default() -> Self {
        Self(90)
    }
}

impl Argument for Days {
    fn read(value: &Value) -> Result<Self, String> {
        let days = whole(value).filter(|days| (1..=730).contains(days));
        let days = days.and_then(|days| i32::try_from(days).ok());
        days.map(Self).ok_or_else(|| {
            format!(
                "{} is not a number of days; valid is a whole number from 1 to 730",
                quoted(value)
            )
        })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}
