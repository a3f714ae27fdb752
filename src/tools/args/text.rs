//! Words, days and identifiers.

use super::{Argument, argument};
use crate::dojo::Day;
use crate::text::{clean_line, cut};
use serde_json::{Value, json};

/// The longest text a filter takes: the whole request line is limited to 4,094 bytes, percent-encoded.
const LONGEST: usize = 200;

/// A value as it is quoted in an error: short and on one line.
pub(super) fn quoted(value: &Value) -> String {
    cut(clean_line(&value.to_string()), 60).marked()
}

/// A word or more to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

argument!(Text);

impl Argument for Text {
    fn read(value: &Value) -> Result<Self, String> {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return Err(format!("{} is not a text", quoted(value))),
        };
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(format!("must have 1 to {LONGEST} characters"));
        }
        // A NUL in a filter is a 400 of DefectDojo's; the others match nothing.
        if text.chars().any(char::is_control) {
            return Err(format!("{} holds control characters", quoted(value)));
        }
        Ok(Self(text))
    }

    fn schema() -> Value {
        json!({"type": "string"})
    }
}

/// A day of the calendar, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date(pub(crate) Day);

argument!(Date);

impl Argument for Date {
    fn read(value: &Value) -> Result<Self, String> {
        let text = value.as_str().unwrap_or_default().trim();
        // Models often write a whole timestamp; DefectDojo's dates have no time (a timestamp is a 400).
        let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
        day.parse().map(Self).map_err(|_| {
            format!(
                "{} is not a day; valid is YYYY-MM-DD, like 2026-01-31",
                quoted(value)
            )
        })
    }

    fn schema() -> Value {
        json!({"type": "string"})
    }
}

/// The identifier of a vulnerability, like CVE-2021-44228, in its canonical case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VulnerabilityId(pub(crate) String);

argument!(VulnerabilityId);

impl Argument for VulnerabilityId {
    const SPLITS: bool = true;

    fn read(value: &Value) -> Result<Self, String> {
        let Text(text) = Text::read(value)?;
        if text.contains(',') {
            return Err(format!("{} is not one identifier", quoted(value)));
        }
        // DefectDojo compares the case, too. CVE ids are upper case; a GHSA id is lower case but for its prefix.
        let upper = text.to_ascii_uppercase();
        Ok(Self(match upper.strip_prefix("GHSA-") {
            Some(rest) => format!("GHSA-{}", rest.to_ascii_lowercase()),
            None if upper.starts_with("CVE-") => upper,
            None => text,
        }))
    }

    fn schema() -> Value {
        json!({"type": "string"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_bounded_and_printable() {
        assert_eq!(Text::read(&json!(" log4j ")), Ok(Text("log4j".into())));
        assert_eq!(Text::read(&json!(2)), Ok(Text("2".into())));
        assert!(Text::read(&json!("a\u{0}b")).is_err());
        assert!(Text::read(&json!("x".repeat(201))).is_err());
        assert!(Text::read(&json!("")).is_err());
        assert!(Text::read(&json!({"a": 1})).is_err());
    }

    #[test]
    fn days() {
        assert_eq!(
            Date::read(&json!("2026-01-31")).unwrap().0.to_string(),
            "2026-01-31"
        );
        assert_eq!(
            Date::read(&json!("2026-01-31T10:00:00Z"))
                .unwrap()
                .0
                .to_string(),
            "2026-01-31"
        );
        for value in [
            json!("2026-02-30"),
            json!("31.01.2026"),
            json!("2026-1-1"),
            json!(20_260_131),
        ] {
            assert!(Date::read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn identifiers_get_their_canonical_case() {
        for (asked, sent) in [
            ("cve-2021-44228", "CVE-2021-44228"),
            ("ghsa-JFH8-c2jp-5v3q", "GHSA-jfh8-c2jp-5v3q"),
            ("RUSTSEC-2020-0001", "RUSTSEC-2020-0001"),
        ] {
            assert_eq!(
                VulnerabilityId::read(&json!(asked)),
                Ok(VulnerabilityId(sent.into()))
            );
        }
        assert!(VulnerabilityId::read(&json!("a,b")).is_err());
    }

    #[test]
    fn a_quoted_value_is_short() {
        assert!(quoted(&json!("x".repeat(500))).len() < 70);
    }
}
