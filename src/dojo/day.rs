//! Days of the calendar and ranges of them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month, OffsetDateTime};

use super::text;

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day; expected YYYY-MM-DD")]
pub struct DayError(String);

/// A day of the calendar, in the years 1 to 9999 that `DefectDojo`'s own dates have. Written as
/// `YYYY-MM-DD`, the one form that its date filters take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The Julian day numbers of 0001-01-01 and 9999-12-31.
    const NUMBERS: (i32, i32) = (1_721_426, 5_373_484);

    /// The day of a Unix time in UTC, the zone of `DefectDojo`'s server by default.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        OffsetDateTime::from_unix_timestamp(seconds).map_or(Self::from_number(0), |time| {
            Self::from_number(time.to_julian_day())
        })
    }

    /// The day `days` later, or earlier when negative; the ends of the calendar stop it.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// How many days after `other` it is; negative when before.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        i64::from(self.number()) - i64::from(other.number())
    }

    /// The first day of its month.
    #[must_use]
    pub fn month_start(self) -> Self {
        self.plus(1 - i32::from(self.day()))
    }

    /// The number of the day, one more than that of the day before.
    pub(super) const fn number(self) -> i32 {
        self.0.to_julian_day()
    }

    /// The day of a number, or the nearest one that the calendar has.
    pub(super) fn from_number(number: i32) -> Self {
        let (first, last) = Self::NUMBERS;
        Self(Date::from_julian_day(number.clamp(first, last)).unwrap_or(Date::MIN))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(given: &str) -> Result<Self, DayError> {
        parse(given.trim()).ok_or_else(|| DayError(text::cut(given)))
    }
}

fn parse(text: &str) -> Option<Day> {
    let digits = |range: std::ops::Range<usize>| {
        let field = text.get(range)?;
        field
            .bytes()
            .all(|c| c.is_ascii_digit())
            .then(|| field.parse::<u16>().ok())?
    };
    let is_dashed = text.len() == 10 && text.get(4..5)? == "-" && text.get(7..8)? == "-";
    let year = digits(0..4).filter(|&year| is_dashed && year > 0)?;
    let month = Month::try_from(u8::try_from(digits(5..7)?).ok()?).ok()?;
    let day = u8::try_from(digits(8..10)?).ok()?;
    Date::from_calendar_date(year.into(), month, day)
        .ok()
        .map(Day)
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// The days between two others, both of them excluded, as the API's `…_after` and `…_before` have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DayRange {
    /// Later than this day.
    pub after: Option<Day>,
    /// Earlier than this day.
    pub before: Option<Day>,
}

impl DayRange {
    /// The days that are in both ranges.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            after: self.after.max(other.after),
            before: match (self.before, other.before) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_real_days_are_read() {
        for good in ["2026-11-22", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(day(good).to_string(), good);
        }
        for bad in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "0000-01-01",
            "2026-1-01",
            "26-11-22",
            "2026/11/22",
            "2026-11-22T00:00:00Z",
            "+026-11-22",
            "2026-11-2é",
            "20261122--",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?}");
        }
        assert_eq!(
            "x".parse::<Day>().unwrap_err().to_string(),
            "\"x\" is no day; expected YYYY-MM-DD"
        );
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_of_the_calendar() {
        assert_eq!(day("2024-02-28").plus(2), day("2024-03-01"));
        assert_eq!(day("2026-01-01").plus(-1), day("2025-12-31"));
        assert_eq!(day("9999-12-31").plus(1), day("9999-12-31"));
        assert_eq!(day("0001-01-01").plus(i32::MIN), day("0001-01-01"));
        assert_eq!(Day::from_unix(0), day("1970-01-01"));
        assert_eq!(Day::from_unix(1_795_305_600 + 86_399), day("2026-11-22"));
        assert_eq!(Day::from_unix(-1), day("1969-12-31"));
        assert_eq!(
            (day("2026-11-22").month(), day("2026-11-22").day()),
            (11, 22)
        );
    }

    #[test]
    fn ranges_intersect() {
        let range = |after: Option<&str>, before: Option<&str>| DayRange {
            after: after.map(day),
            before: before.map(day),
        };
        let wide = range(Some("2026-01-01"), Some("2026-12-31"));
        assert_eq!(wide.and(DayRange::default()), wide);
        assert_eq!(DayRange::default().and(wide), wide);
        assert_eq!(
            wide.and(range(Some("2026-02-01"), Some("2027-01-01"))),
            range(Some("2026-02-01"), Some("2026-12-31"))
        );
    }
}
