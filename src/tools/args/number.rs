//! Numbers and yes-or-no.

use super::text::quoted;
use super::{Argument, argument};
use crate::dojo::{Limit, Offset};
use serde_json::{Value, json};

/// The largest id that `DefectDojo` stores: they are signed integers in its database,
/// and JSON numbers are exact up to 2^53.
const LARGEST_ID: u64 = (1 << 53) - 1;

/// A whole number, also written as `42.0` or `"42"`.
pub(super) fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let number = number.as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "the number is checked to be whole, not negative and below 2^53"
            )]
            (number.fract() == 0.0 && (0.0..=LARGEST_ID as f64).contains(&number))
                .then_some(number as u64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The id of an object in `DefectDojo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) u64);

argument!(Id);

impl Argument for Id {
    const SPLITS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        whole(value)
            .filter(|id| (1..=LARGEST_ID).contains(id))
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "{} is not an id; valid is a whole number from 1",
                    quoted(value)
                )
            })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

/// How many rows to return: 0 for the count alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows(pub(crate) Limit);

argument!(Rows);

impl Default for Rows {
    fn default() -> Self {
        Self(Limit::MAX)
    }
}

impl Argument for Rows {
    fn read(value: &Value) -> Result<Self, String> {
        let limit = whole(value).and_then(|rows| Limit::new(rows).ok());
        limit.map(Self).ok_or_else(|| {
            format!(
                "{} is not a number of rows; valid is a whole number from 1 to 100, or 0 for the count alone",
                quoted(value)
            )
        })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

/// How many rows to skip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Skip(pub(crate) Offset);

argument!(Skip);

impl Argument for Skip {
    fn read(value: &Value) -> Result<Self, String> {
        let offset = whole(value).and_then(|rows| Offset::new(rows).ok());
        offset.map(Self).ok_or_else(|| {
            format!(
                "{} is not an offset; valid is a whole number from 0 to 2000000000",
                quoted(value)
            )
        })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

/// The number of a weakness, also written as `CWE-79`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cwe(pub(crate) u32);

argument!(Cwe);

impl Argument for Cwe {
    const SPLITS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        let number = match value {
            Value::String(text) => {
                let text = text.trim().to_ascii_uppercase();
                let digits = text.strip_prefix("CWE").map_or(text.as_str(), |rest| {
                    rest.trim_start_matches(['-', '_', ':', ' '])
                });
                digits.parse().ok()
            }
            value => whole(value).and_then(|number| u32::try_from(number).ok()),
        };
        number
            .filter(|number| (1..100_000).contains(number))
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "{} is not a CWE; valid is its number, like 79",
                    quoted(value)
                )
            })
    }

    fn schema() -> Value {
        json!({"type": "integer"})
    }
}

/// A share between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fraction(pub(crate) f64);

argument!(Fraction);

impl Argument for Fraction {
    fn read(value: &Value) -> Result<Self, String> {
        let number = match value {
            Value::Number(number) => number.as_f64(),
            // As JSON has numbers: the reader of std would be 16 KB more.
            Value::String(text) => serde_json::from_str(text)
                .ok()
                .and_then(|number: Value| number.as_f64()),
            _ => None,
        };
        number
            .filter(|number| (0.0..=1.0).contains(number))
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "{} is not a share; valid is a number from 0 to 1, like 0.5 for 50 %",
                    quoted(value)
                )
            })
    }

    fn schema() -> Value {
        json!({"type": "number"})
    }
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

argument!(Flag);

impl Argument for Flag {
    fn read(value: &Value) -> Result<Self, String> {
        let flag = match value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        flag.map(Self)
            .ok_or_else(|| format!("{} is neither true nor false", quoted(value)))
    }

    fn schema() -> Value {
        json!({"type": "boolean"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_their_forms() {
        for value in [json!(42), json!("42"), json!(42.0), json!(" 42 ")] {
            assert_eq!(Id::read(&value), Ok(Id(42)), "{value}");
        }
        for value in [
            json!(0),
            json!(-1),
            json!(1.5),
            json!("x"),
            json!(1e300),
            json!(true),
            json!([1]),
        ] {
            assert!(Id::read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn rows_have_bounds() {
        assert_eq!(Rows::read(&json!(0)), Ok(Rows(Limit::NONE)));
        assert_eq!(Rows::read(&json!("100")), Ok(Rows(Limit::MAX)));
        let error = Rows::read(&json!(101)).unwrap_err();
        assert!(error.contains("1 to 100"), "{error}");
    }

    #[test]
    fn a_cwe_with_or_without_its_prefix() {
        for value in [
            json!(79),
            json!("79"),
            json!("CWE-79"),
            json!("cwe 79"),
            json!("CWE79"),
        ] {
            assert_eq!(Cwe::read(&value), Ok(Cwe(79)), "{value}");
        }
        for value in [json!("XSS"), json!(0), json!("CWE-"), json!(-79)] {
            assert!(Cwe::read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn a_share_is_not_a_percentage() {
        assert_eq!(Fraction::read(&json!("0.5")), Ok(Fraction(0.5)));
        for value in [
            json!(50),
            json!(-0.1),
            json!("NaN"),
            json!("inf"),
            json!(null),
        ] {
            assert!(Fraction::read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn yes_or_no() {
        assert_eq!(Flag::read(&json!("True")), Ok(Flag(true)));
        assert_eq!(Flag::read(&json!(false)), Ok(Flag(false)));
        for value in [json!(1), json!("yes"), json!("")] {
            assert!(Flag::read(&value).is_err(), "{value}");
        }
    }
}
